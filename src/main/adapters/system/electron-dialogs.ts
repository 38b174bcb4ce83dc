import path from 'node:path'
import { app, BrowserWindow, dialog } from 'electron'
import { appError } from '../../../shared/app-error'
import { err, ok } from '../../../shared/result'
import type { FileDialogs } from '../../ports'
import { readBounded } from '../../bounded-file'

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
      return canceled || folder === undefined ? null : path.join(folder, suggestedName)
    }
    const options = {
      defaultPath: path.join(downloads, `${suggestedName}.${extension}`),
      filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
    }
    const window = BrowserWindow.getFocusedWindow()
    const { canceled, filePath } = await (window === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options))
    return canceled || filePath === '' ? null : filePath
  },
  chooseOpen: async ({ title, extensions }) => {
    const { canceled, filePaths } = await openDialog({
      title,
      properties: ['openFile'],
      filters: [{ name: title, extensions: [...extensions] }],
    })
    const [file] = filePaths
    if (canceled || file === undefined) return ok(null)
    try {
      return ok({ name: path.basename(file), text: await readBounded(file) })
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
      return err(
        appError('FILE_READ_FAILED', `The file ${path.basename(file)} could not be read (${reason}).`),
      )
    }
  },
})

const openDialog = (options: Electron.OpenDialogOptions): Promise<Electron.OpenDialogReturnValue> => {
  const window = BrowserWindow.getFocusedWindow()
  return window === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options)
}
