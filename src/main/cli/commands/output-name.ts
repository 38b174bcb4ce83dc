import { existsSync } from 'node:fs'
import path from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import { isNullDevice } from '../../adapters/files/device'
import { fileNameFault } from '../../adapters/files/file-name'

/** Names of standard output: it may be what cannot be opened anew (a socket), and a terminal that has to be written to carefully. */
const STANDARD_OUTPUT = /^(?:\/dev\/stdout|(?:\/dev|\/proc\/self)\/fd\/1)$/

/**
 * The parser of an option that names a file to write: what can be no file on some system is refused
 * before anything is sent. `-` is standard output, and a device is written to as what it is.
 */
export const outputFile = (text: string): string => (STANDARD_OUTPUT.test(text) ? '-' : namedOutput(text))

const namedOutput = (text: string): string =>
  text === '-' || isNullDevice(text) || text.startsWith('\\\\.\\') ? text : outputFolder(aFile(text))

const aFile = (text: string): string => {
  if (!/[\\/]$/.test(text) || text.trim() === '') return text
  throw new InvalidArgumentError('It names a folder, and this output is a file. Add the name of the file.')
}

/** The same of an option that names what is written where a target is named too, and what is read where none is. */
export const savedOrRead = (text: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  outputFile(text),
]

const TARGETS = ['demo', 'profile', 'config', 'replay']

/** What an option or argument of a command line, by its parser, names to be written; null: nothing. */
export const writtenKind = (parser: unknown, command: Command): 'file' | 'folder' | null => {
  if (parser === outputFolder) return 'folder'
  if (parser === savedOrRead)
    return TARGETS.some((name) => command.getOptionValue(name) !== undefined) ? 'file' : null
  return parser === outputFile ? 'file' : null
}

/** The same of a folder, which no device is. */
export const outputFolder = (text: string): string => {
  const fault = text.trim() === '' ? fileNameFault('') : faultIn(path.resolve(text))
  if (fault === null) return text
  throw new InvalidArgumentError(`It cannot be written, since ${fault}. Choose another name.`)
}

/** Of the last name and of every folder above it that is still to be made. Nothing is left of the root of a disk, which is a folder. */
const faultIn = (file: string): string | null => {
  const { base, dir, root } = path.parse(file)
  const fault = base === '' ? null : fileNameFault(base)
  return fault !== null || dir === root || existsSync(dir) ? fault : faultIn(dir)
}
