/** The command line in a checkout: sets up and builds when needed, silently on standard output. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { build } from './lib/build.mjs'
import { messageOf, NODE, ROOT, say, setup, toolEnv } from './setup.mjs'

try {
  setup('cli')
  if (!build()) throw new Error('the build failed')
  const child = spawn(NODE, [path.join(ROOT, 'out/main/cli.cjs'), ...process.argv.slice(2)], {
    // Files are named relative to where the command was given.
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: toolEnv(),
    stdio: 'inherit',
  })
  // A Ctrl-C reaches the whole group; a signal to this process alone is passed on.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 130))
} catch (error) {
  say(`crossview did not start: ${messageOf(error)}`)
  process.exitCode = 2
}
