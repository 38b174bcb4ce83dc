import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { FakeBridge } from './fake-bridge'
import { aProfileView, aTicket } from './fake-data'
import { found } from './found'
import { renderWindow, showRecords } from './render-window'

const openResult = async (bridge = new FakeBridge({ profiles: [aProfileView()] })) => {
  const user = renderWindow(bridge)
  await user.click(await screen.findByRole('button', { name: 'Compare' }))
  act(() => {
    bridge.emit({ runId: 'run-1', phase: 'done' })
  })
  await showRecords(user)
  return user
}

const open = async (tab: string) => {
  const user = await openResult()
  await user.click(screen.getByRole('tab', { name: tab }))
  return user
}

describe('the permission matrix', () => {
  it('shows application, agent and both, and where an effective permission comes from', async () => {
    const user = await open('Permissions')
    const row = within(await screen.findByRole('row', { name: /^Suppliers/ }))
    const [application, agent] = row.getAllByRole('gridcell')
    expect(found(application).textContent).toBe('No')
    expect(found(agent).textContent).toBe('No')
    await user.click(row.getByRole('gridcell', { name: 'Suppliers, Read, Effective: No' }))
    const origin = within(screen.getByRole('complementary', { name: 'Where it comes from' }))
    expect(origin.getAllByText('no scope read:suppliers or edit:suppliers').length).toBeGreaterThan(0)
    expect(origin.getAllByText(/Suppliers \(Sx\): No Access/).length).toBeGreaterThan(0)
  })

  it('is reached with the arrow keys from tab to tab', async () => {
    const user = await openResult()
    screen.getByRole('tab', { name: 'Records' }).focus()
    await user.keyboard('{ArrowRight}')
    expect(screen.getByRole('tab', { name: 'Permissions' })).toBe(document.activeElement)
    expect(await screen.findByRole('row', { name: /^Tickets/ })).toBeTruthy()
    await user.keyboard('{ArrowLeft}')
    expect(screen.getByRole('grid')).toBeTruthy()
  })
})

describe('what if', () => {
  it('says what a switch would show, and undoes it', async () => {
    const user = await open('What if')
    await user.click(await screen.findByRole('checkbox', { name: 'View unassigned tickets' }))
    const outlook = within(screen.getByRole('complementary', { name: 'What would happen' }))
    expect(await outlook.findByText(/ appears?$/)).toBeTruthy()
    expect(outlook.getByText('Let API - Reporting view unassigned tickets.')).toBeTruthy()
    await user.click(outlook.getByRole('button', { name: 'Undo all' }))
    expect(outlook.getByText('Nothing tried yet')).toBeTruthy()
    expect(screen.getByRole('checkbox', { name: 'View unassigned tickets' })).toHaveProperty('checked', false)
  })

  it('finds a setting by its name', async () => {
    const user = await open('What if')
    await user.type(await screen.findByRole('searchbox', { name: 'Find a setting' }), 'read:assets')
    expect(screen.getAllByRole('checkbox')).toHaveLength(1)
    await user.click(screen.getByRole('checkbox', { name: /^read:assets/ }))
    expect(await screen.findByText('read Assets: No → Yes')).toBeTruthy()
  })
})

describe('recipes', () => {
  it('say what is missing and what is more than needed, with their source', async () => {
    const user = await open('Recipes')
    const title = await screen.findByText(/Halo's common case/)
    await user.click(title)
    const recipe = within(found(title.closest('details') ?? undefined))
    // Nobody chose it as the purpose: it is not judged.
    expect(recipe.getByText(/^would need \d+ more/)).toBeTruthy()
    expect(recipe.queryByText('Something is missing')).toBeNull()
    expect(recipe.getByText(/: scope edit:tickets/)).toBeTruthy()
    expect(recipe.getByText(/guides\/article\?kbid=1566/)).toBeTruthy()
    expect(recipe.getByText(/^scope read:customers/)).toBeTruthy()
  })
})

describe('a file of calls', () => {
  it('is held against the application, and says what of it was not understood', async () => {
    const user = await open('Recipes')
    await user.click(await screen.findByRole('button', { name: 'Check a file of calls …' }))
    const section = within(screen.getByRole('region', { name: 'What an integration called' }))
    expect(await section.findByText(/proxy\.log/)).toBeTruthy()
    expect(section.getByRole('status').textContent).toContain(
      'Unknown. Calls understood: 2, read as list. Not understood: 1. Of Halo: 1. Not of Halo: 1 (graph.microsoft.com 1).',
    )
    await user.click(section.getByText('What the integration called'))
    expect(section.getByText(/1 entry of the file not understood/)).toBeTruthy()
    expect(section.getByText(/line 3: no method with an address/)).toBeTruthy()
  })
})

describe('the smallest fix', () => {
  it('lists ways, and tries one', async () => {
    const user = await openResult()
    await user.click(screen.getByRole('button', { name: 'Find the smallest fix' }))
    const ways = within(await screen.findByRole('region', { name: 'Ways to fix it' }))
    await user.click(found((await ways.findAllByRole('button', { name: /^Try it/ }))[0]))
    const outlook = within(screen.getByRole('complementary', { name: 'What would happen' }))
    expect((await outlook.findAllByText(/ appears?$/)).length).toBeGreaterThan(0)
    expect(screen.getByRole('tab', { name: 'What if' }).getAttribute('aria-selected')).toBe('true')
  })

  it('stays with the records it was asked for, where others go by the same name', async () => {
    const rows = ['61', '62'].map((clientId, index) => ({
      record: { ...aTicket(index), clientId, clientName: 'Contoso' },
      seenBy: 'agent' as const,
    }))
    const user = await openResult(new FakeBridge({ profiles: [aProfileView()], rows }))
    await user.selectOptions(screen.getByLabelText('Group by'), 'By client')
    const [first, second] = screen.getAllByRole('row', { name: /^Contoso/ })
    await user.click(found(first))
    await user.click(screen.getByRole('button', { name: 'Find the smallest fix' }))
    expect(await screen.findByRole('region', { name: 'Ways to fix it' })).toBeTruthy()
    await user.click(found(second))
    expect(screen.queryByRole('region', { name: 'Ways to fix it' })).toBeNull()
    await user.click(found(first))
    expect(screen.getByRole('region', { name: 'Ways to fix it' })).toBeTruthy()
  })
})
