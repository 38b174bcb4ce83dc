/** The command line in a checkout: sets up and builds when needed, silently on standard output. */
import { realpathSync } from 'node:fs'
import path from 'node:path'
import { build } from './lib/build.mjs'
import { runInPlace } from './lib/in-place.mjs'
import { messageOf, NODE, ROOT, say, setup, toolEnv } from './setup.mjs'

/**
 * Files are named relative to where the command was given: npm starts scripts at the top and says where it was
 * started. What was not started by it, or by the script of another package, may have that variable from another.
 */
const whereGiven = () => {
  const { npm_lifecycle_event: script, npm_package_json: about, INIT_CWD: given } = process.env
  return (script === 'crossview' && isOurs(about) && given) || process.cwd()
}

/** @param {string | undefined} about package.json of the script that npm runs; its folder may be a link */
const isOurs = (about = '') => {
  try {
    return realpathSync(about) === realpathSync(path.join(ROOT, 'package.json'))
  } catch {
    return false
  }
}

const notStarted = (/** @type {string} */ why) => {
  say(`crossview did not start: ${why}`)
  process.exitCode = 2
}

try {
  setup('cli')
  if (!build()) throw new Error('the build failed')
  // Node lets what is young grow to 190 MB before it looks for what is no longer used; of a list of 100,000 tickets
  // a third of all memory was that. With less it was measured to take no longer.
  runInPlace(
    NODE,
    ['--max-semi-space-size=16', path.join(ROOT, 'out/main/cli.cjs'), ...process.argv.slice(2)],
    {
      cwd: whereGiven(),
      env: toolEnv(),
      notStarted,
    },
  )
} catch (error) {
  notStarted(messageOf(error))
}
