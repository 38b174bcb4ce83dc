import { defineConfig } from '@playwright/test'

/** Pictures for the docs, not tests: `npm run screenshots`. */
export default defineConfig({
  testDir: 'test/screenshots',
  timeout: 60_000,
  workers: 1,
  outputDir: 'test-results',
  projects: [{ name: 'chromium' }, { name: 'electron' }],
})
