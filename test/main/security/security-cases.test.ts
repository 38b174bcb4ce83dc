import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../../..')

interface Case {
  readonly id: string
  readonly tried: string
  readonly tests: readonly string[]
}

/** Plain JavaScript, for a script that runs before anything is built. */
const { CASES, caseRows } = (await import(
  pathToFileURL(path.join(ROOT, 'scripts/lib/security-cases.mjs')).href
)) as { CASES: readonly Case[]; caseRows: (run: object) => readonly (readonly string[])[] }

const numbered = (letter: string, last: number) =>
  Array.from({ length: last }, (_, index) => `${letter}${String(index + 1)}`)

describe('the cases of bad input, faults and load', () => {
  it('are the 56, each named once', () => {
    expect(CASES.map(({ id }) => id)).toEqual([
      ...numbered('B', 31),
      ...numbered('F', 18),
      ...numbered('L', 7),
    ])
  })

  it.each(CASES.map((one) => [one.id, one] as const))('%s has tests that are there', (_id, { tests }) => {
    expect(tests.length).toBeGreaterThan(0)
    expect(tests.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([])
  })

  it('each have a figure, and what was tried', () => {
    const counts = new Proxy({}, { get: () => 7 })
    const lengths = ['channels', 'payloads', 'faults', 'redirects', 'tokenAnswers', 'retryAfters']
    const more = ['addresses', 'bombs', 'bodies']
    const rows = caseRows({
      ...Object.fromEntries([...lengths, ...more].map((name) => [name, 7])),
      counts,
      passedIn: () => 7,
      windowCount: () => '7',
    })
    for (const row of rows) for (const cell of row) expect(cell).not.toMatch(/undefined|NaN|^$/)
  })
})
