/** Looks for secrets of tests in what the tests printed and left behind. */
import { readFileSync } from 'node:fs'
import { moduleAt } from './module-at.mjs'

/** Playwright keeps what it compiled there: the source that names the mark is found, and no secret. */
const COMPILED_SOURCE = /playwright-transform-cache/

/**
 * @param {{ output: string, folder: string }} places file with everything that was printed, and
 *   the temporary folder of the whole run
 * @returns {Promise<string[]>} where a secret was found; a sweep that does not find a planted one
 *   has found nothing either
 */
export const sweepLeftovers = async ({ output, folder }) => {
  const { canarySecret, filesIn, findMarked } = await moduleAt('test/support/secret-sweep.ts')
  const left = Object.entries(await filesIn(folder)).filter(([file]) => !COMPILED_SOURCE.test(file))
  const places = { output: readFileSync(output), ...Object.fromEntries(left) }
  const planted = {
    ...places,
    planted: `Authorization: Basic ${Buffer.from(`id:${canarySecret()}`).toString('base64')}`,
  }
  if (!findMarked('the positive control', planted).includes('planted'))
    return ['the positive control was not found']
  return [...findMarked('output of all tests, and files left behind', places)]
}
