import { defineConfig } from '@playwright/test'
import { PATIENCE } from '../support/patience'

/** Pictures for the docs, not tests: `npm run screenshots`. */
export default defineConfig({
  timeout: PATIENCE,
  workers: 1,
  outputDir: '../../test-results',
  projects: [{ name: 'chromium' }, { name: 'electron' }],
})
