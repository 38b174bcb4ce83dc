import path from 'node:path'
import type { Command } from 'commander'
import type { AppError } from '../../../shared/app-error'
import { createReportFiles } from '../../adapters/files/export-files'
import type { ReportFiles } from '../../ports'
import { FLEET_FILE } from './fleet-file'
import { RECORDING_FILE } from '../target/recording-file'
import { writtenKind } from './output-name'

/** What stands in the folder that an option of a command names. */
const inFolder = async (option: string, command: Command): Promise<readonly string[]> => {
  if (option === 'record') return [RECORDING_FILE]
  if (option === 'out') return [FLEET_FILE]
  return (await tablesOf(command)).map((name) => `${name}.csv`)
}

const tablesOf = async (command: Command): Promise<readonly string[]> => {
  switch (command.name()) {
    case 'applications':
      return (await import('../../../core/report/inventory-csv')).INVENTORY_TABLES
    case 'fleet':
    case 'merge':
      return (await import('../../../core/report/fleet-csv')).FLEET_TABLES
    default:
      return (await import('../../../core/report/csv')).CSV_TABLES
  }
}

/** Why the first output of a command that cannot be written cannot be; null: nothing is known against any. Nothing was sent yet. */
export const outputFault = async (
  command: Command,
  cwd: string,
  files: Pick<ReportFiles, 'fileFault' | 'folderFault'> = createReportFiles(),
): Promise<AppError | null> => {
  const options = command.options.flatMap((option) => {
    const name = option.attributeName()
    // An option that may be repeated has a list.
    return [command.getOptionValue(name) as unknown]
      .flat()
      .map((text) => ({ name, kind: option.parseArg, text }))
  })
  const named = command.registeredArguments.map((argument, index) => ({
    name: argument.name(),
    kind: argument.parseArg,
    text: command.processedArgs[index] as unknown,
  }))
  for (const { name, kind, text } of [...options, ...named]) {
    if (typeof text !== 'string' || text === '-') continue
    const target = path.resolve(cwd, text)
    const written = writtenKind(kind, command)
    const fault =
      written === 'file'
        ? await files.fileFault(target)
        : written === 'folder'
          ? await files.folderFault(target, await inFolder(name, command))
          : null
    if (fault !== null) return { ...fault, field: name }
  }
  return null
}
