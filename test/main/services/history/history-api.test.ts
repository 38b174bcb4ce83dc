import { describe, expect, it } from 'vitest'
import type { ResourceDrift } from '../../../../src/core/drift/drift'
import { DRIFT } from '../../../../src/shared/bounds'
import { equalDrift } from '../../../renderer/fake-history'
import { OTHER_TENANT, TENANT } from '../../../support/history'
import { must } from '../../../support/must'
import { FURTHER_APP, keptWindow } from './kept-window'

describe('the history that the window asks about', () => {
  it('lists a stored tenant, and knows no other', async () => {
    const { api, keep } = keptWindow()
    const first = await keep(2)
    const second = await keep(3)
    expect(must(await api.ofTenant({ profileId: TENANT }))).toMatchObject({
      entries: [{ id: second.id }, { id: first.id }],
      faults: [],
      state: { state: 'on' },
      on: true,
      fault: null,
    })
    expect(await api.ofTenant({ profileId: FURTHER_APP })).toMatchObject({
      ok: false,
      error: { code: 'NOT_FOUND' },
    })
  })

  it('says the newest of each tenant, and the one before it of the same app connection', async () => {
    const { api, keep } = keptWindow()
    const main = await keep(2)
    await keep(3, FURTHER_APP)
    const newest = await keep(4)
    const other = await keep(5, null, OTHER_TENANT)
    expect(must(await api.latest())).toEqual([
      { profileId: TENANT, last: newest, before: main },
      { profileId: OTHER_TENANT, last: other, before: null },
    ])
  })

  it('opens what was kept as a snapshot that says where it is from, and the same one once', async () => {
    const { api, keep, registry } = keptWindow()
    const kept = await keep(2)
    const opened = must(await api.open({ profileId: TENANT, id: kept.id }))
    expect(opened).toEqual({
      kind: 'comparison',
      runId: 'run-1',
      snapshot: { file: 'Contoso', sha256: kept.sha256, kept: { profileId: TENANT, id: kept.id } },
    })
    expect(must(registry.comparison('run-1')).finishedAt).toBe(kept.at)
    expect(must(await api.open({ profileId: TENANT, id: kept.id }))).toEqual(opened)
  })

  it('opens the run itself where that is open still, and of the right app connection', async () => {
    const { api, keep, ran } = keptWindow()
    const kept = await keep(2)
    const ofApp = await keep(2, FURTHER_APP)
    const runId = ran(2)
    expect(must(await api.open({ profileId: TENANT, id: kept.id }))).toMatchObject({ runId })
    expect(must(await api.open({ profileId: TENANT, id: ofApp.id }))).not.toMatchObject({ runId })
  })

  it('refuses what is not of the tenant', async () => {
    const { api, keep } = keptWindow()
    const kept = await keep(2, null, OTHER_TENANT)
    const refused = { ok: false, error: { code: 'NOT_FOUND' } }
    expect(await api.open({ profileId: TENANT, id: kept.id })).toMatchObject(refused)
    expect(await api.drift({ profileId: TENANT, from: kept.id, to: kept.id })).toMatchObject(refused)
  })

  it('draws the drift of two once, and not of two app connections', async () => {
    const { api, keep, calls } = keptWindow()
    const [a, b, c] = [await keep(2), await keep(3), await keep(4, FURTHER_APP)]
    const pair = { profileId: TENANT, from: a.id, to: b.id }
    expect(must(await api.drift(pair))).toMatchObject({
      drift: { from: { at: a.at, sha256: a.sha256 }, to: { at: b.at, sha256: b.sha256 } },
      ends: pair,
    })
    await api.drift(pair)
    expect(calls).toEqual(['02-03'])
    expect(await api.drift({ ...pair, to: c.id })).toMatchObject({
      ok: false,
      error: { code: 'INVALID_ARGUMENT' },
    })
  })

  it('draws it of a run against the one kept before it, of its own app connection', async () => {
    const { api, keep, ran, calls } = keptWindow()
    await keep(2)
    const app = await keep(3, FURTHER_APP)
    const before = await keep(4)
    const kept = await keep(6)
    await keep(8)
    expect(must(await api.drift({ runId: ran(6) }))).toMatchObject({ ends: { from: before.id, to: kept.id } })
    const target = { kind: 'profile', profileId: TENANT, app: FURTHER_APP } as const
    expect(must(await api.drift({ runId: ran(7, target) }))).toMatchObject({
      ends: { from: app.id, to: null },
    })
    expect(calls).toEqual(['04-06', '03-07'])
  })

  it('draws it of one that was opened from the history too', async () => {
    const { api, keep } = keptWindow()
    const [a, b] = [await keep(2), await keep(3)]
    const opened = must(await api.open({ profileId: TENANT, id: b.id }))
    expect(opened.kind).toBe('comparison')
    const runId = opened.kind === 'comparison' ? opened.runId : ''
    expect(must(await api.drift({ runId }))).toMatchObject({ ends: { from: a.id, to: b.id } })
  })

  it('has none where nothing was kept before, and of a demo tenant', async () => {
    const { api, keep, ran } = keptWindow()
    await keep(6)
    expect(must(await api.drift({ runId: ran(6) }))).toBeNull()
    expect(must(await api.drift({ runId: ran(7, { kind: 'demo', scenario: 'mixture' }) }))).toBeNull()
  })

  it('sends the first of long lists, and how many there are', async () => {
    const ids = Array.from({ length: 2_000 }, (_, at) => String(at))
    const tickets: ResourceDrift = {
      resource: 'tickets',
      side: 'app',
      application: null,
      state: 'compared',
      reason: null,
      appeared: ids,
      vanished: [],
      moves: [{ how: 'appeared', ids, because: [], record: null }],
      because: [],
      created: ['1'],
      deleted: [],
      undecided: ids,
      perhaps: [{ how: 'vanished', ids, because: [0], record: null }],
    }
    const { api, keep } = keptWindow((ends) => equalDrift({ ...ends, resources: [tickets] }))
    const [from, to] = [await keep(2), await keep(3)]
    const answer = must(await api.drift({ profileId: TENANT, from: from.id, to: to.id }))
    expect(answer?.sizes).toEqual([
      {
        appeared: 2_000,
        vanished: 0,
        created: 1,
        deleted: 0,
        undecided: 2_000,
        moves: [2_000],
        perhaps: [2_000],
      },
    ])
    const sent = answer?.drift.resources[0]
    for (const list of [sent?.appeared, sent?.undecided, sent?.moves[0]?.ids, sent?.perhaps[0]?.ids])
      expect(list).toEqual(ids.slice(0, DRIFT.shownIds))
  })

  it('answers changes with what is there afterwards', async () => {
    const { api, keep } = keptWindow()
    const [a, b] = [await keep(2), await keep(3)]
    const marked = must(await api.setBaseline({ profileId: TENANT, id: a.id, on: true }))
    expect(marked.entries.map(({ baseline }) => baseline)).toEqual([false, true])
    const left = must(await api.remove({ profileId: TENANT, ids: [b.id] }))
    expect(left.entries.map(({ id }) => id)).toEqual([a.id])
    expect(must(await api.remove({ profileId: TENANT, ids: null })).entries).toEqual([])
  })

  it('keeps what was chosen about it', async () => {
    const { api } = keptWindow()
    const settings = { on: true, count: 7, days: 30, off: [TENANT] }
    must(await api.setSettings({ settings }))
    expect(must(await api.settings())).toMatchObject({ settings, state: { state: 'on' }, notice: null })
    expect(must(await api.ofTenant({ profileId: TENANT })).on).toBe(false)
    must(await api.setSettings({ settings: { ...settings, on: false } }))
    expect(must(await api.ofTenant({ profileId: TENANT }))).toMatchObject({
      on: false,
      state: { state: 'off' },
    })
  })
})
