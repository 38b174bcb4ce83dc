import { stat } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { appError, type AppError } from '../shared/app-error'
import { GIVEN_FILES } from '../shared/bounds'
import { err, ok, type Result } from '../shared/result'
import { SNAPSHOT_ENDING } from '../shared/snapshot-name'
import { visibleLine } from '../shared/visible-text'
import type { ChosenFile } from './ports'
import { readTextFile, textFileError } from './text-file'

/** Files that the system gives to Crossview: by a double click, on the icon, on a command line. */

/** How files end that Crossview takes from there: a snapshot's own ending, and the one it had before. */
const ENDINGS: readonly string[] = [`.${SNAPSHOT_ENDING}`, '.json']

/**
 * The files of a command line: absolute paths, each once. SECURITY: whatever looks like a switch is passed over, never looked
 * at; a relative path is taken from the folder that the system says the other start was in.
 * @param args what Crossview was given, without its program
 * @param folder absolute; null: relative paths lead nowhere
 */
export const filesOf = (
  args: readonly string[],
  folder: string | null,
  platform: NodeJS.Platform = process.platform,
): readonly string[] => {
  const paths = platform === 'win32' ? path.win32 : path.posix
  const isSwitch = platform === 'win32' ? /^\s*[-/]/ : /^\s*-/
  const found = args.flatMap((arg) => {
    if (arg === '' || arg.length > GIVEN_FILES.path || arg.includes('\0') || isSwitch.test(arg)) return []
    const named = /^file:\/\//i.test(arg) ? pathOfAddress(arg) : arg
    if (named === null) return []
    if (paths.isAbsolute(named)) return [named]
    return folder !== null && paths.isAbsolute(folder) ? [paths.resolve(folder, named)] : []
  })
  return [...new Set(found)]
}

/** Desktops of Linux hand over addresses. null: it leads to another computer, or is none. */
const pathOfAddress = (address: string): string | null => {
  try {
    return fileURLToPath(address)
  } catch {
    return null
  }
}

/**
 * The text of a file that the system gave. A folder, a device or a pipe is none, and neither is what ends otherwise.
 * @returns errors that name the file without its folder
 */
export const readGivenFile = async (file: string): Promise<Result<ChosenFile, AppError>> => {
  const name = path.basename(file)
  const called = `The file ${visibleLine(name)}`
  if (!ENDINGS.includes(path.extname(name).toLowerCase()))
    return err(
      appError('INVALID_FILE', `${called} was not opened: its name does not end as that of a snapshot.`, {
        advice: ['Open a file that ends in .crossview or .json.'],
      }),
    )
  const kind = await kindOf(file)
  if (kind === 'missing')
    return err(
      appError('NOT_FOUND', `${called} is not there any more, or cannot be reached.`, {
        advice: ['Look for it where it was moved to, and open it from there.'],
      }),
    )
  if (kind === 'other')
    return err(
      appError('INVALID_FILE', `${called} was not opened: it is no file, but a folder or a device.`, {
        advice: ['Open a snapshot that Crossview saved.'],
      }),
    )
  const text = await readTextFile(file)
  return text.ok ? ok({ name, text: text.value, path: file }) : err(textFileError(called, text.error))
}

const kindOf = async (file: string): Promise<'file' | 'other' | 'missing'> => {
  try {
    return (await stat(file)).isFile() ? 'file' : 'other'
  } catch {
    return 'missing'
  }
}
