import { begin } from '../security/begin'

/** As docs/cli.md says: wrong usage; nothing was sent. */
const EXIT_USAGE = 2

const faults = begin('cli', process.argv.slice(2))
if (faults.length === 0) void import('./index')
else {
  for (const fault of faults) process.stderr.write(`crossview: ${fault}\n`)
  process.exitCode = EXIT_USAGE
}
