import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src/core/comparison/finding'
import type { Drift, ResourceDrift } from '../../../src/core/drift/drift'
import { renderDriftHtml } from '../../../src/core/report/drift-html'
import { buildDriftReport } from '../../../src/core/report/drift-model'
import { aDrift, aMove, aResourceDrift, aSetting } from '../support/drift-builders'
import { PAYLOADS } from '../../support/xss-corpus'

const htmlOf = (drift: Drift): string => renderDriftHtml(buildDriftReport(drift))

describe('the report of a drift', () => {
  it('has settings with what they moved, records by why, what was made, findings and what is not known', () => {
    const report = buildDriftReport(
      aDrift({
        settings: [
          aSetting(),
          aSetting({
            message: 'Another one.',
            accepted: { reason: 'Pilot', by: 'Ann Lee', until: '2027-01-31' },
          }),
        ],
        resources: [
          aResourceDrift({
            vanished: ['2', '3'],
            moves: [aMove({ ids: ['2', '3'], because: [0, 1] })],
            because: [0, 1],
            created: ['7'],
            undecided: ['8'],
          }),
          aResourceDrift({ resource: 'assets', state: 'unknown', reason: 'It was not read.' }),
        ],
        unread: ['Of API Agent these were not read in the later snapshot: its teams.'],
      }),
    )
    expect(report.settings).toEqual([
      {
        number: 1,
        message: 'API Agent may see Fabrikam Ltd (12) no more.',
        accepted: null,
        moved: '2 tickets vanished (app side)',
      },
      {
        number: 2,
        message: 'Another one.',
        accepted: 'Accepted by Ann Lee until 2027-01-31: Pilot',
        moved: '2 tickets vanished (app side)',
      },
    ])
    expect(report.moves).toEqual([
      {
        resource: 'Tickets',
        whose: 'App side',
        how: 'vanished',
        records: 2,
        because: 'settings 1, 2',
        ids: '2, 3',
      },
    ])
    expect(report.movesCut).toBe('')
    expect(report.made).toEqual([{ resource: 'Tickets', whose: 'App side', created: 1, deleted: 0 }])
    expect(report.notKnown).toEqual([
      'App side, assets: It was not read.',
      'App side: of 1 ticket it cannot be told whether it moved or was made or deleted.',
    ])
    expect(report.incomplete).toEqual(['Of API Agent these were not read in the later snapshot: its teams.'])
    expect(report.headline).toEqual([
      '2 settings changed, 1 of them accepted.',
      'In the views of the two sides, 0 records appeared and 2 vanished. Apart from these, 1 was made in Halo and 0 deleted.',
      'Findings: 0 new, 0 fixed, 0 still there.',
      'Not known: 1 view of a resource, 1 record, 1 gap in what was read.',
    ])
  })

  it('says of records what else moved them', () => {
    const becauseOf = (over: Parameters<typeof aMove>[0]) =>
      buildDriftReport(aDrift({ resources: [aResourceDrift({ moves: [aMove(over)] })] })).moves[0]?.because
    expect(becauseOf({ because: [] })).toBe('no setting that was read explains it')
    expect(becauseOf({ because: [], record: 'reassigned' })).toBe('the records were reassigned in Halo')
    expect(becauseOf({ because: [0], record: 'reassigned' })).toBe(
      'setting 1, and the records were reassigned in Halo',
    )
  })

  it('lists sixty ids of a move, and says where the others are', () => {
    const ids = Array.from({ length: 100 }, (_, at) => String(at + 1))
    const many: readonly ResourceDrift[] = Array.from({ length: 8 }, () =>
      aResourceDrift({ vanished: ids, moves: [aMove({ ids, because: [0] })], because: [0] }),
    )
    const report = buildDriftReport(aDrift({ settings: [aSetting()], resources: many }))
    expect(report.moves[0]?.ids).toMatch(/, 60 and 40 more$/)
    expect(report.movesCut).toContain('the JSON result has all of them')
    expect(report.settings[0]?.moved).toMatch(/ and 2 more$/)
  })

  it('groups findings by what became of them, and says what each is about', () => {
    const risk: Finding = {
      code: 'application.person',
      severity: 'warning',
      side: 'app',
      resource: null,
      records: [],
      confidence: 'computed',
      message: 'Reporting sync logs in as a person.',
      evidence: [{ what: 'application', value: 'Reporting sync' }],
      fix: null,
    }
    const hidden: Finding = {
      ...risk,
      code: 'agent.client',
      severity: 'error',
      resource: 'tickets',
      records: ['2', '3'],
      message: 'Two tickets are hidden.',
      evidence: [],
      accepted: { reason: 'Pilot', by: 'Ann Lee', until: '2027-01-31' },
    }
    const drift = aDrift({
      findings: {
        new: [hidden],
        fixed: [risk],
        unknown: [{ ...risk, evidence: [] }],
        still: [{ ...hidden, code: 'connection.tls', resource: null, records: [], side: 'agent' }],
      },
    })
    const { findings } = buildDriftReport(drift)
    expect(findings.map(({ title, findings: all }) => [title, ...all.map(({ about }) => about)])).toEqual([
      ['New', 'tickets, app side, 2 records'],
      ['Fixed', 'Reporting sync'],
      ['Not known whether still there', 'an application'],
      ['Still there', 'agent side'],
    ])
    const html = htmlOf(drift)
    expect(html).toContain('New (1)')
    expect(html).toContain('Accepted by')
    expect(html).not.toContain('Neither end tells any.')
  })

  it('of an inventory calls nothing seen, and says which end is incomplete and what exceptions did', () => {
    const exception = {
      code: 'agent.client',
      tenant: 'Contoso',
      side: 'app',
      resource: 'tickets',
      of: 'API Agent',
      value: 'Fabrikam Ltd',
      reason: 'Pilot',
      by: 'Ann Lee',
      until: '2026-11-01',
      line: 8,
    } as const
    const drift = aDrift({
      kind: 'applications',
      tenant: { name: 'Contoso', url: 'https://contoso.halopsa.com', version: null },
      from: { at: '2026-11-25T12:00:00.000Z', sha256: 'a'.repeat(64), complete: false },
      to: { at: '2026-11-26T12:00:00.000Z', sha256: 'b'.repeat(64), complete: false },
      resources: [
        aResourceDrift({
          application: { id: '1', name: 'Reporting sync' },
          appeared: ['2'],
          moves: [aMove({ how: 'appeared', ids: ['2'] })],
        }),
      ],
      exceptions: {
        applied: [{ exception, findings: 1, settings: 2 }],
        expired: [exception],
        unused: [],
      },
    })
    const report = buildDriftReport(drift)
    expect(report.facts).toContainEqual(['Halo version', 'not reported'])
    expect(report.incomplete).toEqual([
      'The earlier snapshot is incomplete.',
      'The later snapshot is incomplete.',
    ])
    const html = htmlOf(drift)
    expect(html).toContain('Records that an application would see now')
    expect(html).toContain('1 finding and 2 changes of settings')
    expect(html).toContain('Expired on 2026-11-01')
    expect(htmlOf({ ...drift, exceptions: { applied: [], expired: [], unused: [exception] } })).toContain(
      'Unused',
    )
  })

  it('without anything says so, and names no section that it has not', () => {
    const html = htmlOf(aDrift())
    expect(html).toContain('Nothing changed.')
    expect(html).toContain('None is known to have.')
    expect(html).toContain('Neither end tells any.')
    for (const heading of ['Records that moved', 'Made and deleted', 'What cannot be told', 'Exceptions'])
      expect(html).not.toContain(heading)
  })

  it('is inert, whatever a tenant calls its things', () => {
    const [first = ''] = PAYLOADS
    for (const text of PAYLOADS) {
      const html = htmlOf(
        aDrift({
          tenant: { name: text, url: text, version: text },
          settings: [aSetting({ message: text, accepted: { reason: text, by: text, until: text } })],
          resources: [
            aResourceDrift({
              application: { id: text, name: text },
              moves: [aMove({ ids: [text] })],
              created: [text],
              undecided: [text],
            }),
            aResourceDrift({ state: 'unknown', reason: text }),
          ],
          unread: [text],
        }),
      )
      expect(html).not.toContain(text.length > 3 && text.includes('<') ? text : '\0')
      expect(html).not.toMatch(/<(?:script|img|iframe|svg|object|embed|link)\b/i)
      expect(html).not.toMatch(/<[a-z][^<>]*\son[a-z]+\s*=/i)
    }
    expect(first).not.toBe('')
  })
})
