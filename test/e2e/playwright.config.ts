import { defineConfig } from '@playwright/test'
import { PATIENCE, WAIT } from '../support/patience'

/** The same specs on both hosts. Run by `npm test`, inside a keyring and, on Linux, under Xvfb. */
export default defineConfig({
  timeout: PATIENCE,
  expect: { timeout: WAIT },
  // Each has its folders, its app and its servers; keyring and screen are shared, under names of their own.
  workers: 2,
  // Beside the other stages, on two processors, one in some hundred fails once; `npm test` names each that did.
  retries: 1,
  outputDir: '../../test-results',
  projects: [
    // About a page that hangs Chromium asks its user by itself. The page on a locked keyring needs a
    // host in a process of its own: here the fallback window has none. What only one of the hosts has
    // is in electron-*.spec.ts and fallback-*.spec.ts.
    { name: 'chromium', testIgnore: /hanging-page|keychain-prompt|electron-/ },
    // axe judges what today's Chromium shows; the pages are the same.
    { name: 'electron', testIgnore: /accessibility|fallback-/ },
  ],
})
