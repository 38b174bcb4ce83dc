import type { Command } from 'commander'
import { appError, type AppError } from '../../../shared/app-error'
import type { FleetFormat } from '../../services/fleet/fleet-report'
import type { Console } from '../terminal/console'
import { outputFile, outputFolder } from './output-name'
import { checkOutputs } from './usage'

/** In the order in which they are written: what takes long comes last. */
export const FLEET_FORMATS = [
  'json',
  'csv',
  'html',
  'markdown',
  'junit',
  'sarif',
  'pdf',
] as const satisfies readonly FleetFormat[]

/** Where each format of a fleet's report goes; `-` is standard output. */
export type FleetOutputs = Readonly<Partial<Record<FleetFormat, string>>>

export const withFleetOutputs = (command: Command): Command =>
  command
    .optionsGroup('Output (“-” is standard output):')
    .option('--json <file>', 'the result as JSON (crossview.fleet/1)', outputFile)
    .option('--pdf <file>', 'the report as PDF', outputFile)
    .option('--html <file>', 'the report as one HTML file', outputFile)
    .option('--csv <dir>', 'the tables as CSV files in a folder', outputFolder)
    .option('--junit <file>', 'the checks as JUnit XML, a suite a tenant', outputFile)
    .option('--sarif <file>', 'what fails as SARIF', outputFile)
    .option('--markdown <file>', 'a short summary, for a pull request, a chat or a ticket', outputFile)

/** Outputs that cannot be had together. */
export const fleetOutputFault = (outputs: FleetOutputs, console: Console): AppError | null => {
  if (FLEET_FORMATS.filter((format) => outputs[format] === '-').length > 1)
    return appError('INVALID_ARGUMENT', 'Only one output can go to standard output (-).', {
      field: 'output',
    })
  const { csv, pdf } = outputs
  const checked = checkOutputs(
    { ...(csv === undefined ? {} : { csv }), ...(pdf === undefined ? {} : { pdf }) },
    console,
  )
  return checked.ok ? null : checked.error
}
