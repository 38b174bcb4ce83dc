import path from 'node:path'
import { build } from 'vite'

/** `endless-saver.ts` as one file that plain Node runs. @returns its path, inside the folder */
export const bundledSaver = async (folder: string): Promise<string> => {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: path.resolve(import.meta.dirname, 'endless-saver.ts'),
      outDir: path.join(folder, 'out'),
      rolldownOptions: { output: { entryFileNames: 'saver.mjs' } },
    },
    ssr: { noExternal: true },
  })
  return path.join(folder, 'out', 'saver.mjs')
}
