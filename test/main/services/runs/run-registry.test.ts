import { describe, expect, it } from 'vitest'
import type { Comparison } from '../../../../src/core/comparison/comparison'
import type { RunProgress } from '../../../../src/shared/ipc/api'
import { appError } from '../../../../src/shared/app-error'
import { err, ok } from '../../../../src/shared/result'
import type { ComparisonProgress } from '../../../../src/main/services/runs/comparison-progress'
import { RunRegistry } from '../../../../src/main/services/runs/run-registry'
import { eventually } from '../../../support/eventually'
import { OPEN } from '../../../../src/shared/bounds'
import { comparisonOf, restrictedTenant } from '../../../support/random-tenant'

const comparison: Comparison = {
  tenant: { name: 'Contoso', url: 'https://contoso.example', version: null },
  startedAt: '2026-11-23T10:00:00.000Z',
  finishedAt: '2026-11-23T10:00:01.000Z',
  complete: true,
  cancelled: false,
  requests: { agent: 1, app: 1, inspector: 0, throttled: 0 },
  agent: {
    state: 'failed',
    failure: { code: 'request.failed', message: '', advice: [], status: null },
    requestedScopes: [],
  },
  app: {
    state: 'failed',
    failure: { code: 'request.failed', message: '', advice: [], status: null },
    requestedScopes: [],
  },
  sameApplication: false,
  purpose: null,
  causes: [],
  predicted: null,
  sameAgent: null,
  configuration: {
    agentSide: null,
    appSide: null,
    application: null,
    teams: null,
    ticketTypes: null,
    assetTypes: null,
    roles: null,
    gaps: [],
  },
  resources: [],
  coverage: { resources: 0, compared: 0, refused: 0, failed: 0, skipped: 0 },
  findings: [],
}

const PREDICTED: NonNullable<Comparison['predicted']> = {
  applicationId: '7',
  applicationName: 'RMM alerts',
  noLogin: false,
  scopesUnknown: false,
  contradicted: [],
  limits: [],
}

const progress: ComparisonProgress = {
  phase: 'listing',
  active: [{ resource: 'tickets', agentFetched: 0, appFetched: 0 }],
  resourcesDone: 0,
  resourcesTotal: 1,
  ended: [],
  requests: 0,
  waiting: null,
}

/** A registry with a clock that the test moves, and all messages it sent. */
const registry = () => {
  let now = 0
  let id = 0
  const runs = new RunRegistry({
    clock: { now: () => new Date(0), monotonic: () => now },
    newId: () => `run-${++id}`,
  })
  const messages: RunProgress[] = []
  runs.onProgress((message) => messages.push(message))
  return { runs, messages, moveTo: (time: number) => (now = time) }
}

describe('RunRegistry', () => {
  it('has no summary before the run is done, and one afterwards', async () => {
    const { runs, messages } = registry()
    let finish = (): void => undefined
    const runId = runs.start(
      () =>
        new Promise(
          (resolve) =>
            (finish = () => {
              resolve(ok(comparison))
            }),
        ),
    )
    expect(runs.summary(runId)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
    finish()
    await eventually(() => {
      expect(messages).toContainEqual({ runId, phase: 'done' })
    })
    expect(runs.summary(runId)).toMatchObject({ ok: true, value: { runId, tenant: { name: 'Contoso' } } })
  })

  it('cancels through the signal of the job', () => {
    const { runs } = registry()
    let signal: AbortSignal | undefined
    const runId = runs.start((options) => {
      signal = options.signal
      return new Promise(() => undefined)
    })
    expect(runs.cancel(runId).ok).toBe(true)
    expect(signal?.aborted).toBe(true)
    expect(runs.cancel('another')).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
  })

  it('sends at most one progress message in 100 ms, and never one after the end', async () => {
    const { runs, messages, moveTo } = registry()
    let send = (_progress: ComparisonProgress): void => undefined
    let finish = (): void => undefined
    runs.start(({ onProgress }) => {
      send = onProgress
      return new Promise(
        (resolve) =>
          (finish = () => {
            resolve(ok(comparison))
          }),
      )
    })
    for (let requests = 0; requests < 50; requests++) send({ ...progress, requests })
    expect(messages).toHaveLength(1)
    moveTo(1000)
    finish()
    await eventually(() => {
      expect(messages.at(-1)).toMatchObject({ phase: 'done' })
    })
    expect(messages).toHaveLength(2)
  })

  it('tells an expected error as it is, and a thrown one without its text', async () => {
    const { runs, messages } = registry()
    runs.start(() => Promise.resolve(err(appError('SECRET_NEEDED', 'enter it'))))
    runs.start(() => Promise.reject(new Error('Bearer token-abc')))
    await eventually(() => {
      expect(messages).toHaveLength(2)
    })
    expect(messages[0]).toMatchObject({ phase: 'failed', error: { code: 'SECRET_NEEDED' } })
    expect(messages[1]).toMatchObject({ phase: 'failed', error: { code: 'INTERNAL' } })
    expect(JSON.stringify(messages)).not.toContain('token-abc')
  })

  it('forgets the oldest predicted view when many newer ones came, and no comparison', () => {
    const { runs } = registry()
    const first = runs.add(comparison)
    const views = Array.from({ length: OPEN.views + 1 }, () =>
      runs.add({ ...comparison, predicted: PREDICTED }),
    )
    for (let n = 0; n < OPEN.results; n++) runs.add(comparison)
    expect(views.filter((id) => !runs.summary(id).ok)).toEqual([views[0]])
    expect(runs.summary(first).ok).toBe(true)
  })

  it('counts the records of both sides', () => {
    const { runs } = registry()
    const tenant = comparisonOf(restrictedTenant())
    const sizes = tenant.resources.flatMap(({ agent, app }) => [agent, app]).map((side) => (side.state === 'listed' ? side.records.length : 0)) // prettier-ignore
    const sum = sizes.reduce((total, size) => total + size, 0)
    expect(sum).toBeGreaterThan(0)
    expect(runs.recordsOf(runs.add(tenant))).toBe(sum)
    expect(runs.recordsOf('another')).toBe(0)
  })
})
