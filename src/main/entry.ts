import { app } from 'electron'
import { begin } from './security/begin'
import { ownArguments } from './security/launch-guard'

/** As the command line says: wrong usage; nothing was sent (docs/cli.md). */
const EXIT_REFUSED = 2

const refuse = (faults: readonly string[]): void => {
  process.stderr.write(`Crossview was not started.\n${faults.join('\n')}\n`)
}

// ELECTRON_RUN_AS_NODE in a checkout: there is no app then. A fuse keeps it from the packaged app.
if ((process.type as string | undefined) !== 'browser') {
  refuse(['ELECTRON_RUN_AS_NODE is set. Unset it.'])
  process.exitCode = EXIT_REFUSED
} else {
  const faults = begin(app.isPackaged ? 'packaged' : 'electron', ownArguments(process.argv, app.isPackaged))
  if (faults.length === 0) void import('./index')
  else {
    refuse(faults)
    app.exit(EXIT_REFUSED)
  }
}
