import { act, screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { useHistory } from '../../src/renderer/src/features/history/history-store'
import { err, ok } from '../../src/shared/result'
import { FakeBridge } from './fake-bridge'
import { withHistory } from './kept-tenant'
import { answerOf, equalDrift, keptId, NOT_WRITTEN, TENANT, UNAVAILABLE } from './fake-history'
import type { FakeState } from './fake-state'
import { renderWindow } from './render-window'

/** What of a tenant's history stands on its summary, in the list of tenants and in the settings. */

describe('since last time', () => {
  const finish = async (bridge: FakeBridge) => {
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'Compare…' }))
    await user.click(screen.getByRole('menuitem', { name: 'Main app connection' }))
    act(() => {
      bridge.emit({ runId: 'run-1', phase: 'done' })
    })
    return user
  }

  it('stands on the summary with the settings that changed, and leads to all of it', async () => {
    const bridge = withHistory()
    const user = await finish(bridge)
    const card = await screen.findByRole('region', { name: 'Since last time' })
    expect(await within(card).findByText(/^2 settings changed. In the views of the two sides/)).toBeDefined()
    expect(within(card).getByText('The application was granted read:assets.')).toBeDefined()
    expect(bridge.inputsOf('history:drift')).toEqual([{ runId: 'run-1' }])
    await user.click(within(card).getByRole('button', { name: 'See what changed' }))
    const tab = screen.getByRole('tab', { name: 'History', selected: true })
    expect(document.activeElement).toBe(tab)
    expect(bridge.inputsOf('history:drift').at(-1)).toEqual({
      profileId: TENANT,
      from: keptId(3),
      to: keptId(4),
    })
  })

  it.each([
    ['nothing changed', { drift: () => ok(answerOf(equalDrift())) }, 'Nothing changed.'],
    ['nothing was kept before', { drift: () => ok(null) }, /^This is the first comparison that is kept/],
    [
      'this was not kept',
      { drift: () => ok(null), notKept: NOT_WRITTEN },
      /^Nothing was kept before, and this was not kept either: The disk is full/,
    ],
    [
      'it is off',
      { drift: () => ok(null), historyState: { state: 'off' } },
      /^History is switched off, so that/,
    ],
    [
      'it is off for the tenant',
      { drift: () => ok(null), historySettings: { on: true, count: 20, days: 400, off: [TENANT] } },
      /^History is switched off for this tenant, so that/,
    ],
    [
      'there is no keychain',
      { drift: () => ok(null), historyState: UNAVAILABLE },
      /There is no keychain .* Install gnome-keyring/,
    ],
    ['it cannot be read', { drift: () => err(NOT_WRITTEN) }, /The disk is full. Make room on it./],
  ] as const)('where %s, says so', async (_what, state, said) => {
    await finish(withHistory(state as Partial<FakeState>))
    const card = await screen.findByRole('region', { name: 'Since last time' })
    expect(await within(card).findByText(said)).toBeDefined()
  })

  it('is not told of a demo tenant, which nothing is kept of', async () => {
    const bridge = new FakeBridge()
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'Explore the demo tenant' }))
    act(() => {
      bridge.emit({ runId: 'run-1', phase: 'done' })
    })
    await screen.findByRole('heading', { name: 'What each side sees' })
    expect(screen.queryByRole('region', { name: 'Since last time' })).toBeNull()
    expect(screen.queryByRole('tab', { name: 'History' })).toBeNull()
  })
})

describe('the list of tenants', () => {
  it('says what changed with the last result, and leads to it', async () => {
    const bridge = withHistory()
    const user = renderWindow(bridge)
    const row = await screen.findByRole('listitem', { name: 'Contoso Managed IT' })
    const change = await within(row).findByRole('button', {
      name: '2 settings changed, 14 records less, 1 more than on 2026-10-10',
    })
    await user.click(change)
    expect(await screen.findByRole('heading', { name: 'History of Contoso Managed IT' })).toBeDefined()
  })

  it('opens the last result again where it is kept', async () => {
    const bridge = withHistory()
    const user = renderWindow(bridge)
    const row = await screen.findByRole('listitem', { name: 'Contoso Managed IT' })
    await within(row).findByRole('button', { name: /2 settings changed/ })
    await user.click(within(row).getByRole('button', { name: '2 errors' }))
    expect(bridge.inputsOf('history:open')).toEqual([{ profileId: TENANT, id: keptId(4) }])
    expect(await screen.findByRole('complementary', { name: 'Snapshot' })).toBeDefined()
  })
})

describe('the settings about history', () => {
  const openSettings = async (bridge: FakeBridge) => {
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'Settings…' }))
    return { user, section: await screen.findByRole('region', { name: 'History' }) }
  }

  it('switch it off altogether and per tenant, and change how much is kept', async () => {
    const bridge = withHistory()
    const { user, section } = await openSettings(bridge)
    const tenant = await within(section).findByRole('checkbox', { name: 'Contoso Managed IT' })
    await user.click(tenant)
    expect(bridge.state.historySettings.off).toEqual([TENANT])
    await user.clear(within(section).getByLabelText('Days'))
    await user.type(within(section).getByLabelText('Days'), '90')
    await user.tab()
    expect(bridge.state.historySettings).toEqual({ on: true, count: 20, days: 90, off: [TENANT] })
    await user.click(within(section).getByRole('checkbox', { name: 'Keep a history' }))
    expect(bridge.state.historySettings.on).toBe(false)
    expect(within(section).getByRole('checkbox', { name: 'Contoso Managed IT' })).toHaveProperty(
      'checked',
      false,
    )
  })

  it('stay as they were chosen, whatever a question says that was asked before', async () => {
    await openSettings(withHistory())
    await vi.waitFor(() => {
      expect(useHistory.getState().settings).not.toBeNull()
    })
    const asked = useHistory.getState().loadSettings()
    const changed = useHistory.getState().changeSettings({ on: false })
    await asked
    expect(useHistory.getState().settings?.settings.on).toBe(false)
    await changed
    expect(useHistory.getState().settings?.settings.on).toBe(false)
  })

  it('refuse a number that is none, beside it', async () => {
    const bridge = withHistory()
    const { user, section } = await openSettings(bridge)
    const count = await within(section).findByLabelText('Results of each application')
    await user.clear(count)
    await user.type(count, '0')
    await user.tab()
    expect(within(section).getByText('Type a whole number from 1 to 5,000.')).toBeDefined()
    expect(bridge.inputsOf('history:setSettings')).toEqual([])
  })

  it('say where the key has no place, and what could not be kept', async () => {
    const bridge = withHistory({ historyState: UNAVAILABLE, historyChangeError: NOT_WRITTEN })
    const { user, section } = await openSettings(bridge)
    expect(await within(section).findByText(/Nothing is kept now: There is no keychain/)).toBeDefined()
    const box = within(section).getByRole('checkbox', { name: 'Keep a history' })
    await user.click(box)
    expect((await within(section).findByRole('alert')).textContent).toContain('The disk is full.')
    expect(within(section).getByRole('checkbox', { name: 'Keep a history' })).toHaveProperty('checked', true)
  })
})
