import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startDemo, type DemoServer } from '../../../../src/demo/index'
import type { Decision } from '../../../../src/core/inventory/review'
import { ok } from '../../../../src/shared/result'
import { profileInput, temporaryFolder } from '../../../support/profiles'
import { filesIn, findMarked } from '../../../support/secret-sweep'
import { entryNamed, openInventoryWindow } from '../../../support/inventory-runs'

const DECISION: Decision = {
  decision: 'remove',
  by: 'Ada Keller',
  on: '2026-11-24',
  reason: 'The migration is over.',
  ticket: 'CHG-204',
  until: null,
}
const PDF = new Uint8Array([0x25, 0x50, 0x44, 0x46])

const aDemo = async (latencyMs = 0): Promise<DemoServer> => {
  const demo = await startDemo('mixed', { requestLimit: 100_000, latencyMs })
  onTestFinished(() => demo.close())
  return demo
}

const openWindow = async (parts: Parameters<typeof openInventoryWindow>[0] = {}) => {
  const window = await openInventoryWindow(parts)
  onTestFinished(() => window.close())
  return window
}
type Window = Awaited<ReturnType<typeof openWindow>>

const connection = ({ clientId }: { readonly clientId: string }) => ({
  kind: 'application' as const,
  clientId,
  scope: 'all',
})

/** Stores the demo tenant with its inspector, and with what else is named. @returns its id */
const store = async (
  { got }: Window,
  demo: DemoServer,
  more: Parameters<typeof profileInput>[0] = { app: null, agent: null },
): Promise<string> => {
  const { profile } = await got('profiles:save', {
    id: null,
    profile: profileInput({ url: demo.url, inspector: connection(demo.inspector), ...more }),
    secrets: { inspector: demo.inspector.secret },
  })
  return profile.id
}

const read = async ({ got, ended }: Window, profileId: string) => {
  const target = { kind: 'profile', profileId } as const
  const { inventoryId } = await got('inventory:start', { target, resources: ['clients', 'tickets'] })
  const end = await ended(inventoryId)
  if (end.phase === 'failed') throw new Error(end.error.message)
  return got('inventory:summary', { inventoryId })
}

/** Requests of a tenant that are under way at once, at most. */
const MOST_AT_ONCE = 8

describe('the applications of a stored tenant', () => {
  it('are read with nothing but an inspector, and what is written down stays with the tenant', async () => {
    const window = await openWindow()
    const profileId = await store(window, await aDemo())
    const summary = await read(window, profileId)
    expect(summary).toMatchObject({ complete: true, review: { kept: true }, coverage: { applications: 18 } })
    const { inventoryId } = summary
    const { application } = entryNamed(summary, 'Migration 2023 (old)')
    const pick = { inventoryId, applicationId: application.id }
    await window.got('inventory:decide', { ...pick, decision: DECISION })
    const note = { purpose: null, owner: 'Ben Carter', nextReview: null }
    await window.got('inventory:setNote', { ...pick, note })
    const [stored] = (await window.got('profiles:list', undefined)).profiles
    expect(stored?.profile.inventory).toEqual({
      notes: { [application.clientId ?? '']: note },
      review: { reviewer: null, decisions: { [application.id]: DECISION } },
      lastReview: null,
    })
    // The next reading finds it again, and what is taken back is gone.
    const next = await read(window, profileId)
    expect(entryNamed(next, 'Migration 2023 (old)')).toMatchObject({ decision: DECISION, note })
    const back = await window.got('inventory:decide', {
      ...pick,
      inventoryId: next.inventoryId,
      decision: null,
    })
    expect(back.review.counts).toMatchObject({ reviewed: 0 })
    expect(findMarked('tenants with reviews', await filesIn(window.folder))).toEqual([])
  })

  it('need no secret of another connection', async () => {
    const demo = await aDemo()
    const window = await openWindow()
    const profileId = await store(window, demo, { app: connection(demo.app), agent: connection(demo.agent) })
    const summary = await read(window, profileId)
    expect(entryNamed(summary, 'Reporting sync').connection).toBe('app')
    expect(entryNamed(summary, 'Power BI').connection).toBeNull()
    const target = { kind: 'profile', profileId } as const
    expect(await window.ask('comparison:check', { target })).toMatchObject({
      ok: false,
    })
  })

  it('can be cancelled, shown as far as they are known, and taken up again', async () => {
    const demo = await aDemo(40)
    const window = await openWindow()
    const { got, ended, ask } = window
    const target = { kind: 'profile', profileId: await store(window, demo) } as const
    const resources = ['tickets', 'clients'] as const
    const { inventoryId } = await got('inventory:start', { target, resources })
    // A page that is loaded anew asks again: there is one reading.
    expect(await got('inventory:start', { target, resources })).toEqual({ inventoryId })
    expect(await ask('inventory:summary', { inventoryId })).toMatchObject({
      ok: false,
      error: { code: 'NOT_FOUND' },
    })
    const stop = window.services.onEvent((_channel, message) => {
      if ('phase' in message && message.phase === 'applications' && message.done > 0)
        void ask('inventory:cancel', { inventoryId })
    })
    await ended(inventoryId)
    stop()
    const partial = await got('inventory:summary', { inventoryId })
    expect(partial).toMatchObject({
      complete: false,
      facts: { cancelled: true },
      coverage: { applications: 18 },
    })
    expect(partial.coverage.unread).toBeGreaterThan(0)
    const asked = demo.counts().requests
    await got('inventory:resume', { inventoryId })
    expect((await ended(inventoryId, 2)).phase).toBe('done')
    const whole = await got('inventory:summary', { inventoryId })
    expect(whole).toMatchObject({
      complete: true,
      coverage: { applications: 18 },
      facts: { cancelled: false },
    })
    // Of those that were under way at once when it was cancelled, some had not reached the tenant yet.
    expect(whole.facts.requests).toBeGreaterThanOrEqual(demo.counts().requests)
    expect(whole.facts.requests).toBeLessThan(demo.counts().requests + MOST_AT_ONCE)
    expect(demo.counts().requests).toBeGreaterThan(asked)
    expect((await got('inventory:known', undefined)).map((known) => known.inventoryId)).toEqual([inventoryId])
  })

  it('say so where nobody can read them', async () => {
    const demo = await aDemo()
    const window = await openWindow()
    const { profile } = await window.got('profiles:save', {
      id: null,
      profile: profileInput({ url: demo.url, app: connection(demo.app), agent: null }),
      secrets: { app: demo.app.secret },
    })
    const { inventoryId } = await window.got('inventory:start', {
      target: { kind: 'profile', profileId: profile.id },
      resources: ['clients'],
    })
    expect(await window.ended(inventoryId)).toMatchObject({
      phase: 'failed',
      error: { code: 'INVALID_ARGUMENT', field: 'inspector' },
    })
    expect(await window.got('inventory:known', undefined)).toEqual([])
  })

  it.each(['is removed', 'is removed with all', 'leads elsewhere'])(
    'are read no further when the tenant %s',
    async (how) => {
      const demo = await aDemo(30)
      const window = await openWindow()
      const profileId = await store(window, demo)
      const target = { kind: 'profile', profileId } as const
      const { inventoryId } = await window.got('inventory:start', { target, resources: ['tickets'] })
      if (how === 'is removed') await window.got('profiles:beginRemoval', { ids: [profileId] })
      else if (how === 'is removed with all') await window.got('profiles:removeAll', undefined)
      else {
        const other = await aDemo()
        await window.got('profiles:save', {
          id: profileId,
          profile: profileInput({
            url: other.url,
            app: null,
            agent: null,
            inspector: connection(demo.inspector),
          }),
          secrets: { inspector: other.inspector.secret },
        })
      }
      expect(await window.ended(inventoryId)).toMatchObject({ phase: 'failed', error: { code: 'CANCELLED' } })
      expect(await window.got('inventory:known', undefined)).toEqual([])
    },
  )

  it('are not written about where the tenant leads elsewhere by then, or is gone', async () => {
    const demo = await aDemo()
    const other = await aDemo()
    const window = await openWindow()
    const profileId = await store(window, demo)
    const { inventoryId, entries } = await read(window, profileId)
    const pick = { inventoryId, applicationId: entries[0]?.application.id ?? '' }
    await window.got('profiles:save', {
      id: profileId,
      profile: profileInput({
        url: other.url,
        app: null,
        agent: null,
        inspector: connection(demo.inspector),
      }),
      secrets: { inspector: other.inspector.secret },
    })
    const decide = () => window.ask('inventory:decide', { ...pick, decision: DECISION })
    expect(await decide()).toMatchObject({ ok: false, error: { code: 'CONFLICT' } })
    await window.got('profiles:beginRemoval', { ids: [profileId] })
    expect(await decide()).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
    // It can still be looked at.
    expect((await window.got('inventory:summary', { inventoryId })).entries).toHaveLength(18)
  })
})

describe('an inventory that is saved', () => {
  it('is written in every format without a secret, and opens again as it was', async () => {
    const folder = temporaryFolder()
    let opened = ''
    const window = await openWindow({
      dialogs: {
        chooseSave: ({ suggestedName, extension }) =>
          Promise.resolve(path.join(folder, `${suggestedName}${extension === '' ? '' : `.${extension}`}`)),
        chooseBytes: () => Promise.resolve(ok(null)),
        chooseOpen: () => Promise.resolve(ok({ name: 'applications.json', text: opened })),
      },
      printer: { print: () => Promise.resolve(ok(PDF)) },
    })
    await window.compare('mixed', ['tickets'])
    const summary = await window.read('mixed', ['tickets', 'clients'])
    const { inventoryId } = summary
    const { application } = entryNamed(summary, 'Migration 2023 (old)')
    await window.got('inventory:decide', {
      inventoryId,
      applicationId: application.id,
      decision: DECISION,
    })
    const before = await window.got('inventory:summary', { inventoryId })
    for (const format of ['pdf', 'csv', 'html', 'json', 'snapshot'] as const)
      expect(
        await window.got('inventory:export', { inventoryId, format, redact: false, redactKey: null }),
      ).toMatchObject({
        state: 'saved',
      })
    const names = await readdir(folder)
    expect(names).toHaveLength(5)
    const json = names.find((name) => name.endsWith('.json') && !name.includes('snapshot')) ?? ''
    const written = JSON.parse(await readFile(path.join(folder, json), 'utf8')) as Record<string, unknown>
    expect(written).toMatchObject({ schema: 'crossview.applications/1', coverage: { applications: 18 } })
    opened = await readFile(path.join(folder, names.find((name) => name.includes('snapshot')) ?? ''), 'utf8')
    expect(findMarked('saved inventories', await filesIn(folder, window.folder))).toEqual([])

    const snapshot = await window.got('comparison:openSnapshot', undefined)
    const after = await window.got('inventory:summary', {
      inventoryId: snapshot?.kind === 'applications' ? snapshot.inventoryId : '',
    })
    expect(after).toEqual({
      ...before,
      inventoryId: after.inventoryId,
      target: null,
      snapshot: { file: 'applications.json', sha256: createHash('sha256').update(opened).digest('hex') },
      // A snapshot has no connections.
      entries: before.entries.map((entry) => ({ ...entry, connection: null })),
    })
    expect(after.calibration.agreement).toHaveLength(1)
    expect(await window.ask('inventory:resume', { inventoryId: after.inventoryId })).toMatchObject({
      ok: false,
      error: { code: 'INVALID_ARGUMENT' },
    })
    // What is decided about a snapshot is its own.
    await window.got('inventory:decide', {
      inventoryId: after.inventoryId,
      applicationId: application.id,
      decision: null,
    })
    expect((await window.got('inventory:summary', { inventoryId })).review.counts.remove).toBe(1)
  })

  it('names nobody when it is to be shared', async () => {
    const folder = temporaryFolder()
    const window = await openWindow({
      dialogs: {
        chooseSave: ({ suggestedName, extension }) =>
          Promise.resolve(path.join(folder, `${suggestedName}.${extension}`)),
        chooseBytes: () => Promise.resolve(ok(null)),
        chooseOpen: () => Promise.resolve(ok(null)),
      },
    })
    const { inventoryId } = await window.read('mixed', ['clients'])
    for (const format of ['html', 'json', 'snapshot'] as const)
      await window.got('inventory:export', { inventoryId, format, redact: true, redactKey: null })
    const texts = Object.values(await filesIn(folder)).map((content) => content.toString('utf8'))
    expect(texts).toHaveLength(3)
    for (const name of ['Fabrikam', 'Billing export', 'Carla Rossi', 'API - RMM', 'Invoices to the accounts'])
      expect(texts.filter((text) => text.includes(name))).toEqual([])
  })
})
