import path from 'node:path'
import type { Command } from 'commander'
import { CSV_TABLES } from '../../../core/report/csv'
import type { AppError } from '../../../shared/app-error'
import type { ReportFiles } from '../../ports'
import { RECORDING_FILE } from '../target/recording-folder'
import { outputFile, outputFolder } from './output-name'

/** What stands in the folders that options name. */
const IN_FOLDER: Readonly<Record<string, readonly string[]>> = {
  csv: CSV_TABLES.map((name) => `${name}.csv`),
  record: [RECORDING_FILE],
}

/** Why the first output of a command that cannot be written cannot be; null: nothing is known against any. Nothing was sent yet. */
export const outputFault = async (
  command: Command,
  cwd: string,
  files: Pick<ReportFiles, 'fileFault' | 'folderFault'>,
): Promise<AppError | null> => {
  const options = command.options.map((option) => {
    const name = option.attributeName()
    return { name, kind: option.parseArg, text: command.getOptionValue(name) as unknown }
  })
  const named = command.registeredArguments.map((argument, index) => ({
    name: argument.name(),
    kind: argument.parseArg,
    text: command.processedArgs[index] as unknown,
  }))
  for (const { name, kind, text } of [...options, ...named]) {
    if (typeof text !== 'string' || text === '-') continue
    const target = path.resolve(cwd, text)
    const fault =
      kind === outputFile
        ? await files.fileFault(target)
        : kind === outputFolder
          ? await files.folderFault(target, IN_FOLDER[name] ?? [])
          : null
    if (fault !== null) return { ...fault, field: name }
  }
  return null
}
