import { describe, expect, it } from 'vitest'
import { explained } from '../../../src/core/causes/explained'
import { knownNames, shownNames, shownRecords, toldApart } from '../../../src/core/comparison/names'
import { rowColumns } from '../../../src/core/comparison/row-columns'
import { findRows, groupRows, rowTable } from '../../../src/core/comparison/row-table'
import { RESOURCES } from '../../../src/core/halo/resource'
import { buildReport } from '../../../src/core/report/model'
import { csvTables } from '../../../src/core/report/csv'
import { changeChoices } from '../../../src/core/remedy/change-choices'
import { aComparison, type Scene, anAgent, aRecord, aTeam, aTicket, listed } from '../support/builders'

const blank = ['', ' ', '\u00a0', '\u200b', '\u0007']

const explainedScene = (scene: Scene) => explained(aComparison(scene))

describe('names that look the same', () => {
  it('get what tells them apart, and no other name gets anything', () => {
    const shown = toldApart([
      { id: '1', name: 'Service Desk', within: 'department IT' },
      { id: '2', name: 'service  desk', within: 'department Projects' },
      { id: '3', name: 'Contoso' },
      { id: '4', name: 'CONTOSO\u200b' },
      { id: '5', name: 'Fabrikam' },
      { id: '6', name: '-' },
      { id: '7', name: ' ' },
      { id: '8', name: 'Main', within: 'client A' },
      { id: '9', name: 'Main', within: null },
      { id: '10', name: 'Contoso (#3)' },
    ])
    expect(shown.get('1')).toBe('Service Desk (department IT)')
    expect(shown.get('2')).toBe('service  desk (department Projects)')
    expect(shown.get('4')).toBe('CONTOSO\u200b (#4)')
    expect(shown.get('5')).toBe('Fabrikam')
    expect(shown.get('6')).toBe('- (#6)')
    expect(shown.get('7')).toBe('#7 (no name)')
    expect(shown.get('8')).toBe('Main (#8)')
    expect(shown.get('10')).toBe('Contoso (#3) (#10)')
    expect(new Set(shown.values()).size).toBe(10)
  })

  it('are told apart in findings, choices, report, tables and groups alike', () => {
    const twin = (id: number, teamId: string, clientId: string) =>
      aTicket(id, { teamId, teamName: 'Desk', clientId, clientName: 'Contoso' })
    const tickets = [twin(1, '3', '11'), twin(2, '4', '12')]
    const sites = [1, 2].map((id) =>
      aRecord(id, { label: 'Main', clientId: String(10 + id), siteId: String(id) }),
    )
    const scene = explainedScene({
      configuration: {
        teams: ['3', '4', '5'].map((teamId) => ({ teamId, name: 'Desk', departmentId: teamId })),
        appSide: anAgent({
          teams: [aTeam('5', 'Desk')],
          departments: ['3', '4', '5'].map((id) => ({ departmentId: `9${id}`, name: `D${id}` })),
          clients: [{ clientId: '11', name: 'Contoso' }],
          claims: { Fc: '0', Tx: '2', Ux: '3' },
        }),
      },
      observed: { tickets: [listed(tickets), listed([])], sites: [listed(sites), listed([])] },
    })
    const shown = shownNames(scene)
    expect(shown('team', '3')).not.toBe(shown('team', '4'))
    expect(shown('client', '12')).toBe('Contoso (#12)')
    expect(shown('site', '1')).toBe('Main (client Contoso (#11))')
    const labels = changeChoices(scene).flatMap(({ choices }) => choices.map(({ label }) => label))
    expect(labels.filter((label) => label.startsWith('Desk'))).toHaveLength(3)
    expect(new Set(labels).size).toBe(labels.length)
    const said = scene.findings.map((finding) => JSON.stringify(finding)).join('\n')
    expect(said).toContain('Contoso (#12)')
    expect(buildReport(scene).differences[0]?.rows.map(({ client }) => client)).toEqual([
      'Contoso (#11)',
      'Contoso (#12)',
    ])
    const rows = csvTables(scene).find(({ name }) => name === 'records')?.rows ?? []
    expect(new Set(rows.map(([, , , , team]) => team)).size).toBeGreaterThan(1)
    const table = rowTable([rowColumns(tickets.map((record) => ({ record, seenBy: 'agent' })))])
    const groups = groupRows(table, findRows(table, ''), 'client')
    expect(groups.map(({ name }) => name)).toEqual(['Contoso (#11)', 'Contoso (#12)'])
  })
})

describe('a record without a name', () => {
  it.each(blank)('has a stand-in in every resource: %j', (label) => {
    for (const resource of RESOURCES) {
      const record = aRecord(12, { label })
      const scene = explainedScene({ observed: { [resource]: [listed([record]), listed([])] } })
      const shown = shownRecords(scene)(resource, record).label
      expect(shown).toMatch(/^[A-Z][a-z ]+ 12 \(no name\)$/)
      expect(buildReport(scene).differences[0]?.rows[0]?.label).toBe(shown)
    }
  })

  it('has one where others name it, too', () => {
    const scene = explainedScene({
      observed: { clients: [listed([aRecord(12, { label: ' ', clientId: '12' })]), listed([])] },
    })
    expect(shownNames(scene)('client', '12')).toBe('#12 (no name)')
    expect(knownNames(scene, 'client')).toMatchObject([{ id: '12', name: '', shown: '#12 (no name)' }])
    // Nobody said what this one is called.
    expect(shownNames(scene)('client', '13')).toBe('#13')
  })
})
