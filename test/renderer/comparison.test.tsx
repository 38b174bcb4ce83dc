import { act, screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { appError } from '../../src/shared/app-error'
import { err } from '../../src/shared/result'
import { ticketRows } from './fake-data'
import { found } from './found'
import { finish, openResult, startRun, withTenant } from './open-result'
import { renderWindow, showRecords } from './render-window'

const aListEnd = (fetched: number) => ({ state: 'listed', fetched, total: fetched, complete: true }) as const

const grid = () => screen.queryByRole('grid') ?? screen.getByRole('treegrid')
const bodyRows = () => within(grid()).getAllByRole('row').slice(1)
const firstRow = () => found(bodyRows()[0])
const rowWith = (text: string) => found(bodyRows().find((row) => row.textContent.includes(text)))
const why = () => within(screen.getByRole('complementary', { name: 'Why?' }))

describe('a running comparison', () => {
  it('shows each resource’s progress, and why it waits', async () => {
    const bridge = withTenant()
    await startRun(bridge)
    act(() => {
      bridge.listing('run-1', 0, 100, 40)
    })
    expect(screen.getByText('agent 100, app 40')).toBeTruthy()
    act(() => {
      const ended = [
        { resource: 'tickets', final: true, agent: aListEnd(137), app: { state: 'refused' } },
      ] as const
      bridge.listing('run-1', 1, 3, 0, 'Halo asked to wait 5 s', ended)
    })
    const list = within(screen.getByRole('list', { name: 'Progress per resource' }))
    expect(list.getByText('agent 137, app refused')).toBeTruthy()
    expect(list.getByText('agent 3, app –')).toBeTruthy()
    expect(list.getAllByText('waiting').length).toBeGreaterThan(0)
    expect(screen.getByText('Halo asked to wait 5 s')).toBeTruthy()
    expect(screen.getByText('Listing what each side sees')).toBeTruthy()
  })

  it('shows the counts of every resource that is under way, and says the step once', async () => {
    const bridge = withTenant()
    await startRun(bridge)
    const counts = (tickets: number, clients: number) => {
      act(() => {
        bridge.listingOf('run-1', [
          { resource: 'tickets', agentFetched: tickets, appFetched: 40 },
          { resource: 'clients', agentFetched: clients, appFetched: 0 },
        ])
      })
    }
    counts(100, 0)
    const list = within(screen.getByRole('list', { name: 'Progress per resource' }))
    expect(list.getByText('agent 100, app 40')).toBeTruthy()
    expect(list.getByText('agent –, app –')).toBeTruthy()
    const said = screen.getByText('Listing what each side sees')
    const spoken: string[] = []
    const watch = new MutationObserver(() => spoken.push(said.textContent))
    watch.observe(said, { childList: true, characterData: true, subtree: true })
    counts(1_200, 57)
    expect(list.getByText('agent 1,200, app 40')).toBeTruthy()
    expect(list.getByText('agent 57, app –')).toBeTruthy()
    expect(watch.takeRecords()).toEqual([])
    expect(spoken).toEqual([])
    watch.disconnect()
  })

  it('shows a resource whose records differ as checked again, and not as done', async () => {
    const bridge = withTenant()
    await startRun(bridge)
    const list = within(screen.getByRole('list', { name: 'Progress per resource' }))
    const told = (final: boolean, checking: boolean) => {
      act(() => {
        bridge.checking('run-1', checking, [
          { resource: 'tickets', final, agent: aListEnd(1500), app: aListEnd(900) },
        ])
      })
    }
    told(false, false)
    expect(list.getByText('to be checked again: agent 1,500, app 900')).toBeTruthy()
    expect(screen.getAllByText(/^0 of/)[0]).toBeTruthy()
    told(false, true)
    expect(list.getByText('checking again: agent 1,500, app 900')).toBeTruthy()
    told(true, true)
    expect(list.getByText('agent 1,500, app 900')).toBeTruthy()
    expect(screen.getAllByText(/^1 of/)[0]).toBeTruthy()
  })

  it('cancels, keeps what is there and labels it partial', async () => {
    const bridge = withTenant({ summary: { cancelled: true } })
    const user = await startRun(bridge)
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(bridge.inputsOf('comparison:cancel')).toEqual([{ runId: 'run-1' }])
    expect(screen.getByText(/Cancelling; what is there already is kept/)).toBeTruthy()
    finish(bridge)
    expect(await screen.findByText('Cancelled: partial result.')).toBeTruthy()
    await showRecords(user)
    expect(screen.getByRole('option', { name: /^Tickets: .*Differs$/ })).toBeTruthy()
  })

  it('is not lost when main reports its end before it answers the start', async () => {
    const bridge = withTenant()
    const comparison = { ...bridge.api.comparison }
    Object.assign(bridge.api.comparison, {
      start: (input: Parameters<typeof comparison.start>[0]) => {
        bridge.emit({ runId: 'run-1', phase: 'done' })
        return comparison.start(input)
      },
    })
    const user = await startRun(bridge)
    expect(await showRecords(user)).toBeTruthy()
  })

  it('says why it failed and what to do, and can be started again', async () => {
    const bridge = withTenant()
    const user = await startRun(bridge)
    act(() => {
      bridge.emit({
        runId: 'run-1',
        phase: 'failed',
        error: appError('SECRET_NEEDED', 'The app secret is not stored.', {
          advice: ['Enter it in the tenant.'],
        }),
      })
    })
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The app secret is not stored.')
    expect(alert.textContent).toContain('Enter it in the tenant.')
    await user.click(screen.getByRole('button', { name: 'Compare again' }))
    expect(bridge.inputsOf('comparison:start')).toHaveLength(2)
  })

  it('ignores what another run reports', async () => {
    const bridge = withTenant()
    await startRun(bridge)
    act(() => {
      bridge.emit({ runId: 'some-other-run', phase: 'done' })
    })
    expect(bridge.inputsOf('comparison:summary')).toEqual([])
  })
})

describe('identities and coverage', () => {
  it('say who is compared with whom, and that they are different agents', async () => {
    await openResult(withTenant())
    const identities = within(screen.getByRole('region', { name: 'Identities' }))
    expect(identities.getByText('Priya Patel')).toBeTruthy()
    expect(identities.getByText('API Reporting')).toBeTruthy()
    expect(identities.getByText(/^Different agents/)).toBeTruthy()
    expect(identities.getByText('read:tickets, read:customers', { exact: false })).toBeTruthy()
  })

  it('never call a result with gaps complete', async () => {
    await openResult(withTenant())
    expect(screen.getByText('Incomplete result.')).toBeTruthy()
    expect(screen.getByText(/5 of 8 resources compared, 1 refused, 2 failed, 0 skipped/)).toBeTruthy()
  })

  it('say which side could not connect', async () => {
    const failure = {
      code: 'connection.no-scope',
      message: 'The token has no scope.',
      advice: [],
      status: null,
    } as const
    await openResult(
      withTenant({
        summary: { app: { state: 'failed', failure, requestedScopes: ['all'] }, sameAgent: null },
      }),
    )
    expect(screen.getByText(/Not connected: The token has no scope/)).toBeTruthy()
  })
})

describe('the resources', () => {
  it('have both counts and the verdict in words', async () => {
    await openResult(withTenant())
    expect(screen.getByRole('option', { name: /^Clients: agent ?5, app ?5\. ?Same$/ })).toBeTruthy()
    expect(screen.getByRole('option', { name: /^Assets: agent ?311, app ?refused\. ?Unknown$/ })).toBeTruthy()
    expect(screen.getByRole('option', { name: /^Users: agent ?200\+, app ?180\. ?Unknown$/ })).toBeTruthy()
  })

  it('are walked with the arrow keys, Home and End', async () => {
    const user = await openResult(withTenant())
    const list = within(screen.getByRole('listbox', { name: 'Resources' }))
    const option = () => list.getByRole('option', { selected: true })
    const selected = () => option().textContent
    option().focus()
    await user.keyboard('{ArrowDown}')
    expect(selected()).toMatch(/^Clients/)
    expect(document.activeElement).toBe(option())
    await user.keyboard('{End}')
    expect(selected()).toMatch(/^Ticket types/)
    await user.keyboard('{Home}')
    expect(selected()).toMatch(/^Tickets:/)
  })

  it('say why there is no verdict, with what to do', async () => {
    const user = await openResult(withTenant())
    await user.click(screen.getByRole('option', { name: /^Invoices/ }))
    const note = screen.getByRole('note')
    expect(note.textContent).toContain('No verdict.')
    expect(note.textContent).toContain('Halo answered with status 500 three times.')
    expect(note.textContent).toContain('Compare again later.')
  })
})

describe('the rows', () => {
  it('are aligned, and a gap is a gap in words', async () => {
    await openResult(withTenant())
    const row = rowWith('1002')
    const [agent, app] = within(row).getAllByRole('gridcell')
    expect(agent?.textContent).toContain('New starter: laptop and mailbox')
    expect(app?.textContent).toBe('not visible to the app')
  })

  it('do not call a record invisible that a refused side was never shown', async () => {
    const user = await openResult(withTenant())
    await user.click(screen.getByRole('option', { name: /^Assets/ }))
    expect((await screen.findAllByText('not known: the app was refused')).length).toBeGreaterThan(0)
    expect(screen.queryByText('not visible to the app')).toBeNull()
  })

  it('are pulled in pieces of 5,000, once per resource', async () => {
    const bridge = withTenant({ rows: ticketRows(12_000) })
    const user = await openResult(bridge)
    expect(grid().getAttribute('aria-rowcount')).toBe('12001')
    await user.click(screen.getByRole('option', { name: /^Clients/ }))
    await user.click(screen.getByRole('option', { name: /^Tickets/ }))
    const pulled = bridge
      .inputsOf('comparison:rows')
      .filter((input) => JSON.stringify(input).includes('tickets'))
    expect(pulled).toEqual(
      [0, 5000, 10_000].map((offset) => ({ runId: 'run-1', resource: 'tickets', offset, limit: 5000 })),
    )
  })

  it('are rendered only where they are in sight', async () => {
    await openResult(withTenant({ rows: ticketRows(12_000) }))
    expect(bodyRows().length).toBeLessThan(60)
  })

  it('are filtered by who sees them, with counts', async () => {
    const user = await openResult(withTenant())
    await user.click(screen.getByRole('radio', { name: 'Only app 1' }))
    expect(bodyRows()).toHaveLength(1)
    expect(bodyRows()[0]?.textContent).toContain('not visible to the agent')
  })

  it('are searched by every word, and an empty search result has a way out', async () => {
    const user = await openResult(withTenant())
    await user.keyboard('/')
    await user.keyboard('vpn winery')
    expect(await screen.findByRole('radio', { name: 'All 2' })).toBeTruthy()
    await user.keyboard(' zebra')
    expect(await screen.findByText('No record matches')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Show all records' }))
    expect(await screen.findByRole('radio', { name: 'All 60' })).toBeTruthy()
  })

  it('are grouped, and a group opens and closes with the keyboard', async () => {
    const user = await openResult(withTenant())
    await user.selectOptions(screen.getByLabelText('Group by'), 'By client')
    const first = firstRow
    expect(first().textContent).toContain('Adventure Works')
    expect(first().getAttribute('aria-expanded')).toBe('true')
    expect(grid().getAttribute('aria-rowcount')).toBe('66')
    first().focus()
    await user.keyboard('{ArrowLeft}')
    expect(first().getAttribute('aria-expanded')).toBe('false')
    expect(grid().getAttribute('aria-rowcount')).toBe('54')
    await user.keyboard('{Enter}{ArrowDown}{ArrowLeft}')
    expect(document.activeElement).toBe(first())
  })

  it('are walked with one tab stop, arrows, End and PageUp', async () => {
    const user = await openResult(withTenant())
    expect(
      within(grid())
        .getAllByRole('row')
        .filter((row) => row.tabIndex === 0),
    ).toHaveLength(1)
    firstRow().focus()
    await user.keyboard('{ArrowDown}{ArrowDown}')
    expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('4')
    expect(document.activeElement?.getAttribute('aria-selected')).toBe('true')
    await user.keyboard('{End}')
    expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('61')
    await user.keyboard('{PageUp}')
    expect(Number(document.activeElement?.getAttribute('aria-rowindex'))).toBeLessThan(61)
    await user.keyboard('{Home}')
    expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('2')
  })

  it('that fail to load say why and can be asked for again', async () => {
    const bridge = withTenant()
    const comparison = { ...bridge.api.comparison }
    let failed = false
    Object.assign(bridge.api.comparison, {
      rows: (input: Parameters<typeof comparison.rows>[0]) => {
        if (failed) return comparison.rows(input)
        failed = true
        return Promise.resolve(
          err(appError('NOT_FOUND', 'The comparison is gone.', { advice: ['Compare again.'] })),
        )
      },
    })
    const user = await startRun(bridge)
    finish(bridge)
    await user.click(await screen.findByRole('tab', { name: 'Records' }))
    expect((await screen.findByRole('alert')).textContent).toContain('The comparison is gone.')
    await user.click(screen.getByRole('button', { name: 'Load the records again' }))
    expect(await screen.findByRole('grid')).toBeTruthy()
  })
})

describe('why', () => {
  it('explains a resource, with evidence, confidence, records and fix', async () => {
    await openResult(withTenant())
    expect(why().getByText(/is limited to certain clients/)).toBeTruthy()
    expect(why().getByText('Clients allowed')).toBeTruthy()
    expect(why().getByText('Computed from the configuration')).toBeTruthy()
    expect(why().getByText('Covers 23 records')).toBeTruthy()
    expect(why().getByText(/Client restrictions$/)).toBeTruthy()
  })

  it('explains one row, and leaves out findings about others', async () => {
    const user = await openResult(withTenant())
    await user.click(rowWith('1002'))
    expect(why().getByText(/is limited to certain clients/)).toBeTruthy()
    expect(why().getByText('Covers this record and 22 more')).toBeTruthy()
    expect(why().queryByText(/No cause was found/)).toBeNull()
    await user.click(why().getByRole('button', { name: 'All tickets' }))
    expect(why().getByText(/No cause was found/)).toBeTruthy()
  })

  it('says that there is nothing to explain where both sides see the row', async () => {
    const user = await openResult(withTenant())
    await user.click(firstRow())
    expect(why().getByText('Nothing to explain')).toBeTruthy()
  })

  it('explains a group by the records in it', async () => {
    const user = await openResult(withTenant())
    await user.selectOptions(screen.getByLabelText('Group by'), 'By client')
    await user.click(screen.getByLabelText('Only agent', { exact: false }))
    await user.click(rowWith('Coho Winery'))
    expect(why().getByText('Tickets: Coho Winery')).toBeTruthy()
    expect(why().getByText(/^Covers 1\d records here and \d+ more$/)).toBeTruthy()
  })

  it('is copied as text', async () => {
    const user = await openResult(withTenant())
    await user.click(screen.getByRole('option', { name: /^Assets/ }))
    await user.click(why().getByRole('button', { name: 'Copy as text' }))
    const text = await navigator.clipboard.readText()
    expect(text).toContain('Contoso Managed IT: Assets')
    expect(text).toContain('[scope.missing]')
    expect(text).toContain('Fix: Tick read:assets for the application.')
    expect(text).toContain('Where: Configuration > Integrations')
    expect(await screen.findByText('Copied as text')).toBeTruthy()
  })

  it('names what could not be read', async () => {
    await openResult(withTenant())
    expect(why().getByText(/The application record could not be read/)).toBeTruthy()
  })
})

describe('a snapshot', () => {
  it('is opened and looked at like a comparison, but not run again', async () => {
    const user = renderWindow(withTenant())
    await screen.findByRole('button', { name: 'Compare' })
    await user.click(screen.getByRole('button', { name: 'Open snapshot…' }))
    expect(await showRecords(user)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Compare again' })).toBeNull()
  })
})

describe('the clipboard', () => {
  it('that is denied is said, not swallowed', async () => {
    const user = await openResult(withTenant())
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('denied'))
    Object.assign(document, { execCommand: () => false })
    await user.click(why().getByRole('button', { name: 'Copy as text' }))
    expect(await screen.findByText(/clipboard is not available/)).toBeTruthy()
  })
})
