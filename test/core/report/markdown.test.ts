import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explained } from '../../../src/core/causes/explained'
import type { Drift, ResourceDrift } from '../../../src/core/drift/drift'
import { comparisonMarkdown } from '../../../src/core/report/comparison-markdown'
import { driftMarkdown } from '../../../src/core/report/drift-markdown'
import { fleetMarkdown } from '../../../src/core/report/fleet-markdown'
import { inventoryMarkdown } from '../../../src/core/report/inventory-markdown'
import { inert } from '../../../src/core/report/markdown'
import { manyApplications, reported, reviewBefore, someDecisions } from '../../support/reviewed-tenant'
import { comparisonOf, restrictedTenant } from '../../support/random-tenant'
import { PAYLOADS } from '../../support/xss-corpus'
import { aComparison, aFailure, aRecord, failedSide, listed, refused } from '../support/builders'
import { aFleet, aPart, anOutlier, aTroubledFleet } from '../support/fleet-parts'
import type { Finding } from '../../../src/core/comparison/finding'

/** Texts that mean something in Markdown, on GitHub or in a chat. */
const ATTACKS = [
  ...PAYLOADS.slice(0, 20),
  '[click](https://evil.example)',
  '![x](https://evil.example/p.png)',
  'https://evil.example/x',
  'www.evil.example',
  '<https://evil.example>',
  '@everyone @contoso/admins',
  'closes #12',
  '| a | b |',
  '`code` **bold** _it_ ~~no~~',
  '$a$ and $$b$$',
  'a\n\n# heading\n- list\n> quote',
  '- [x] done',
  '1. one',
  '+ plus',
  '=====',
  '&lt;script&gt;',
  '\u202eevil\u202c',
  'חברה (12) Ltd.',
]

/** What is left when every escaped character is gone. */
const live = (line: string): string => line.replace(/\\[\s\S]/g, '').replace(/(?<=\S )[>&](?= )/g, '')

/** Whether a text of somebody else would do anything where it stands. */
const acts = (text: string): boolean =>
  /[`*_[\]<>#|!~&$]|:\/\/|\bwww\.|[\n\r]/i.test(live(text)) ||
  /[@#](?=[\p{L}\p{N}_])/u.test(text) ||
  /^(?:[-+=]|\d+[.)])/.test(text)

const finding = (over: Partial<Finding> = {}): Finding => ({
  code: 'scope.missing',
  severity: 'error',
  side: 'app',
  resource: 'tickets',
  records: [],
  confidence: 'computed',
  message: 'The scope read:tickets is missing.',
  evidence: [],
  fix: { text: 'Tick read:tickets.', path: 'Configuration > Integrations' },
  ...over,
})

const lines = (text: string): readonly string[] => text.split('\n')
/** Blank lines and the line break at the end among them. */
const isShort = (text: string): boolean => lines(text).length <= 61

describe('a text of somebody else in a summary', () => {
  it.each(ATTACKS)('%j does nothing', (attack) => {
    expect(acts(inert(attack))).toBe(false)
  })

  it('does nothing, whatever it is, and stays one line', () => {
    const piece = fc.constantFrom(
      ...ATTACKS,
      '@a',
      '#1',
      '\\',
      '\\@',
      '1',
      ' ',
      'é',
      '会',
      '\u2060',
      '\u2068',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 3 }))), (pieces) => {
        expect(acts(inert(pieces.join('')))).toBe(false)
      }),
    )
  })

  it('stays readable where nothing is meant by it', () => {
    expect(inert('Fabrikam Ltd (12): 1,498 tickets, read:tickets')).toBe(
      'Fabrikam Ltd (12): 1,498 tickets, read:tickets',
    )
    expect(inert('Configuration > Teams & Agents > Agents')).toBe('Configuration > Teams & Agents > Agents')
    expect(inert('> a &amp; b')).toBe('\\> a \\&amp; b')
    expect(inert('株式会社 Приложение')).toBe('株式会社 Приложение')
  })
})

describe('the summary of a comparison', () => {
  const comparison = comparisonOf(restrictedTenant())
  const text = comparisonMarkdown(comparison)

  it('says what it comes to in the numbers of the JSON, with fixes, and how much was compared', () => {
    const errors = comparison.findings.filter(({ severity }) => severity === 'error').length
    expect(text).toContain(`${String(errors)} error`)
    expect(text).toContain(`**Coverage:** ${String(comparison.coverage.compared)} of`)
    expect(text).toContain('  - Fix: ')
    expect(text).toContain('### Causes')
    expect(isShort(text)).toBe(true)
  })

  it('stays short however much there is, and says what it leaves out', () => {
    const many = {
      ...comparison,
      causes: Array.from({ length: 40 }, () => comparison.causes[0]).flatMap((each) => each ?? []),
      findings: [...comparison.findings, ...Array.from({ length: 40 }, () => finding())],
      configuration: {
        ...comparison.configuration,
        gaps: Array.from({ length: 9 }, (_, at) => `Gap ${at}.`),
      },
    }
    const long = comparisonMarkdown(many)
    expect(isShort(long)).toBe(true)
    expect(long).toContain('- and 35 more causes')
    expect(long).toMatch(/- and \d+ more findings/)
    expect(long).toMatch(/- and \d+ more gaps/)
    expect(long).toMatch(/more that are not the same/)
  })

  it('tells what somebody accepted last, as accepted, and counts it', () => {
    const accepted = { reason: 'Known.', by: 'Ada', until: '2027-01-31' }
    const findings = [finding({ accepted, message: 'Let be.' }), finding({ message: 'Mend.' })]
    const text = comparisonMarkdown({ ...comparison, causes: [], findings })
    expect(text).toContain('2 errors, 0 warnings, 0 of information; 1 of them accepted.')
    expect(text).toContain('- **Error, accepted until 2027-01-31:** Let be.')
    expect(text.indexOf('Mend.')).toBeLessThan(text.indexOf('Let be.'))
    const [first, ...rest] = comparison.causes.map((cause, at) => (at === 0 ? { ...cause, accepted } : cause))
    const causes = comparisonMarkdown({ ...comparison, causes: first === undefined ? [] : [first, ...rest] })
    expect(causes).not.toContain('### Causes\n\n- **Error, accepted')
  })

  it('calls a gap a gap: a side that failed, resources without a verdict', () => {
    const failed = comparisonMarkdown(
      explained({ ...aComparison({}), app: failedSide(aFailure('connection.unreachable')), complete: false }),
    )
    expect(failed).toContain('**Incomplete.**')
    const part = comparisonMarkdown(
      explained(aComparison({ observed: { tickets: [listed([aRecord(1)]), refused(403)] } })),
    )
    expect(part).toContain('- No verdict: Tickets.')
    expect(part).toContain('1 unknown')
  })

  it('lets no name of a tenant do anything', () => {
    for (const attack of ATTACKS) {
      const text = comparisonMarkdown({ ...comparison, tenant: { ...comparison.tenant, name: attack } })
      expect(acts(lines(text)[0]?.replace(/^## Permission summary: /, '') ?? '')).toBe(false)
      expect(isShort(text)).toBe(true)
    }
  })
})

describe('the summary of an inventory', () => {
  it('counts risks as the JSON does, names the worst with their fixes, and what was not read', async () => {
    const { inventory, ...input } = await reported(manyApplications(60))
    const text = inventoryMarkdown(inventory, input)
    const risks = inventory.entries.flatMap((entry) => entry.risks)
    expect(text).toContain(`${String(risks.length)} risks: `)
    expect(text).toContain('### Risks')
    expect(text).toContain('  - Fix: ')
    expect(text).toContain('What each would see is predicted')
    expect(text).toMatch(/and \d+ more with such risks/)
    expect(text).not.toContain('<script>')
    expect(isShort(text)).toBe(true)
  })

  it('says how far a review is, and is whole where nothing is missing', async () => {
    const plain = await reported(manyApplications(6))
    const { inventory, ...input } = {
      ...plain,
      review: someDecisions(plain.inventory.facts.applications),
      last: reviewBefore(plain),
      redaction: { rules: '1', sha256: 'a'.repeat(64), intact: true },
    }
    const text = inventoryMarkdown(inventory, input)
    expect(text).toContain('## Access review')
    expect(text).toMatch(/reviewed = /)
    expect(text).toContain('a'.repeat(64))
    const none = await reported(manyApplications(0))
    expect(inventoryMarkdown(none.inventory, none)).not.toContain('### Risks')
  })
})

// --- Drift ---------------------------------------------------------------------------------------

const end = (at: string, complete = true) => ({ at, sha256: 'a'.repeat(64), complete })

const aDrift = (over: Partial<Drift> = {}): Drift => ({
  kind: 'comparison',
  tenant: { name: 'Contoso', url: 'https://contoso.halopsa.com', version: null },
  from: end('2026-11-19T10:00:00.000Z'),
  to: end('2026-11-26T10:00:00.000Z'),
  settings: [],
  unread: [],
  resources: [],
  findings: { new: [], fixed: [], still: [], unknown: [] },
  exceptions: { applied: [], expired: [], unused: [] },
  ...over,
})

const aMove = (over: Partial<ResourceDrift> = {}): ResourceDrift => ({
  resource: 'tickets',
  side: 'app',
  application: null,
  state: 'compared',
  reason: null,
  appeared: [],
  vanished: ['1', '2'],
  moves: [{ how: 'vanished', ids: ['1', '2'], because: [0], record: null }],
  because: [0],
  created: [],
  deleted: ['3'],
  undecided: [],
  perhaps: [],
  ...over,
})

const aSetting = (value: string): Drift['settings'][number] => ({
  what: 'agent.client',
  side: 'app',
  of: 'API - Reporting',
  ofId: '42',
  change: 'removed',
  value,
  before: null,
  message: `The client ${value} was removed from API - Reporting.`,
})

const NO_CHANGE = '**Nothing changed.**'

describe('the summary of a drift', () => {
  it('says that nothing changed only where everything was read', () => {
    expect(driftMarkdown(aDrift())).toContain(NO_CHANGE)
    for (const over of [
      { unread: ['The roles were not read.'] },
      { resources: [aMove({ state: 'unknown', reason: 'It was refused.' })] },
      { findings: { new: [], fixed: [], still: [], unknown: [finding()] } },
    ])
      expect(driftMarkdown(aDrift(over))).not.toContain(NO_CHANGE)
  })

  it('tells settings first, then what each moved, then findings, and what is not known', () => {
    const text = driftMarkdown(
      aDrift({
        settings: [aSetting('Fabrikam Ltd (12)')],
        from: end('2026-11-19T10:00:00.000Z', false),
        unread: ['The roles were not read.'],
        resources: [
          aMove(),
          aMove({ resource: 'sites', because: [0, 0], appeared: ['9'] }),
          aMove({ resource: 'users', because: [] }),
          aMove({ resource: 'assets', appeared: [], vanished: [], because: [] }),
          aMove({ resource: 'teams', state: 'unknown', reason: null }),
        ],
        findings: { new: [finding()], fixed: [finding()], still: [], unknown: [] },
      }),
    )
    expect(text).toContain('**Changed.** 1 setting changed.')
    expect(text).toContain('From 2026-11-19 10:00:00 UTC, incomplete, to')
    expect(text).toContain('1. The client Fabrikam Ltd (12) was removed from API - Reporting.')
    expect(text).toContain('- 2 tickets vanished (app side): setting 1')
    expect(text).toContain('### New findings: 1 error, 0 warnings, 0 of information')
    expect(text).toContain('- The roles were not read.')
    expect(text).toContain('- App side, teams: not read.')
    const places = [
      '### Settings',
      '### Records that moved',
      '### New findings',
      '### What is not known',
    ].map((title) => text.indexOf(title))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places[0]).toBeGreaterThan(0)
  })

  it('counts what was accepted, and is short and inert whatever there is', () => {
    const exception = {
      code: 'scope' as const,
      tenant: null,
      side: null,
      resource: null,
      of: null,
      value: null,
      reason: 'x',
      by: 'Ada',
      until: '2026-12-01',
      line: 3,
    }
    const text = driftMarkdown(
      aDrift({
        kind: 'applications',
        settings: Array.from({ length: 30 }, () => aSetting('[x](https://evil.example) @all')),
        resources: Array.from({ length: 30 }, () =>
          aMove({ application: { id: '1', name: '<script>|</script>' } }),
        ),
        findings: { new: Array.from({ length: 30 }, () => finding()), fixed: [], still: [], unknown: [] },
        exceptions: { applied: [{ exception, findings: 1, settings: 0 }], expired: [exception], unused: [] },
        unread: Array.from({ length: 9 }, () => 'Not read.'),
        to: end('2026-11-26T10:00:00.000Z', false),
      }),
    )
    expect(text).toMatch(/^Exceptions: .*1/m)
    expect(text).toContain('(predicted)')
    expect(text).not.toMatch(/[^\\]<script|https:\/\/evil|@all/)
    expect(isShort(text)).toBe(true)
  })
})

describe('the summary of a fleet', () => {
  it('says who failed, what fails where, and who is not like the others', () => {
    const text = fleetMarkdown(aTroubledFleet(['Contoso', 'Fabrikam', 'Adatum', 'Litware', 'Tailspin']))
    expect(text).toContain('**5 tenants of 5 with a failing check of severity error; not everything')
    expect(text).toContain('3 of 5 tenants done, 1 incomplete, 1 failed, 5 parts missing')
    expect(text).toContain('Checks: 5 hold, 10 fail, 5 unknown.')
    expect(text).toContain('| purpose | 5 | 0 | Contoso, Fabrikam, Adatum and 2 more |')
    expect(text).toContain('- **Litware** failed: Of Litware this is told.')
    expect(text).toContain('- Others have what Contoso lacks.')
    expect(text).toContain('- and 1 more part')
    expect(isShort(text)).toBe(true)
  })

  it('is quiet where all is well, and short for 200 tenants', () => {
    const well = fleetMarkdown(aFleet([aPart('Contoso')]))
    expect(well).toContain('**No check of severity error fails.**')
    expect(lines(well)).toHaveLength(6)
    const many = Array.from({ length: 200 }, (_, at) => `T ${String(at)}`)
    expect(isShort(fleetMarkdown(aTroubledFleet(many)))).toBe(true)
  })

  it('lets no name do anything', () => {
    for (const attack of ATTACKS) {
      const text = fleetMarkdown(aTroubledFleet([attack, `x ${attack}`]))
      expect(text).not.toMatch(/[^\\]<(?:script|img|svg|iframe)|[^\\]\]\(|\bhttps:\/\/|@everyone/)
      expect(isShort(text)).toBe(true)
    }
    const outlier = fleetMarkdown(
      aFleet([aPart('a')], { outliers: [anOutlier('a', { message: 'As @org/team has it.' })] }),
    )
    expect(outlier).toContain('@\u2060org/team')
  })
})
