import { defineConfig } from 'vitest/config'

const project = (name: string, include: string[], more: object = {}) => ({
  extends: true as const,
  test: { name, include, ...more },
})

/** One keyring with one prompt, one packaged app: no two files at a time. */
const ALONE = { fileParallelism: false }

export default defineConfig({
  test: {
    testTimeout: 20_000,
    // Most files wait for sockets and programs, not for the processor: one at a time, half of it stands idle.
    maxWorkers: 2,
    projects: [
      project('core', ['test/core/**/*.test.ts', 'test/shared/**/*.test.ts']),
      project('main', ['test/main/**/*.test.ts', 'test/eslint/**/*.test.ts']),
      project('renderer', ['test/renderer/**/*.test.{ts,tsx}'], { environment: 'jsdom' }),
      // Needs a real keyring: run through scripts/with-keyring.mjs.
      project('keychain', ['test/keychain/**/*.test.ts'], ALONE),
      // Packages the app and starts it: needs out/, an Electron and a display, on Linux.
      project('packaged', ['test/packaged/**/*.test.ts'], ALONE),
    ],
  },
})
