import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '../../src/shared/app-error'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { anEntrySummary, anInventorySummary, aRiskOf, someEntries } from './fake-inventory'
import { found } from './found'
import { renderWindow, showRecords } from './render-window'

type Started = ConstructorParameters<typeof FakeBridge>[0]

/** The applications of the one stored tenant, read. */
const opened = async (state: Started = {}) => {
  const bridge = new FakeBridge({ profiles: [aProfileView()], ...state })
  const user = renderWindow(bridge)
  const tenant = within(await screen.findByRole('listitem', { name: 'Contoso Managed IT' }))
  await user.click(tenant.getByRole('button', { name: 'Applications' }))
  return { bridge, user }
}

const read = async (state: Started = {}) => {
  const { bridge, user } = await opened(state)
  await screen.findByRole('heading', { name: /^Applications of/ })
  act(() => {
    bridge.emitInventory({ inventoryId: 'inventory-1', phase: 'done' })
  })
  await screen.findByRole('tablist', { name: 'Views of the applications' })
  return { bridge, user }
}

const withEntries = (entries = someEntries(), change = {}) => ({
  inventories: { 'inventory-1': anInventorySummary('inventory-1', { entries, ...change }) },
})

/** As before the tenant was read: nothing of it is known yet. */
const unknownAtFirst = (state: Started): Started => {
  const inventories = state?.inventories ?? {}
  return {
    inventories: Object.fromEntries(
      Object.entries(inventories).map(([id, summary]) => [id, { ...summary, target: null }]),
    ),
  }
}

const table = () => screen.findByRole('grid', { name: 'Applications' })
const rowNames = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => found(within(row).getAllByRole('gridcell')[0]).querySelector('bdi')?.textContent)

describe('the reading of applications', () => {
  it('shows each step, with what is read now and why it waits, and can be cancelled', async () => {
    const { bridge, user } = await opened()
    act(() => {
      bridge.emitInventory({
        inventoryId: 'inventory-1',
        phase: 'agents',
        at: 'API - RMM',
        begun: 4,
        done: 3,
        total: 9,
        requests: 22,
        waiting: 'Halo asked to wait 5 s',
      })
    })
    expect(await screen.findByText('API - RMM')).toBeTruthy()
    expect(screen.getByText('3 of 9')).toBeTruthy()
    expect(screen.getByText('22 requests')).toBeTruthy()
    expect(screen.getByText(/Halo asked to wait 5 s/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(bridge.inputsOf('inventory:cancel')).toEqual([{ inventoryId: 'inventory-1' }])
    expect(screen.getByRole('button', { name: 'Cancelling…' }).getAttribute('aria-disabled')).toBe('true')
  })

  it('says why it failed and what to do, and reads again', async () => {
    const { bridge, user } = await opened()
    act(() => {
      bridge.emitInventory({
        inventoryId: 'inventory-1',
        phase: 'failed',
        error: appError('INTERNAL', 'The inspector was refused.', { advice: ['Give it a role.'] }),
      })
    })
    expect((await screen.findByRole('alert')).textContent).toContain('Give it a role.')
    await user.click(screen.getByRole('button', { name: 'Read again' }))
    expect(bridge.inputsOf('inventory:start')).toHaveLength(2)
  })

  it('of a part offers to read what is missing, and says of each list what it is', async () => {
    const { bridge, user } = await read(
      unknownAtFirst(
        withEntries(someEntries(), {
          complete: false,
          facts: { ...anInventorySummary('x').facts, cancelled: true },
          lists: [{ resource: 'tickets', state: 'listed', total: 1500, complete: false }],
        }),
      ),
    )
    // Of a snapshot there is no tenant to be read.
    expect(screen.queryByRole('button', { name: 'Read what is missing' })).toBeNull()
    expect(screen.getByText(/Cancelled: partial result/)).toBeTruthy()
    expect(screen.getByText(/tickets \(incomplete, of 1,500\)/)).toBeTruthy()
    bridge.state.inventories = {
      'inventory-2': anInventorySummary('inventory-2', { complete: false }),
    }
    await user.click(screen.getByRole('button', { name: 'Read again' }))
    act(() => {
      bridge.emitInventory({ inventoryId: 'inventory-2', phase: 'done' })
    })
    await user.click(await screen.findByRole('button', { name: 'Read what is missing' }))
    expect(bridge.inputsOf('inventory:resume')).toEqual([{ inventoryId: 'inventory-2' }])
  })

  it('never calls applications that could not be read none', async () => {
    const failure = {
      code: 'request.failed',
      message: 'It was refused (403).',
      advice: ['Ask.'],
      status: 403,
    }
    const { facts } = anInventorySummary('x')
    await read(
      unknownAtFirst(withEntries([], { facts: { ...facts, listFailure: failure }, complete: false })),
    )
    expect(screen.getByText(/Unknown is not none/)).toBeTruthy()
    expect(screen.getByText('The applications are not known')).toBeTruthy()
    expect(screen.queryByText('No application is registered')).toBeNull()
    expect(screen.getByText(/applications not known/)).toBeTruthy()
  })

  it('is not begun again where the tenant was read in this session', async () => {
    const { bridge } = await opened(withEntries())
    expect(await table()).toBeTruthy()
    expect(bridge.inputsOf('inventory:start')).toEqual([])
  })
})

describe('the table of applications', () => {
  it('says of each what it would see of what the inspector saw, and what is unknown', async () => {
    await read()
    const row = within(found((await screen.findAllByRole('row', { name: /Phone system/ }))[0]))
    expect(row.getByTitle('tickets: would see 450 of 1,500, 12 undecided (predicted)')).toBeTruthy()
    expect(row.getByText('12 undecided')).toBeTruthy()
    expect(row.getByText('API-only agent')).toBeTruthy()
    expect(row.getByText(/Weak method, Key expiry/)).toBeTruthy()
    expect(screen.getByText(/11 of 12 applications read, 1 unread/)).toBeTruthy()
    expect(screen.getByText(/predicted 450, seen 453, 450 agree, 0 disagree, 12 undecided/)).toBeTruthy()
  })

  it('is searched, filtered by risk and decision, and says how many are left', async () => {
    const { user } = await read()
    await table()
    await user.keyboard('/scanner')
    expect(await screen.findByText('1 of 12 applications')).toBeTruthy()
    expect(rowNames()).toEqual(['Security scanner'])
    await user.clear(screen.getByRole('searchbox'))
    await user.selectOptions(screen.getByRole('combobox', { name: 'Risk' }), 'Unread: not known (1)')
    expect(rowNames()).toEqual(['Security scanner'])
    await user.selectOptions(screen.getByRole('combobox', { name: 'Decision' }), 'Keep')
    expect(screen.getByText('No application matches')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Show all applications' }))
    expect(screen.getByText('12 applications')).toBeTruthy()
  })

  it('sorts by a column, what is not known last either way', async () => {
    const { user } = await read()
    await table()
    const users = screen.getByRole('button', { name: 'Would see users (predicted)' })
    await user.click(users)
    expect(rowNames()[0]).toBe('RMM alerts')
    expect(found(users.closest('[role=columnheader]') ?? undefined).getAttribute('aria-sort')).toBe(
      'descending',
    )
    await user.click(users)
    expect(rowNames().slice(0, 3).sort()).toEqual([
      'Migration 2023 (old)',
      'Onboarding forms',
      'Warranty lookup',
    ])
    await user.click(screen.getByRole('button', { name: 'Application' }))
    expect(rowNames()[0]).toBe('Backup monitor')
  })

  it('moves with the arrow keys among 500, renders few of them, and opens with Enter', async () => {
    const entries = Array.from({ length: 500 }, (_, at) => anEntrySummary(at + 1))
    const { bridge, user } = await read(unknownAtFirst(withEntries(entries)))
    await table()
    expect(screen.getAllByRole('row').length).toBeLessThan(40)
    act(() => found(screen.getAllByRole('row')[1]).focus())
    await user.keyboard('{ArrowDown}{ArrowDown}{End}{ArrowUp}')
    expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('500')
    const name = document.activeElement?.querySelector('bdi')?.textContent
    await user.keyboard('{Enter}')
    expect(await screen.findByRole('heading', { name: found(name ?? undefined) })).toBeTruthy()
    expect(bridge.inputsOf('inventory:openView')).toHaveLength(1)
    await user.click(screen.getAllByRole('button', { name: 'Applications' })[1]!)
    await table()
    expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('500')
  })

  it('marks Halo’s own, and calls them neither a risk nor open', async () => {
    await read()
    const row = within(found((await screen.findAllByRole('row', { name: /Halo Mobile/ }))[0]))
    expect(row.getByText('Halo’s own')).toBeTruthy()
    expect(row.getByText('Halo’s own: not judged')).toBeTruthy()
    expect(row.queryByText('Open')).toBeNull()
  })

  it('keeps names of any script to themselves, and finds a stand-in for a blank one', async () => {
    const entries = [
      anEntrySummary(1, { application: { name: 'صيانة (1)' } }),
      anEntrySummary(2, { application: { name: '\u200b ' }, risks: [aRiskOf('application.person')] }),
    ]
    await read(unknownAtFirst(withEntries(entries)))
    await table()
    expect(rowNames()).toEqual(['Unnamed (aaaa0000)', 'صيانة (1)'])
  })
})

describe('one application', () => {
  const openOne = async (state: Started = {}) => {
    const { bridge, user } = await read(state)
    await user.click(found((await screen.findAllByRole('row', { name: /RMM alerts/ }))[0]))
    await screen.findByRole('tablist', { name: 'Views of the comparison' })
    return { bridge, user }
  }

  it('stands beside the inspector, and is nowhere said to see anything', async () => {
    const { user } = await openOne()
    const grid = await showRecords(user)
    expect(
      within(grid)
        .getAllByRole('columnheader')
        .map(({ textContent }) => textContent),
    ).toEqual(['The inspector sees', 'This application would see (predicted)'])
    expect(within(grid).getAllByText('would not see it (predicted)').length).toBeGreaterThan(0)
    const line = screen.getByText(/^Prediction: /).textContent
    expect(line).toMatch(/would be listed, \d+ refused, \d+ unknown$/)
    expect(line).not.toMatch(/compared|skipped/)
    const shown = found(document.querySelector('main') ?? undefined).textContent
    expect(shown).not.toMatch(/App sees|Only app|Only agent|not visible to the app/)
    expect(
      screen.getByRole('option', { name: /^Assets: inspector ?311, app would see ?refused/ }),
    ).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Export' })).toBeNull()
  })

  it('gives back the comparison that was on screen before', async () => {
    const { bridge, user } = await openOne()
    await showRecords(user)
    expect(screen.getByRole('button', { name: 'Comparison' })).toHaveProperty('disabled', true)
    await user.click(screen.getByRole('button', { name: 'Tenants' }))
    await user.click(screen.getByRole('button', { name: 'Compare' }))
    const { runId } = { runId: 'run-2' }
    act(() => {
      bridge.emit({ runId, phase: 'done' })
    })
    await showRecords(user)
    expect(await screen.findByRole('columnheader', { name: 'Agent sees' })).toBeTruthy()
    await user.click(within(screen.getByRole('navigation')).getByRole('button', { name: 'Applications' }))
    expect(await screen.findByRole('columnheader', { name: 'The inspector sees' })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Comparison' }))
    expect(await screen.findByRole('columnheader', { name: 'Agent sees' })).toBeTruthy()
  })

  it('takes a decision, and says at its field what is missing of one', async () => {
    const { bridge, user } = await openOne()
    await user.click(screen.getByRole('button', { name: 'Decide…' }))
    const dialog = within(screen.getByRole('dialog', { name: 'Decide: RMM alerts' }))
    await user.click(dialog.getByRole('button', { name: 'Save the decision' }))
    expect(dialog.getByText('Choose one of the four.')).toBeTruthy()
    expect(dialog.getByLabelText('Decided by').getAttribute('aria-invalid')).toBe('true')
    expect(bridge.inputsOf('inventory:decide')).toEqual([])
    await user.click(dialog.getByRole('radio', { name: /^Remove/ }))
    await user.type(dialog.getByLabelText('Decided by'), 'Priya Patel')
    await user.type(dialog.getByLabelText('Reason'), 'Replaced.')
    await user.type(dialog.getByLabelText(/^Ticket/), 'CHG-7')
    await user.click(dialog.getByRole('button', { name: 'Save the decision' }))
    const [input] = bridge.inputsOf('inventory:decide') as { decision: Record<string, unknown> }[]
    expect(input?.decision).toMatchObject({
      decision: 'remove',
      by: 'Priya Patel',
      reason: 'Replaced.',
      ticket: 'CHG-7',
      until: null,
      on: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    })
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(screen.getByRole('button', { name: 'Change the decision…' })).toBeTruthy()
  })

  it('shows what main refuses of a decision, where it is', async () => {
    const noteError = appError('INVALID_ARGUMENT', 'That ticket is no ticket.', { field: 'decision.ticket' })
    const { user } = await openOne({ noteError })
    await user.click(screen.getByRole('button', { name: 'Decide…' }))
    const dialog = within(screen.getByRole('dialog'))
    await user.click(dialog.getByRole('radio', { name: /^Keep/ }))
    await user.type(dialog.getByLabelText('Decided by'), 'Priya')
    await user.click(dialog.getByRole('button', { name: 'Save the decision' }))
    expect(await dialog.findByText('That ticket is no ticket.')).toBeTruthy()
    expect(dialog.getByLabelText(/^Ticket/).getAttribute('aria-invalid')).toBe('true')
  })

  it('names its risks with fixes, and keeps purpose and owner', async () => {
    const { bridge, user } = await openOne()
    await user.click(screen.getByRole('tab', { name: 'Risks and purpose' }))
    expect(screen.getByText('It logs in as a Halo administrator.')).toBeTruthy()
    expect(screen.getAllByText(/OWASP NHI5 Overprivileged NHI/).length).toBeGreaterThan(0)
    expect(screen.getAllByText(/View Applications/).length).toBeGreaterThan(0)
    await user.type(screen.getByLabelText('Owner'), 'Carla')
    // What is typed is there again after another view.
    await user.click(screen.getByRole('tab', { name: 'Summary' }))
    await user.click(screen.getByRole('tab', { name: 'Risks and purpose' }))
    expect(screen.getByText('Not saved yet.')).toBeTruthy()
    expect(bridge.desktop.typed).toBe(true)
    await user.click(screen.getByRole('button', { name: 'Save purpose and owner' }))
    const [input] = bridge.inputsOf('inventory:setNote') as { note: unknown }[]
    expect(input?.note).toEqual({ purpose: null, owner: 'Carla', nextReview: null })
    expect(screen.queryByText('Not saved yet.')).toBeNull()
    expect(bridge.desktop.typed).toBe(false)
    await user.click(screen.getByText(/How to compare it for real/))
    expect(screen.queryByRole('button', { name: 'Compare for real' })).toBeNull()
  })
})
