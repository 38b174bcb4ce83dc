/** A plugin of Vite: the texts that the window shows of its own program, made when it is built. */
import path from 'node:path'
import { DOCUMENTS, offlineDocuments } from './offline-documents.mjs'
import { usedPackages } from './used-packages.mjs'

/** Modules that there are no files of; `src/renderer/src/features/help/window-texts.d.ts` says what is in them. */
const MODULES = {
  'virtual:documents': {
    name: 'documents',
    make: offlineDocuments,
    files: DOCUMENTS.map(({ file }) => file),
  },
  'virtual:packages': { name: 'packages', make: usedPackages, files: ['package-lock.json'] },
}

/**
 * @param {string} root folder of the repository
 * @returns {import('vite').Plugin}
 */
export const windowTexts = (root) => ({
  name: 'crossview-window-texts',
  resolveId: (id) => (id in MODULES ? `\0${id}` : null),
  load(id) {
    const module = Object.entries(MODULES).find(([name]) => id === `\0${name}`)?.[1]
    if (module === undefined) return null
    for (const file of module.files) this.addWatchFile(path.join(root, file))
    // As a text that is parsed, which engines load sooner than the same written as a program.
    const text = JSON.stringify(JSON.stringify(module.make(root)))
    return `export const ${module.name} = JSON.parse(${text})`
  },
})
