import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startDemo, type DemoServer } from '../../../../src/demo/index'
import type { ComparisonSummary, RunTarget } from '../../../../src/shared/ipc/api'
import { ok } from '../../../../src/shared/result'
import { profileInput, temporaryFolder } from '../../../support/profiles'
import { eventually } from '../../../support/eventually'
import { entryNamed, openInventoryWindow } from '../../../support/inventory-runs'

/** What applications are there for, as the window chooses it. */

const aDemo = async (): Promise<DemoServer> => {
  const demo = await startDemo('mixed', { requestLimit: 100_000 })
  onTestFinished(() => demo.close())
  return demo
}

const openWindow = async (parts: Parameters<typeof openInventoryWindow>[0] = {}) => {
  const window = await openInventoryWindow(parts)
  onTestFinished(() => window.close())
  return window
}
type Window = Awaited<ReturnType<typeof openWindow>>

const connection = ({ clientId, scope }: { readonly clientId: string; readonly scope: string }) => ({
  kind: 'application' as const,
  clientId,
  scope,
})

const store = async ({ got }: Window, demo: DemoServer): Promise<RunTarget & { kind: 'profile' }> => {
  const { profile } = await got('profiles:save', {
    id: null,
    profile: profileInput({
      url: demo.url,
      app: connection(demo.app),
      agent: connection(demo.agent),
      inspector: connection(demo.inspector),
    }),
    secrets: { app: demo.app.secret, agent: demo.agent.secret, inspector: demo.inspector.secret },
  })
  return { kind: 'profile', profileId: profile.id }
}

const run = async ({ got, told }: Window, target: RunTarget): Promise<ComparisonSummary> => {
  const { runId } = await got('comparison:start', { target, title: 'Run', resources: ['tickets', 'quotes'] })
  await eventually(() => {
    const phases = told.map(({ message }) => message as { runId?: string; phase: string })
    if (!phases.some((each) => each.runId === runId && each.phase === 'done'))
      throw new Error('It still runs')
  })
  return got('comparison:summary', { runId })
}

const errorsOf = ({ findings }: ComparisonSummary): number =>
  findings.filter(({ severity }) => severity === 'error').length

const stored = async ({ got }: Window) => {
  const [view] = (await got('profiles:list', undefined)).profiles
  if (view === undefined) throw new Error('There is no tenant')
  return view.profile
}

const asked = async ({ got }: Window, runId: string) => {
  const { check, recipes, suggestion, askForPurpose } = await got('analysis:summary', { runId })
  return { purpose: check?.recipe.name ?? null, recipes: recipes.length, suggestion, askForPurpose }
}

describe('the purpose of a result of a stored tenant', () => {
  it('is kept with the tenant, judges the result anew, and the list of tenants follows', async () => {
    const window = await openWindow()
    const demo = await aDemo()
    const target = await store(window, demo)
    const before = await run(window, target)
    expect(errorsOf(before)).toBe(5)
    expect((await stored(window)).lastRun?.errors).toBe(5)
    expect(await asked(window, before.runId)).toMatchObject({
      purpose: null,
      recipes: 4,
      askForPurpose: true,
    })

    const after = await window.got('comparison:setPurpose', { runId: before.runId, purpose: 'halo-tickets' })
    expect(after.purpose?.name).toBe('halo-tickets')
    expect(after.findings.find(({ resource }) => resource === 'quotes')?.severity).toBe('info')
    expect(after.resources).toEqual(before.resources)
    expect(await window.got('comparison:summary', { runId: before.runId })).toEqual(after)
    const profile = await stored(window)
    expect(profile.inventory?.notes[demo.app.clientId]).toEqual({
      purpose: 'halo-tickets',
      owner: null,
      nextReview: null,
    })
    expect(profile.lastRun).toMatchObject({ finishedAt: before.finishedAt, errors: errorsOf(after) })
    expect(await asked(window, before.runId)).toMatchObject({ purpose: 'halo-tickets', askForPurpose: false })

    // The next run has it from the beginning.
    const next = await run(window, target)
    expect(next.purpose?.name).toBe('halo-tickets')
    expect((await stored(window)).lastRun?.errors).toBe(errorsOf(next))

    // An older result is judged anew as well, and leaves the list alone.
    const cleared = await window.got('comparison:setPurpose', { runId: before.runId, purpose: null })
    expect(cleared.findings).toEqual(before.findings)
    expect((await window.got('comparison:summary', { runId: next.runId })).purpose).toBeNull()
    expect(await stored(window)).toMatchObject({
      inventory: { notes: {} },
      lastRun: { finishedAt: next.finishedAt, errors: 5 },
    })
  })

  it('is the same note as that of its applications, either way', async () => {
    const window = await openWindow()
    const target = await store(window, await aDemo())
    const { runId } = await run(window, target)
    const { inventoryId } = await window.got('inventory:start', { target, resources: ['tickets', 'quotes'] })
    await window.ended(inventoryId)
    const application = async () =>
      entryNamed(await window.got('inventory:summary', { inventoryId }), 'Reporting sync')
    const pick = { inventoryId, applicationId: (await application()).application.id }
    const view = await window.got('inventory:openView', pick)

    await window.got('comparison:setPurpose', { runId, purpose: '365sentri' })
    expect((await application()).note.purpose).toBe('365sentri')
    const predicted = () => window.got('comparison:summary', view)
    expect((await predicted()).purpose?.name).toBe('365sentri')
    expect((await predicted()).findings.find(({ resource }) => resource === 'quotes')?.severity).toBe('info')

    const note = { purpose: 'perimeters', owner: 'Ann Lee', nextReview: null }
    await window.got('inventory:setNote', { ...pick, note })
    expect((await window.got('comparison:summary', { runId })).purpose?.name).toBe('perimeters')
    expect((await predicted()).purpose?.name).toBe('perimeters')

    await window.got('comparison:setPurpose', { ...view, purpose: 'halo-tickets' })
    expect((await window.got('comparison:summary', { runId })).purpose?.name).toBe('halo-tickets')
    expect((await application()).note).toEqual({ ...note, purpose: 'halo-tickets' })
  })

  it('is asked for until somebody says never, which stays with the tenant', async () => {
    const window = await openWindow()
    const demo = await aDemo()
    const target = await store(window, demo)
    const { runId } = await run(window, target)
    await window.got('comparison:setPurpose', { runId, purpose: null, ask: 'never' })
    expect(await asked(window, runId)).toMatchObject({ purpose: null, askForPurpose: false })
    expect((await stored(window)).inventory).toMatchObject({ notes: {}, neverAsk: [demo.app.clientId] })
    const file = JSON.parse(await readFile(path.join(window.folder, 'profiles.json'), 'utf8')) as {
      version: number
    }
    expect(file.version).toBe(3)
    const next = await run(window, target)
    expect(await asked(window, next.runId)).toMatchObject({ askForPurpose: false })

    // Who chooses one all the same has answered, and an older Crossview can read the file again.
    await window.got('comparison:setPurpose', { runId, purpose: 'halo-tickets' })
    expect((await stored(window)).inventory).not.toHaveProperty('neverAsk')
    await window.got('comparison:setPurpose', { runId, purpose: null })
    expect(await asked(window, runId)).toMatchObject({ askForPurpose: true })
  })

  it('that is not there is refused, and nothing changes', async () => {
    const window = await openWindow()
    const { runId } = await run(window, await store(window, await aDemo()))
    const answer = await window.ask('comparison:setPurpose', { runId, purpose: 'nobody-s' })
    expect(answer).toMatchObject({ ok: false, error: { code: 'INVALID_ARGUMENT', field: 'purpose' } })
    expect((await stored(window)).inventory).toBeUndefined()
    expect(await window.ask('comparison:setPurpose', { runId: 'gone', purpose: null })).toMatchObject({
      ok: false,
      error: { code: 'NOT_FOUND' },
    })
  })
})

describe('the purpose of another result', () => {
  it('of a demo is remembered as long as the program runs', async () => {
    const window = await openWindow()
    const target = { kind: 'demo', scenario: 'mixed' } as const
    const { runId } = await run(window, target)
    await window.got('comparison:setPurpose', { runId, purpose: 'halo-tickets' })
    expect((await run(window, target)).purpose?.name).toBe('halo-tickets')
    const other = await openWindow()
    expect((await run(other, target)).purpose).toBeNull()
  })

  it('of a snapshot lives with the open result', async () => {
    const file = path.join(temporaryFolder(), 'saved.json')
    const window = await openWindow({
      dialogs: {
        chooseSave: () => Promise.resolve(file),
        chooseBytes: () => Promise.resolve(ok(null)),
        chooseOpen: async () => ok({ name: 'saved.json', text: await readFile(file, 'utf8') }),
      },
    })
    const opened = async (): Promise<string> => {
      const answer = await window.got('comparison:openSnapshot', undefined)
      if (answer === null || !('runId' in answer)) throw new Error('It is no comparison')
      return answer.runId
    }
    const { runId } = await run(window, { kind: 'demo', scenario: 'mixed' })
    await window.got('comparison:setPurpose', { runId, purpose: 'halo-tickets' })
    await window.got('reports:export', {
      runId,
      format: 'snapshot',
      redact: false,
      report: 'full',
      recipe: null,
      madeBy: null,
      madeFor: null,
      review: false,
      branding: false,
      redactKey: null,
    })
    const snapshot = await opened()
    expect((await window.got('comparison:summary', { runId: snapshot })).purpose?.name).toBe('halo-tickets')
    await window.got('comparison:setPurpose', { runId: snapshot, purpose: null, ask: 'never' })
    expect(await asked(window, snapshot)).toMatchObject({ purpose: null, askForPurpose: false })
    expect((await window.got('comparison:summary', { runId })).purpose?.name).toBe('halo-tickets')
    expect((await window.got('comparison:summary', { runId: await opened() })).purpose?.name).toBe(
      'halo-tickets',
    )
  })
})
