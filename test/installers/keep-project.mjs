import { copyFileSync } from 'node:fs'
import path from 'node:path'
import { msiProjectCreated as written } from '../../scripts/lib/msi-project.mjs'

/**
 * The product's project of the MSI, kept for wixl. electron-builder is stopped there: it would download WiX.
 * @param {string} file
 */
export const msiProjectCreated = (file) => {
  written(file)
  const kept = process.env.CROSSVIEW_TEST_PROJECT ?? ''
  copyFileSync(file, kept)
  copyFileSync(path.join(path.dirname(file), 'icon.ico'), path.join(path.dirname(kept), 'icon.ico'))
  throw new Error('the project is kept')
}
