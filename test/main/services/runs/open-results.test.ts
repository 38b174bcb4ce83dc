import { describe, expect, it } from 'vitest'
import { explained } from '../../../../src/core/causes/explained'
import type { Resource } from '../../../../src/core/halo/resource'
import { OPEN } from '../../../../src/shared/bounds'
import { appError } from '../../../../src/shared/app-error'
import type { RunAbout, RunProgress, WindowPlace } from '../../../../src/shared/ipc/api'
import { ok } from '../../../../src/shared/result'
import { OpenResults } from '../../../../src/main/services/runs/open-results'
import { RunRegistry } from '../../../../src/main/services/runs/run-registry'
import { comparisonOf, restrictedTenant } from '../../../support/random-tenant'

const about: RunAbout = {
  target: { kind: 'profile', profileId: 'contoso' },
  title: 'Contoso',
  resources: ['tickets', 'clients'],
  snapshot: null,
}

const listing = (
  resource: Resource,
  agentFetched: number,
  runId = 'run-1',
): Extract<RunProgress, { active: unknown }> => ({
  runId,
  phase: 'listing',
  active: [{ resource, agentFetched, appFetched: 0 }],
  resourcesDone: 0,
  resourcesTotal: 2,
  ended: [],
  requests: 0,
  waiting: null,
})

const COMPARISON = explained(comparisonOf(restrictedTenant()))

/** A window's registry and what is open in it, with everything that was reported. */
const window = () => {
  let made = 0
  const registry = new RunRegistry({
    clock: { now: () => new Date(0), monotonic: () => 0 },
    newId: () => `run-${String((made += 1))}`,
  })
  const results = new OpenResults(registry)
  const told: RunProgress[] = []
  registry.onProgress((progress) => told.push(progress))
  /** Opens a finished one, as a snapshot is. */
  const add = (title = 'Contoso', comparison = COMPARISON): string => {
    const runId = registry.add(comparison)
    results.hold(runId, { ...about, title })
    results.note({ runId, phase: 'done' })
    return runId
  }
  return {
    registry,
    results,
    told,
    add,
    openIds: () => results.reattach()?.results.map(({ runId }) => runId),
  }
}

const at = (runId: string, screen: WindowPlace['screen'] = 'comparison'): WindowPlace => ({
  screen,
  runId,
  inventory: null,
})

describe('what the window has open', () => {
  it('is nothing before the first', () => {
    expect(window().results.reattach()).toBeNull()
  })

  it('is told with the last report of each step, its newest step last', () => {
    const { results } = window()
    results.hold('run-1', about)
    const checking = { ...listing('tickets', 10), phase: 'checking-again' } as const
    for (const report of [listing('clients', 3), checking, listing('tickets', 20)]) results.note(report)
    results.note(listing('tickets', 99, 'of another run'))
    expect(results.reattach()?.results).toEqual([
      {
        runId: 'run-1',
        ...about,
        cancelling: false,
        reports: [checking, listing('tickets', 20)],
        outcome: null,
      },
    ])
  })

  it.each<RunProgress>([
    { runId: 'run-1', phase: 'done' },
    { runId: 'run-1', phase: 'failed', error: appError('SECRET_NEEDED', 'Enter it.') },
  ])('is told with its end: $phase', (end) => {
    const { results } = window()
    results.hold('run-1', about)
    results.note(listing('tickets', 10))
    results.note(end)
    expect(results.reattach()?.results[0]?.reports.at(-1)).toEqual(end)
  })

  it('is being cancelled, where it was', () => {
    const { results } = window()
    results.hold('run-1', about)
    results.noteCancelled('another')
    expect(results.reattach()?.results[0]?.cancelling).toBe(false)
    results.noteCancelled('run-1')
    expect(results.reattach()?.results[0]?.cancelling).toBe(true)
  })

  it('is all of it, with what each comes to, and a new one takes no other’s place', () => {
    const { results, add } = window()
    const first = add('Contoso')
    results.hold('run-2', { ...about, title: 'Fabrikam' })
    const { findings, tenant, finishedAt, complete } = COMPARISON
    const errors = findings.filter(({ severity }) => severity === 'error').length
    expect(errors).toBeGreaterThan(0)
    expect(results.reattach()).toMatchObject({
      place: at('run-2'),
      results: [
        { runId: first, title: 'Contoso', outcome: { tenant: tenant.name, finishedAt, complete, errors } },
        { runId: 'run-2', title: 'Fabrikam', outcome: null, reports: [] },
      ],
    })
  })

  it('is closed for good, and ended where it is under way', () => {
    const { registry, results, told } = window()
    let signal: AbortSignal | undefined
    const runId = registry.start((options) => {
      signal = options.signal
      return new Promise(() => undefined)
    })
    results.hold(runId, about)
    expect(results.close(runId).ok).toBe(true)
    expect(signal?.aborted).toBe(true)
    expect(told).toEqual([{ runId, phase: 'closed' }])
    expect(results.close(runId)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
    expect(results.targetOf(runId)).toBeNull()
    expect(results.reattach()).toBeNull()
  })

  it('reports nothing more of a run that was closed', async () => {
    const { registry, results, told } = window()
    let finish = (): void => undefined
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    const job = finished.then(() => ok(COMPARISON))
    const runId = registry.start(() => job)
    results.hold(runId, about)
    results.close(runId)
    finish()
    await job
    await Promise.resolve()
    expect(told).toEqual([{ runId, phase: 'closed' }])
    expect(registry.summary(runId).ok).toBe(false)
  })
})

describe('room', () => {
  const closedIn = (told: readonly RunProgress[]) =>
    told.flatMap(({ runId, phase }) => (phase === 'closed' ? [runId] : []))

  it('is made by closing the oldest, said with its name, and never what is on screen', () => {
    const { results, told, add, openIds } = window()
    const ids = Array.from({ length: OPEN.results }, () => add())
    expect(told).toEqual([])
    const [first = '', second = ''] = ids
    results.setPlace(at(first))
    const runId = 'under way'
    results.hold(runId, about)
    results.setPlace(at(first))
    const next = add()
    // Opened, it is on screen: only then is what was there before the oldest.
    expect(closedIn(told)).toEqual([first])
    expect(openIds()).toEqual([second, ...ids.slice(2), runId, next])
  })

  it('is kept for what is on screen while another one ends behind it', () => {
    const { results, told, add } = window()
    const ids = Array.from({ length: OPEN.results }, () => add())
    const [first = '', second = ''] = ids
    results.hold('behind', about)
    results.setPlace(at(first))
    results.note({ runId: 'behind', phase: 'failed', error: appError('CANCELLED', 'x') })
    expect(closedIn(told)).toEqual([second])
  })

  it('is counted in records as well', () => {
    const { told, add } = window()
    const many = {
      ...COMPARISON,
      resources: COMPARISON.resources.map((resource) =>
        resource.agent.state === 'listed'
          ? { ...resource, agent: { ...resource.agent, records: new Array(OPEN.records * 0.4).fill(resource.agent.records[0]) } } // prettier-ignore
          : resource,
      ).slice(0, 1), // prettier-ignore
    }
    const first = add('one', many)
    add('two', many)
    expect(closedIn(told)).toEqual([])
    add('three', many)
    expect(closedIn(told)).toEqual([first])
  })
})

describe('a page that is loaded anew', () => {
  it('does not pull a user back who had left what is open', () => {
    const { results } = window()
    results.hold('run-1', about)
    results.setPlace(at('run-1', 'elsewhere'))
    expect(results.reattach()?.place).toEqual(at('run-1', 'elsewhere'))
    results.setPlace(at('run-1'))
    expect(results.reattach()?.place).toEqual(at('run-1'))
  })

  it('comes back to the application that was looked at', () => {
    const { results } = window()
    const place: WindowPlace = {
      screen: 'applications',
      runId: null,
      inventory: { inventoryId: 'inventory-1', applicationId: '7' },
    }
    results.setPlace(place)
    expect(results.reattach()).toEqual({ results: [], place })
  })

  it('does not show for ever what may be what crashes it, until the user asks for it', () => {
    const { results } = window()
    results.hold('run-1', about)
    const load = () => {
      const place = results.reattach()?.place
      // As a page does, wherever it is after that.
      if (place !== undefined) results.setPlace(place)
      return place?.screen === 'comparison'
    }
    expect([load(), load(), load(), load()]).toEqual([true, true, false, false])
    results.setPlace(at('run-1'))
    expect([load(), load(), load()]).toEqual([true, true, false])
    results.hold('run-2', about)
    expect(load()).toBe(true)
    results.setPlace(at('run-1'))
    expect([load(), load()]).toEqual([true, true])
  })
})
