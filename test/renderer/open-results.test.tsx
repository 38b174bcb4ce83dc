import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '../../src/shared/app-error'
import type { OpenResult } from '../../src/shared/ipc/api'
import { err, ok } from '../../src/shared/result'
import { useAnalysis } from '../../src/renderer/src/features/analysis/analysis-store'
import { useComparison } from '../../src/renderer/src/features/comparison/comparison-store'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { anInventorySummary } from './fake-inventory'
import { found } from './found'
import { renderWindow } from './render-window'

const OTHER = '22222222-2222-4222-8222-222222222222'

const twoTenants = (state: ConstructorParameters<typeof FakeBridge>[0] = {}) =>
  new FakeBridge({
    profiles: [aProfileView(), aProfileView({ id: OTHER, name: 'Fabrikam' })],
    ...state,
  })

const list = () => within(screen.getByRole('list', { name: 'Open results' }))
const names = () => list().getAllByRole('listitem').map((item) => found(item.querySelector('bdi') ?? undefined).textContent) // prettier-ignore
const current = () => list().getByRole('button', { current: true })
const toTenants = (user: ReturnType<typeof renderWindow>) =>
  user.click(screen.getByRole('button', { name: 'Tenants' }))

const compare = async (user: ReturnType<typeof renderWindow>, tenant: string) => {
  const row = within(await screen.findByRole('listitem', { name: tenant }))
  await user.click(row.getByRole('button', { name: 'Compare' }))
}

const emit = (bridge: FakeBridge, progress: Parameters<FakeBridge['emit']>[0]) => {
  act(() => {
    bridge.emit(progress)
  })
}

/** A finished comparison of the first tenant on screen. */
const withResult = async (state: ConstructorParameters<typeof FakeBridge>[0] = {}) => {
  const bridge = twoTenants(state)
  const user = renderWindow(bridge)
  await compare(user, 'Contoso Managed IT')
  emit(bridge, { runId: 'run-1', phase: 'done' })
  await user.click(await screen.findByRole('tab', { name: 'Records' }))
  await screen.findByRole('grid')
  return { bridge, user }
}

describe('several results', () => {
  it('go on side by side, and each keeps how it was looked at', async () => {
    const { bridge, user } = await withResult()
    await user.type(screen.getByRole('searchbox', { name: 'Search records' }), 'mail')
    await toTenants(user)
    await compare(user, 'Fabrikam')
    expect(screen.getByText('Comparing Fabrikam')).toBeTruthy()
    expect(names()).toHaveLength(2)
    await user.click(found(list().getAllByRole('button')[0]))
    expect(screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search records' }).value).toBe('mail')
    await screen.findByRole('grid')
    emit(bridge, { runId: 'run-2', phase: 'done' })
    await user.click(found(list().getAllByRole('button')[2]))
    await user.click(await screen.findByRole('tab', { name: 'Records' }))
    expect(screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search records' }).value).toBe('')
    expect(bridge.inputsOf('comparison:cancel')).toEqual([])
  })

  it('keep what is tried in each of them', async () => {
    const { bridge, user } = await withResult()
    act(() => {
      useAnalysis.getState().setChanges('run-1', ['app.scope+=read:clients'])
    })
    await toTenants(user)
    await compare(user, 'Fabrikam')
    emit(bridge, { runId: 'run-2', phase: 'done' })
    await screen.findByRole('tab', { name: 'Records' })
    expect(useAnalysis.getState()).toMatchObject({ runId: 'run-2', changes: [] })
    await user.click(found(list().getAllByRole('button')[0]))
    expect(useAnalysis.getState()).toMatchObject({ runId: 'run-1', changes: ['app.scope+=read:clients'] })
  })

  it('are gone through by keyboard, and closed with Delete', async () => {
    const { bridge, user } = await withResult()
    await user.click(screen.getByRole('button', { name: 'Open snapshot…' }))
    await screen.findByRole('complementary', { name: 'Snapshot' })
    await toTenants(user)
    await compare(user, 'Fabrikam')
    const focused = () => document.activeElement?.textContent ?? ''
    current().focus()
    expect(focused()).toContain('Fabrikam')
    await user.keyboard('{ArrowRight}')
    expect(focused()).toContain('Contoso')
    await user.keyboard('{End}{ArrowLeft}')
    expect(focused()).toContain('snapshot')
    await user.keyboard('{Delete}')
    expect(names()).toHaveLength(2)
    expect(bridge.inputsOf('comparison:close')).toEqual([{ runId: 'snapshot-1' }])
    // What is on screen stays there: another one was closed.
    expect(screen.getByText('Comparing Fabrikam')).toBeTruthy()
    expect(focused()).not.toBe('')
  })

  it('of one tenant: the older one can be closed, or kept', async () => {
    const { bridge, user } = await withResult()
    await user.click(screen.getByRole('button', { name: 'Compare again' }))
    emit(bridge, { runId: 'run-2', phase: 'done' })
    expect(await screen.findByText(/^The result of .* is open too\.$/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Keep both' }))
    expect(screen.queryByText(/is open too/)).toBeNull()
    expect(names()).toHaveLength(2)
    await user.click(screen.getByRole('button', { name: 'Compare again' }))
    emit(bridge, { runId: 'run-3', phase: 'done' })
    await user.click(await screen.findByRole('button', { name: 'Close the older one' }))
    expect(bridge.inputsOf('comparison:close')).toEqual([{ runId: 'run-2' }])
  })

  it('that main closed to make room are said, until they are read', async () => {
    const { bridge, user } = await withResult()
    await toTenants(user)
    await compare(user, 'Fabrikam')
    emit(bridge, { runId: 'run-1', phase: 'closed' })
    const notice = await screen.findByText(/1 older result was closed to make room: Contoso Managed IT, /)
    expect(notice).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(screen.queryByText(/closed to make room/)).toBeNull()
    expect(screen.getByText('Comparing Fabrikam')).toBeTruthy()
  })

  it('come back with a page that is loaded again, each with what it comes to', async () => {
    const before = (runId: string, title: string, end: 'done' | 'failed'): OpenResult => ({
      runId,
      target: { kind: 'profile', profileId: OTHER },
      title,
      resources: ['tickets'],
      snapshot: null,
      cancelling: false,
      reports:
        end === 'done'
          ? [{ runId, phase: 'done' }]
          : [{ runId, phase: 'failed', error: appError('SECRET_NEEDED', 'No secret.') }],
      outcome:
        end === 'done'
          ? { tenant: title, finishedAt: '2026-11-24T08:01:00.000Z', complete: true, errors: 14, warnings: 0 }
          : null,
    })
    const bridge = twoTenants({
      held: {
        results: [
          before('a', 'Contoso', 'done'),
          before('b', 'Fabrikam', 'failed'),
          before('c', 'Tailspin', 'done'),
        ],
        place: { screen: 'comparison', runId: 'a', inventory: null },
      },
    })
    const user = renderWindow(bridge)
    expect(await screen.findByRole('list', { name: 'Open results' })).toBeTruthy()
    expect(current().textContent).toContain('Contoso')
    expect(list().getAllByText(/2026-11-24 .*14 errors/)).not.toHaveLength(0)
    // Of those out of sight nothing is asked before they are shown.
    expect(bridge.inputsOf('comparison:summary')).toEqual([{ runId: 'a' }])
    await user.click(found(list().getAllByRole('button')[4]))
    expect(await screen.findByRole('tab', { name: 'Records' })).toBeTruthy()
    expect(bridge.inputsOf('comparison:summary')).toEqual([{ runId: 'a' }, { runId: 'c' }])
    await user.click(found(list().getAllByRole('button')[2]))
    expect(screen.getByRole('alert').textContent).toContain('No secret.')
  })
})

describe('what takes the place of a result', () => {
  it('is never a file that is wrong, and none that was not chosen', async () => {
    const { bridge, user } = await withResult()
    const wrong = appError('INVALID_FILE', 'This file is a recipe, not a snapshot.')
    bridge.state.openedSnapshot = err(wrong)
    await user.click(screen.getByRole('button', { name: 'Open snapshot…' }))
    expect((await screen.findByRole('alert')).textContent).toContain(wrong.message)
    expect(screen.getByRole('grid')).toBeTruthy()
    bridge.state.openedSnapshot = ok(null)
    await user.click(screen.getByRole('button', { name: 'Open snapshot…' }))
    expect(screen.getByRole('alert')).toBeTruthy()
    await user.click(within(screen.getByRole('alert')).getByRole('button', { name: 'Dismiss' }))
    expect(screen.queryByRole('alert')).toBeNull()
    expect(screen.getByRole('grid')).toBeTruthy()
    expect(screen.queryByRole('list', { name: 'Open results' })).toBeNull()
  })

  it('is no failed run without a way back', async () => {
    const { bridge, user } = await withResult()
    await toTenants(user)
    await compare(user, 'Fabrikam')
    const error = appError('SECRET_NEEDED', 'The app secret is not stored.')
    emit(bridge, { runId: 'run-2', phase: 'failed', error })
    expect(screen.getByRole('alert').textContent).toContain(error.message)
    expect(screen.getByRole('button', { name: 'Compare again' })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: /^Back to Contoso Managed IT, / }))
    expect(await screen.findByRole('grid')).toBeTruthy()
    expect(names()).toEqual(['Contoso Managed IT', 'Fabrikam'])
  })

  it('is the applications for a snapshot of applications, and the comparison is there still', async () => {
    const { bridge, user } = await withResult({
      inventories: {
        saved: anInventorySummary('saved', {
          target: null,
          snapshot: { file: 'apps.json', sha256: 'cd'.repeat(32) },
        }),
      },
    })
    bridge.state.openedSnapshot = ok({ kind: 'applications', inventoryId: 'saved' })
    await user.click(screen.getByRole('button', { name: 'Open snapshot…' }))
    const note = await screen.findByRole('complementary', { name: 'Snapshot' })
    expect(note.textContent).toContain('opened from apps.json')
    expect(screen.queryByRole('button', { name: 'Read again' })).toBeNull()
    expect(document.title).toMatch(/^Snapshot of the applications of Contoso Managed IT, .* – Crossview$/)
    await user.click(screen.getByRole('button', { name: /^Comparison/ }))
    expect(await screen.findByRole('grid')).toBeTruthy()
  })
})

describe('a snapshot', () => {
  it('looks like one: of when, from which file, with its digest, and nothing to run again', async () => {
    const user = renderWindow(twoTenants())
    await screen.findByRole('listitem', { name: 'Fabrikam' })
    expect(document.title).toBe('Crossview')
    await user.click(screen.getByRole('button', { name: 'Open snapshot…' }))
    const note = await screen.findByRole('complementary', { name: 'Snapshot' })
    expect(note.textContent).toMatch(
      /^Snapshot of 2026-.* UTC.*, opened from Contoso\.json\. A tenant without connections: .* SHA-256 abababababab…/,
    )
    expect(screen.queryByRole('button', { name: 'Compare again' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Applications', hidden: false, expanded: false })).toBeNull()
    expect(document.title).toMatch(/^Snapshot of Contoso Managed IT, .* – Crossview$/)
  })
})

describe('a redacted snapshot', () => {
  it.each([
    [true, 'It is as it was redacted.'],
    [false, 'It was changed after it was redacted.'],
  ])('says by which rules, and whether it is what was redacted: %s', async (intact, words) => {
    const bridge = twoTenants()
    bridge.state.summary = {
      ...bridge.state.summary,
      redaction: { rules: '3', sha256: 'ef'.repeat(32), intact },
    }
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'Open snapshot…' }))
    const note = await screen.findByRole('complementary', { name: 'Snapshot' })
    expect(note.textContent).toContain(`(redaction rules 3, redacted SHA-256 efefefefefef…). ${words}`)
  })
})

describe('the last run of a tenant', () => {
  const lastRun = { finishedAt: '2026-11-24T08:01:00.000Z', complete: true, errors: 14, warnings: 0 }

  it('opens its result while that is open', async () => {
    const { bridge, user } = await withResult({ summary: { finishedAt: lastRun.finishedAt } })
    bridge.state.profiles = [aProfileView({ lastRun })]
    emit(bridge, { runId: 'another', phase: 'done' })
    await toTenants(user)
    await user.click(await screen.findByTitle('Show this result'))
    expect(await screen.findByRole('grid')).toBeTruthy()
  })

  it('says when it was, and offers to compare, where no result is open', async () => {
    const bridge = new FakeBridge({ profiles: [aProfileView({ lastRun })] })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: '14 errors' }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByText(/^14 errors, found on 2026-11-24 /)).toBeTruthy()
    await user.click(dialog.getByRole('button', { name: 'Compare' }))
    expect(bridge.inputsOf('comparison:start')).toHaveLength(1)
    expect(useComparison.getState().results).toHaveLength(1)
  })
})

describe('the search', () => {
  it('of one resource does not leak into the next, and is there again', async () => {
    const { user } = await withResult()
    const search = () => screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search records' })
    await user.type(search(), 'mail')
    await user.click(screen.getByRole('option', { name: /^Clients/ }))
    expect(search().value).toBe('')
    await user.click(screen.getByRole('option', { name: /^Tickets/ }))
    expect(search().value).toBe('mail')
  })
})
