/** Loads TypeScript of this repository into a script. */
import path from 'node:path'
import { ROOT } from '../setup.mjs'

/**
 * @param {string} file from the top of the repository, as `bench/listing.ts`
 * @returns {Promise<Record<string, any>>} what the module exports. Vite is imported only now: in a
 *   fresh clone it is not there before `setup()`.
 */
export const moduleAt = async (file) => {
  const { runnerImport } = await import('vite')
  return (await runnerImport(path.join(ROOT, file), { configFile: false })).module
}
