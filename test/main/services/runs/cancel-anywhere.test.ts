import { setImmediate as afterEvents } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RESOURCES } from '../../../../src/core/halo/resource'
import { COUNTS } from '../../../support/counts'
import { eventually } from '../../../support/eventually'
import { startFairWatch } from '../../../support/fair-watch'
import { startTroubledTenant, type Trouble, type TroubledTenant } from '../../../support/troubled-tenant'
import { createWindowRuns, type Step, type WindowRuns } from '../../../support/window-runs'

/** A comparison is cancelled at each of its steps (security-measurements.md F14), against real sockets. */

const IN_TIME_MS = 1_000
let tenant: TroubledTenant
beforeAll(async () => {
  tenant = await startTroubledTenant('mixed', { tickets: 120 })
})
afterAll(() => tenant.close())

/** Starts a comparison whose every step is told. @returns what looks at its end */
const startRun = async (
  onStep: (run: { cancel: () => void }, what: Step | 'arrival') => Promise<void> | void,
) => {
  let runId = ''
  let watch = () => Infinity
  const state = { isCancelled: false }
  const cancel = () => {
    watch = startFairWatch()
    state.isCancelled = true
    // The first step is taken before its run has a name.
    if (runId !== '') windowRuns.registry.cancel(runId)
  }
  const windowRuns: WindowRuns = createWindowRuns({}, (what) => onStep({ cancel }, what))
  tenant.trouble = async (): Promise<Trouble> => {
    await onStep({ cancel }, 'arrival')
    return 'none'
  }
  const id = await windowRuns.store(tenant.plan)
  const secretsBefore = new Map(windowRuns.secrets.kept)
  runId = windowRuns.start(id, RESOURCES)
  if (state.isCancelled) windowRuns.registry.cancel(runId)
  const ended = async () => {
    const end = await windowRuns.ended(runId)
    return { end, took: watch() }
  }
  /** Nothing is open, sent, written or told after the end. */
  const isOver = async () => {
    await eventually(() => {
      expect(tenant.openSockets()).toBe(0)
    })
    const { sent } = tenant.counts()
    const told = windowRuns.messages.length
    const { length: recorded } = windowRuns.recorded
    for (let turn = 0; turn < 10; turn++) await afterEvents()
    expect(tenant.counts().sent).toBe(sent)
    expect(windowRuns.messages).toHaveLength(told)
    expect(windowRuns.messages.at(-1)).toMatchObject({ runId, phase: expect.stringMatching(/done|failed/) })
    expect(windowRuns.recorded).toHaveLength(recorded)
    expect(windowRuns.secrets.kept).toEqual(secretsBefore)
  }
  return { windowRuns, runId, cancel, ended, isOver }
}

describe('a comparison that is cancelled', () => {
  it('at any step ends at once, is labelled, and does nothing more', async () => {
    let total = 0
    const whole = await startRun(() => {
      total += 1
    })
    expect((await whole.ended()).end).toMatchObject({ phase: 'done' })
    await whole.isOver()
    expect(whole.windowRuns.recorded).toHaveLength(1)
    const undisturbed = whole.windowRuns.comparison(whole.runId)
    expect(total).toBeGreaterThan(300)

    for (let at = 1; at <= total; at += at < 10 || at > total - 10 ? 1 : COUNTS.cancelStride) {
      const steps: (Step | 'arrival')[] = []
      const run = await startRun(({ cancel }, what) => {
        if (steps.push(what) === at) cancel()
      })
      const { end, took } = await run.ended()
      expect(took).toBeLessThan(IN_TIME_MS)
      await run.isOver()
      if (end.phase === 'failed') {
        expect(end.error.code).toBe('CANCELLED')
        expect(run.windowRuns.recorded).toEqual([])
      } else {
        const comparison = run.windowRuns.comparison(run.runId)
        // While its end was being recorded there was nothing left to cancel.
        if (steps.at(-1) === 'record') expect(comparison.resources).toEqual(undisturbed.resources)
        else {
          expect(comparison).toMatchObject({ cancelled: true, complete: false })
          expect(run.windowRuns.recorded).toEqual([])
        }
      }
    }
  })

  const never = new Promise<never>(() => undefined)
  it.each<[string, Step | 'arrival']>([
    ['the list of tenants is read', 'profile'],
    ['the keychain asks its user', 'secret'],
    ['the tenant does not answer', 'arrival'],
    ['its end is being recorded', 'record'],
  ])('ends at once while %s', async (_name, hangs) => {
    let reached: () => void = () => undefined
    const waiting = new Promise<void>((resolve) => {
      reached = resolve
    })
    const run = await startRun((_run, what) => {
      if (what !== hangs) return
      reached()
      return never
    })
    await waiting
    run.cancel()
    expect((await run.ended()).took).toBeLessThan(IN_TIME_MS)
    await run.isOver()
  })

  it.each<[string, Trouble]>([
    ['Halo asked to wait five minutes', { status: 429, retryAfter: '300' }],
    ['the server fails again and again', { status: 503 }],
    ['connections are reset again and again', 'reset'],
  ])('ends at once while %s', async (_name, trouble) => {
    const run = await startRun(() => undefined)
    let met = 0
    tenant.trouble = ({ url }) => {
      if (!url.includes('/Tickets')) return 'none'
      met += 1
      return trouble
    }
    await eventually(() => {
      expect(met).toBeGreaterThan(0)
    })
    run.cancel()
    const { end, took } = await run.ended()
    expect(took).toBeLessThan(IN_TIME_MS)
    expect(end.phase).toBe('done')
    expect(run.windowRuns.comparison(run.runId)).toMatchObject({ cancelled: true, complete: false })
    await run.isOver()
  })

  it('ends at once while the computer is going to sleep', async () => {
    const run = await startRun(() => undefined)
    run.windowRuns.connector.suspend()
    run.cancel()
    expect((await run.ended()).took).toBeLessThan(IN_TIME_MS)
    await run.isOver()
  })
})
