import { act, screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { appError } from '../../src/shared/app-error'
import type { HeldWindow, OpenResult, RunProgress, WindowPlace } from '../../src/shared/ipc/api'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { renderWindow, showRecords } from './render-window'
import { eventually } from '../support/eventually'

const WHOLE = { state: 'listed', fetched: 100, total: 100, complete: true } as const

const listing = (resource: 'tickets' | 'clients', agentFetched: number): RunProgress => ({
  runId: 'run-7',
  phase: 'listing',
  active: [{ resource, agentFetched, appFetched: 40 }],
  resourcesDone: resource === 'tickets' ? 0 : 1,
  resourcesTotal: 2,
  ended: resource === 'tickets' ? [] : [{ resource: 'tickets', final: true, agent: WHOLE, app: WHOLE }],
  requests: 5,
  waiting: null,
})

const held = (change: Partial<OpenResult> = {}): OpenResult => ({
  runId: 'run-7',
  target: { kind: 'profile', profileId: aProfileView().profile.id },
  title: 'Contoso Managed IT',
  resources: ['tickets', 'clients'],
  cancelling: false,
  reports: [listing('tickets', 100), listing('clients', 3)],
  snapshot: null,
  outcome: null,
  ...change,
})

const windowWith = (
  results: readonly OpenResult[],
  screen: WindowPlace['screen'] = 'comparison',
): HeldWindow => ({ results, place: { screen, runId: 'run-7', inventory: null } })

/** The window as it comes up after a crash. */
const loadAgain = (change: Partial<OpenResult> = {}, screen?: WindowPlace['screen']) => {
  const bridge = new FakeBridge({ profiles: [aProfileView()], held: windowWith([held(change)], screen) })
  return { bridge, user: renderWindow(bridge) }
}

const LOADED_AGAIN = 'The window was loaded again. Nothing of the comparison was lost.'

describe('a window that is loaded again', () => {
  it('shows the run under way, follows it and can cancel it', async () => {
    const { bridge, user } = loadAgain()
    expect(await screen.findByRole('heading', { name: 'Comparing Contoso Managed IT' })).toBeTruthy()
    expect(screen.getByText(LOADED_AGAIN)).toBeTruthy()
    const list = within(screen.getByRole('list', { name: 'Progress per resource' }))
    expect(list.getByText('agent 100, app 100')).toBeTruthy()
    expect(list.getByText('agent 3, app 40')).toBeTruthy()
    act(() => {
      bridge.emit(listing('clients', 12))
    })
    expect(list.getByText('agent 12, app 40')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(bridge.inputsOf('comparison:cancel')).toEqual([{ runId: 'run-7' }])
    act(() => {
      bridge.emit({ runId: 'run-7', phase: 'done' })
    })
    expect(await showRecords(user)).toBeTruthy()
    expect(bridge.inputsOf('comparison:start')).toEqual([])
  })

  it('shows a comparison that finished meanwhile', async () => {
    const { bridge, user } = loadAgain({
      reports: [listing('clients', 3), { runId: 'run-7', phase: 'done' }],
    })
    expect(await showRecords(user)).toBeTruthy()
    expect(screen.getByText(LOADED_AGAIN)).toBeTruthy()
    expect(bridge.inputsOf('comparison:summary')).toEqual([{ runId: 'run-7' }])
  })

  it('shows a snapshot again', async () => {
    const { user } = loadAgain({
      target: null,
      title: 'Contoso',
      resources: [],
      snapshot: { file: 'contoso.json', sha256: 'ab'.repeat(32) },
      reports: [{ runId: 'run-7', phase: 'done' }],
    })
    expect(await showRecords(user)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Compare again' })).toBeNull()
  })

  it('says why a run failed meanwhile, and starts it again', async () => {
    const error = appError('SECRET_NEEDED', 'The app secret is not stored.')
    const { bridge, user } = loadAgain({ reports: [{ runId: 'run-7', phase: 'failed', error }] })
    expect((await screen.findByRole('alert')).textContent).toContain('The app secret is not stored.')
    await user.click(screen.getByRole('button', { name: 'Compare again' }))
    expect(bridge.inputsOf('comparison:start')).toEqual([
      {
        target: held().target,
        title: 'Contoso Managed IT',
        resources: ['tickets', 'clients'],
      },
    ])
  })

  it('shows that a run is being cancelled', async () => {
    loadAgain({ cancelling: true })
    expect(await screen.findByText(/Cancelling; what is there already is kept/)).toBeTruthy()
  })

  it('leaves a user on the tenants who had gone there, and offers the comparison', async () => {
    const { user } = loadAgain({}, 'elsewhere')
    expect(
      await screen.findByText(/^The window was loaded again. The comparison is still there/),
    ).toBeTruthy()
    expect(screen.getByRole('heading', { name: 'Tenants' })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: /^Comparison/ }))
    expect(screen.getByRole('heading', { name: 'Comparing Contoso Managed IT' })).toBeTruthy()
  })

  it('misses no end that main reports before it answers', async () => {
    const bridge = new FakeBridge({ held: windowWith([held()]) })
    const comparison = { ...bridge.api.comparison }
    // The window listens before anything that it asked can be answered.
    const listening = vi.spyOn(bridge.api.comparison, 'onProgress')
    Object.assign(bridge.api.comparison, {
      reattach: () =>
        eventually(() => {
          expect(listening).toHaveBeenCalled()
        }).then(() => {
          bridge.emit({ runId: 'run-7', phase: 'done' })
          return comparison.reattach()
        }),
    })
    const user = renderWindow(bridge)
    expect(await showRecords(user)).toBeTruthy()
  })
})

describe('a window', () => {
  it('says nothing at its first start', async () => {
    renderWindow(new FakeBridge({ profiles: [aProfileView()] }))
    expect(await screen.findByRole('heading', { name: 'Tenants' })).toBeTruthy()
    expect(screen.queryByText(/loaded again/)).toBeNull()
  })

  it('tells main which screen the user is on', async () => {
    const bridge = new FakeBridge({ profiles: [aProfileView()] })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'Compare' }))
    await user.click(screen.getByRole('button', { name: 'Tenants' }))
    await user.click(screen.getByRole('button', { name: 'Add a tenant' }))
    expect(bridge.inputsOf('comparison:setOnScreen')).toEqual([
      { screen: 'comparison', runId: null, inventory: null },
      { screen: 'comparison', runId: 'run-1', inventory: null },
      { screen: 'elsewhere', runId: 'run-1', inventory: null },
    ])
  })
})
