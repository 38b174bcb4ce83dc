import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { expect, it, vi } from 'vitest'
import { createElectronDialogs } from '../../../../src/main/adapters/system/electron-dialogs'
import { temporaryFolder } from '../../../support/profiles'

const chosen = vi.hoisted(() => ({ folder: '' }))
vi.mock('electron', () => ({
  app: { getPath: () => chosen.folder },
  BrowserWindow: { getFocusedWindow: () => null },
  dialog: { showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: [chosen.folder] }) },
}))

it('a folder of tables takes the place of none that is there', async () => {
  chosen.folder = temporaryFolder()
  const choose = () =>
    createElectronDialogs().chooseSave({ suggestedName: 'Crossview Contoso', kind: 'folder', extension: '' })
  for (const name of ['Crossview Contoso', 'Crossview Contoso (2)', 'Crossview Contoso (3)']) {
    const folder = path.join(chosen.folder, name)
    expect(await choose()).toBe(folder)
    await mkdir(folder)
  }
})
