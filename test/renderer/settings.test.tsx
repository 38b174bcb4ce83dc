import { act, screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { useApp } from '../../src/renderer/src/app/app-store'
import { SETTINGS_SECTIONS } from '../../src/renderer/src/features/settings/sections'
import { PreferencesService } from '../../src/main/services/preferences/preferences-service'
import { appError } from '../../src/shared/app-error'
import { err, ok } from '../../src/shared/result'
import { FakeBridge } from './fake-bridge'
import { memoryPreferences } from './fake-preferences'
import { renderWindow } from './render-window'

const open = async (bridge = new FakeBridge()) => {
  const user = renderWindow(bridge)
  await user.click(await screen.findByRole('button', { name: 'Settings…' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Settings' }))
  return { user, bridge, dialog, section: (name: string) => within(dialog.getByRole('region', { name })) }
}

describe('the settings', () => {
  it('have a list at the side that leads to each section, with one tab stop', async () => {
    const { user, dialog } = await open()
    const list = within(dialog.getByRole('navigation', { name: 'Sections of the settings' }))
    const names = list.getAllByRole('button').map(({ textContent }) => textContent)
    expect(names).toEqual(SETTINGS_SECTIONS.map(({ label }) => label))
    for (const { label } of SETTINGS_SECTIONS) {
      await user.click(list.getByRole('button', { name: label }))
      expect(document.activeElement).toBe(dialog.getByRole('region', { name: label }))
      expect(list.getAllByRole('button').filter((each) => each.ariaCurrent === 'true')).toEqual([
        list.getByRole('button', { name: label }),
      ])
    }
    expect(list.getAllByRole('button').filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1)
  })

  it('open at the section that somebody leads to', async () => {
    renderWindow(new FakeBridge())
    act(() => {
      useApp.getState().openSettings('reports')
    })
    const dialog = within(await screen.findByRole('dialog', { name: 'Settings' }))
    expect(document.activeElement).toBe(dialog.getByRole('region', { name: 'Reports' }))
  })

  it('keep theme, zoom and notifications', async () => {
    const { user, bridge, section } = await open()
    await user.selectOptions(section('Appearance').getByLabelText('Theme'), 'Dark')
    await user.selectOptions(section('Appearance').getByLabelText('Zoom'), '150 %')
    await user.click(section('Notifications').getByRole('checkbox', { name: 'Tell me when a long run ends' }))
    await vi.waitFor(async () => {
      expect(await bridge.preferences.current()).toMatchObject({ theme: 'dark', zoom: 1.5, notify: false })
    })
    expect(document.documentElement.dataset['theme']).toBe('dark')
  })

  it('keep the share of the allowance, say what it comes to, and go back to what is proposed', async () => {
    const { user, bridge, section } = await open()
    const requests = section('Requests')
    const percent = () => requests.getByLabelText('Percent that Crossview may use')
    expect(requests.getByText(/At most 420 requests in 5 minutes/)).toBeDefined()
    expect(requests.queryByRole('button', { name: /As proposed/ })).toBeNull()
    await user.clear(percent())
    await user.type(percent(), '25')
    await user.tab()
    expect(await requests.findByText(/At most 175 requests in 5 minutes/)).toBeDefined()
    expect(await bridge.preferences.current()).toMatchObject({ share: 0.25 })
    await user.clear(percent())
    await user.type(percent(), '0')
    await user.tab()
    expect(requests.getByText('Type a whole number from 1 to 100.')).toBeDefined()
    await user.click(requests.getByRole('button', { name: 'As proposed, 60 %' }))
    expect(await requests.findByText(/At most 420 requests in 5 minutes/)).toBeDefined()
    expect(await bridge.preferences.current()).toMatchObject({ share: null })
  })

  it('say where something was chosen that it could not be kept, and there only', async () => {
    const full = appError('FILE_WRITE_FAILED', 'The choice could not be kept: the disk is full.')
    const bridge = new FakeBridge(
      {},
      new PreferencesService({ ...memoryPreferences(), save: () => Promise.resolve(err(full)) }),
    )
    const { user, dialog, section } = await open(bridge)
    await user.click(section('Notifications').getByRole('checkbox'))
    expect((await section('Notifications').findByRole('alert')).textContent).toContain('the disk is full')
    expect(dialog.getAllByRole('alert')).toHaveLength(1)
  })

  it('say that what was chosen before is lost, once at the start and beside what it was about', async () => {
    const notice = 'What was chosen here is lost, because preferences.json is damaged.'
    const store = memoryPreferences()
    const bridge = new FakeBridge(
      {},
      new PreferencesService({
        ...store,
        load: async () => ({ ...(await store.load()), notice }),
        save: () => Promise.resolve(ok(null)),
      }),
    )
    const { section } = await open(bridge)
    expect(await section('Appearance').findByText(notice)).toBeDefined()
    expect(screen.getAllByText(notice)).toHaveLength(2)
  })

  it('offer in the browser’s window what that has', async () => {
    const { section } = await open(new FakeBridge({ host: 'browser-window' }))
    expect(section('Appearance').queryByLabelText('Zoom')).toBeNull()
    expect(section('Appearance').getByText(/Zoom is the browser’s here/)).toBeDefined()
    expect(section('Notifications').queryByRole('checkbox')).toBeNull()
  })
})
