import { existsSync } from 'node:fs'
import path from 'node:path'
import { RuleTester, type Rule } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, it } from 'vitest'
import { ALLOWED } from '../../eslint/allowed.mjs'
import { plugin } from '../../eslint/plugin.mjs'
import { ROOT } from '../support/source-scan'
import { SAMPLES } from './samples'

RuleTester.describe = describe
RuleTester.it = it

const tester = new RuleTester({
  languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
})
/** For rules that ask what type something has. */
const typedTester = new RuleTester({
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: {
      projectService: { allowDefaultProject: ['src/sample.tsx'] },
      tsconfigRootDir: ROOT,
    },
  },
})
const TYPED = new Set(['one-way-of-counts'])
const PLAIN = path.join(ROOT, 'src/sample.tsx')

for (const [name, { invalid, valid = [] }] of Object.entries(SAMPLES)) {
  const rule: Rule.RuleModule = plugin.rules[name as keyof typeof SAMPLES]
  const options = [{ allow: ALLOWED[name] ?? {} }]
  const allowedFiles = Object.keys(ALLOWED[name] ?? {})
  const samples = invalid.map((one) => (typeof one === 'string' ? ([one, 1] as const) : one))
  const [[first]] = samples as [readonly [string, number]] // each rule has some
  const testerOf = TYPED.has(name) ? typedTester : tester
  testerOf.run(name, rule, {
    valid: [
      ...valid.map((code) => ({ code, options, filename: PLAIN })),
      ...allowedFiles.map((file) => ({
        name: `allowed in ${file}`,
        code: first,
        options,
        filename: path.join(ROOT, file),
      })),
      { name: 'a comment', code: `/* ${first} */`, options, filename: PLAIN },
    ],
    invalid: [
      ...samples.map(([code, errors]) => ({ code, errors, options, filename: PLAIN })),
      ...allowedFiles.map((file) => ({
        name: `unneeded in ${file}`,
        code: 'go()',
        options,
        filename: path.join(ROOT, file),
        errors: [{ messageId: 'unneeded' }],
      })),
    ],
  })
}

describe('an allowance', () => {
  it.each(Object.entries(ALLOWED))('for %s is for a rule and a file that are there', (name, files) => {
    expect(Object.keys(plugin.rules)).toContain(name)
    expect(Object.keys(files).filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([])
  })
})
