import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '../../src/shared/app-error'
import { err } from '../../src/shared/result'
import { FakeBridge } from './fake-bridge'
import { aProfileView, someProfiles } from './fake-data'
import { aCheck, aFleetRun, anEnded } from './fake-fleet'
import { renderWindow } from './render-window'

const CONTOSO = '11111111-1111-4111-8111-111111111111'
const NORTHWIND = '22222222-2222-4222-8222-222222222222'

const openFleet = async (bridge: FakeBridge) => {
  const user = renderWindow(bridge)
  await user.click(await screen.findByRole('button', { name: /^Fleet/ }))
  return user
}

const startAll = async (bridge: FakeBridge) => {
  const user = await openFleet(bridge)
  await user.click(await screen.findByRole('button', { name: /^Run for/ }))
  await screen.findByRole('grid', { name: 'Tenants by checks' })
  return user
}

const grid = () => screen.getByRole('grid', { name: 'Tenants by checks' })
const rowOf = (name: string) => {
  const row = within(grid()).getByRole('rowheader', { name }).closest<HTMLElement>('[role=row]')
  if (row === null) throw new Error(`No row of ${name}`)
  return row
}
/** What was said to a screen reader of the run. */
const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent)

describe('before a run', () => {
  it('asks for tenants where none is stored', async () => {
    const user = await openFleet(new FakeBridge())
    expect(await screen.findByText('No tenants to run')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Add a tenant' }))
    expect(screen.getByRole('heading', { name: 'Add a tenant' })).toBeTruthy()
  })

  it('starts all tenants with what is chosen', async () => {
    const bridge = new FakeBridge({ profiles: someProfiles })
    const user = await openFleet(bridge)
    await user.click(await screen.findByRole('checkbox', { name: 'Read the applications' }))
    await user.selectOptions(screen.getByLabelText('Tenants at once'), '5')
    await user.click(screen.getByRole('button', { name: `Run for ${String(someProfiles.length)} tenants` }))
    expect(bridge.inputsOf('fleet:start')).toEqual([
      {
        profileIds: someProfiles.map(({ profile }) => profile.id),
        work: ['check', 'compare', 'applications'],
        atOnce: 5,
      },
    ])
    expect(await screen.findByRole('grid', { name: 'Tenants by checks' })).toBeTruthy()
    expect(screen.getByText(`0 of ${String(someProfiles.length)} tenants ended`)).toBeTruthy()
  })

  it('starts those with a tag, also from the list of tenants', async () => {
    const bridge = new FakeBridge({ profiles: someProfiles })
    const user = renderWindow(bridge)
    await user.selectOptions(await screen.findByLabelText('Tag'), 'production')
    await user.click(screen.getByRole('button', { name: 'Run for this tag…' }))
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Tenants with a tag' }).checked).toBe(true)
    await user.click(screen.getByRole('button', { name: 'Run for 2 tenants' }))
    expect(bridge.inputsOf('fleet:start')).toEqual([
      expect.objectContaining({ profileIds: [CONTOSO, NORTHWIND] }),
    ])
  })

  it('starts the ticked ones, and none without one', async () => {
    const bridge = new FakeBridge({ profiles: someProfiles })
    const user = await openFleet(bridge)
    await user.click(await screen.findByRole('radio', { name: 'Chosen tenants' }))
    const run = () => screen.getByRole<HTMLButtonElement>('button', { name: /^Run for/ })
    expect(run().disabled).toBe(true)
    await user.type(screen.getByLabelText('Search tenants'), 'north')
    await user.click(screen.getByRole('checkbox', { name: 'Northwind Services' }))
    expect(screen.queryByRole('checkbox', { name: 'Contoso Managed IT' })).toBeNull()
    await user.click(run())
    expect(bridge.inputsOf('fleet:start')).toEqual([expect.objectContaining({ profileIds: [NORTHWIND] })])
  })

  it('says who is not ready, and that it is nobody’s turn when nothing is to be done', async () => {
    const unready = aProfileView({ name: 'Unready' }, { app: 'missing', agent: 'stored' })
    const user = await openFleet(new FakeBridge({ profiles: [unready] }))
    expect(await screen.findByText(/None of them is ready/)).toBeTruthy()
    expect(screen.getByText(/Enter the secret of the app connection first/)).toBeTruthy()
    await user.click(screen.getByRole('checkbox', { name: 'Check the connections' }))
    await user.click(screen.getByRole('checkbox', { name: 'Compare' }))
    expect(screen.getByText('Choose at least one thing to do.')).toBeTruthy()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Run for 1 tenant' }).disabled).toBe(true)
  })

  it('stays where it is when the run cannot be started, and says why', async () => {
    const bridge = new FakeBridge({
      profiles: someProfiles,
      fleetError: appError('BUSY', 'A run over many tenants is under way.'),
    })
    const user = await openFleet(bridge)
    await user.click(await screen.findByRole('button', { name: /^Run for/ }))
    expect((await screen.findByRole('alert')).textContent).toContain('A run over many tenants is under way.')
    expect(screen.getByRole('radio', { name: /All tenants/ })).toBeTruthy()
  })
})

describe('a run under way', () => {
  it('shows where each tenant is, and no count in what is said', async () => {
    const bridge = new FakeBridge({ profiles: someProfiles })
    await startAll(bridge)
    act(() => {
      bridge.fleet.go({
        phase: 'running',
        tenants: [
          {
            profileId: CONTOSO,
            name: 'Contoso Managed IT',
            phase: 'running',
            at: 'Listing tickets',
            requests: 31,
          },
          anEnded(NORTHWIND, { name: 'Northwind Services', state: 'failed', message: 'Nobody answers.' }),
        ],
      })
    })
    expect(within(rowOf('Contoso Managed IT')).getByText('Listing tickets')).toBeTruthy()
    expect(within(rowOf('Contoso Managed IT')).getByText('31 requests')).toBeTruthy()
    expect(within(rowOf('Northwind Services')).getByText('Failed')).toBeTruthy()
    expect(within(rowOf('株式会社アダタム')).getByText('Waiting')).toBeTruthy()
    expect(screen.getByText(`1 of ${String(someProfiles.length)} tenants ended`)).toBeTruthy()
    expect(said()).toContain(`The run over ${String(someProfiles.length)} tenants is under way.`)
    expect(screen.getByRole('button', { name: /^Fleet ?running$/ })).toBeTruthy()
  })

  it('pauses, goes on and cancels, with the focus on the same button', async () => {
    const bridge = new FakeBridge({ profiles: someProfiles })
    const user = await startAll(bridge)
    await user.click(screen.getByRole('button', { name: 'Pause' }))
    const goOn = await screen.findByRole('button', { name: 'Go on' })
    expect(document.activeElement).toBe(goOn)
    expect(said().some((text) => text.includes('The run is paused'))).toBe(true)
    await user.click(goOn)
    await screen.findByRole('button', { name: 'Pause' })
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    const cancelling = await screen.findByRole('button', { name: 'Cancelling…' })
    expect(cancelling.getAttribute('aria-disabled')).toBe('true')
    expect(document.activeElement).toBe(cancelling)
    act(() => {
      bridge.fleet.go({ phase: 'ended', tenants: [] })
    })
    expect(within(rowOf('Contoso Managed IT')).getByText('Not run')).toBeTruthy()
    expect(['fleet:pause', 'fleet:resume', 'fleet:cancel'].map((channel) => bridge.calls.filter((call) => call.channel === channel).length)).toEqual([1, 1, 1]) // prettier-ignore
  })

  it('is taken up by a page that is loaded anew, with what is reported before the answer', async () => {
    const bridge = new FakeBridge({
      profiles: someProfiles,
      fleet: aFleetRun({
        phase: 'running',
        tenants: [{ profileId: CONTOSO, name: 'Contoso Managed IT', phase: 'waiting' }],
      }),
    })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: /^Fleet ?running$/ }))
    expect(within(rowOf('Contoso Managed IT')).getByText('Waiting')).toBeTruthy()
  })

  it('is shown again at once where the page before this one showed it', async () => {
    const bridge = new FakeBridge({
      profiles: someProfiles,
      fleet: aFleetRun({ tenants: [anEnded(CONTOSO, { name: 'Contoso Managed IT' })] }),
      held: { results: [], place: { screen: 'fleet', runId: null, inventory: null } },
    })
    renderWindow(bridge)
    expect(await screen.findByRole('grid', { name: 'Tenants by checks' })).toBeTruthy()
    expect(await screen.findByText(/Nothing of the fleet was lost/)).toBeTruthy()
  })

  it('says its end where one is, when that is another screen', async () => {
    const bridge = new FakeBridge({ profiles: [someProfiles[0] ?? aProfileView()] })
    const user = await startAll(bridge)
    await user.click(screen.getByRole('button', { name: 'Tenants' }))
    act(() => {
      bridge.fleet.go({ phase: 'ended', tenants: [anEnded(CONTOSO, { name: 'Contoso Managed IT' })] })
    })
    expect(await screen.findByText('The run over 1 tenant has ended: 1 done.')).toBeTruthy()
  })
})

const ENDED = aFleetRun({
  tenants: [
    anEnded(CONTOSO, {
      name: 'Contoso Managed IT',
      checks: [
        aCheck('connect app'),
        aCheck('purpose', { state: 'fails', message: 'It lacks read:tickets.' }),
        aCheck('risk application.person', { state: 'fails', severity: 'warning', message: 'One does.' }),
      ],
    }),
    anEnded(
      NORTHWIND,
      {
        name: 'Northwind Services',
        state: 'failed',
        message: 'Nobody answers at this address. Check it.',
        checks: [aCheck('connect app', { state: 'unknown', message: 'Not asked.' })],
      },
      { results: [] },
    ),
  ],
})

describe('a run that ended', () => {
  it('names who is missing something and why, once, and offers to run them again', async () => {
    const bridge = new FakeBridge({ profiles: someProfiles, fleet: ENDED })
    const user = await openFleet(bridge)
    expect(said()).toContain(
      'The run over 2 tenants has ended: 1 done, 1 failed. Missing something: Northwind Services.',
    )
    await user.click(screen.getByText(/1 tenant missing something/))
    expect(screen.getByText('Nobody answers at this address. Check it.')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Run 1 missing one again' }))
    expect(bridge.inputsOf('fleet:again')).toEqual([{ fleetId: 'fleet-1' }])
    await waitFor(() => {
      expect(within(rowOf('Northwind Services')).getByText('Waiting')).toBeTruthy()
    })
    expect(within(rowOf('Contoso Managed IT')).getByText('Done')).toBeTruthy()
  })

  it('tells a check in full, and opens the tenant from its cell', async () => {
    const bridge = new FakeBridge({ profiles: someProfiles, fleet: ENDED })
    const user = await openFleet(bridge)
    await user.click(within(rowOf('Contoso Managed IT')).getByText('Fails'))
    const details = screen.getByRole('complementary', { name: 'Details' })
    expect(within(details).getByText('It lacks read:tickets.')).toBeTruthy()
    expect(within(details).getByText('Severity: Error')).toBeTruthy()
    await user.keyboard('{Enter}')
    expect(bridge.inputsOf('fleet:openResult')).toEqual([
      { fleetId: 'fleet-1', profileId: CONTOSO, kind: 'comparison' },
    ])
    expect(await screen.findByRole('tab', { name: 'Records' })).toBeTruthy()
    // The way back leads to the same cell.
    await user.click(screen.getByRole('button', { name: /^Fleet/ }))
    await waitFor(() => {
      expect(document.activeElement?.getAttribute('data-column')).toBe('purpose')
    })
  })

  it('says so where there is nothing to open', async () => {
    const user = await openFleet(new FakeBridge({ profiles: someProfiles, fleet: ENDED }))
    await user.click(within(rowOf('Northwind Services')).getByText('Failed'))
    await user.keyboard('{Enter}')
    expect(await screen.findByText(/There is no result of this tenant to open/)).toBeTruthy()
    const details = screen.getByRole('complementary', { name: 'Details' })
    await user.click(within(details).getByRole('button', { name: 'Edit the tenant' }))
    expect(await screen.findByRole('heading', { name: /Edit/ })).toBeTruthy()
  })

  it('opens applications where the comparison made room, and says that it did', async () => {
    const bridge = new FakeBridge({
      profiles: someProfiles,
      fleet: aFleetRun({
        tenants: [
          anEnded(
            CONTOSO,
            { name: 'Contoso Managed IT' },
            { results: ['applications'], dropped: ['comparison'] },
          ),
        ],
      }),
    })
    const user = await openFleet(bridge)
    const details = await screen.findByRole('complementary', { name: 'Details' })
    expect(within(details).getByText(/Its comparison made room for newer ones/)).toBeTruthy()
    await user.click(within(details).getByRole('button', { name: 'Open its applications' }))
    expect(bridge.inputsOf('fleet:openResult')).toEqual([
      { fleetId: 'fleet-1', profileId: CONTOSO, kind: 'applications' },
    ])
  })

  it('says why a result cannot be opened', async () => {
    const bridge = new FakeBridge({
      profiles: someProfiles,
      fleet: ENDED,
      openedFleetResult: err(appError('NOT_FOUND', 'This result is not there.')),
    })
    const user = await openFleet(bridge)
    await user.click(await screen.findByRole('button', { name: 'Open its summary' }))
    expect((await screen.findByRole('alert')).textContent).toContain('This result is not there.')
  })

  it('is exported, and says where to', async () => {
    const bridge = new FakeBridge({ profiles: someProfiles, fleet: ENDED })
    const user = await openFleet(bridge)
    await user.click(await screen.findByRole('button', { name: 'Export' }))
    await user.click(screen.getByRole('menuitem', { name: /^PDF/ }))
    expect(await screen.findByText('PDF report saved: /home/me/Documents/fleet.pdf')).toBeTruthy()
    expect(bridge.inputsOf('fleet:export')).toEqual([{ fleetId: 'fleet-1', format: 'pdf' }])
  })

  it('makes room for a new run, and is there to go back to', async () => {
    const user = await openFleet(new FakeBridge({ profiles: someProfiles, fleet: ENDED }))
    await user.click(await screen.findByRole('button', { name: 'New run…' }))
    await user.click(screen.getByRole('button', { name: 'Back to the last run' }))
    expect(grid()).toBeTruthy()
  })
})
