import { fstatSync, readlinkSync, statSync, type BigIntStats } from 'node:fs'
import path from 'node:path'
import type { Command, Option } from 'commander'
import { FLEET_FILE } from './fleet-file'
import { recordingIn } from '../target/recording-file'
import { writtenKind } from './output-name'

/** A file of a command line, with what names it there. */
interface Named {
  readonly option: string
  /** As typed. */
  readonly text: string
  readonly key: string
  /** The file that is there, by whatever name; null: none. */
  readonly inode: string | null
}

/** Options that name a file to read; `--resume` may be gone on with in its own place. */
const READ = [
  'config',
  'replay',
  'snapshot',
  'calls',
  'recipe',
  'review',
  'compared',
  'expectTenants',
  'exceptions',
  'from',
  'to',
]

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
    inode: inodeOf(text, path.resolve(cwd, file)),
  })
  const options = command.options.flatMap((option) => {
    const name = option.attributeName()
    const isRecording = name === 'record' || name === 'replay'
    // An option that may be repeated has a list.
    return [command.getOptionValue(name) as unknown]
      .flat()
      .flatMap((text) =>
        typeof text === 'string'
          ? [{ option, name, file: named(`--${name}`, text, isRecording ? recordingIn(text) : text) }]
          : [],
      )
  })
  const isOutput = ({ parseArg }: Option): boolean => writtenKind(parseArg, command) !== null
  const written = options.filter(({ option }) => isOutput(option)).map(({ file }) => file)
  const read = options
    .filter(({ option, name, file }) => !isOutput(option) && isRead(name, file.text))
    .map(({ file }) => file)
  const [policy] = command.args
  // An argument of another command is no path, or the one that is written.
  if (command.name() === 'expect' && policy !== undefined)
    read.push(named('the file of expectations', policy))
  // What separate runs wrote is what a merge reads.
  if (command.name() === 'merge')
    read.push(...command.args.map((folder) => named(folder, folder, path.join(folder, FLEET_FILE))))
  const csv = written.find(({ option }) => option === '--csv')
  for (const [index, output] of written.entries()) {
    const others = [...read, ...written.slice(0, index)]
    const same = output.inode !== null && others.find(({ inode }) => inode === output.inode)
    if (same) return clash(output, same)
    if (isDevice(output.text) || isDevice(output.key)) continue
    const other = others.find(({ key }) => key === output.key)
    if (other !== undefined) return clash(output, other)
    if (csv !== undefined && isTableIn(output.key, csv.key)) return clash(output, csv)
  }
  return null
}

const isRead = (name: string, text: string): boolean =>
  READ.includes(name) && (name !== 'recipe' || text.endsWith('.json'))

const clash = (output: Named, other: Named): string =>
  output.key === '-'
    ? `Only one output can go to standard output (-), not ${other.option} and ${output.option}.`
    : `${output.option} ${output.text} would take the place of ${other.option} ${other.text}. Give each a name of its own.`

const isDevice = (text: string): boolean => /^(?:\/(?:dev|proc)\/|\\\\\.\\|nul:?$)/i.test(text)

const isTableIn = (file: string, folder: string): boolean =>
  path.dirname(file) === folder && file.endsWith('.csv')

/** Of files alone: a device takes more than one output, and a folder is known by its path. */
const inodeOf = (text: string, file: string): string | null => {
  try {
    const found: BigIntStats =
      text === '-' ? fstatSync(1, { bigint: true }) : statSync(file, { bigint: true })
    // Not every file system of Windows numbers its files.
    return found.isFile() && found.ino !== 0n ? `${String(found.dev)}:${String(found.ino)}` : null
  } catch {
    return null
  }
}

/** The same for every spelling of one place, links followed. What is not there yet has no links. */
const keyOf = (file: string): string => realPlace(file).normalize('NFC').toLowerCase()

const realPlace = (file: string, linksLeft = 40): string => {
  const above = path.dirname(file)
  if (above === file) return file
  const place = path.join(realPlace(above, linksLeft), path.basename(file))
  const target = linksLeft === 0 ? null : linkOf(place)
  if (target === null) return place
  return realPlace(path.resolve(path.dirname(place), target), linksLeft - 1)
}

const linkOf = (file: string): string | null => {
  try {
    return readlinkSync(file)
  } catch {
    return null
  }
}
