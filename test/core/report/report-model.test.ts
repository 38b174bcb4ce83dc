import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Comparison } from '../../../src/core/comparison/comparison'
import { explained } from '../../../src/core/causes/explained'
import type { Recipe } from '../../../src/core/comparison/recipe'
import { checkRecipe } from '../../../src/core/policy/recipe-check'
import { csvTables } from '../../../src/core/report/csv'
import { renderReportHtml } from '../../../src/core/report/html'
import { buildReport } from '../../../src/core/report/model'
import { aScene } from '../support/arbitraries'
import {
  aComparison,
  aFailure,
  anAgent,
  API_AGENT,
  aRecord,
  aTicket,
  connected,
  FABRIKAM,
  failedSide,
  listed,
  OTHERS,
  refused,
  truncated,
  UNASSIGNED,
  type Scene,
} from '../support/builders'

const comparisonOf = (scene: Scene): Comparison => {
  const facts = aComparison(scene)
  return explained(facts)
}

const SCENE: Scene = {
  app: connected({ ...API_AGENT, scopes: ['read:tickets'] }),
  configuration: {
    appSide: anAgent({
      claims: { Tx: '2', Dx: '0', Fc: '0', l8: '1', l9: '1' },
      clients: [{ clientId: '11', name: 'Contoso' }],
    }),
    gaps: ['Roles were not read.'],
  },
  observed: {
    tickets: [
      listed([
        aTicket(1, { ...FABRIKAM, ...OTHERS, typeName: 'Incident' }),
        aTicket(2),
        aTicket(3, { ...FABRIKAM, ...UNASSIGNED, teamId: null, teamName: null }),
        aTicket(4),
      ]),
      listed([aTicket(2), aTicket(9, { clientId: null, clientName: null })]),
    ],
    assets: [listed([aRecord(5, { label: '<b>Server</b>', typeId: '4', typeName: 'Server' })]), listed([])],
    clients: [listed([aRecord(11), aRecord(12)]), refused(403)],
    users: [truncated([aRecord(1)], 2), { state: 'skipped', reason: 'Not asked.' }],
    sites: [listed([aRecord(1)]), { state: 'failed', failure: aFailure('request.failed') }],
  },
  changed: ['4'],
}

const report = buildReport(comparisonOf(SCENE))

describe('a report', () => {
  it('has a row for every differing record, with names, and what each side sees', () => {
    const tickets = report.differences.find(({ label }) => label === 'Tickets')
    expect(
      tickets?.rows.map(({ id, client, team, type, assignee, seenBy }) => [
        id,
        client,
        team,
        type,
        assignee,
        seenBy,
      ]),
    ).toEqual([
      ['1', 'Fabrikam Ltd', 'Service Desk', 'Incident', 'Tim Bowers', 'agent'],
      ['3', 'Fabrikam Ltd', '', 'Incident', 'Unassigned', 'agent'],
      ['9', '', 'Service Desk', 'Incident', 'API Agent', 'app'],
      ['4', 'Contoso', 'Service Desk', 'Incident', 'API Agent', 'changed'],
    ])
    expect(tickets?.rows[0]?.codes).toContain('agent.client')
    expect(report.differences.find(({ label }) => label === 'Assets')?.rows[0]?.type).toBe('Server')
  })

  it('tells a refused list from an empty, a failed and a partial one', () => {
    const seen = Object.fromEntries(report.resources.map(({ label, agent, app }) => [label, [agent, app]]))
    expect(seen).toMatchObject({ Tickets: ['4', '2'], Assets: ['1', '0'] })
    expect(new Set(Object.values(seen).flat()).size).toBeGreaterThan(6)
    expect(Object.values(seen).flat()).toEqual(
      expect.arrayContaining(['1 of 2, incomplete', 'refused (403)', 'failed', 'skipped']),
    )
  })

  it('says of each permission which half denies it', () => {
    const cells = (feature: string) => report.permissions.find((line) => line.feature === feature)?.cells
    expect(cells('Tickets')?.[0]).toBe('Yes')
    expect(cells('Assets')?.[0]).toBe('No (application, agent)')
    const unread = buildReport(comparisonOf({ ...SCENE, configuration: {} }))
    expect(unread.permissions.find(({ feature }) => feature === 'Tickets')?.cells[0]).toBe('Unknown (agent)')
  })

  it('puts what is worse first', () => {
    const order = ['error', 'warning', 'info']
    const ranks = report.findings.map(({ severity }) => order.indexOf(severity))
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
    expect(report.findings.length).toBeGreaterThan(2)
  })

  it('says why it is not whole, and who was on each side', () => {
    const incomplete = (scene: Scene) => buildReport(comparisonOf(scene)).incomplete
    const failure = failedSide(aFailure('connection.tls'))
    const texts = [
      incomplete({ observed: { tickets: [listed([]), listed([])] } }),
      incomplete({ ...SCENE, cancelled: true }),
      incomplete({ ...SCENE, agent: failure }),
      incomplete({ ...SCENE, app: failure }),
      incomplete({ ...SCENE, agent: failure, app: failure }),
      incomplete(SCENE),
    ]
    expect(texts[0]).toBeNull()
    expect(new Set(texts).size).toBe(texts.length)
    expect(texts[4]).toMatch(/agent side and the app side/)

    const side = (app: NonNullable<Scene['app']>) => buildReport(comparisonOf({ ...SCENE, app })).sides[1]
    expect(side(failure)?.identity).toContain('It went wrong (connection.tls).')
    expect(side(connected({ administrator: true }))?.identity).toContain('administrator')
    expect(side(connected({ name: null }))?.identity).toContain('agent 7')
    expect(side(connected({ agentId: null }))?.identity).not.toContain('agent 7')
    expect(side(connected({ agentId: null }, aFailure('identity.unknown')))?.identity).toContain(
      'It went wrong (identity.unknown).',
    )
    expect(side(connected({ scopes: [] }))?.scopes).toBe('none named')
    expect(side(connected({ scopes: ['a', 'b'] }))?.scopes).toBe('a b')
  })

  it('says what the two sides being one agent, or two, means for it', () => {
    const relation = (app: NonNullable<Scene['app']>) => buildReport(comparisonOf({ app })).relation
    expect(
      new Set([connected(), connected(API_AGENT), connected({ agentId: null })].map(relation)).size,
    ).toBe(3)
  })
})

describe('its tables for spreadsheets', () => {
  it('hold every row of the report, as wide as their headers', () => {
    fc.assert(
      fc.property(aScene(fc.constantFrom('7', '42', null)), (scene) => {
        const comparison = comparisonOf(scene)
        const model = buildReport(comparison)
        const tables = csvTables(comparison)
        for (const { header, rows } of tables) for (const row of rows) expect(row).toHaveLength(header.length)
        const count = (name: string) => tables.find((table) => table.name === name)?.rows.length
        expect(count('resources')).toBe(comparison.resources.length)
        expect(count('findings')).toBe(comparison.findings.length)
        expect(count('records')).toBe(model.differences.reduce((sum, { rows }) => sum + rows.length, 0))
        expect(count('permissions')).toBe(model.permissions.length)
      }),
    )
  })
})

const RECIPE: Recipe = {
  name: 'tickets',
  title: 'Read <i>tickets</i>',
  description: '',
  source: { title: 'A guide', url: null, date: '2026' },
  scopes: ['edit:tickets'],
  permissions: [{ feature: 'Tickets', verbs: ['read'] }],
  membership: true,
  settings: [],
  unchecked: ['Whether it is <u>used</u>.'],
}

/** What stands between tags. */
const textOf = (html: string) => html.replace(/<[^>]*>/g, '\n')

describe('the printed report', () => {
  it('shows everything of the model, as text', () => {
    const comparison = comparisonOf(SCENE)
    const model = buildReport(comparison, { recipe: checkRecipe(RECIPE, comparison) })
    const html = renderReportHtml(model)
    expect(html).not.toMatch(/<(?:b>Server|i>tickets|u>used|script)/)
    expect(html).toContain('&lt;b&gt;Server&lt;/b&gt;')
    const text = textOf(html)
    for (const shown of [
      ...model.resources.map(({ label }) => label),
      ...model.findings.map(({ code }) => code),
      ...model.permissions.map(({ feature }) => feature.replace('&', '&amp;')),
      ...model.gaps,
      ...model.differences.flatMap(({ rows }) => rows.map(({ id }) => id)),
      'Whether it is &lt;u&gt;used&lt;/u&gt;.',
      'scope edit:tickets',
    ])
      expect(text).toContain(shown)
  })

  it('says so where there is nothing to show', () => {
    const empty = renderReportHtml(
      buildReport(comparisonOf({ observed: { tickets: [listed([]), listed([])] } })),
    )
    expect(empty).not.toContain('Incomplete.')
    expect(empty).not.toContain('Recipe:')
    expect(empty).not.toContain('What could not be read')
    expect(empty).toContain('No record differs')
    const comparison = comparisonOf(SCENE)
    const check = checkRecipe({ ...RECIPE, unchecked: [] }, comparison)
    const page = renderReportHtml(buildReport(comparison, { recipe: { ...check, excess: [] } }))
    expect(page).toContain('Recipe:')
    expect(page).not.toContain('More than it needs')
    expect(page).not.toContain('Not checked')
  })

  it('keeps control characters out, and lines together', () => {
    const comparison = comparisonOf({
      observed: { tickets: [listed([aTicket(1, { label: 'a\tb\r\nc\u0007d' })]), listed([])] },
    })
    expect(renderReportHtml(buildReport(comparison))).toContain('a b c\uFFFDd')
  })
})
