import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { scenarios } from '../../../../src/demo/index'
import { SEEN_BY } from '../../../../src/core/comparison/row-columns'
import type { Decision } from '../../../../src/core/inventory/review'
import { ok } from '../../../../src/shared/result'
import { temporaryFolder } from '../../../support/profiles'
import { filesIn, findMarked } from '../../../support/secret-sweep'
import { entryNamed, openInventoryWindow, type InventoryWindow } from '../../../support/inventory-runs'

const open: InventoryWindow[] = []
afterEach(() => Promise.all(open.splice(0).map((window) => window.close())))

const openWindow = async (parts: Parameters<typeof openInventoryWindow>[0] = {}) => {
  const window = await openInventoryWindow(parts)
  open.push(window)
  return window
}

const keep = (change: Partial<Decision> = {}): Decision => ({
  decision: 'keep',
  by: 'Ada Keller',
  on: '2026-11-24',
  reason: null,
  ticket: null,
  until: null,
  ...change,
})

describe('the applications of the demo tenant, in the window', () => {
  it('are read, and every risk that the scenario is seeded with is found', async () => {
    const { read, reports } = await openWindow()
    const summary = await read()
    expect(summary.coverage).toMatchObject({ applications: 18 })
    expect(summary.complete).toBe(true)
    const found = new Set(summary.entries.flatMap(({ risks }) => risks.map(({ code }) => code)))
    const seeded = scenarios.find(({ name }) => name === 'mixed')?.causes ?? []
    expect([...found].sort()).toEqual(seeded.filter((code) => code.startsWith('application.')).sort())
    expect(entryNamed(summary, 'Halo Mobile')).toMatchObject({ risks: [], application: { system: true } })
    const phases = reports(summary.inventoryId).map(({ phase }) => phase)
    expect(phases[0]).toBe('connecting')
    expect(phases.at(-1)).toBe('done')
    expect(summary.lists).toContainEqual({
      resource: 'tickets',
      state: 'listed',
      total: 1500,
      complete: true,
    })
  })

  it('know which of them a connection is stored for', async () => {
    const { read } = await openWindow()
    const summary = await read()
    const connected = summary.entries.flatMap(({ application, connection }) =>
      connection === null ? [] : [[application.name, connection]],
    )
    expect(connected).toEqual([
      ['Reporting sync', 'app'],
      ['Crossview reference', 'agent'],
      ['Crossview inspector', 'inspector'],
    ])
  })

  it('open as a comparison whose app side is predicted, with rows, rights, what-if and fixes', async () => {
    const { read, got } = await openWindow()
    const { inventoryId, ...summary } = await read()
    const { application, sees } = entryNamed(summary, 'Backup monitor')
    const picked = { inventoryId, applicationId: application.id }
    const { runId } = await got('inventory:openView', picked)
    const view = await got('comparison:summary', { runId })
    expect(view.predicted).toMatchObject({ applicationId: application.id, applicationName: 'Backup monitor' })
    const tickets = sees.find(({ resource }) => resource === 'tickets')
    if (tickets?.state !== 'predicted') throw new Error(JSON.stringify(tickets))
    const shown = view.resources.find(({ resource }) => resource === 'tickets')
    expect(shown).toMatchObject({
      both: tickets.visible,
      onlyAgent: tickets.hidden,
      undecided: tickets.unknown,
    })
    const { columns, total } = await got('comparison:rows', {
      runId,
      resource: 'tickets',
      offset: 0,
      limit: 5000,
    })
    expect(total).toBe(1500)
    expect(columns.seenBy.filter((by) => SEEN_BY[by] === 'both')).toHaveLength(tickets.visible)
    const rights = await got('analysis:permissions', { runId })
    const may = rights.find(({ feature, verb }) => feature === 'Tickets' && verb === 'update')
    expect(may?.effective.allowed).toBe(true)
    const fixes = await got('analysis:fixes', { runId, resource: 'tickets', records: null })
    expect(fixes.ways.length).toBeGreaterThan(0)
    const [way] = fixes.ways
    const whatIf = await got('analysis:whatIf', {
      runId,
      changes: way?.changes.map(({ change }) => change) ?? [],
    })
    expect(whatIf.changes).toHaveLength(way?.changes.length ?? -1)
    // Opened again it is the same run, and no comparison of somebody is dropped for it.
    expect(await got('inventory:openView', picked)).toEqual({ runId })
  })

  it('are calibrated by what was compared for real in this session, whenever that was', async () => {
    const { read, got, compare } = await openWindow()
    const { inventoryId, calibration } = await read('mixed', ['tickets', 'clients'])
    expect(calibration.agreement).toEqual([])
    await compare('mixed', ['tickets', 'clients'])
    const after = await got('inventory:summary', { inventoryId })
    const { application } = entryNamed(after, 'Reporting sync')
    expect(after.calibration.agreement).toMatchObject(
      ['tickets', 'clients'].map((resource) => ({
        applicationId: application.id,
        resource,
        onlyPredicted: [],
        onlySeen: [],
      })),
    )
    expect(after.calibration.agreement).toHaveLength(2)
    expect(after.calibration.agreement[0]).toMatchObject({ predicted: 102, seen: 102, agreed: 102 })
    expect(after.calibration.contradicted).toEqual([])
  })

  it('are reviewed: decided about, counted, closed, and held against the last time', async () => {
    const { read, ask, got } = await openWindow()
    const first = await read('mixed', ['clients'])
    const { inventoryId } = first
    expect(first.review).toMatchObject({ counts: { applications: 17, open: 17 }, changes: null, kept: false })
    const refused = await ask('inventory:closeReview', { inventoryId })
    expect(refused).toMatchObject({ ok: false, error: { code: 'INVALID_ARGUMENT', field: 'decisions' } })
    await got('inventory:setReviewer', { inventoryId, reviewer: '  Ada Keller ' })
    const own = first.entries.filter(({ application }) => !application.system)
    for (const { application } of own)
      await got('inventory:decide', { inventoryId, applicationId: application.id, decision: keep() })
    const { application } = entryNamed(first, 'Migration 2023 (old)')
    const pick = { inventoryId, applicationId: application.id }
    const removing = keep({ decision: 'remove' })
    // A removal without a reason is no decision.
    expect(await ask('inventory:decide', { ...pick, decision: removing })).toMatchObject({ ok: false })
    const decided = await got('inventory:decide', { ...pick, decision: { ...removing, reason: ' Done. ' } })
    expect(decided.review).toMatchObject({
      reviewer: 'Ada Keller',
      counts: { applications: 17, reviewed: 17, keep: 16, remove: 1, open: 0 },
    })
    expect(entryNamed(decided, 'Migration 2023 (old)').decision).toMatchObject({ reason: 'Done.' })
    const closed = await got('inventory:closeReview', { inventoryId })
    expect(closed.review.last?.population).toMatchObject({
      readAt: first.facts.finishedAt,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(closed.review.counts).toMatchObject({ open: 17, reviewed: 0 })
    expect(closed.review.changes).toMatchObject({ added: [], gone: [], changed: [] })
    expect(closed.review.changes?.notDone.map(({ name }) => name)).toEqual(['Migration 2023 (old)'])
    // The next reading of the same tenant is held against it as well.
    const next = await read('mixed', ['clients'])
    expect(next.inventoryId).not.toBe(inventoryId)
    expect(next.review.last).toEqual(closed.review.last)
  })

  it('take a purpose and an owner, and are judged by them', async () => {
    const { read, ask, got } = await openWindow()
    const { inventoryId, ...summary } = await read('mixed', ['tickets'])
    const { application } = entryNamed(summary, 'Backup monitor')
    const note = { purpose: 'halo-tickets', owner: ' Ben Carter ', nextReview: '2027-02-01' }
    const pick = { inventoryId, applicationId: application.id }
    const after = await got('inventory:setNote', { ...pick, note })
    const noted = entryNamed(after, 'Backup monitor')
    expect(noted.note).toEqual({ ...note, owner: 'Ben Carter' })
    expect(noted.purpose?.recipe.name).toBe('halo-tickets')
    expect(noted.risks.map(({ code }) => code)).not.toContain('application.no-purpose')
    expect(entryNamed(after, 'Power BI')).toEqual(entryNamed(summary, 'Power BI'))
    for (const wrong of [{ purpose: 'no such recipe' }, { nextReview: '2027-02-30' }])
      expect(await ask('inventory:setNote', { ...pick, note: { ...note, ...wrong } })).toMatchObject({
        ok: false,
        error: { code: 'INVALID_ARGUMENT' },
      })
    const none = await got('inventory:setNote', {
      ...pick,
      note: { purpose: ' ', owner: '', nextReview: null },
    })
    expect(entryNamed(none, 'Backup monitor').note).toEqual({ purpose: null, owner: null, nextReview: null })
  })

  it('have a blast radius, over the inventories that are known, which is saved as Markdown', async () => {
    const folder = temporaryFolder()
    const window = await openWindow({
      dialogs: {
        chooseSave: ({ suggestedName, extension }) =>
          Promise.resolve(path.join(folder, `${suggestedName}.${extension}`)),
        chooseBytes: () => Promise.resolve(ok(null)),
        chooseOpen: () => Promise.resolve(ok(null)),
      },
    })
    const [mixed, healthy] = [
      await window.read('mixed', ['tickets']),
      await window.read('healthy', ['tickets']),
    ]
    expect((await window.got('inventory:known', undefined)).map(({ inventoryId }) => inventoryId)).toEqual([
      healthy.inventoryId,
      mixed.inventoryId,
    ])
    const pick = ({ inventoryId, ...summary }: typeof mixed, name: string) => ({
      inventoryId,
      applicationId: entryNamed(summary, name).application.id,
    })
    const picked = [pick(mixed, 'Power BI'), pick(mixed, 'Wallboard'), pick(healthy, 'RMM alerts')]
    const radius = await window.got('inventory:blastRadius', { picked })
    expect(radius.applications.map(({ name }) => name).sort()).toEqual([
      'Power BI',
      'RMM alerts',
      'Wallboard',
    ])
    // Both log in as one agent, and see the same tickets.
    expect(radius.reads.map(({ resource, records }) => [resource, records])).toEqual([
      ['tickets', 102],
      ['tickets', 1500],
    ])
    expect(radius.applications.find(({ name }) => name === 'Power BI')?.sharing).toContain('Reporting sync')
    expect(radius.steps.length).toBeGreaterThan(0)
    const gone = { inventoryId: mixed.inventoryId, applicationId: 'gone' }
    expect(await window.ask('inventory:blastRadius', { picked: [...picked, gone] })).toMatchObject({
      ok: false,
      error: { code: 'NOT_FOUND' },
    })
    expect(await window.got('inventory:saveBlastRadius', { picked })).toMatchObject({ state: 'saved' })
    const [saved] = Object.values(await filesIn(folder))
    expect(saved?.toString('utf8')).toContain('Power BI')
  })

  it('say what is not there', async () => {
    const { ask, read } = await openWindow()
    const { inventoryId } = await read('mixed', ['clients'])
    const missing = [
      ask('inventory:summary', { inventoryId: 'none' }),
      ask('inventory:cancel', { inventoryId: 'none' }),
      ask('inventory:resume', { inventoryId: 'none' }),
      ask('inventory:closeReview', { inventoryId: 'none' }),
      ask('inventory:openView', { inventoryId, applicationId: 'none' }),
      ask('inventory:decide', { inventoryId, applicationId: 'none', decision: keep() }),
    ]
    for (const answer of await Promise.all(missing))
      expect(answer).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
  })

  it('hold no secret of the tenant, neither in what the window is told nor in what it is answered', async () => {
    const { read, got, told, answered, compare } = await openWindow()
    await compare('mixed', ['clients'])
    const { inventoryId, entries } = await read()
    for (const { application } of entries) {
      const { runId } = await got('inventory:openView', { inventoryId, applicationId: application.id })
      await got('comparison:summary', { runId })
    }
    expect(JSON.stringify(answered)).toContain('Security scanner')
    expect(
      findMarked('answers about applications', {
        told: JSON.stringify(told),
        answered: JSON.stringify(answered),
      }),
    ).toEqual([])
  })
})
