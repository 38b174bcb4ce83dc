import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { aCheck, aFleetRun, anEnded, anOutlier, manyEnded } from './fake-fleet'
import { found } from './found'
import { renderWindow } from './render-window'

const id = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`

const tenants = (names: readonly string[], tags: readonly (readonly string[])[] = []) =>
  names.map((name, at) => aProfileView({ id: id(at), name, tags: [...(tags[at] ?? [])] }))

const THREE = aFleetRun({
  tenants: [
    anEnded(id(0), {
      name: 'Alpha',
      checks: [aCheck('connect app'), aCheck('purpose', { state: 'fails', severity: 'warning' })],
    }),
    anEnded(id(1), {
      name: 'Beta',
      checks: [aCheck('connect app', { state: 'fails' }), aCheck('purpose', { state: 'unknown' })],
      state: 'failed',
    }),
    anEnded(id(2), { name: 'Gamma', checks: [aCheck('connect app'), aCheck('purpose')] }),
  ],
})
const VIEWS = tenants(['Alpha', 'Beta', 'Gamma'], [['emea'], ['emea', 'apac'], []])

const open = async (fleet = THREE, profiles = VIEWS) => {
  const bridge = new FakeBridge({ profiles, fleet })
  const user = renderWindow(bridge)
  await user.click(await screen.findByRole('button', { name: /^Fleet/ }))
  return { bridge, user }
}

const grid = () => screen.getByRole('grid', { name: 'Tenants by checks' })
const names = () =>
  within(grid())
    .getAllByRole('rowheader')
    .map(({ textContent }) => textContent)
/** The one cell that Tab leads to. */
const stop = () => {
  const cell = grid().querySelector<HTMLElement>('[tabindex="0"]')
  if (cell === null) throw new Error('No tab stop')
  return cell
}
const focused = () => {
  const cell = document.activeElement?.closest<HTMLElement>('[data-column]')
  return [cell?.closest<HTMLElement>('[data-tenant]')?.dataset['tenant'] ?? 'head', cell?.dataset['column']]
}

describe('the matrix of tenants by checks', () => {
  it('says each state in a word, and how many fail a check', async () => {
    await open()
    const cells = within(grid()).getAllByRole('row').slice(1).map((row) => within(row).getAllByRole('gridcell').map(({ textContent }) => textContent)) // prettier-ignore
    expect(cells).toEqual([
      ['Done', 'Holds', 'Fails (warning)'],
      ['Failed', 'Fails', 'Unknown'],
      ['Done', 'Holds', 'Holds'],
    ])
    expect(
      within(grid())
        .getAllByRole('columnheader')
        .map(({ textContent }) => textContent),
    ).toEqual(['Tenant', 'State', 'ConnectsApp side1 tenant fails', 'Purpose1 tenant fails'])
  })

  it('says of a check that a tenant does not have that it was not checked', async () => {
    await open(
      aFleetRun({
        tenants: [
          anEnded(id(0), { name: 'Alpha', checks: [aCheck('expect one')] }),
          anEnded(id(1), { name: 'Beta', checks: [] }),
        ],
      }),
    )
    expect(within(grid()).getByText('Not checked')).toBeTruthy()
  })

  it('filters by words, tag, state and check', async () => {
    const { user } = await open()
    await user.type(screen.getByLabelText('Search tenants'), 'ALPHA')
    await waitFor(() => {
      expect(names()).toEqual(['Alpha'])
    })
    await user.clear(screen.getByLabelText('Search tenants'))
    await user.selectOptions(screen.getByLabelText('Tag'), 'apac')
    await waitFor(() => {
      expect(names()).toEqual(['Beta'])
    })
    expect(screen.getByText('1 of 3 tenants')).toBeTruthy()
    await user.selectOptions(screen.getByLabelText('Tag'), 'All tags')
    const showing = async (show: string, check: string) => {
      await user.selectOptions(screen.getByLabelText('Show'), show)
      await user.selectOptions(screen.getByLabelText('Check'), check)
    }
    await showing('Only failing', 'All checks')
    await waitFor(() => {
      expect(names()).toEqual(['Alpha', 'Beta'])
    })
    await showing('Only failing', 'Purpose')
    await waitFor(() => {
      expect(names()).toEqual(['Alpha'])
    })
    expect(within(grid()).getAllByRole('columnheader').length).toBe(3)
    await showing('Only unknown', 'Purpose')
    await waitFor(() => {
      expect(names()).toEqual(['Beta'])
    })
    await showing('Only failed, incomplete or not run', 'All checks')
    await waitFor(() => {
      expect(names()).toEqual(['Beta'])
    })
    await user.type(screen.getByLabelText('Search tenants'), 'nobody')
    expect(await screen.findByText('No tenant matches')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Show all tenants' }))
    await waitFor(() => {
      expect(names()).toEqual(['Alpha', 'Beta', 'Gamma'])
    })
  })

  it('sorts by every column, the worst first, and turns around', async () => {
    const { user } = await open()
    const head = (name: RegExp) => within(grid()).getByRole('columnheader', { name })
    const click = (name: RegExp) => user.click(within(head(name)).getByRole('button'))
    await click(/Connects/)
    await waitFor(() => {
      expect(names()).toEqual(['Beta', 'Alpha', 'Gamma'])
    })
    expect(head(/Connects/).getAttribute('aria-sort')).toBe('descending')
    await click(/Connects/)
    await waitFor(() => {
      expect(names()).toEqual(['Alpha', 'Gamma', 'Beta'])
    })
    await click(/Purpose/)
    await waitFor(() => {
      expect(names()).toEqual(['Alpha', 'Beta', 'Gamma'])
    })
    await click(/State/)
    await waitFor(() => {
      expect(names()).toEqual(['Beta', 'Alpha', 'Gamma'])
    })
    await click(/Tenant/)
    await waitFor(() => {
      expect(names()).toEqual(['Alpha', 'Beta', 'Gamma'])
    })
  })

  it('is one tab stop, in which the keys of a grid move', async () => {
    const { user } = await open()
    expect(grid().querySelectorAll('[tabindex="0"]').length).toBe(1)
    act(() => {
      stop().focus()
    })
    expect(focused()).toEqual([id(0), 'name'])
    const after = async (keys: string) => {
      await user.keyboard(keys)
      return focused()
    }
    expect(await after('{ArrowRight}{ArrowRight}')).toEqual([id(0), 'connect app'])
    expect(await after('{ArrowDown}')).toEqual([id(1), 'connect app'])
    expect(await after('{End}')).toEqual([id(1), 'purpose'])
    expect(await after('{Home}')).toEqual([id(1), 'name'])
    expect(await after('{Control>}{End}{/Control}')).toEqual([id(2), 'purpose'])
    expect(await after('{PageUp}')).toEqual(['head', 'purpose'])
    expect(await after('{Enter}')).toEqual(['head', 'purpose'])
    expect(
      within(grid())
        .getByRole('columnheader', { name: /Purpose/ })
        .getAttribute('aria-sort'),
    ).toBe('descending')
    expect(await after('{ArrowDown}')).toEqual([id(0), 'purpose'])
    expect(grid().querySelectorAll('[tabindex="0"]').length).toBe(1)
  })

  it('shows 200 tenants by 30 checks, of which it draws those in sight', async () => {
    const many = manyEnded(200, 30)
    const profiles = tenants(many.map(({ name }) => name))
    const { bridge, user } = await open(aFleetRun({ phase: 'running', tenants: many }), profiles)
    expect(grid().getAttribute('aria-rowcount')).toBe('201')
    expect(grid().getAttribute('aria-colcount')).toBe('32')
    expect(names().length).toBeLessThan(40)
    act(() => {
      stop().focus()
    })
    await user.keyboard('{Control>}{End}{/Control}')
    expect(focused()).toEqual([id(199), 'expect check 30'])
    // A report about one tenant leaves the elements of all others as they are.
    const before = [...grid().querySelectorAll('[data-tenant]')]
    const last = found(many[199])
    act(() => {
      bridge.fleet.go({
        phase: 'running',
        tenants: [
          { profileId: last.profileId, name: last.name, phase: 'running', at: 'Connecting', requests: 1 },
        ],
      })
    })
    expect([...grid().querySelectorAll('[data-tenant]')]).toEqual(before)
    expect(within(grid()).getByText('Connecting')).toBeTruthy()
    expect(focused()).toEqual([id(199), 'expect check 30'])
  })

  it('shows names of any script as they are', async () => {
    const name = 'شركة (12) <b>'
    await open(aFleetRun({ tenants: [anEnded(id(0), { name })] }), tenants([name]))
    expect(within(grid()).getByRole('rowheader').querySelector('bdi')?.textContent).toBe(name)
  })
})

describe('outliers', () => {
  const fleet = aFleetRun({
    ...THREE,
    outliers: [
      anOutlier({ tenant: 'Alpha' }),
      anOutlier({ tenant: 'Beta' }),
      anOutlier({
        tenant: 'Gamma',
        what: 'version',
        name: '',
        value: '2.1',
        usual: '2.2',
        message: '38 of 40 tenants run Halo 2.2; Gamma runs 2.1.',
      }),
    ],
  })

  it('are told by setting, with what is usual, and lead to the tenant', async () => {
    const { user } = await open(fleet)
    await user.click(screen.getByRole('tab', { name: 'Outliers: 2 settings' }))
    const groups = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)
    expect(groups).toEqual(['App side: version of Halo', 'App side: scope read:tickets'])
    expect(screen.getByText('but not these 2:', { exact: false })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Beta' }))
    await waitFor(() => {
      expect(focused()).toEqual([id(1), 'name'])
    })
  })

  it('are found anew against a named tenant', async () => {
    const bridge = new FakeBridge({
      profiles: VIEWS,
      fleet,
      fleetOutliers: (baseline) =>
        baseline === 'Alpha' ? [anOutlier({ tenant: 'Gamma', usualCount: 1, known: 3 })] : [],
    })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: /^Fleet/ }))
    await user.click(screen.getByRole('tab', { name: /^Outliers/ }))
    await user.selectOptions(screen.getByLabelText('Hold tenants against'), 'Alpha')
    expect(await screen.findByText('1 setting with outliers')).toBeTruthy()
    expect(bridge.inputsOf('fleet:setBaseline')).toEqual([{ fleetId: 'fleet-1', baseline: 'Alpha' }])
    expect(screen.getByText('as 1 of 3 tenants', { exact: false })).toBeTruthy()
  })

  it('are none where all are alike, which it says', async () => {
    const { user } = await open()
    await user.click(screen.getByRole('tab', { name: 'Outliers' }))
    expect(await screen.findByText('No outlier')).toBeTruthy()
  })
})
