import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { anEntrySummary, anInventorySummary, countsOf, fakeApplicationId } from './fake-inventory'
import { found } from './found'
import { renderWindow } from './render-window'

const PROFILE = { kind: 'profile', profileId: '11111111-1111-4111-8111-111111111111' } as const

/** The applications of a tenant that was read before, on a tab. */
const openTab = async (tab: string, change: Partial<ReturnType<typeof anInventorySummary>> = {}) => {
  const bridge = new FakeBridge({
    profiles: [aProfileView()],
    inventories: { 'inventory-1': anInventorySummary('inventory-1', { target: PROFILE, ...change }) },
  })
  const user = renderWindow(bridge)
  const tenant = within(await screen.findByRole('listitem', { name: 'Contoso Managed IT' }))
  await user.click(tenant.getByRole('button', { name: 'Applications' }))
  await user.click(await screen.findByRole('tab', { name: tab }))
  return { bridge, user }
}

describe('an access review', () => {
  it('adds up at every decision, and is closed once nothing is open', async () => {
    const entries = [1, 2].map((number) => anEntrySummary(number))
    const { bridge, user } = await openTab('Access review', { entries })
    const sums = screen.getByRole('status', { name: 'How far the review is' })
    expect(sums.textContent).toContain('0 of 2 applications reviewed, 2 open')
    expect(screen.getByRole('button', { name: 'Close the review…' })).toHaveProperty('disabled', true)
    await user.type(screen.getByLabelText('Reviewer'), 'Priya Patel{Enter}')
    expect(bridge.inputsOf('inventory:setReviewer')).toEqual([
      { inventoryId: 'inventory-1', reviewer: 'Priya Patel' },
    ])
    for (const name of ['Integration 1', 'Integration 2']) {
      await user.click(screen.getByRole('button', { name: `Decide: ${name}` }))
      const dialog = within(screen.getByRole('dialog'))
      expect(dialog.getByLabelText('Decided by')).toHaveProperty('value', 'Priya Patel')
      await user.click(dialog.getByRole('radio', { name: /^Keep/ }))
      await user.click(dialog.getByRole('button', { name: 'Save the decision' }))
    }
    expect(sums.textContent).toContain('2 reviewed = 2 keep + 0 reduce + 0 remove + 0 defer')
    expect(screen.getByText('Nothing is open')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Close the review…' }))
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Close the review' }))
    expect(bridge.inputsOf('inventory:closeReview')).toEqual([{ inventoryId: 'inventory-1' }])
    expect(
      await screen.findByText(/Nothing changed, and nothing decided then is still to be done/),
    ).toBeTruthy()
    expect(sums.textContent).toContain('0 of 2 applications reviewed, 2 open')
  })

  it('says first what changed since the last one, and what could not be told', async () => {
    const entries = [anEntrySummary(1)]
    const one = { id: fakeApplicationId(1), name: 'صيانة' }
    await openTab('Access review', {
      entries,
      review: {
        reviewer: null,
        counts: { ...countsOf(entries), aside: [{ id: 'x', decision: 'keep', why: 'gone' }] },
        changes: {
          added: [one],
          gone: [{ id: 'g', name: 'Old sync', decision: 'remove' }],
          changed: [{ ...one, what: ['Scope edit:tickets was added.'] }],
          unknown: [{ ...one, what: ['Its scopes could not be read.'] }],
          notDone: [{ ...one, what: 'Decided to be removed, and still there.' }],
        },
        last: {
          closedAt: '2026-08-01T09:00:00Z',
          reviewer: 'Tim Bowers',
          population: { readAt: '2026-08-01T08:00:00Z', sha256: 'ab'.repeat(32) },
        },
        kept: true,
      },
    })
    const changes = within(screen.getByRole('region', { name: 'Since the last review' }))
    const headings = changes.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent)
    expect(headings).toEqual([
      'Decided then, not done 1',
      'New 1',
      'Changed 1',
      'Not known whether changed 1',
      'Gone 1',
    ])
    expect(changes.getByText('Scope edit:tickets was added.')).toBeTruthy()
    expect(changes.getAllByText('صيانة').every(({ tagName }) => tagName === 'BDI')).toBe(true)
    expect(screen.getByText(/Not counted: 1 decision of applications that are gone/)).toBeTruthy()
  })

  it('is exported with names or stand-ins, and says where to', async () => {
    const { bridge, user } = await openTab('Access review')
    await user.click(screen.getByRole('button', { name: 'Export' }))
    await user.click(screen.getByRole('checkbox', { name: /Redact names/ }))
    const field = screen.getByLabelText(/^Key for stand-ins/)
    await user.type(field, 'correct{ArrowLeft}{Home}horse battery ')
    await user.click(screen.getByRole('menuitem', { name: /PDF review report/ }))
    expect(bridge.inputsOf('inventory:export')).toEqual([
      { inventoryId: 'inventory-1', format: 'pdf', redact: true, redactKey: 'horse battery correct' },
    ])
    expect(await screen.findByText(/PDF review report saved/)).toBeTruthy()
  })
})

describe('the blast radius', () => {
  it('is drawn for what is picked, saved as Markdown, and empty before', async () => {
    const { bridge, user } = await openTab('Blast radius')
    expect(await screen.findByText('Nothing is picked')).toBeTruthy()
    await user.type(screen.getByRole('searchbox'), 'rmm')
    expect(screen.getAllByRole('checkbox')).toHaveLength(1)
    await user.click(screen.getByRole('checkbox', { name: 'RMM alerts' }))
    const tenant = within(await screen.findByRole('region', { name: 'Contoso Managed IT' }))
    expect(found(tenant.getAllByRole('row')[1]).textContent).toContain('Tickets600')
    expect(tenant.getByText('160 or more')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Save as Markdown…' }))
    const picked = [{ inventoryId: 'inventory-1', applicationId: fakeApplicationId(2) }]
    expect(bridge.inputsOf('inventory:saveBlastRadius')).toEqual([{ picked }])
    await act(() => user.click(screen.getByRole('checkbox', { name: 'RMM alerts' })))
    expect(screen.getByText('Nothing is picked')).toBeTruthy()
  })
})
