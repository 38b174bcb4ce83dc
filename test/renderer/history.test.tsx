import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { formatMoment } from '../../src/renderer/src/ui/format'
import { err, ok } from '../../src/shared/result'
import type { FakeBridge } from './fake-bridge'
import { withHistory } from './kept-tenant'
import { anEntry, answerOf, equalDrift, keptId, NOT_WRITTEN, TENANT, UNAVAILABLE } from './fake-history'
import type { FakeState } from './fake-state'
import { renderWindow } from './render-window'

const openHistory = async (bridge: FakeBridge) => {
  const user = renderWindow(bridge)
  await user.click(await screen.findByRole('button', { name: 'History of Contoso Managed IT' }))
  return user
}

describe('the history of a tenant', () => {
  it('is reached from its row before anything ran, newest first, and says of each what it is', async () => {
    await openHistory(withHistory())
    expect(await screen.findByRole('heading', { name: 'History of Contoso Managed IT' })).toBeDefined()
    const rows = within(
      await screen.findByRole('table', { name: 'What is kept, newest first' }),
    ).getAllByRole('row')
    expect(rows.slice(1).map((row) => within(row).getByRole('rowheader').textContent)).toEqual(
      [4, 3, 2, 1].map((number) => formatMoment(anEntry(number).at)),
    )
    expect(rows[1]?.textContent).toContain('2 errors, 1 warning')
    expect(rows[1]?.textContent).toContain('both 132, only agent 28, only app 1')
    expect(rows[1]?.textContent).toContain('48 kB')
    expect(rows[3]?.textContent).toContain('incompletebaseline')
    expect(rows[4]?.textContent).toContain('Comparison, Reading app')
  })

  it('shows what changed against the baseline at first, settings before records before findings', async () => {
    const bridge = withHistory()
    await openHistory(bridge)
    const changed = await screen.findByRole('region', { name: 'What changed' })
    expect(
      await within(changed).findByText(
        /^2 settings changed. In the views of the two sides, 1 record appeared and 3 vanished. Apart from these, 1 was made in Halo and 2 deleted. Findings: 1 new, 1 fixed, 1 still there/,
      ),
    ).toBeDefined()
    expect(bridge.inputsOf('history:drift')).toEqual([{ profileId: TENANT, from: keptId(2), to: keptId(4) }])
    expect(
      within(changed)
        .getAllByRole('heading', { level: 4 })
        .map(({ textContent }) => textContent),
    ).toEqual([
      'Changed.',
      '2 settings changed',
      'Moved without a setting that explains it',
      'Not known',
      'Created and deleted in Halo',
      'Findings',
    ])
    const [client] = within(changed).getAllByText(/may not see the client “Fabrikam Ltd”/)
    expect(client?.closest('li')?.textContent).toContain('2 gone Tickets, app side')
    expect(within(changed).getByText('The list of invoices was cut short on the app side.')).toBeDefined()
    expect(within(changed).getByText('Tickets, app side: 2 records deleted')).toBeDefined()
    expect(within(changed).getByText('Still there: 1 finding')).toBeDefined()
  })

  it('compares two others when they are chosen and asked for, of one app connection only', async () => {
    const bridge = withHistory()
    const user = await openHistory(bridge)
    const earlier = await screen.findAllByRole('radio', { name: /^Compare from/ })
    const later = screen.getAllByRole('radio', { name: /^Compare to/ })
    expect(earlier.map((radio) => radio.matches(':disabled'))).toEqual([true, false, false, true])
    expect(later.map((radio) => radio.matches(':disabled'))).toEqual([false, false, true, true])
    expect(screen.queryByRole('button', { name: /Show what changed/ })).toBeNull()
    await user.click(earlier[1] as HTMLElement)
    expect(bridge.inputsOf('history:drift')).toHaveLength(1)
    await user.click(screen.getByRole('button', { name: 'Show what changed between the two' }))
    expect(bridge.inputsOf('history:drift').at(-1)).toEqual({
      profileId: TENANT,
      from: keptId(3),
      to: keptId(4),
    })
    expect(screen.queryByRole('button', { name: /Show what changed/ })).toBeNull()
  })

  it('leads from a record that moved to that record in the later result, and from a deleted one to the earlier', async () => {
    const bridge = withHistory()
    const user = await openHistory(bridge)
    const changed = await screen.findByRole('region', { name: 'What changed' })
    const [moved] = await within(changed).findAllByText(/2 gone/)
    await user.click(moved as HTMLElement)
    await user.click(within(changed).getByRole('button', { name: '1001' }))
    expect(bridge.inputsOf('history:open')).toEqual([{ profileId: TENANT, id: keptId(4) }])
    expect(await screen.findByRole('tab', { name: 'Records', selected: true })).toBeDefined()
    expect(await screen.findByRole('row', { selected: true })).toBeDefined()
    expect(screen.getByRole('complementary', { name: 'Snapshot' }).textContent).toContain(
      'opened from the history of Contoso Managed IT. Nothing is asked of Halo.',
    )
    await user.click(screen.getByRole('tab', { name: 'History' }))
    await user.click(await screen.findByText('Tickets, app side: 2 records deleted'))
    await user.click(screen.getByRole('button', { name: '900' }))
    expect(bridge.inputsOf('history:open').at(-1)).toEqual({ profileId: TENANT, id: keptId(2) })
  })

  it('makes a baseline of one, and none any more', async () => {
    const bridge = withHistory()
    const user = await openHistory(bridge)
    const [first] = await screen.findAllByRole('button', { name: /^More actions for the result of/ })
    await user.click(first as HTMLElement)
    await user.click(screen.getByRole('menuitem', { name: 'Make it a baseline' }))
    expect(bridge.inputsOf('history:setBaseline')).toEqual([{ profileId: TENANT, id: keptId(4), on: true }])
    expect(await screen.findByText(/is a baseline: it is held against others/)).toBeDefined()
    await user.click(first as HTMLElement)
    expect(screen.getByRole('menuitem', { name: 'Not a baseline any more' })).toBeDefined()
  })

  it('deletes one after it was asked, and leaves the focus where the list is', async () => {
    const bridge = withHistory()
    const user = await openHistory(bridge)
    const [first] = await screen.findAllByRole('button', { name: /^More actions for the result of/ })
    await user.click(first as HTMLElement)
    await user.click(screen.getByRole('menuitem', { name: 'Delete…' }))
    const dialog = screen.getByRole('dialog')
    await user.click(within(dialog).getByRole('button', { name: 'Keep it' }))
    expect(bridge.inputsOf('history:remove')).toEqual([])
    await user.click(first as HTMLElement)
    await user.click(screen.getByRole('menuitem', { name: 'Delete…' }))
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete' }))
    expect(bridge.inputsOf('history:remove')).toEqual([{ profileId: TENANT, ids: [keptId(4)] }])
    const heading = await screen.findByRole('heading', { name: '3 kept results' })
    expect(document.activeElement).toBe(heading)
  })

  it('deletes all of it, and names what is precious', async () => {
    const bridge = withHistory()
    const user = await openHistory(bridge)
    await user.click(await screen.findByRole('button', { name: 'Delete this tenant’s history…' }))
    const dialog = screen.getByRole('dialog')
    expect(dialog.textContent).toContain('1 of them is a baseline or holds a signed review.')
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }))
    expect(bridge.inputsOf('history:remove')).toEqual([{ profileId: TENANT, ids: null }])
    expect(await screen.findByText('Nothing kept yet')).toBeDefined()
  })

  it('says what could not be deleted, and why', async () => {
    const bridge = withHistory({ historyChangeError: NOT_WRITTEN })
    const user = await openHistory(bridge)
    await user.click(await screen.findByRole('button', { name: 'Delete this tenant’s history…' }))
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete' }))
    expect((await screen.findByRole('alert')).textContent).toContain('The disk is full.')
    expect(screen.getByRole('heading', { name: '4 kept results' })).toBeDefined()
  })

  it('exports what changed', async () => {
    const bridge = withHistory()
    const user = await openHistory(bridge)
    await user.click(await screen.findByRole('button', { name: 'Export' }))
    await user.click(screen.getByRole('menuitem', { name: /^PDF report/ }))
    expect(bridge.inputsOf('history:exportDrift')).toEqual([
      { pair: { profileId: TENANT, from: keptId(2), to: keptId(4) }, format: 'pdf' },
    ])
    expect(await screen.findByText('PDF report saved: /home/me/Documents/drift.pdf')).toBeDefined()
  })

  it('draws counts over time with a shape for each line, and has their numbers in a table', async () => {
    const user = await openHistory(withHistory())
    const plot = await screen.findByRole('img', {
      name: /^From .* both sides see 136, then 132; only the agent sees 24, then 28/,
    })
    expect(plot.querySelectorAll('polyline')).toHaveLength(3)
    expect(new Set([...plot.querySelectorAll('circle, rect, path')].map(({ tagName }) => tagName))).toEqual(
      new Set(['circle', 'rect', 'path']),
    )
    expect(screen.getByText('hollow: incomplete, at least so many')).toBeDefined()
    await user.click(screen.getByText('The numbers'))
    const cells = within(screen.getAllByRole('table')[0] as HTMLElement).getAllByRole('cell')
    expect(cells.slice(0, 4).map(({ textContent }) => textContent)).toEqual([
      '136',
      '24',
      '2',
      'no, at least',
    ])
  })

  it.each([
    ['nothing was kept', { kept: {} }, 'Nothing kept yet', /Every finished comparison and inventory/],
    [
      'it is off altogether',
      { kept: {}, historyState: { state: 'off' } },
      'History is switched off: nothing new is kept of any tenant.',
      /Settings…/,
    ],
    [
      'it is off for the tenant',
      { historySettings: { on: true, count: 20, days: 400, off: [TENANT] } },
      'History is switched off for this tenant: nothing new is kept of it.',
      /What was kept before stays/,
    ],
    [
      'there is no keychain',
      { historyState: UNAVAILABLE },
      /Nothing is kept: There is no keychain/,
      /Install gnome-keyring/,
    ],
    ['it cannot be read', { historyError: NOT_WRITTEN }, 'The disk is full.', /Make room on it/],
    [
      'the last result was not kept',
      { notKept: NOT_WRITTEN },
      /^The last result is not here. The disk is full/,
      /Make room on it/,
    ],
    [
      'a file is damaged',
      { historyFaults: [{ file: 'x.sealed', state: 'damaged', reason: 'It was cut off.' }] },
      '1 file in this tenant’s history cannot be shown, and is left as it is:',
      /x\.sealed, damaged: It was cut off\./,
    ],
    ['nothing changed', { drift: () => ok(answerOf(equalDrift())) }, 'Nothing changed.', /^From .* to /],
    [
      'nothing is known',
      { drift: () => ok(answerOf(equalDrift({ unread: ['The roles were not read.'] }))) },
      'Nothing is known to have changed, and not everything could be told.',
      /The roles were not read/,
    ],
    ['the drift fails', { drift: () => err(NOT_WRITTEN) }, 'The disk is full.', 'Try again'],
  ] as const)('where %s, says so and what to do', async (_what, state, said, more) => {
    await openHistory(withHistory(state as Partial<FakeState>))
    expect(await screen.findByText(said)).toBeDefined()
    expect(
      (
        await screen.findAllByText((_text, element) => {
          const own = element?.textContent ?? ''
          return typeof more === 'string' ? own === more : more.test(own)
        })
      ).length,
    ).toBeGreaterThan(0)
  })
})
