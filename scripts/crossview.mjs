/** The command line in a checkout: sets up and builds when needed, silently on standard output. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { build } from './lib/build.mjs'
import { whyNotStarted } from './lib/not-started.mjs'
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
  const child = spawn(NODE, [path.join(ROOT, 'out/main/cli.cjs'), ...process.argv.slice(2)], {
    cwd: whereGiven(),
    env: toolEnv(),
    stdio: 'inherit',
  })
  // A Ctrl-C reaches the whole group; a signal to this process alone is passed on.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 130))
  child.on('error', (error) => notStarted(whyNotStarted(error, NODE, whereGiven())))
} catch (error) {
  notStarted(messageOf(error))
}
