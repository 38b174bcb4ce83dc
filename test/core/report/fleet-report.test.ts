import { describe, expect, it } from 'vitest'
import { FLEET_TABLES, fleetTables } from '../../../src/core/report/fleet-csv'
import { renderFleetHtml } from '../../../src/core/report/fleet-html'
import { buildFleetReport } from '../../../src/core/report/fleet-model'
import { fleetJunit, fleetSarif } from '../../../src/core/report/fleet-results'
import { aCheck, aFleet, anOutlier, aPart, aTroubledFleet } from '../support/fleet-parts'

const NAMES = [
  'Contoso',
  'Fabrikam & Sons <b>',
  'חברה (12) Ltd.',
  '株式会社テスト',
  '=HYPERLINK("https://evil.example")',
  ']]>&"\u0000\ud800\uffff',
]

const sarifOf = (text: string) =>
  JSON.parse(text) as {
    runs: [
      {
        tool: { driver: { rules: { id: string }[] } }
        results: {
          ruleId: string
          level: string
          message: { text: string }
          locations: [{ physicalLocation: { artifactLocation: { uri: string } } }]
          partialFingerprints: Record<string, string>
        }[]
      },
    ]
  }

describe('the model of a fleet’s report', () => {
  const report = buildFleetReport(aTroubledFleet(['A', 'B', 'C', 'D', 'E']))

  it('counts every check over the tenants, what fails most first', () => {
    const [worst] = report.checks
    expect(worst).toEqual({ number: 2, name: 'purpose', holds: 0, fails: 5, unknown: 0 })
    for (const { name, holds, fails, unknown } of report.checks)
      expect(holds + fails + unknown, name).toBe(name.startsWith('risk ') ? 1 : 5)
  })

  it('has a cell for each tenant and check, and none for what was not asked', () => {
    expect(report.matrix).toHaveLength(5)
    for (const { tenant, states } of report.matrix) {
      expect(states).toHaveLength(report.columns.length)
      for (const [at, state] of states.entries()) {
        const column = report.columns[at] ?? ''
        expect(state === null).toBe(column.startsWith('risk ') && column !== `risk ${tenant}`)
      }
    }
  })

  it('says what is missing, who failed, and how long each took', () => {
    expect(report.incomplete).toEqual([
      '1 tenant failed: D.',
      '1 tenant incomplete: E.',
      '5 parts missing; each is named below.',
    ])
    expect(report.coverage).toBe('3 of 5 tenants done, 1 incomplete, 1 failed, 5 parts missing')
    const took = (finishedAt: string) =>
      buildFleetReport(aFleet([aPart('A', { finishedAt })])).tenants[0]?.took
    expect(took('2026-11-26T10:00:12.400Z')).toBe('12.4 s')
    expect(took('2026-11-26T10:03:12.400Z')).toBe('3 min 12 s')
    expect([took('x'), took('2026-11-26T09:00:00.000Z')]).toEqual(['–', '–'])
  })

  it('puts outliers of one setting together, and names the baseline', () => {
    const { outliers, baseline } = buildFleetReport(
      aFleet([aPart('A')], {
        baseline: 'Contoso',
        outliers: [anOutlier('A'), anOutlier('B'), anOutlier('A', { name: 'read:items' })],
      }),
    )
    expect(outliers.map((group) => group.outliers.length)).toEqual([2, 1])
    expect(outliers[0]?.usual).toBe('granted in 38 of 40 tenants where it is known')
    expect(baseline).toBe('the tenant Contoso')
  })
})

describe('the page of a fleet', () => {
  it('has everything, in one document without a request or a script', () => {
    const html = renderFleetHtml(buildFleetReport(aTroubledFleet(['A', 'B', 'C', 'D', 'E'])))
    for (const id of ['checks', 'outliers', 'matrix', 'tenants', 'problems', 'missing', 'method'])
      expect(html).toContain(`<section id="${id}">`)
    expect(html).not.toMatch(/<script|<img|<link|http-equiv="refresh"/)
    expect(html).toContain("default-src 'none'")
  })

  it('says in words what there is none of', () => {
    const html = renderFleetHtml(buildFleetReport(aFleet([aPart('A')])))
    for (const words of ['no tenant has another value', 'Every check that was made holds'])
      expect(html.replace(/\s+/g, ' ')).toContain(words)
    expect(html).not.toContain('id="missing"')
    expect(html).not.toContain('<th scope="col" class="">Files</th>')
    expect(renderFleetHtml(buildFleetReport(aFleet([])))).toContain('Nothing was checked.')
  })
})

describe('the tables of a fleet', () => {
  it('have every tenant, check, outlier and missing part, and are data', () => {
    const tables = fleetTables(aTroubledFleet(NAMES))
    expect(tables.map(({ name }) => name)).toEqual(FLEET_TABLES)
    expect(tables.map(({ rows }) => rows.length)).toEqual([6, 24, 6, 6])
    for (const { header, rows } of tables)
      for (const row of rows) {
        expect(row).toHaveLength(header.length)
        expect(row.join()).not.toMatch(/[\u2066-\u2069]/)
      }
  })
})

describe('a fleet for build servers', () => {
  it('is JUnit in which what is unknown, missing or failed never passes', () => {
    const xml = fleetJunit(aTroubledFleet(['A', 'B', 'C', 'D', 'E']))
    // Of each tenant itself and four checks, and the missing parts.
    expect(xml).toContain(
      '<testsuites name="crossview fleet" tests="30" failures="5" errors="12" skipped="5">',
    )
    expect(xml).toContain('<skipped message="Warning: A logs in as a person."/>')
    const failed = aPart('A', { state: 'failed', checks: [], message: 'No answer.' })
    expect(fleetJunit(aFleet([failed]))).toContain('<error message="No answer." type="failed"/>')
    expect(fleetJunit(aFleet([aPart('A')]))).not.toContain('missing parts')
    const noPurpose = aCheck({ name: 'purpose', state: 'unknown', severity: 'info', message: 'Nobody said.' })
    const little = aFleet([aPart('A', { checks: [noPurpose] })])
    expect(fleetJunit(little)).toContain('<skipped message="Information: Nobody said."/>')
    expect(sarifOf(fleetSarif(little, { version: '1' })).runs[0].results.map(({ level }) => level)).toEqual([
      'note',
    ])
  })

  it('is SARIF, the worst first, known again in the next run', () => {
    const text = fleetSarif(aTroubledFleet(NAMES), { version: '1.2.3' })
    const [{ tool, results }] = sarifOf(text).runs
    const levels = results.map(({ level }) => level)
    expect(levels).toEqual([...levels].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)))
    // Missing parts, two tenants that are not done, a purpose each; risks and what is unknown; outliers.
    expect(ORDER.map((level) => levels.filter((each) => each === level).length)).toEqual([14, 12, 6])
    expect(tool.driver.rules.map(({ id }) => id)).toEqual([...new Set(results.map(({ ruleId }) => ruleId))])
    const places = results.map(
      ({ locations: [{ physicalLocation }] }) => physicalLocation.artifactLocation.uri,
    )
    for (const uri of places) expect(uri).toMatch(/^tenants\/[\w!'()*.~%-]+\.json$/)
    const prints = results.map(({ partialFingerprints }) => partialFingerprints['crossview/v1'])
    expect(new Set(prints).size).toBe(results.length)
    expect(text).not.toMatch(/[\u2066-\u2069]/)
  })
})

const ORDER = ['error', 'warning', 'note']
