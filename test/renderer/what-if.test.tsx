import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { ok } from '../../src/shared/result'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { aCause, aChange, aSummaryAnswer } from './fake-summary'
import { found } from './found'
import { renderWindow } from './render-window'

const openWhatIf = async (bridge = new FakeBridge({ profiles: [aProfileView()] })) => {
  const user = renderWindow(bridge)
  await user.click(await screen.findByRole('button', { name: 'Compare' }))
  act(() => {
    bridge.emit({ runId: 'run-1', phase: 'done' })
  })
  await user.click(await screen.findByRole('tab', { name: 'What if' }))
  await screen.findByRole('checkbox', { name: 'View unassigned tickets' })
  return user
}

const outlook = () => within(screen.getByRole('complementary', { name: 'What would happen' }))
const box = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('checkbox', { name })
const disabled = (name: string) => outlook().getByRole('button', { name }).getAttribute('aria-disabled')
const tried = () =>
  within(outlook().getByRole('list', { name: 'Changes that are tried' })).getAllByRole('listitem')

describe('what would come of changes', () => {
  it('is told in the words of the question, and never called seen', async () => {
    const user = await openWhatIf()
    await user.click(box('View unassigned tickets'))
    const headline = await outlook().findByText(/^The app would see \d+ of \d+ tickets instead of \d+\.$/)
    expect(headline.getAttribute('role')).toBe('status')
    expect(outlook().getByText('Predicted')).toBeTruthy()
  })

  it('names the records, and leads to each of them among all', async () => {
    const user = await openWhatIf()
    await user.type(screen.getByRole('searchbox', { name: 'Find a setting' }), 'read:assets{Enter}')
    await user.click(await outlook().findByText('16 assets appear'))
    const list = await outlook().findAllByTitle('Show it among the records')
    expect(list).toHaveLength(10)
    expect(outlook().getByText('1 to 10 of 16')).toBeTruthy()
    await user.click(outlook().getByRole('button', { name: 'Next' }))
    expect(await outlook().findByText('11 to 16 of 16')).toBeTruthy()
    await waitFor(() => {
      expect(outlook().getAllByTitle('Show it among the records')[0]).not.toBe(list[0])
    })
    await user.click(found(outlook().getAllByTitle('Show it among the records')[0]))
    expect(screen.getByRole('tab', { name: 'Records' }).getAttribute('aria-selected')).toBe('true')
    expect(screen.getByRole('tab', { name: 'Records' })).toBe(document.activeElement)
  })

  it('is copied as text and as Markdown', async () => {
    const user = await openWhatIf()
    const written = vi.spyOn(navigator.clipboard, 'writeText')
    await user.click(box('View unassigned tickets'))
    await outlook().findByText(/tickets appear$/)
    for (const name of ['Copy', 'Copy as Markdown']) await user.click(outlook().getByRole('button', { name }))
    expect(await screen.findByText('Copied as Markdown')).toBeTruthy()
    const [plain, markdown] = written.mock.calls.map(([text]) => text)
    expect(plain).toMatch(/^What if: .*\nThe app would see \d+ of/)
    expect(plain).toContain(
      '1. Let API - Reporting view unassigned tickets.\n   Configuration > Teams & Agents',
    )
    expect(markdown).toMatch(/^\*\*What if: /)
    expect(markdown).toContain('Configuration \\> Teams \\& Agents')
  })
})

describe('undoing what is tried', () => {
  it('goes step by step and back by key, and the focus stays', async () => {
    const user = await openWhatIf()
    expect(disabled('Undo')).toBe('true')
    await user.click(box('View unassigned tickets'))
    await user.click(box('All clients'))
    expect(box('All clients')).toBe(document.activeElement)
    const states = () => [box('View unassigned tickets').checked, box('All clients').checked]
    const after = states()
    await user.keyboard('{Control>}z{/Control}')
    const before = states()
    expect(before).toEqual([after[0], !after[1]])
    await user.keyboard('{Meta>}z{/Meta}')
    expect(outlook().getByText('Nothing tried yet')).toBeTruthy()
    await user.keyboard('{Control>}{Shift>}z{/Shift}{/Control}')
    expect(states()).toEqual(before)
    await user.keyboard('{Control>}y{/Control}')
    expect(states()).toEqual(after)
    expect(box('All clients')).toBe(document.activeElement)
    expect(disabled('Redo')).toBe('true')
  })

  it('leaves the keys to a field in which somebody types', async () => {
    const user = await openWhatIf()
    await user.click(box('All clients'))
    const now = box('All clients').checked
    await user.click(screen.getByRole('searchbox', { name: 'Find a setting' }))
    await user.keyboard('{Control>}z{/Control}')
    await user.keyboard('{Escape}')
    expect(box('All clients').checked).toBe(now)
  })

  it('takes one change back among several, and all of them in one step', async () => {
    const user = await openWhatIf()
    await user.click(box('View unassigned tickets'))
    await user.click(box('All clients'))
    await waitFor(() => {
      expect(tried()).toHaveLength(2)
    })
    await user.click(
      outlook().getByRole('button', { name: /^Take back: Let API - Reporting view unassigned/ }),
    )
    await waitFor(() => {
      expect(tried()).toHaveLength(1)
    })
    expect(outlook().getByRole('button', { name: 'Undo' })).toBe(document.activeElement)
    await user.click(outlook().getByRole('button', { name: 'Undo all' }))
    expect(outlook().getByText('Nothing tried yet')).toBeTruthy()
    await user.click(outlook().getByRole('button', { name: 'Undo' }))
    await waitFor(() => {
      expect(tried()).toHaveLength(1)
    })
  })
})

describe('what could be changed', () => {
  it('is one tab stop, which the arrow keys cross', async () => {
    const user = await openWhatIf()
    const grid = screen.getByRole('treegrid', { name: 'Settings' })
    expect(grid.querySelectorAll('[tabindex="0"]')).toHaveLength(1)
    screen.getByRole('searchbox', { name: 'Find a setting' }).focus()
    await user.tab()
    const rows = within(grid).getAllByRole('row')
    expect(rows[0]).toBe(document.activeElement)
    await user.keyboard('{End}')
    expect(rows.at(-1)?.contains(document.activeElement)).toBe(true)
    await user.keyboard('{Home}{ArrowUp}')
    expect(screen.getByRole('searchbox', { name: 'Find a setting' })).toBe(document.activeElement)
    await user.tab()
    await user.tab()
    expect(outlook().getByRole('button', { name: 'Undo' })).toBe(document.activeElement)
  })

  it('offers every rung of a level, one of them the present one', async () => {
    const user = await openWhatIf()
    const heading = found(screen.getAllByRole('row', { name: /^Feature levels/ })[0])
    await user.click(heading)
    const rungs = () =>
      screen
        .getAllByRole<HTMLInputElement>('radio', { name: /^Assets: / })
        .map(({ checked, ariaLabel }) => `${ariaLabel ?? ''}${checked ? ' *' : ''}`)
    const before = rungs()
    expect(before).toHaveLength(4)
    expect(before.filter((each) => each.endsWith('(now) *'))).toHaveLength(1)
    const other = found(
      screen.getAllByRole<HTMLInputElement>('radio', { name: /^Assets: / }).find(({ checked }) => !checked),
    )
    await user.click(other)
    await waitFor(() => {
      expect(tried()).toHaveLength(1)
    })
    // Another rung takes the place of the first; the present one takes it back.
    const third = found(
      screen
        .getAllByRole<HTMLInputElement>('radio', { name: /^Assets: / })
        .find((each) => !each.checked && !(each.ariaLabel ?? '').includes('now')),
    )
    third.focus()
    await user.keyboard('{Enter}')
    await waitFor(() => {
      expect(tried()).toHaveLength(1)
    })
    await user.click(screen.getByRole('radio', { name: /^Assets: .*\(now\)$/ }))
    expect(outlook().getByText('Nothing tried yet')).toBeTruthy()
    expect(rungs()).toEqual(before)
  })

  it('is found by its name, which Enter tries and the arrow keys go through', async () => {
    const user = await openWhatIf()
    await user.type(screen.getByRole('searchbox', { name: 'Find a setting' }), 'ALL CLIENTS')
    expect(screen.getByText('1 setting found')).toBeTruthy()
    expect(screen.getByText('Other permissions')).toBeTruthy()
    const before = box(/^All clients/).checked
    await user.keyboard('{Enter}')
    expect(box(/^All clients/).checked).toBe(!before)
    await user.keyboard('{ArrowDown}{Enter}')
    expect(box(/^All clients/)).toBe(document.activeElement)
    expect(box(/^All clients/).checked).toBe(before)
    await user.keyboard('{ArrowUp}')
    expect(screen.getByRole('searchbox', { name: 'Find a setting' })).toBe(document.activeElement)
  })
})

describe('causes, ticked away', () => {
  const shared = aChange({ change: 'agent.claim.Fc=1' })
  const causes = [
    aCause({ setting: 'clients of API - Reporting', message: 'Limited to 14 clients.' }),
    aCause({ setting: 'teams of API - Reporting', code: 'agent.team' }),
    aCause({ setting: 'account of API - Reporting', code: 'agent.disabled' }),
    aCause({ setting: 'clients of Tim', side: 'agent' }),
  ]
  const withCauses = () =>
    new FakeBridge({
      profiles: [aProfileView()],
      summary: { causes },
      summaryAnswer: (summary) =>
        ok(
          aSummaryAnswer(summary, {
            changes: [[shared], [shared, aChange({ change: 'agent.claim.l9=1' })], [], [shared]],
          }),
        ),
    })

  it('stand first, say what they hide, and show all resources at once', async () => {
    const user = await openWhatIf(withCauses())
    expect(screen.getAllByRole('row')[0]?.textContent).toBe('Causes 3')
    expect(screen.queryByRole('checkbox', { name: 'clients of Tim' })).toBeNull()
    const clients = box('clients of API - Reporting')
    expect(document.getElementById(clients.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'Limited to 14 clients.',
    )
    await user.click(clients)
    expect(clients.checked).toBe(true)
    expect(box('teams of API - Reporting').checked).toBe(false)
    await user.click(box('teams of API - Reporting'))
    await waitFor(() => {
      expect(tried()).toHaveLength(2)
    })
    await user.click(box('teams of API - Reporting'))
    expect(outlook().getByText('Nothing tried yet')).toBeTruthy()
  })

  it('say so where nothing that can be tried takes one away', async () => {
    const user = await openWhatIf(withCauses())
    const account = box('account of API - Reporting')
    expect(account.getAttribute('aria-disabled')).toBe('true')
    await user.click(account)
    expect(account.checked).toBe(false)
    expect(screen.getByText(/Nothing that can be tried here takes it away/)).toBeTruthy()
  })
})
