import { defineConfig } from '@playwright/test'
import { PATIENCE } from '../support/patience'

/** A walk for the docs, not a test: `npm run orca`. */
export default defineConfig({
  timeout: 4 * PATIENCE,
  workers: 1,
  outputDir: '../../test-results',
  projects: [{ name: 'chromium' }],
})
