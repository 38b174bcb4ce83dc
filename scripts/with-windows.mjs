// Runs a command of this checkout in a Windows of Wine, where one can be made:
//   node scripts/with-windows.mjs [--fetch FROM TO]… PROGRAM ARGS…
//   node scripts/with-windows.mjs --beside PROGRAM ARGS…      a program of this system, which works with that Windows
// The checkout is C:\crossview there. --fetch copies FROM, a path below C:\, to here afterwards. Where no Windows can be
// made, this says why and ends with 69: nothing was run, and nothing failed.
import { constants } from 'node:os'
import { messageOf, say } from './setup.mjs'
import { UNAVAILABLE } from './lib/test-run.mjs'
import { runBesideWindows, runInWindows } from './lib/windows-runtime.mjs'

const args = process.argv.slice(2)
const isBeside = args[0] === '--beside'
if (isBeside) args.shift()
/** @type {{ from: string, to: string }[]} */
const fetches = []
while (args[0] === '--fetch') {
  const [, from = '', to = ''] = args.splice(0, 3)
  fetches.push({ from, to })
}
if (args.length === 0 || (isBeside && fetches.length > 0) || fetches.some(({ to }) => to === '')) {
  say('usage: node scripts/with-windows.mjs [--fetch FROM TO]… PROGRAM ARGS… (or --beside PROGRAM ARGS…)')
  process.exit(2)
}
// What runs, its mounts and the lock end with this process.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => process.exit(128 + constants.signals[signal]))
try {
  const done = await (isBeside ? runBesideWindows(args) : runInWindows(args, fetches))
  if ('unavailable' in done) say(`There is no Windows here: ${done.unavailable}`)
  process.exit('status' in done ? done.status : UNAVAILABLE)
} catch (error) {
  say(messageOf(error))
  process.exit(1)
}
