import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/shared/commands'
import { useApp } from '../../src/renderer/src/app/app-store'
import { isOffered } from '../../src/renderer/src/app/commands'
import { useComparison } from '../../src/renderer/src/features/comparison/comparison-store'
import { found } from './found'
import { FakeBridge } from './fake-bridge'
import { someProfiles } from './fake-data'
import { openResult, withTenant } from './open-result'
import { renderWindow } from './render-window'

const FIELD = { name: /Search tenants, views/ }

const openPalette = async (bridge = new FakeBridge({ profiles: someProfiles })) => {
  const user = renderWindow(bridge)
  await screen.findByRole('heading', { name: 'Tenants' })
  await user.keyboard('{Control>}k{/Control}')
  return { user, bridge, field: await screen.findByRole('combobox', FIELD) }
}

const list = () => within(screen.getByRole('listbox'))
const options = () =>
  list()
    .getAllByRole('option')
    .map(({ textContent }) => textContent)
const chosen = () => list().getByRole('option', { selected: true }).textContent

describe('the palette', () => {
  it('has the focus in its field, and gives it back when Escape closes it', async () => {
    const user = renderWindow(new FakeBridge({ profiles: someProfiles }))
    const before = await screen.findByLabelText('Search tenants')
    before.focus()
    await user.keyboard('{Control>}k{/Control}')
    const field = await screen.findByRole('combobox', FIELD)
    expect(document.activeElement).toBe(field)
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('listbox')).toBeNull()
    expect(document.activeElement).toBe(before)
  })

  it('names each option of its list to the field, and moves by arrow keys without leaving it', async () => {
    const { user, field } = await openPalette()
    const at = () => document.getElementById(field.getAttribute('aria-activedescendant') ?? '')
    const [first, second] = list().getAllByRole('option')
    expect(at()).toBe(first)
    await user.keyboard('{ArrowDown}')
    expect(at()).toBe(second)
    await user.keyboard('{ArrowUp}{ArrowUp}')
    expect(at()).toBe(first)
    expect(document.activeElement).toBe(field)
  })

  it('has every command that the window knows, with its keys, and says why one cannot be done now', async () => {
    await openPalette()
    const group = within(screen.getByRole('group', { name: 'Commands' }))
    const row = group.getByRole('option', { name: /^Go to Comparison/ })
    expect(row.ariaDisabled).toBe('true')
    expect(row.textContent).toContain('Compare a tenant first')
    expect(group.getByRole('option', { name: /^Open snapshot…/ }).textContent).toContain('Ctrl+O')
  })

  it('does nothing that cannot be done', async () => {
    const { user, bridge } = await openPalette()
    await user.keyboard('compare fabrikam{Enter}')
    expect(chosen()).toMatch(/^Compare Fabrikam.*Add an agent side first/)
    expect(screen.queryByRole('listbox')).not.toBeNull()
    expect(bridge.inputsOf('comparison:start')).toEqual([])
  })

  it('compares, tests, edits and shows a tenant, found by its name, address or tag', async () => {
    const { user, bridge } = await openPalette()
    await user.keyboard('contoso compare{Enter}')
    expect(bridge.inputsOf('comparison:start')).toHaveLength(1)
    expect(screen.queryByRole('listbox')).toBeNull()
    await user.keyboard('{Control>}k{/Control}contoso test{Enter}')
    expect(await screen.findByRole('dialog', { name: /^Test connection: Contoso/ })).toBeDefined()
    const test = within(screen.getByRole('dialog', { name: /^Test connection/ }))
    await user.click(found(test.getAllByRole('button', { name: 'Close' })[0]))
    await user.keyboard('{Control>}k{/Control}history northwind{Enter}')
    expect(useApp.getState().view).toMatchObject({ screen: 'history' })
    await user.keyboard('{Control>}k{/Control}edit アダタム{Enter}')
    expect(useApp.getState().view).toMatchObject({ screen: 'tenant-form' })
  })

  it('leaves no form that may hold what was not saved, but opens the settings over it', async () => {
    const { user } = await openPalette()
    await user.keyboard('edit contoso{Enter}')
    await screen.findByRole('heading', { name: /Contoso/ })
    await user.keyboard('{Control>}k{/Control}history contoso{Enter}')
    expect(chosen()).toContain('Save or close the tenant first.')
    expect(useApp.getState().view).toMatchObject({ screen: 'tenant-form' })
    await user.clear(screen.getByRole('combobox', FIELD))
    await user.keyboard('settings reports{Enter}')
    expect(await screen.findByRole('dialog', { name: 'Settings' })).toBeDefined()
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Reports' }))
  })

  it('shows a view, or the records of a resource, of the comparison that is open', async () => {
    const user = await openResult(withTenant())
    await user.keyboard('{Control>}k{/Control}permissions{Enter}')
    const tab = screen.getByRole('tab', { name: 'Permissions' })
    expect(tab.ariaSelected).toBe('true')
    expect(document.activeElement).toBe(tab)
    await user.keyboard('{Control>}k{/Control}records assets{Enter}')
    expect(screen.getByRole('tab', { name: 'Records' }).ariaSelected).toBe('true')
    expect(useComparison.getState().resource).toBe('assets')
  })

  it('lists what was used last first', async () => {
    const { user } = await openPalette()
    await user.keyboard('go fleet{Enter}')
    await user.keyboard('{Control>}k{/Control}')
    const used = within(await screen.findByRole('group', { name: 'Recently used' }))
    expect(used.getByRole('option').textContent).toMatch(/^Go to Fleet/)
    expect(options().filter((text) => text.startsWith('Go to Fleet'))).toHaveLength(1)
  })

  it('says how many it found, and when nothing', async () => {
    const { user } = await openPalette()
    await user.keyboard('zzzz')
    expect(screen.getByText('Nothing matches.')).toBeDefined()
    expect(list().queryByRole('option')).toBeNull()
    await user.keyboard('{Enter}')
    expect(screen.queryByRole('listbox')).not.toBeNull()
  })

  it('is of tenants only where one is to be compared', async () => {
    const user = renderWindow(new FakeBridge({ profiles: someProfiles }))
    await screen.findByRole('heading', { name: 'Tenants' })
    await user.keyboard('{Control>}n{/Control}')
    const dialog = within(await screen.findByRole('dialog', { name: 'Compare a tenant' }))
    expect(dialog.getAllByRole('group').map((group) => group.textContent.slice(0, 7))).toEqual([
      'Tenants',
      'Demo te',
    ])
  })
})

describe('shortcuts', () => {
  it('all do what the palette calls them, and no two are the same', () => {
    const keys = COMMANDS.flatMap((command) => command.keys ?? [])
    expect(new Set(keys).size).toBe(keys.length)
    expect(
      COMMANDS.filter(({ id, keys: own }) => own !== null && !isOffered(id)).map(({ id }) => id),
    ).toEqual([])
  })
})
