import { realpathSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
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
const READ = ['config', 'snapshot', 'calls', 'recipe']

/**
 * What is wrong with the files that a command is to write, as a sentence: two outputs in one place, of which the later
 * would replace the first, or one in the place of what the command reads; null: nothing. Links and spelling (`./x`,
 * capitals, é in one letter or two) do not hide it: Windows and macOS take names for the same that Linux does not.
 */
export const outputClash = (command: Command, cwd: string): string | null => {
  const written: Named[] = []
  const read: Named[] = []
  const csv: Named[] = []
  for (const option of command.options) {
    const name = option.attributeName()
    const text: unknown = command.getOptionValue(name)
    if (typeof text !== 'string') continue
    const named = (file: string): Named => ({
      option: `--${name}`,
      text,
      key: keyOf(path.resolve(cwd, file)),
    })
    if (name === 'replay') read.push(named(recordingIn(text)))
    else if (name === 'record') written.push(named(recordingIn(text)))
    else if (option.parseArg === outputFile || option.parseArg === outputFolder) {
      written.push(text === '-' ? { option: `--${name}`, text, key: '-' } : named(text))
      if (option.parseArg === outputFolder && text !== '-') csv.push(named(text))
    } else if (READ.includes(name) && (name !== 'recipe' || text.endsWith('.json'))) read.push(named(text))
  }
  const [file] = command.args
  // Policies; a name of a tenant or a scenario is no path that anything is written to.
  if (command.name() === 'expect' && file !== undefined)
    read.push({ option: 'the file of expectations', text: file, key: keyOf(path.resolve(cwd, file)) })
  for (const [index, output] of written.entries()) {
    if (isDevice(output.text)) continue
    const other = [...read, ...written.slice(0, index)].find(({ key }) => key === output.key)
    const table = csv.find(({ key, option }) => option !== output.option && isTableIn(output.key, key))
    if (other !== undefined || table !== undefined) return clash(output, other ?? table ?? output)
  }
  return null
}

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
