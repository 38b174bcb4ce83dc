import { version } from '../../../package.json'
import { writeFault } from '../adapters/files/write-fault'
import { endProcess } from '../end-process'
import { codeOf } from '../held-file'
import { guardCrashes } from '../security/crash-guard'
import { createScrubber } from '../security/secret-scrubber'
import { startEnvironment } from '../security/surroundings'
import { EXIT, statusOfLostOutput, type ExitStatus } from './terminal/exit-status'
import type { CommandDeps } from './commands/commands'
import { createConsole, type Terminal } from './terminal/console'
import { abortOnInterrupt } from './terminal/interrupt'
import { runProgram } from './commands/program'
import { terminalQuestions } from './terminal/terminal-question'

/** Why standard output took not all of the result; the other outputs are written all the same. */
let lostOutput: string | null = null
process.stdout.on('error', (error: unknown) => {
  lostOutput ??= codeOf(error)
})
// A terminal that is gone, as the system says: nobody is left to tell anything, and the result is still written.
process.stderr.on('error', (error: unknown) => {
  if (codeOf(error) === '') throw error
})

const terminal: Terminal = {
  out: (content) =>
    new Promise((resolve) => {
      process.stdout.write(content, () => {
        resolve()
      })
    }),
  message: (text) => {
    process.stderr.write(`${text}\n`)
  },
  isTerminal: process.stdout.isTTY,
  env: startEnvironment(),
  cwd: process.cwd(),
  ...terminalQuestions(process.stdin, process.stderr, (signal) => process.emit(signal, signal)),
}
const scrubber = createScrubber()
const console = createConsole(terminal, (text) => scrubber.scrub(text))

// SECURITY: what Node prints by itself of an error may carry a token or a secret. A rejection that
// nobody took ends the command too: its result would be missing something.
guardCrashes(process, ({ kind, code, at }) => {
  console.message(
    `crossview: stopped because of a fault in Crossview itself (${kind}, ${code}, ${at}). Run it again; if it happens again, report the command and this line.`,
  )
  endProcess(EXIT.incomplete)
})

const interrupt = abortOnInterrupt(
  () => {
    console.message('Stopping; what is done so far is written. Again to stop at once.')
  },
  () => {
    endProcess(EXIT.interrupted)
  },
)

const written = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    stream.write('', () => {
      resolve()
    })
  })

const ended = (status: ExitStatus): ExitStatus => {
  if (lostOutput === null) return status
  const lost = statusOfLostOutput(lostOutput, status)
  if (lost === EXIT.incomplete)
    console.message(`crossview: standard output did not take all of the result: ${writeFault(lostOutput)}.`)
  return lost
}

/** What a command needs of the world. Whoever only asks for the version, or mistypes, waits for none of it. */
const opened: { deps?: CommandDeps } = {}
const open = async (): Promise<CommandDeps> => {
  const [{ createCommandDeps }, { sweepTemporary }, { makePrivate, userDataDir }] = await Promise.all([
    import('./composition'),
    import('../adapters/files/temporary'),
    import('../adapters/files/user-data'),
  ])
  void sweepTemporary()
  makePrivate(userDataDir())
  return (opened.deps = createCommandDeps(terminal, interrupt, scrubber))
}

const main = async (): Promise<void> => {
  process.exitCode = ended(await runProgram(process.argv.slice(2), version, { console, interrupt, open }))
  // A prompt of the keychain that nobody answers must not hold the command.
  if (opened.deps !== undefined && opened.deps.profiles.secrets.underWay() !== null) {
    await Promise.all([written(process.stdout), written(process.stderr)])
    endProcess(process.exitCode)
  }
}

void main()
