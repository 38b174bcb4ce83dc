import { mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'
import type { AppError } from '../../../shared/app-error'
import type { Result } from '../../../shared/result'
import type { ChosenBytes, ChosenFile, FileDialogs } from '../../ports'
import { freePath } from './free-path'

/** Where the fallback window saves: the folder named at the start, else the downloads folder. */
export const exportFolder = (
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): string => {
  const named = argv.find((argument) => argument.startsWith('--export-dir='))?.slice('--export-dir='.length)
  return path.resolve(named ?? env.XDG_DOWNLOAD_DIR ?? path.join(homedir(), 'Downloads'))
}

/**
 * The fallback window has no save dialog of its own: exports go to one folder, under a name that
 * is not taken, and the window shows the path.
 * @param ask asks the page for a file to read; null when dismissed
 */
export const createFolderDialogs = (
  folder: string,
  isTaken: (path: string) => boolean,
  ask: {
    readonly file: (extensions: readonly string[]) => Promise<Result<ChosenFile | null, AppError>>
    readonly bytes: (
      extensions: readonly string[],
      most: number,
    ) => Promise<Result<ChosenBytes | null, AppError>>
  },
): FileDialogs => ({
  chooseSave: async ({ suggestedName, extension }) => {
    // Where it cannot be made, writing into it says why.
    await mkdir(folder, { recursive: true }).catch(() => undefined)
    return freePath(folder, suggestedName, extension === '' ? '' : `.${extension}`, isTaken)
  },
  chooseOpen: ({ extensions }) => ask.file(extensions),
  chooseBytes: ({ extensions, most }) => ask.bytes(extensions, most),
})
