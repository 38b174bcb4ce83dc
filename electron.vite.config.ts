import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { windowTexts } from './scripts/lib/window-texts.mjs'

/** CommonJS, because Electron's main process and a sandboxed preload both take it everywhere. */
const commonJs = {
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: 'chunks/[name]-[hash].cjs',
} as const

/** Bundled: all but Electron itself, the native module and the browser driver, which loads its own files. */
const external = ['electron', 'keytar', 'playwright-core']

/**
 * What takes longest to load, each in a chunk of its own and under its name. All else is split by the places where
 * the source has an `import()`: whoever does not come there loads none of it (test/main/loaded.test.ts).
 */
const libraries = Object.entries({
  'pdf-library': /[\\/]node_modules[\\/](?:@cantoo|@pdf-lib)[\\/]/,
  axios: /[\\/]node_modules[\\/]axios[\\/]/,
  zod: /[\\/]node_modules[\\/]zod[\\/]/,
  yaml: /[\\/]node_modules[\\/]yaml[\\/]/,
  'csv-library': /[\\/]node_modules[\\/]csv-(?:parse|stringify)[\\/]/,
}).map(([name, test]) => ({ name, test }))

export default defineConfig({
  main: {
    build: {
      target: 'node16',
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: 'src/main/entry.ts',
          cli: 'src/main/cli/entry.ts',
          'browser-window': 'src/main/browser-window/entry.ts',
        },
        external: [...external, /^node:/],
        output: {
          ...commonJs,
          // What an entry loads then lies beside it, and finds the window from there.
          chunkFileNames: ({ name }) =>
            ['main', 'cli', 'browser-window'].includes(name) ? '[name]-program.cjs' : commonJs.chunkFileNames,
          codeSplitting: { groups: libraries },
        },
      },
    },
  },
  preload: {
    build: {
      target: 'node16',
      // A sandboxed preload can require nothing but electron (electron-vite #381).
      externalizeDeps: false,
      rolldownOptions: { input: { index: 'src/preload/index.ts' }, external: ['electron'], output: commonJs },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), windowTexts(import.meta.dirname)],
    build: {
      target: 'chrome108',
      minify: true,
      cssMinify: 'lightningcss',
      assetsInlineLimit: 0,
      // Read from the disk, all of it at the start.
      chunkSizeWarningLimit: 1_000,
      rolldownOptions: { input: 'src/renderer/index.html' },
    },
  },
})
