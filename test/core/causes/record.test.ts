import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeFor } from '../../../src/core/access/judge'
import { sideFacts } from '../../../src/core/access/side-facts'
import { causeRowsOf } from '../../../src/core/causes/cause-rows'
import { explained } from '../../../src/core/causes/explained'
import { explainRecord } from '../../../src/core/causes/record'
import { recordMarkdown, recordText } from '../../../src/core/remedy/record-text'
import { wouldHide } from '../../../src/core/remedy/would-hide'
import { whatIf } from '../../../src/core/remedy/what-if'
import { aRandomTenant, ASKED, comparisonOf } from '../../support/random-tenant'
import { aComparison, aTicket, anAgent, connected, listed } from '../support/builders'

const SCENE = {
  app: connected({ agentId: '42', name: 'API - Reporting', scopes: ['all'] }),
  configuration: {
    appSide: anAgent({
      agentId: '42',
      name: 'API - Reporting',
      claims: { Tx: '2', Fc: '0', Ft: '1', l8: '1', l9: '0' },
      clients: [{ clientId: '11', name: 'Contoso' }],
    }),
    teams: [{ teamId: '3', name: 'Service Desk', departmentId: '1' }],
  },
} as const

const sceneWith = (
  seen: readonly ReturnType<typeof aTicket>[],
  hidden: readonly ReturnType<typeof aTicket>[],
) => explained(aComparison({ ...SCENE, observed: { tickets: [listed([...seen, ...hidden]), listed(seen)] } }))

describe('one record', () => {
  const fabrikam = { clientId: '12', clientName: 'Fabrikam Ltd' }

  it('is told by its own values, and all that must change', () => {
    const hidden = aTicket(10, { ...fabrikam, agentId: '1', label: 'Printer on fire' })
    const record = explainRecord(sceneWith([aTicket(1)], [hidden]), 'tickets', '10')
    expect(record?.name).toBe('Ticket 10 “Printer on fire” of Fabrikam Ltd')
    expect(record?.message).toContain(
      'by 2 things at once: its client Fabrikam Ltd and that it is unassigned',
    )
    expect(record?.message).toContain('Both must change')
    expect(record?.lines[0]).toMatchObject({
      what: 'client',
      value: 'Fabrikam Ltd',
      allowed: 'Contoso, not this one',
      decided: 'hides',
      basis: 'D',
    })
  })

  it('that both sides see needs no explanation, and is told what would hide it', () => {
    const comparison = sceneWith([aTicket(1)], [aTicket(10, fabrikam)])
    const record = explainRecord(comparison, 'tickets', '1')
    expect(record).toMatchObject({ state: 'seen', side: 'app' })
    expect(record?.message).toContain('seen by both sides: there is nothing to explain')
    const changes = wouldHide(comparison, 'tickets', '1')
    expect(changes.map(({ kind }) => kind)).toContain('scope')
    for (const change of changes) expect(whatIf(comparison, [change]).resources[0]?.disappears).toContain('1')
    expect(wouldHide(comparison, 'tickets', '10')).toEqual([])
  })

  it('that neither side listed is none', () => {
    expect(explainRecord(sceneWith([aTicket(1)], []), 'tickets', '99')).toBeNull()
  })

  it('is copied without markup, isolates or lines of its own', () => {
    const label = '[x](https://e.example) **b**\n# h \u05d0\u202e'
    const comparison = sceneWith([aTicket(1)], [aTicket(10, { ...fabrikam, label })])
    const record = explainRecord(comparison, 'tickets', '10')
    if (record === null) throw new Error('It is listed')
    const told = { tenant: 'Contoso', record, ways: [], reasons: [], wouldHide: [] }
    const markdown = recordMarkdown(told)
    expect(markdown).toContain('\\[x\\](https\\://e.example) \\*\\*b\\*\\* \\# h')
    for (const text of [markdown, recordText(told)]) {
      expect(text).not.toMatch(/[\u2066-\u2069\u202a-\u202e]/)
      expect(text.split('\n').some((line) => line.startsWith('#'))).toBe(false)
    }
    expect(recordText(told).split('\n')[0]).toMatch(/^Contoso: Ticket 10 /)
  })

  it('agrees with the judge and with the causes, record by record', () => {
    const met = { hides: 0, several: 0, seen: 0 }
    fc.assert(
      fc.property(aRandomTenant.map(comparisonOf), fc.constantFrom(...ASKED), (comparison, resource) => {
        const facts = sideFacts(comparison, 'app')
        const judge = judgeFor(facts)
        const view = facts.views.find((each) => each.resource === resource)
        const rowsOf = causeRowsOf(comparison)
        const rows = comparison.causes.flatMap((_cause, index) => rowsOf(index))
        for (const record of view?.unseen.slice(0, 6) ?? []) {
          const told = explainRecord(comparison, resource, record.id)
          const hiding = told?.lines.filter(({ decided }) => decided === 'hides') ?? []
          expect(told?.state).toBe('hidden')
          if (view !== undefined)
            expect(new Set(hiding.map(({ code }) => code))).toEqual(
              new Set(judge.record(view, record).causes.map(({ code }) => code)),
            )
          const row = rows.find((each) => each.resource === resource && each.record.id === record.id)
          expect(hiding.map(({ cause }) => cause).sort()).toEqual([...(row?.causes ?? [])].sort())
          met.hides += 1
          if (hiding.length > 1) met.several += 1
        }
        for (const { id } of view?.seen.slice(0, 3) ?? []) {
          met.seen += 1
          expect(
            explainRecord(comparison, resource, id)?.lines.every(({ decided }) => decided === 'shows'),
          ).toBe(true)
        }
      }),
      { numRuns: 60, seed: 20261126 },
    )
    for (const [name, count] of Object.entries(met)) expect(count, name).toBeGreaterThan(10)
  })
})
