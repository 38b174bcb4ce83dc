/** The command line in a checkout: sets up and builds when needed, silently on standard output. */
import path from 'node:path'
import { build } from './lib/build.mjs'
import { runInPlace } from './lib/in-place.mjs'
import { messageOf, NODE, ROOT, say, setup, toolEnv } from './setup.mjs'

/**
 * Files are named relative to where the command was given: npm starts scripts at the top and says where it was
 * started. What was not started by it may have that variable from another.
 */
const whereGiven = () =>
  (process.env.npm_lifecycle_event === 'crossview' && process.env.INIT_CWD) || process.cwd()

const notStarted = (/** @type {string} */ why) => {
  say(`crossview did not start: ${why}`)
  process.exitCode = 2
}

try {
  setup('cli')
  if (!build()) throw new Error('the build failed')
  runInPlace(NODE, [path.join(ROOT, 'out/main/cli.cjs'), ...process.argv.slice(2)], {
    cwd: whereGiven(),
    env: toolEnv(),
    notStarted,
  })
} catch (error) {
  notStarted(messageOf(error))
}
