import { defineConfig } from '@playwright/test'

/** The same specs on both hosts. Run by `npm test`, inside a keyring and, on Linux, under Xvfb. */
export default defineConfig({
  testDir: 'test/e2e',
  // A printed report takes half a minute on a busy machine. Nothing here is about time.
  timeout: 90_000,
  expect: { timeout: 40_000 },
  workers: 1,
  outputDir: 'test-results',
  projects: [
    // About a page that hangs Chromium asks its user by itself. The page on a locked keyring needs a
    // host in a process of its own: here the fallback window has none. What only one of the hosts has
    // is in electron-*.spec.ts and fallback-*.spec.ts.
    { name: 'chromium', testIgnore: /hanging-page|keychain-prompt|electron-/ },
    // axe judges what today's Chromium shows; the pages are the same.
    { name: 'electron', testIgnore: /accessibility|fallback-/ },
  ],
})
