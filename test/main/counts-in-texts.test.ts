import { describe, expect, it } from 'vitest'
import { counted, plural } from '../../src/core/comparison/count-text'
import { countOf } from '../../src/core/explain/words'
import { RESOURCES } from '../../src/core/halo/resource'
import { expectationsText, fixesText, whatIfText } from '../../src/main/cli/terminal/analysis-text'
import { filesIn, textOf } from '../support/source-scan'

/** A count of things, then their plural, in one text: "${rows.length} records" says "1 records" one day. */
const UNCOUNTED =
  /\$\{(?:String\()?[^{}`]*(?:\.length|\.size|[cC]ount|\bopens\b|\bfetched\b|\bsent\b|\bleft\b)\)?\} (?:other |more |new |differing )?(?!is |was |has |does |as )[a-z]+s\b/g

/** A name for how many there are, by which the count reaches a text from elsewhere. */
const HIDDEN = /\bconst (\w+) = [^;=]*?\.(?:length|size)$/gm

const uncountedIn = (text: string): readonly string[] => {
  const hidden = [...text.matchAll(HIDDEN)].map(([, name = '']) => name)
  const byName = hidden.flatMap(
    (name) =>
      text.match(
        new RegExp(
          String.raw`\$\{(?:\w+\()?${name}\)?\} (?:other |more |new |differing )?(?!is |was |has |does |as )[a-z]+s\b`,
          'g',
        ),
      ) ?? [],
  )
  return [...(text.match(UNCOUNTED) ?? []), ...byName]
}

describe('a count in a text', () => {
  it('stands beside its noun by one function everywhere', () => {
    const found = filesIn('src', /\.tsx?$/).flatMap((file) =>
      uncountedIn(textOf(file)).map((text) => `${file}: ${text}`),
    )
    expect(found).toEqual([])
  })

  it('is found where it is written otherwise', () => {
    for (const text of [
      '`${rows.length} records differ`',
      '`shows ${opens} other records`',
      'const hidden = rows.filter(isHidden).length\nsay(`${hidden} records`)',
      'const all = ids.size\nsay(`${formatCount(all)} more tickets`)',
    ])
      expect(uncountedIn(text), text).toHaveLength(1)
    for (const text of [
      "`${counted(rows.length, 'record')}`",
      "const hidden = rows.length\nsay(`${counted(hidden, 'record')} ${plural(hidden, 'is', 'are')}`)",
      'const one = rows[0]\nsay(`${one} records`)',
    ])
      expect(uncountedIn(text), text).toEqual([])
  })

  it.each([0, 1, 2])('agrees with its noun and its verb: %d', (count) => {
    const ids = Array.from({ length: count }, (_, at) => String(at))
    const known = { least: count, exact: true }
    const seen = { before: known, after: known, of: known }
    const result = { name: 'x', kind: 'same', state: 'passed', message: 'y', records: [] } as const
    const texts = [
      ...RESOURCES.map((resource) => countOf(count, resource)),
      counted(count, 'record'),
      `they ${plural(count, 'is', 'are')}`,
      ...whatIfText({
        resources: [{ resource: 'tickets', ...seen, appears: ids, disappears: ids, unknown: ids }],
        workedOut: 1,
        total: seen,
        permissions: [],
        limits: [],
      }),
      ...fixesText({
        ways: [{ name: 'Opens nothing else', changes: [], hides: 0, opens: count, opened: [], markdown: '' }],
        open: [],
        reasons: [],
      }),
      ...expectationsText(ids.map(() => result)),
    ].join('\n')
    if (count === 1) {
      expect(texts).not.toMatch(
        /\b1 (?:[a-z]+ )?(?:tickets|records|statuses|categories|expectations|changes|appear|disappear)\b/,
      )
      expect(texts).toContain('1 ticket appears')
      expect(texts).toContain('1 expectation holds.')
    } else {
      expect(texts).not.toMatch(new RegExp(`\\b${count} (?:ticket(?! type)|record|appears|disappears)\\b`))
    }
  })
})
