import { act, fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError, type AppError } from '../../src/shared/app-error'
import type { FoundRecords } from '../../src/shared/ipc/api'
import { err, ok, type Result } from '../../src/shared/result'
import { useComparison } from '../../src/renderer/src/features/comparison/comparison-store'
import { ticketRows } from './fake-data'
import { found } from './found'
import { openResult, withTenant } from './open-result'

/** Issue 22, their habits: what people expect of a grid. */

const grid = () => screen.queryByRole('grid') ?? screen.getByRole('treegrid')
const line = (at: number) =>
  found(grid().querySelector<HTMLElement>(`[data-index="${String(at)}"]`) ?? undefined)
const cell = (at: number, column: string) =>
  found(line(at).querySelector(`[data-column="${column}"]`) ?? undefined)
const heads = () =>
  within(grid())
    .getAllByRole('columnheader')
    .map(({ textContent }) => textContent)
const selectedIds = () =>
  [...grid().querySelectorAll('[data-index][aria-selected="true"]')].map(
    (row) => /^\d+/.exec(row.textContent)?.[0],
  )
const why = () => within(screen.getByRole('complementary', { name: 'Why?' }))

describe('the columns', () => {
  it('offers what some record has, shows it in a column of its own, and keeps it for this resource', async () => {
    const bridge = withTenant()
    const user = await openResult(bridge)
    await user.click(screen.getByRole('button', { name: 'Columns' }))
    // Nobody has a site, a department or a date.
    expect(screen.getAllByRole('menuitemcheckbox').map(({ textContent }) => textContent)).toEqual([
      'ID',
      'Seen by',
      'Client',
      'Team',
      'Type',
      'Assignee',
    ])
    await user.click(screen.getByRole('menuitemcheckbox', { name: 'Client' }))
    expect(screen.getByRole('menuitemcheckbox', { name: 'Client' }).getAttribute('aria-checked')).toBe('true')
    await user.keyboard('{Escape}')
    expect(heads()).toEqual(['Agent sees', 'App sees', 'Client'])
    // Told once: the side leaves it out.
    expect(line(0).textContent.match(/Adventure Works/g)).toHaveLength(1)
    expect(bridge.inputsOf('preferences:setGrid').at(-1)).toMatchObject({ grid: 'records:tickets' })
    await user.click(screen.getByRole('option', { name: /^Clients/ }))
    expect(heads()).toEqual(['Agent sees', 'App sees'])
  })

  it('are sorted by a press and by key, gaps last, and back to the order of the numbers', async () => {
    const user = await openResult(withTenant())
    const app = screen.getByRole('columnheader', { name: 'App sees' })
    await user.click(within(app).getByText('App sees'))
    expect(app.getAttribute('aria-sort')).toBe('ascending')
    expect(line(0).textContent).toContain('Disk nearly full')
    expect(line(0).textContent).not.toContain('not visible to the app')
    expect(document.activeElement).toBe(app)
    await user.keyboard('{Enter}')
    expect(app.getAttribute('aria-sort')).toBe('descending')
    expect(line(0).textContent).toContain('VPN')
    await user.keyboard(' ')
    expect(app.getAttribute('aria-sort')).toBe('none')
    expect(line(0).textContent).toMatch(/^1000/)
  })

  it('have a menu for whoever does not drag: order, width, hiding', async () => {
    const user = await openResult(withTenant())
    for (const name of ['Client', 'Team']) {
      await user.click(screen.getByRole('button', { name: 'Columns' }))
      await user.click(screen.getByRole('menuitemcheckbox', { name }))
      await user.keyboard('{Escape}')
    }
    const choose = async (item: string) => {
      await user.keyboard('{Shift>}{F10}{/Shift}')
      await user.click(screen.getByRole('menuitem', { name: item }))
    }
    line(0).focus()
    await user.keyboard('{ArrowUp}{End}')
    expect(document.activeElement?.textContent).toBe('Team')
    await choose('Move left')
    expect(heads()).toEqual(['Agent sees', 'App sees', 'Team', 'Client'])
    // The sides stay beside each other, and first.
    await user.keyboard('{ArrowLeft}{Alt>}{Shift>}{ArrowLeft}{/Shift}{/Alt}')
    expect(heads()).toEqual(['Agent sees', 'App sees', 'Team', 'Client'])
    await user.keyboard('{ArrowRight}')
    const width = () => grid().style.getPropertyValue('--tracks')
    await choose('Wider')
    expect(width()).toContain('170px 160px')
    await choose('Usual width')
    expect(width()).toContain('130px 160px')
    await choose('Hide Team')
    expect(heads()).toEqual(['Agent sees', 'App sees', 'Client'])
  })
})

describe('several records', () => {
  it('are selected as people select, explained together, and one is left after Escape', async () => {
    const user = await openResult(withTenant())
    await user.click(line(1))
    await user.keyboard('{Shift>}')
    await user.click(line(3))
    await user.keyboard('{/Shift}{Control>}')
    await user.click(line(6))
    await user.keyboard('{/Control}')
    expect(selectedIds()).toEqual(['1001', '1002', '1003', '1006'])
    expect(why().getByText('Tickets: 4 records selected')).toBeTruthy()
    // Moved without selecting, then taken in.
    await user.keyboard('{Control>}{ArrowDown}{/Control} ')
    expect(selectedIds()).toEqual(['1001', '1002', '1003', '1006', '1007'])
    await user.keyboard(' ')
    expect(selectedIds()).toEqual(['1001', '1002', '1003', '1006'])
    await user.keyboard('{Escape}')
    expect(selectedIds()).toEqual(['1007'])
    await user.keyboard('{Shift>}{ArrowUp}{ArrowUp}{/Shift}')
    expect(selectedIds()).toEqual(['1005', '1006', '1007'])
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}')
    expect(selectedIds()).toEqual(['1006', '1007'])
    await user.keyboard('{Control>}a{/Control}')
    expect(why().getByText('Tickets: 60 records selected')).toBeTruthy()
    expect(grid().getAttribute('aria-multiselectable')).toBe('true')
  })

  it('stay selected while they are sorted and filtered', async () => {
    const user = await openResult(withTenant())
    await user.click(line(1))
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}')
    await user.click(within(screen.getByRole('columnheader', { name: 'Agent sees' })).getByText('Agent sees'))
    expect(useComparison.getState().selection).toEqual({ kind: 'rows', ids: ['1001', '1002'] })
    await user.click(screen.getByRole('radio', { name: 'Only app 1' }))
    expect(why().getByText('Tickets: 2 records selected')).toBeTruthy()
  })
})

describe('a row', () => {
  it('leads to its explanation with Enter, and Escape leads back', async () => {
    const user = await openResult(withTenant())
    await user.click(line(2))
    await user.keyboard('{Enter}')
    expect(document.activeElement?.textContent).toBe('Why?')
    await user.keyboard('{Escape}')
    expect(document.activeElement).toBe(line(2))
  })

  it('has cells that the arrows, Home and End go through', async () => {
    const user = await openResult(withTenant())
    await user.click(line(2))
    await user.keyboard('{ArrowRight}')
    expect(document.activeElement?.getAttribute('data-column')).toBe('agent')
    await user.keyboard('{End}{ArrowDown}')
    expect(document.activeElement?.getAttribute('data-column')).toBe('app')
    expect(document.activeElement?.closest('[data-index]')).toBe(line(3))
    await user.keyboard('{Home}{ArrowLeft}')
    expect(document.activeElement).toBe(line(3))
    expect(
      within(grid())
        .getAllByRole('row')
        .filter(({ tabIndex }) => tabIndex === 0),
    ).toHaveLength(1)
  })
})

describe('copying', () => {
  const formula = ticketRows(4).map((row, at) =>
    at === 1
      ? { ...row, record: { ...row.record, label: '=HYPERLINK("http://x")', clientName: 'مطاعم\tالنخيل' } }
      : row,
  )

  it('gives a spreadsheet lines with heads, any script, and no formula', async () => {
    const user = await openResult(withTenant({ rows: formula }))
    await user.click(screen.getByRole('button', { name: 'Columns' }))
    await user.click(screen.getByRole('menuitemcheckbox', { name: 'Client' }))
    await user.keyboard('{Escape}')
    await user.click(line(0))
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}{Control>}c{/Control}')
    expect(await screen.findByText('Copied 2 records')).toBeTruthy()
    expect(await navigator.clipboard.readText()).toBe(
      [
        'ID\tRecord\tSeen by\tClient',
        '1000\tPrinter on floor 2 prints blank pages\tBoth\tAdventure Works',
        `1001\t"'=HYPERLINK(""http://x"")"\tBoth\t"مطاعم\tالنخيل"`,
      ].join('\n'),
    )
  })

  it('of a cell, a number or a row is in the menu, and a clipboard that is denied is said', async () => {
    const user = await openResult(withTenant({ rows: formula }))
    const choose = async (item: RegExp) => {
      fireEvent.contextMenu(cell(2, 'app'))
      await user.click(screen.getByRole('menuitem', { name: item }))
    }
    await choose(/^Copy cell/)
    expect(await navigator.clipboard.readText()).toBe('not visible to the app')
    await choose(/^Copy ID/)
    expect(await navigator.clipboard.readText()).toBe('1002')
    await choose(/^Copy row/)
    expect(await navigator.clipboard.readText()).toBe('1002\tNew starter: laptop and mailbox\tOnly agent')
    Object.assign(navigator.clipboard, { writeText: () => Promise.reject(new Error('denied')) })
    Object.assign(document, { execCommand: () => false })
    await choose(/^Copy ID/)
    expect(await screen.findByText(/^The clipboard is not available here/)).toBeTruthy()
  })
})

describe('the menu of a record', () => {
  it('groups by what a cell holds, and looks for it', async () => {
    const user = await openResult(withTenant())
    await user.click(screen.getByRole('button', { name: 'Columns' }))
    await user.click(screen.getByRole('menuitemcheckbox', { name: 'Client' }))
    await user.keyboard('{Escape}')
    fireEvent.contextMenu(cell(1, 'client'))
    await user.click(screen.getByRole('menuitem', { name: 'Search for “Blue Yonder Airlines”' }))
    expect(await screen.findByRole('radio', { name: 'All 12' })).toBeTruthy()
    fireEvent.contextMenu(cell(1, 'client'))
    await user.click(screen.getByRole('menuitem', { name: 'Group by client' }))
    expect(screen.getByRole('treegrid')).toBeTruthy()
  })
})

describe('the search over all resources', () => {
  const open = async (user: Awaited<ReturnType<typeof openResult>>) => {
    await user.keyboard('{Control>}{Shift>}f{/Shift}{/Control}')
    return within(await screen.findByRole('dialog', { name: 'Search all resources' }))
  }

  it('finds records by their words, counts them for each resource, and shows the chosen one', async () => {
    const user = await openResult(withTenant())
    await user.type(screen.getByRole('searchbox', { name: 'Search records' }), 'zebra')
    const search = await open(user)
    await user.type(search.getByRole('searchbox'), 'vpn')
    const tickets = within(await search.findByRole('region', { name: /^Tickets 9 records/ }))
    expect(tickets.getAllByRole('button')).toHaveLength(9)
    const clients = within(search.getByRole('region', { name: /^Clients 1 record/ }))
    await user.click(clients.getByRole('button', { name: /^1001/ }))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(screen.getByRole('option', { name: /^Clients/ }).getAttribute('aria-selected')).toBe('true')
    expect(screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search records' }).value).toBe('')
    expect(await screen.findByRole('grid')).toBeTruthy()
    expect(document.activeElement?.textContent).toContain('1001')
    await user.click(screen.getByRole('option', { name: /^Tickets/ }))
    expect(screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search records' }).value).toBe('zebra')
  })

  it('drops an answer to what was looked for before, and says what failed', async () => {
    const bridge = withTenant()
    const asked = new Map<string, (answer: Result<FoundRecords, AppError>) => void>()
    Object.assign(bridge.api.comparison, {
      search: ({ text }: { text: string }) =>
        new Promise((resolve) => {
          asked.set(text, resolve)
        }),
    })
    const user = await openResult(bridge)
    const search = await open(user)
    const field = search.getByRole('searchbox')
    fireEvent.change(field, { target: { value: 'old' } })
    fireEvent.change(field, { target: { value: 'new' } })
    const answer = async (text: string, value: Result<FoundRecords, AppError>) => {
      await act(async () => {
        asked.get(text)?.(value)
        await Promise.resolve()
      })
    }
    const counts = { all: 1, agent: 0, app: 0, both: 0, changed: 0, unknown: 1 }
    const one = (id: string) =>
      ok<FoundRecords>({
        resources: [
          {
            resource: 'tickets',
            counts,
            records: [{ id, label: 'Found', seenBy: 'agent-or-both', client: null }],
          },
        ],
      })
    await answer('new', one('2'))
    await answer('old', one('1'))
    expect(search.getByRole('button', { name: /^2/ }).textContent).toContain('Agent, app not known')
    expect(search.queryByRole('button', { name: /^1/ })).toBeNull()
    expect(search.getByRole('region').textContent).toContain('1 record · 1 not known')
    fireEvent.change(field, { target: { value: 'more' } })
    await answer('more', err(appError('NOT_FOUND', 'This comparison is gone.')))
    expect((await search.findByRole('alert')).textContent).toContain('This comparison is gone.')
  })
})
