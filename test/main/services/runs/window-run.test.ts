import { describe, expect, it } from 'vitest'
import { appError } from '../../../../src/shared/app-error'
import type { Resource } from '../../../../src/core/halo/resource'
import type { RunAbout, RunProgress } from '../../../../src/shared/ipc/api'
import { WindowRun } from '../../../../src/main/services/runs/window-run'

const about: RunAbout = {
  target: { kind: 'profile', profileId: 'contoso' },
  title: 'Contoso',
  resources: ['tickets', 'clients'],
}

const listing = (resource: Resource, agentFetched: number, runId = 'run-1'): RunProgress => ({
  runId,
  phase: 'listing',
  resource,
  resourcesDone: 0,
  resourcesTotal: 2,
  agentFetched,
  appFetched: 0,
  ended: [],
  requests: 0,
  waiting: null,
})

/** With the listener that a registry would call. */
const windowRun = () => {
  let report = (_progress: RunProgress): void => undefined
  const held = new WindowRun({ onProgress: (listener) => (report = listener) })
  return { held, report: (progress: RunProgress) => report(progress) }
}

describe('the run that the window has', () => {
  it('is none before the first', () => {
    expect(windowRun().held.reattach()).toBeNull()
  })

  it('is told with the last report of each step, its newest step last', () => {
    const { held, report } = windowRun()
    held.hold('run-1', about)
    const reports = [listing('tickets', 10), listing('clients', 3), listing('tickets', 20)]
    reports.forEach(report)
    report(listing('tickets', 99, 'of another run'))
    expect(held.reattach()).toEqual({
      runId: 'run-1',
      ...about,
      cancelling: false,
      reports: [listing('clients', 3), listing('tickets', 20)],
      onScreen: true,
    })
  })

  it.each<RunProgress>([
    { runId: 'run-1', phase: 'done' },
    { runId: 'run-1', phase: 'failed', error: appError('SECRET_NEEDED', 'Enter it.') },
  ])('is told with its end: $phase', (end) => {
    const { held, report } = windowRun()
    held.hold('run-1', about)
    report(listing('tickets', 10))
    report(end)
    expect(held.reattach()?.reports.at(-1)).toEqual(end)
  })

  it('is being cancelled, where it was', () => {
    const { held } = windowRun()
    held.hold('run-1', about)
    held.noteCancelled('another')
    expect(held.reattach()?.cancelling).toBe(false)
    held.noteCancelled('run-1')
    expect(held.reattach()?.cancelling).toBe(true)
  })

  it('is the newest, without anything of the one before', () => {
    const { held, report } = windowRun()
    held.hold('run-1', about)
    report(listing('tickets', 10))
    held.noteCancelled('run-1')
    held.hold('run-2', { ...about, title: 'Fabrikam' })
    report({ runId: 'run-1', phase: 'done' })
    expect(held.reattach()).toMatchObject({
      runId: 'run-2',
      title: 'Fabrikam',
      cancelling: false,
      reports: [],
    })
  })
})

describe('a page that is loaded anew', () => {
  it('does not pull a user back who had left the comparison', () => {
    const { held } = windowRun()
    held.hold('run-1', about)
    held.setOnScreen(false)
    expect(held.reattach()?.onScreen).toBe(false)
    held.setOnScreen(true)
    expect(held.reattach()?.onScreen).toBe(true)
  })

  it('does not show for ever what may be what crashes it, until the user asks for it', () => {
    const { held } = windowRun()
    held.hold('run-1', about)
    const load = () => {
      const onScreen = held.reattach()?.onScreen
      // As a page does when it shows the comparison.
      if (onScreen === true) held.setOnScreen(true)
      return onScreen
    }
    expect([load(), load(), load(), load()]).toEqual([true, true, false, false])
    held.setOnScreen(true)
    expect([load(), load(), load()]).toEqual([true, true, false])
    held.hold('run-2', about)
    expect(load()).toBe(true)
  })
})
