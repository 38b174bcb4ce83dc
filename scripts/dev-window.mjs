// Shows the window without main: builds the renderer with a fake bridge (test/renderer) and serves
// it on 127.0.0.1 with the product's CSP. `node scripts/dev-window.mjs [port]`, then open
// http://127.0.0.1:PORT/?profiles=none, ?keychain=locked, ?tickets=100000, ?applications=500, ?fleet=200 or ?run=stopped.
import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { build, preview } from 'vite'

const port = Number(process.argv[2] ?? 4173)
if (!Number.isInteger(port) || port < 0 || port > 65_535 || process.argv.length > 3) {
  process.stderr.write('usage: node scripts/dev-window.mjs [PORT], a number up to 65535\n')
  process.exit(2)
}

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'none'; require-trusted-types-for 'script'"

const path = (/** @type {string} */ relative) => fileURLToPath(new URL(relative, import.meta.url))

/** @satisfies {import('vite').InlineConfig} */
const config = {
  configFile: /** @type {const} */ (false),
  logLevel: /** @type {const} */ ('warn'),
  root: path('../src/renderer'),
  build: {
    outDir: path('../out/dev-window'),
    emptyOutDir: true,
    target: 'chrome108',
    modulePreload: { polyfill: false },
  },
  plugins: [
    react(),
    {
      name: 'fake-bridge-first',
      transformIndexHtml: {
        order: /** @type {const} */ ('pre'),
        handler: (/** @type {string} */ html) =>
          html.replace(
            '<script type="module" src="./src/main.tsx">',
            '<script type="module" src="../../test/renderer/dev-entry.ts"></script>\n    $&',
          ),
      },
    },
  ],
}

await build(config)
const server = await preview({
  ...config,
  preview: {
    host: '127.0.0.1',
    port,
    headers: { 'Content-Security-Policy': CSP },
  },
})
console.log(server.resolvedUrls?.local[0])
