import { afterEach, describe, expect, it } from 'vitest'
import { PROBED_SCOPES, tabulateScopes } from '../../../../src/core/halo/scope-probe'
import { startDemo, type DemoOptions, type DemoServer } from '../../../../src/demo/index'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import { demoPlan } from '../../../../src/main/demo-plan'
import type { TenantPlan } from '../../../../src/main/services/runs/plan'
import { probeScopes, readProbe } from '../../../../src/main/services/runs/scope-probe-service'

const running: DemoServer[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((demo) => demo.close()))
})

const tenant = async (scenario: string, options: DemoOptions = {}) => {
  const demo = await startDemo(scenario, options)
  running.push(demo)
  return { demo, plan: demoPlan(demo, 'Demo') }
}
const connector = createHaloConnector({ clock: systemClock, sleep: () => Promise.resolve() })

describe('asking for each scope alone', () => {
  it('finds what the application really has, with reads only implied by edits', async () => {
    const { demo, plan } = await tenant('mixed')
    const probe = await probeScopes(connector, plan, { signal: new AbortController().signal })
    if (!probe.ok) throw new Error(probe.error.message)
    const { rows, has, complete } = probe.value
    expect(complete).toBe(true)
    expect(has).toEqual(
      PROBED_SCOPES.filter((scope) =>
        /^read:(tickets|customers|assets|contracts|suppliers|items|calendar|kb|invoices)$/.test(scope),
      ),
    )
    const stateOf = (scope: string) => rows.find((row) => row.scope === scope)?.state
    expect(stateOf('read:tickets')).toBe('granted')
    expect(stateOf('edit:tickets')).toBe('not-granted')
    expect(stateOf('all')).toBe('not-granted')
    expect(demo.counts().writes).toBe(0)
    // One request a scope: `all` came with the connection itself.
    expect(demo.counts().tokenRequests).toBe(PROBED_SCOPES.length + 1)
  })

  it('says what is ticked of a tenant whose tokens name no scopes, and without an inspector nothing', async () => {
    const { plan } = await tenant('mixed', { oddAnswers: true })
    const probe = (inspector: TenantPlan['inspector']) =>
      probeScopes(connector, { ...plan, inspector }, { signal: new AbortController().signal })
    const [read, unread] = [await probe(plan.inspector), await probe(null)]
    expect(read).toMatchObject({ ok: true, value: { complete: true, has: { length: 9 } } })
    expect(unread).toMatchObject({ ok: true, value: { complete: false, has: [] } })
  })

  it('goes on where it was ended, asking nothing twice', async () => {
    const { demo, plan } = await tenant('mixed')
    const controller = new AbortController()
    const first = await probeScopes(connector, plan, {
      signal: controller.signal,
      onProgress: (asked) => {
        if (asked === 20) controller.abort()
      },
    })
    if (!first.ok) throw new Error(first.error.message)
    expect(first.value.complete).toBe(false)
    expect(first.value.answers).toHaveLength(20)
    const before = demo.counts().tokenRequests
    const second = await probeScopes(connector, plan, {
      signal: new AbortController().signal,
      known: first.value.answers,
    })
    expect(second.ok && second.value.complete).toBe(true)
    expect(demo.counts().tokenRequests - before).toBe(PROBED_SCOPES.length - 20 + 2)
  })

  it('is refused for another tenant’s saved probe, and for a file that is none', async () => {
    const { plan } = await tenant('healthy')
    const file = {
      schema: 'crossview.scope-probe/1',
      url: 'https://other.halopsa.com',
      clientId: 'x',
      complete: false,
      has: [],
      rows: [],
      answers: [],
    }
    expect(readProbe(JSON.stringify(file), plan)).toMatchObject({ ok: false, error: { field: 'resume' } })
    expect(readProbe('{}', plan)).toMatchObject({ ok: false })
    const own = { ...file, url: plan.url, clientId: plan.app.connection.clientId }
    expect(readProbe(JSON.stringify(own), plan)).toEqual({ ok: true, value: [] })
  })

  it('says why where nothing can be asked', async () => {
    const { plan } = await tenant('connection.invalid-client')
    expect(await probeScopes(connector, plan, { signal: new AbortController().signal })).toMatchObject({
      ok: false,
      error: { code: 'connection.invalid-client' },
    })
  })
})

describe('the table of answers', () => {
  const stateOf = (
    answers: Parameters<typeof tabulateScopes>[0],
    scope: string,
    ticked: string[] | null = null,
  ) => tabulateScopes(answers, ticked).rows.find((row) => row.scope === scope)

  it('never takes a refusal for an unknown name, since Halo may refuse what is not ticked alike', () => {
    const refused = [{ scope: 'read:kb', state: 'invalid-scope' }] as const
    expect(stateOf(refused, 'read:kb')?.why).toContain('or it is not ticked')
    expect(stateOf(refused, 'read:kb', [])?.why).toContain('not ticked')
    expect(stateOf(refused, 'read:kb', ['read:kb'])?.why).toContain('it is ticked')
  })

  it('leaves unanswered what failed or was not asked', () => {
    const table = tabulateScopes([{ scope: 'read:kb', state: 'failed', message: 'It timed out.' }], null)
    expect(table.complete).toBe(false)
    expect(table.rows.find(({ scope }) => scope === 'read:kb')).toMatchObject({
      state: 'unknown',
      why: 'It timed out.',
    })
    expect(table.has).toEqual([])
  })

  it('calls a read implied where only the edit came', () => {
    const answers = [
      { scope: 'edit:kb', state: 'token', granted: ['edit:kb'] },
      { scope: 'read:kb', state: 'token', granted: ['edit:kb'] },
    ] as const
    expect(stateOf(answers, 'read:kb')?.state).toBe('implied')
  })
})
