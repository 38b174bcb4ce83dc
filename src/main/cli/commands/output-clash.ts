import { realpathSync } from 'node:fs'
import path from 'node:path'
import type { Command, Option } from 'commander'
import { recordingIn } from '../target/recording-folder'
import { outputFile, outputFolder } from './output-name'

/** A file of a command line, with what names it there. */
interface Named {
  readonly option: string
  /** As typed. */
  readonly text: string
  readonly key: string
}

/** Options that name a file to read; `--resume` may be gone on with in its own place. */
const READ = ['config', 'replay', 'snapshot', 'calls', 'recipe']

/**
 * What is wrong with the files that a command is to write, as a sentence: two outputs in one place, of which the later
 * would replace the first, or one in the place of what the command reads; null: nothing. Links and spelling (`./x`,
 * capitals, é in one letter or two) do not hide it: Windows and macOS take names for the same that Linux does not.
 */
export const outputClash = (command: Command, cwd: string): string | null => {
  const named = (option: string, text: string, file = text): Named => ({
    option,
    text,
    key: text === '-' ? '-' : keyOf(path.resolve(cwd, file)),
  })
  const options = command.options.flatMap((option) => {
    const name = option.attributeName()
    const text: unknown = command.getOptionValue(name)
    if (typeof text !== 'string') return []
    const isRecording = name === 'record' || name === 'replay'
    return [{ option, name, file: named(`--${name}`, text, isRecording ? recordingIn(text) : text) }]
  })
  const written = options.filter(({ option }) => isOutput(option)).map(({ file }) => file)
  const read = options
    .filter(({ option, name, file }) => !isOutput(option) && isRead(name, file.text))
    .map(({ file }) => file)
  const [policy] = command.args
  // An argument of another command is no path, or the one that is written.
  if (command.name() === 'expect' && policy !== undefined)
    read.push(named('the file of expectations', policy))
  const csv = written.find(({ option }) => option === '--csv')
  for (const [index, output] of written.entries()) {
    if (isDevice(output.text)) continue
    const other = [...read, ...written.slice(0, index)].find(({ key }) => key === output.key)
    if (other !== undefined) return clash(output, other)
    if (csv !== undefined && isTableIn(output.key, csv.key)) return clash(output, csv)
  }
  return null
}

const isOutput = ({ parseArg }: Option): boolean => parseArg === outputFile || parseArg === outputFolder

const isRead = (name: string, text: string): boolean =>
  READ.includes(name) && (name !== 'recipe' || text.endsWith('.json'))

const clash = (output: Named, other: Named): string =>
  output.key === '-'
    ? `Only one output can go to standard output (-), not ${other.option} and ${output.option}.`
    : `${output.option} ${output.text} would take the place of ${other.option} ${other.text}. Give each a name of its own.`

const isDevice = (text: string): boolean => /^(?:\/(?:dev|proc)\/|\\\\\.\\|nul:?$)/i.test(text)

const isTableIn = (file: string, folder: string): boolean =>
  path.dirname(file) === folder && file.endsWith('.csv')

/** The same for every spelling of one place. What is not there yet has no links. A link in the place of the file itself is replaced. */
const keyOf = (file: string): string => {
  const folder = path.dirname(file)
  return path
    .join(folder === file ? file : realFolder(folder), path.basename(file))
    .normalize('NFC')
    .toLowerCase()
}

const realFolder = (folder: string): string => {
  try {
    return realpathSync.native(folder)
  } catch {
    const above = path.dirname(folder)
    return above === folder ? folder : path.join(realFolder(above), path.basename(folder))
  }
}
