import {
  COMPUTER_PROBES,
  computerText,
  outcomeText,
  type ComputerSection,
} from '../../../shared/computer-report'
import { EXIT, type ExitStatus } from '../terminal/exit-status'
import { writeText, type CommandDeps } from './commands'
import { fail } from './usage'

export interface DoctorOptions {
  readonly addresses?: true
  readonly json?: string
}

/** `crossview doctor`: the text on standard output, or JSON where that was asked for. 1 when something is broken. */
export const doctor = async (options: DoctorOptions, deps: CommandDeps): Promise<ExitStatus> => {
  const { console, clock, interrupt } = deps
  const doctor = await deps.doctor()
  const sections: ComputerSection[] = []
  // One after another: a keychain that is locked asks once.
  for (const { id } of COMPUTER_PROBES) {
    if (interrupt.aborted) return EXIT.interrupted
    sections.push(await doctor.look({ probe: id, addresses: options.addresses === true }))
  }
  const madeAt = clock.now().toISOString()
  if (options.json !== '-') await console.out(computerText(sections, madeAt), 'lines')
  if (options.json !== undefined) {
    const result = { schema: 'crossview.computer/1', madeAt, outcome: outcomeText(sections), sections }
    const written = await writeText(options.json, `${JSON.stringify(result, null, 2)}\n`, 'json', deps)
    if (!written.ok) return fail(console, written.error, EXIT.incomplete)
  }
  const isBroken = sections.some(({ lines }) => lines.some(({ state }) => state === 'broken'))
  return isBroken ? EXIT.findings : EXIT.done
}
