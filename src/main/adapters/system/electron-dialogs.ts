import { existsSync } from 'node:fs'
import path from 'node:path'
import { app, BrowserWindow, dialog } from 'electron'
import { err, ok } from '../../../shared/result'
import { SNAPSHOT_ENDING } from '../../../shared/snapshot-name'
import type { FileDialogs } from '../../ports'
import { freePath } from './free-path'
import { readBytesFile, readTextFile, textFileError, tooManyBytes } from '../../text-file'

/** The system's own dialogs, as sheets of the window in front. */
export const createElectronDialogs = (): FileDialogs => ({
  chooseSave: async ({ suggestedName, kind, extension }) => {
    const downloads = app.getPath('downloads')
    if (kind === 'folder') {
      const { canceled, filePaths } = await openDialog({
        title: 'Choose where the folder of CSV files goes',
        defaultPath: downloads,
        properties: ['openDirectory', 'createDirectory'],
      })
      const [folder] = filePaths
      // Nobody is asked about a folder of this name, which may be another tenant's where capitals do not count.
      return canceled || folder === undefined ? null : freePath(folder, suggestedName, '', existsSync)
    }
    const options = {
      defaultPath: path.join(downloads, `${suggestedName}.${extension}`),
      filters: [
        {
          name: extension === SNAPSHOT_ENDING ? 'Crossview snapshot' : extension.toUpperCase(),
          extensions: [extension],
        },
      ],
    }
    const window = BrowserWindow.getFocusedWindow()
    const { canceled, filePath } = await (window === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options))
    return canceled || filePath === '' ? null : filePath
  },
  chooseOpen: async ({ title, extensions }) => {
    const file = await chosenPath(title, extensions)
    if (file === null) return ok(null)
    const name = path.basename(file)
    const text = await readTextFile(file)
    return text.ok
      ? ok({ name, text: text.value, path: file })
      : err(textFileError(`The file ${name}`, text.error))
  },
  chooseBytes: async ({ title, extensions, most }) => {
    const file = await chosenPath(title, extensions)
    if (file === null) return ok(null)
    const name = path.basename(file)
    const bytes = await readBytesFile(file, most)
    const fault = bytes.ok ? tooManyBytes(most) : bytes.error
    return bytes.ok && bytes.value !== null
      ? ok({ name, bytes: bytes.value })
      : err(textFileError(`The file ${name}`, fault))
  },
})

/** null: dismissed. */
const chosenPath = async (title: string, extensions: readonly string[]): Promise<string | null> => {
  const { canceled, filePaths } = await openDialog({
    title,
    properties: ['openFile'],
    filters: [{ name: title, extensions: [...extensions] }],
  })
  return canceled ? null : (filePaths[0] ?? null)
}

const openDialog = (options: Electron.OpenDialogOptions): Promise<Electron.OpenDialogReturnValue> => {
  const window = BrowserWindow.getFocusedWindow()
  return window === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options)
}
