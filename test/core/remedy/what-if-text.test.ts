import { describe, expect, it } from 'vitest'
import type { Change } from '../../../src/core/access/change'
import type { RecordSummary } from '../../../src/core/comparison/record'
import { changeText } from '../../../src/core/remedy/change-text'
import type { ResourceOutlook } from '../../../src/core/remedy/fates'
import { whatIf } from '../../../src/core/remedy/what-if'
import {
  fateWords,
  outlookHeadline,
  outlookSentence,
  whatIfCopy,
} from '../../../src/core/remedy/what-if-text'
import { comparisonOf, restrictedTenant } from '../../support/random-tenant'

const ids = (count: number) => Array.from({ length: count }, (_, at) => String(at))
const outlook = (
  before: number,
  after: number,
  of: number,
  unknown = 0,
  resource: ResourceOutlook['resource'] = 'tickets',
): ResourceOutlook => ({
  resource,
  before: { least: before, exact: true },
  after: { least: after, exact: unknown === 0 },
  of: { least: of, exact: true },
  appears: ids(Math.max(0, after - before)),
  disappears: ids(Math.max(0, before - after)),
  unknown: ids(unknown),
})

describe('the sentence of an outlook', () => {
  it.each([
    [outlook(102, 361, 1500), 'The app would see 361 of 1,500 tickets instead of 102.'],
    [outlook(102, 1500, 1500), 'The app would see all 1,500 tickets instead of 102.'],
    [outlook(102, 0, 1500), 'The app would see none of 1,500 tickets instead of 102.'],
    [outlook(0, 1, 1), 'The app would see 1 of 1 ticket instead of none.'],
    [outlook(5, 5, 9), 'The app would see 5 of 9 tickets, as many as now.'],
    [
      outlook(102, 361, 1500, 40),
      'The app would see at least 361 of 1,500 tickets instead of 102; of 40 it is not known.',
    ],
    [
      outlook(102, 0, 1500, 102),
      'It is not known how many of 1,500 tickets the app would see instead of 102.',
    ],
    [
      { ...outlook(102, 361, 1500), after: { least: 361, exact: false }, of: { least: 1500, exact: false } },
      'The app would see at least 361 of at least 1,500 tickets instead of 102.',
    ],
  ])('is the question again, with numbers', (each, sentence) => {
    expect(outlookSentence(each)).toBe(sentence)
  })

  it('is the headline of one kind of record, and a sum over all for more', () => {
    const total = {
      before: { least: 110, exact: true },
      after: { least: 400, exact: true },
      of: { least: 1700, exact: true },
    }
    const answer = { workedOut: 3, total, permissions: [], limits: [] }
    const one = outlook(102, 361, 1500)
    expect(outlookHeadline({ ...answer, resources: [one] })).toBe(outlookSentence(one))
    expect(outlookHeadline({ ...answer, resources: [one, outlook(8, 39, 57, 0, 'sites')] })).toBe(
      'In all: the app would see 400 of 1,700 records instead of 110.',
    )
    expect(outlookHeadline({ ...answer, resources: [] })).toBe(
      'No record appears or disappears, as far as this comparison knows.',
    )
  })

  it('counts what appears and disappears with its noun', () => {
    expect(fateWords('appears', 1, 'tickets')).toBe('1 ticket appears')
    expect(fateWords('disappears', 1259, 'sites')).toBe('1,259 sites disappear')
    expect(fateWords('unknown', 2, 'ticket-types')).toBe('2 ticket types may appear or disappear')
  })
})

describe('what is copied', () => {
  const comparison = comparisonOf(restrictedTenant())
  /** The same tenant with other assets on the agent's side. */
  const withAssets = (change: (records: readonly RecordSummary[]) => readonly RecordSummary[]) => ({
    ...comparison,
    resources: comparison.resources.map((each) =>
      each.resource === 'assets' && each.agent.state === 'listed'
        ? { ...each, agent: { ...each.agent, records: change(each.agent.records) } }
        : each,
    ),
  })
  const copied = (changes: readonly Change[], of = comparison) =>
    whatIfCopy(
      whatIf(of, changes),
      changes.map((change) => changeText(change, of)),
      of,
    )

  it('says what would come of it, what to do where, and which records', () => {
    const { plain } = copied([{ kind: 'scope', op: 'add', scope: 'read:assets' }])
    expect(plain.split('\n').slice(0, 4)).toEqual([
      'What if: Random (predicted)',
      'The app would see all 16 assets instead of none.',
      '1. Tick read:assets for the application; tokens issued from then on follow it.',
      '   Configuration > Integrations > Halo API > Applications > the application > Permissions',
    ])
    expect(plain).toContain('Assets\n16 assets appear:\n- ')
    expect(plain.match(/^- \d+, .+, .+$/gm)).toHaveLength(16)
    expect(plain).toContain('read Assets: No → Yes')
    expect(plain).toContain('Records that neither side saw are not counted')
  })

  it('names some of many records, and says how many more there are', () => {
    const { plain } = copied([
      { kind: 'disabled', value: true },
      { kind: 'scope', op: 'add', scope: 'all' },
    ])
    expect(plain).toMatch(/^In all: the app would see none of \d+ records instead of \d+\./m)
    const many = withAssets((records) =>
      ids(1253).flatMap((id) => records.slice(0, 1).map((record) => ({ ...record, id: `9${id}` }))),
    )
    const long = copied([{ kind: 'scope', op: 'add', scope: 'read:assets' }], many)
    expect(long.plain).toContain('1,253 assets appear:')
    expect(long.plain).toContain('- and 1,203 more\n')
  })

  it('is inert as Markdown, whatever names hold, and clean of what steers text', () => {
    const evil = '[x](javascript:alert(1))\n# no *bold* <img src=x>'
    const named = {
      ...withAssets((records) => records.map((record) => ({ ...record, label: evil, clientName: 'شركة' }))),
      tenant: { ...comparison.tenant, name: evil },
    }
    const { plain, markdown } = copied([{ kind: 'scope', op: 'add', scope: 'read:assets' }], named)
    for (const text of [plain, markdown]) {
      expect(text).not.toMatch(/^# /m)
      expect(text).not.toMatch(/[\u2066-\u2069]/)
    }
    expect(markdown).toContain('\\[x\\](javascript:alert(1)) \\# no \\*bold\\* \\<img src=x\\>')
  })
})
