import path from 'node:path'
import { build } from 'vite'

/** A script of this folder as one file that plain Node runs. @returns its path, inside the folder given */
export const bundledSaver = async (
  folder: string,
  script:
    | 'endless-saver'
    | 'tenant-adder'
    | 'out-of-files'
    | 'http-memory'
    | 'hostile-run'
    | 'interrupted'
    | 'many-tenants'
    | 'history-writer' = 'endless-saver',
): Promise<string> => {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: path.resolve(import.meta.dirname, `${script}.ts`),
      outDir: path.join(folder, 'out'),
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: `${script}.mjs` } },
    },
    ssr: { noExternal: true },
  })
  return path.join(folder, 'out', `${script}.mjs`)
}
