import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startDemo, type DemoServer } from '../../../../src/demo/index'
import { HeldResults } from '../../../../src/main/services/fleet/held-results'
import type {
  FleetProgress,
  FleetRun,
  FleetTenantProgress,
  WindowWork,
} from '../../../../src/shared/ipc/fleet'
import { ok } from '../../../../src/shared/result'
import { eventually } from '../../../support/eventually'
import { openInventoryWindow } from '../../../support/inventory-runs'
import { profileInput, temporaryFolder } from '../../../support/profiles'

/** Runs over many stored tenants, as the window asks for them, over real demo tenants. */

const aDemo = async (scenario = 'mixed', latencyMs = 0): Promise<DemoServer> => {
  const demo = await startDemo(scenario, { requestLimit: 100_000, latencyMs })
  onTestFinished(() => demo.close())
  return demo
}

const openWindow = async (parts: Parameters<typeof openInventoryWindow>[0] = {}) => {
  const window = await openInventoryWindow(parts)
  onTestFinished(() => window.close())
  const { got, told } = window
  const reports = (): readonly FleetProgress[] =>
    told.flatMap(({ channel, message }) => (channel === 'fleet:onProgress' ? [message as FleetProgress] : []))
  const current = async (): Promise<FleetRun> => {
    const run = await got('fleet:current', undefined)
    if (run === null) throw new Error('There is no run')
    return run
  }
  return {
    ...window,
    reports,
    current,
    /** Stores a demo tenant with all three connections; secrets unless it says otherwise. */
    store: async (name: string, { url, app, agent, inspector }: DemoServer, hasSecrets = true) => {
      const connection = ({ clientId }: { readonly clientId: string }) => ({
        kind: 'application' as const,
        clientId,
        scope: 'all',
      })
      const { profile } = await got('profiles:save', {
        id: null,
        profile: profileInput({
          name,
          url,
          app: connection(app),
          agent: connection(agent),
          inspector: connection(inspector),
        }),
        secrets: hasSecrets ? { app: app.secret, agent: agent.secret, inspector: inspector.secret } : {},
      })
      return profile.id
    },
    start: (profileIds: readonly string[], work: readonly WindowWork[] = ['check', 'compare'], atOnce = 10) =>
      got('fleet:start', { profileIds, work, atOnce }),
    ended: () =>
      eventually(async () => {
        const run = await current()
        if (run.phase !== 'ended') throw new Error(`It is ${run.phase}`)
        return run
      }),
  }
}

const endedOf = (run: FleetRun, profileId: string): Extract<FleetTenantProgress, { phase: 'ended' }> => {
  const tenant = run.tenants.find((each) => each.profileId === profileId)
  if (tenant?.phase !== 'ended') throw new Error(`It is ${String(tenant?.phase)}`)
  return tenant
}

/** A demo tenant whose address nobody serves any more. */
const aDeadDemo = async (): Promise<DemoServer> => {
  const demo = await startDemo('healthy')
  await demo.close()
  return demo
}

describe('many stored tenants in one run', () => {
  it('end each for itself, record their last run, and report only what changed', async () => {
    const window = await openWindow()
    const mixed = await window.store('Mixed', await aDemo())
    const healthy = await window.store('Healthy', await aDemo('healthy'))
    const dead = await window.store('Dead', await aDeadDemo())
    const locked = await window.store('Without a secret', await aDemo('healthy'), false)
    const started = await window.start([mixed, healthy, dead, locked])
    expect(started.tenants.map(({ phase }) => phase)).toEqual(['waiting', 'waiting', 'waiting', 'waiting'])
    const run = await window.ended()
    expect(run.tenants.map(({ name }) => name)).toEqual(['Mixed', 'Healthy', 'Dead', 'Without a secret'])
    expect([mixed, healthy, dead, locked].map((id) => endedOf(run, id).part.state)).toEqual([
      'done',
      'done',
      'failed',
      'failed',
    ])
    expect(endedOf(run, mixed).part.counts.errors).toBeGreaterThan(0)
    // No keychain answers here, and so it is told why its secrets are not there.
    expect(endedOf(run, locked).part.message).toContain('keychain')
    expect(endedOf(run, healthy).results).toEqual(['comparison'])
    expect(endedOf(run, dead).results).toEqual([])

    const { profiles } = await window.got('profiles:list', undefined)
    const last = new Map(profiles.map(({ profile }) => [profile.id, profile.lastRun]))
    expect(last.get(healthy)).toMatchObject({ complete: true, errors: 0 })
    expect(last.get(mixed)?.errors).toBe(endedOf(run, mixed).part.counts.errors)
    expect(last.get(dead)).toMatchObject({ complete: false, errors: 1 })
    expect(last.get(locked)).toMatchObject({ complete: false, errors: 1 })

    const reports = window.reports()
    expect(reports.at(-1)?.phase).toBe('ended')
    const ends = reports.flatMap(({ tenants }) => tenants.filter(({ phase }) => phase === 'ended'))
    expect(ends.map(({ profileId }) => profileId).sort()).toEqual([mixed, healthy, dead, locked].sort())
    // The window needs neither settings nor files of a tenant.
    expect(JSON.stringify(reports)).not.toContain('"settings"')
  })

  it('opens a tenant’s comparison as a result with its tenant, once, and its applications', async () => {
    const window = await openWindow()
    const id = await window.store('Mixed', await aDemo())
    const { fleetId } = await window.start([id], ['compare', 'applications'])
    const run = await window.ended()
    expect(endedOf(run, id).results).toEqual(['comparison', 'applications'])
    const open = () => window.got('fleet:openResult', { fleetId, profileId: id, kind: 'comparison' })
    const opened = await open()
    if (opened.kind !== 'comparison') throw new Error('No comparison')
    expect(opened.target).toEqual({ kind: 'profile', profileId: id })
    const summary = await window.got('comparison:summary', { runId: opened.runId })
    expect(summary.findings.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(0)
    expect(await open()).toEqual(opened)
    const held = await window.got('comparison:reattach', undefined)
    expect(held?.results.map(({ runId, title, target }) => ({ runId, title, target }))).toEqual([
      { runId: opened.runId, title: 'Mixed', target: opened.target },
    ])
    const read = await window.got('fleet:openResult', { fleetId, profileId: id, kind: 'applications' })
    if (read.kind !== 'applications') throw new Error('No applications')
    const applications = await window.got('inventory:summary', { inventoryId: read.inventoryId })
    expect(applications.target).toEqual(opened.target)
    expect(applications.entries.length).toBeGreaterThan(5)
    expect(await window.got('fleet:openResult', { fleetId, profileId: id, kind: 'applications' })).toEqual(
      read,
    )
  })

  it('judges by the purpose that was chosen, also where it is chosen after the run', async () => {
    const window = await openWindow()
    const id = await window.store('Mixed', await aDemo())
    const { fleetId } = await window.start([id], ['compare'])
    const before = await window.ended()
    expect(endedOf(before, id).part.checks.find(({ name }) => name === 'purpose')?.state).toBe('unknown')
    const opened = await window.got('fleet:openResult', { fleetId, profileId: id, kind: 'comparison' })
    if (opened.kind !== 'comparison') throw new Error('No comparison')
    await window.got('comparison:setPurpose', { runId: opened.runId, purpose: 'halo-tickets' })
    await window.got('comparison:close', { runId: opened.runId })
    const again = await window.got('fleet:openResult', { fleetId, profileId: id, kind: 'comparison' })
    if (again.kind !== 'comparison') throw new Error('No comparison')
    expect((await window.got('comparison:summary', { runId: again.runId })).purpose?.name).toBe(
      'halo-tickets',
    )
    await window.start([id], ['compare'])
    const after = await window.ended()
    expect(endedOf(after, id).part.checks.find(({ name }) => name === 'purpose')?.state).not.toBe('unknown')
  })

  it('begins no other while it is paused, and goes on', async () => {
    const window = await openWindow()
    const slow = await aDemo('healthy', 20)
    const first = await window.store('First', slow)
    const second = await window.store('Second', slow)
    const { fleetId } = await window.start([first, second], ['compare'], 1)
    await window.got('fleet:pause', { fleetId })
    await eventually(async () => {
      endedOf(await window.current(), first)
    })
    const paused = await window.current()
    expect([paused.phase, paused.tenants[1]?.phase]).toEqual(['paused', 'waiting'])
    await window.got('fleet:resume', { fleetId })
    const run = await window.ended()
    expect(endedOf(run, second).part.state).toBe('done')
  })

  it('keeps what ended when it is cancelled, and runs the rest again', async () => {
    const window = await openWindow()
    const quick = await window.store('Quick', await aDemo('healthy'))
    const slow = await window.store('Slow', await aDemo('healthy', 200))
    const third = await window.store('Third', await aDemo('healthy'))
    const { fleetId } = await window.start([quick, slow, third], ['compare'], 1)
    expect(await window.ask('fleet:start', { profileIds: [quick], work: ['check'], atOnce: 1 })).toMatchObject({ ok: false, error: { code: 'BUSY' } }) // prettier-ignore
    await eventually(async () => {
      const tenant = (await window.current()).tenants[1]
      if (tenant?.phase !== 'running') throw new Error('Not yet')
    })
    await window.got('fleet:cancel', { fleetId })
    const cancelled = await window.ended()
    expect(endedOf(cancelled, quick).part.state).toBe('done')
    expect(endedOf(cancelled, slow).part.state).toBe('incomplete')
    expect(cancelled.tenants[2]?.phase).toBe('waiting')
    const { profiles } = await window.got('profiles:list', undefined)
    // What was cancelled says less than the run before it.
    expect(profiles.find(({ profile }) => profile.id === slow)?.profile.lastRun).toBeNull()

    const asked = await window.got('fleet:again', { fleetId })
    expect(asked.tenants.map(({ phase }) => phase)).toEqual(['ended', 'waiting', 'waiting'])
    const run = await window.ended()
    expect([quick, slow, third].map((id) => endedOf(run, id).part.state)).toEqual(['done', 'done', 'done'])
    // The quick one was not asked again.
    expect(endedOf(run, quick).part.finishedAt).toBe(endedOf(cancelled, quick).part.finishedAt)
  })

  it('ends a tenant that is removed meanwhile, and no other, and keeps nothing of it', async () => {
    const window = await openWindow()
    const gone = await window.store('Gone', await aDemo('healthy', 200))
    const stays = await window.store('Stays', await aDemo('healthy'))
    const { fleetId } = await window.start([gone, stays], ['compare'])
    await eventually(async () => {
      const tenant = (await window.current()).tenants[0]
      if (tenant?.phase !== 'running' || tenant.requests === 0) throw new Error('Not yet')
    })
    await window.got('profiles:beginRemoval', { ids: [gone] })
    const run = await window.ended()
    expect(endedOf(run, gone).part).toMatchObject({
      state: 'incomplete',
      message: expect.stringContaining('changed or removed meanwhile') as string,
    })
    expect(endedOf(run, gone).results).toEqual([])
    expect(endedOf(run, stays).part.state).toBe('done')
    // One that ended before is forgotten too.
    await window.got('profiles:beginRemoval', { ids: [stays] })
    expect(await window.ask('fleet:openResult', { fleetId, profileId: stays, kind: 'comparison' })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } }) // prettier-ignore
    expect(await window.ask('fleet:again', { fleetId: 'another' })).toMatchObject({
      ok: false,
      error: { code: 'NOT_FOUND' },
    })
  })

  it('forgets all when all tenants are deleted', async () => {
    const window = await openWindow()
    const id = await window.store('One', await aDemo('healthy'))
    await window.start([id], ['check'])
    await window.ended()
    await window.got('profiles:removeAll', undefined)
    expect(await window.got('fleet:current', undefined)).toBeNull()
  })

  it('finds outliers against most of them and against a named one', async () => {
    const window = await openWindow()
    const healthy = await aDemo('healthy')
    const ids = [
      await window.store('One', healthy),
      await window.store('Two', healthy),
      await window.store('Three', healthy),
      await window.store('Unlike', await aDemo('mixed')),
    ]
    const { fleetId } = await window.start(ids, ['compare'])
    const run = await window.ended()
    expect(run.baseline).toBe('majority')
    expect(new Set(run.outliers.map(({ tenant }) => tenant))).toEqual(new Set(['Unlike']))
    const against = await window.got('fleet:setBaseline', { fleetId, baseline: 'Unlike' })
    expect(new Set(against.outliers.map(({ tenant }) => tenant))).toEqual(new Set(['One', 'Two', 'Three']))
    expect((await window.current()).baseline).toBe('Unlike')
  })

  it('writes reports of all, without a secret', async () => {
    const folder = temporaryFolder()
    const window = await openWindow({
      dialogs: {
        chooseSave: ({ suggestedName, extension }) =>
          Promise.resolve(path.join(folder, `${suggestedName}${extension === '' ? '' : `.${extension}`}`)),
        chooseOpen: () => Promise.reject(new Error('Not in this test')),
        chooseBytes: () => Promise.reject(new Error('Not in this test')),
      },
      printer: { print: () => Promise.resolve(ok(new Uint8Array([0x25, 0x50, 0x44, 0x46]))) },
    })
    const demo = await aDemo()
    const id = await window.store('Mixed', demo)
    const { fleetId } = await window.start([id], ['compare'])
    await window.ended()
    const json = await window.got('fleet:export', { fleetId, format: 'json' })
    if (json.state !== 'saved') throw new Error('Dismissed')
    const text = await readFile(json.path, 'utf8')
    expect(JSON.parse(text)).toMatchObject({ schema: 'crossview.fleet/1', tenants: [{ name: 'Mixed' }] })
    const html = await window.got('fleet:export', { fleetId, format: 'html' })
    if (html.state !== 'saved') throw new Error('Dismissed')
    const page = await readFile(html.path, 'utf8')
    for (const secret of [demo.app.secret, demo.agent.secret, demo.inspector.secret])
      expect(text + page).not.toContain(secret)
    for (const format of ['pdf', 'csv'] as const)
      expect(await window.got('fleet:export', { fleetId, format })).toMatchObject({ state: 'saved' })
  })

  it('is nothing before one was started', async () => {
    const window = await openWindow()
    expect(await window.got('fleet:current', undefined)).toBeNull()
    expect(await window.ask('fleet:pause', { fleetId: 'none' })).toMatchObject({
      ok: false,
      error: { code: 'NOT_FOUND' },
    })
    expect(await window.ask('fleet:start', { profileIds: ['nobody'], work: ['check'], atOnce: 1 })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND', field: 'profileIds' } }) // prettier-ignore
  })
})

describe('results that are held', () => {
  const text = (seed: number) =>
    Array.from({ length: 2_000 }, (_, at) => ((at * 7919 * seed) % 104_729).toString(36)).join('')

  it('make room from the oldest on, and say which did', async () => {
    const first = text(1)
    // Packed they are some half of it: room for two.
    const held = new HeldResults(gzipSync(first).length * 2.5)
    expect(await held.keep('a', 'comparison', first)).toEqual([])
    expect(await held.keep('b', 'comparison', text(2))).toEqual([])
    const dropped = await held.keep('c', 'comparison', text(3))
    expect(dropped.map(({ profileId, kind }) => [profileId, kind])).toEqual([['a', 'comparison']])
    expect(await held.text('a', 'comparison')).toBeNull()
    expect(await held.text('c', 'comparison')).toBe(text(3))
  })

  it('are replaced by a newer one of the same tenant and kind', async () => {
    const held = new HeldResults(1e6)
    await held.keep('a', 'comparison', 'old')
    await held.keep('a', 'applications', 'other')
    await held.keep('a', 'comparison', 'new')
    expect(await held.text('a', 'comparison')).toBe('new')
    held.drop('a')
    expect(await held.text('a', 'applications')).toBeNull()
  })
})
