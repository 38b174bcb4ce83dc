import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../../..')

/** Plain JavaScript, for `npm run verify:security`. */
const { credentialManagerText } = (await import(
  pathToFileURL(path.join(ROOT, 'scripts/lib/security-results.mjs')).href
)) as {
  credentialManagerText: (
    underWine: readonly { file: string; passed: number; failed: readonly string[] }[] | null,
  ) => string
}

it('the results say of Credential Manager what was run, and where', () => {
  expect(credentialManagerText(null)).toBe('Credential Manager: not run.')
  const text = credentialManagerText([
    { file: 'test/keychain/contract.test.ts', passed: 20, failed: ['one'] },
    { file: 'test/keychain/removal.test.ts', passed: 1, failed: [] },
  ])
  expect(text).toMatch(/^Credential Manager: contract run under Wine 10, 21 tests passed, 1 failed\./)
  expect(text).not.toContain('on Windows')
})
