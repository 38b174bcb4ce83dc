import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { useApp } from '../../src/renderer/src/app/app-store'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { renderWindow } from './render-window'

/** As by a command of the menu, or a file that was opened. */
const goToFleet = () => {
  act(() => {
    useApp.getState().show({ screen: 'fleet' })
  })
}

describe('a form that is left with something typed in it', () => {
  const edit = async () => {
    const bridge = new FakeBridge({ profiles: [aProfileView()] })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'Edit Contoso Managed IT' }))
    return { bridge, user }
  }

  it('asks whatever leads away from it, and goes there only once it may', async () => {
    const { user } = await edit()
    await user.type(screen.getByLabelText('Name'), ' Ltd')
    goToFleet()
    const question = within(screen.getByRole('dialog', { name: 'Leave without saving?' }))
    await user.click(question.getByRole('button', { name: 'Go on editing' }))
    expect(screen.getByLabelText('Name')).toHaveProperty('value', 'Contoso Managed IT Ltd')
    goToFleet()
    await user.click(screen.getByRole('button', { name: 'Discard changes' }))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(screen.getByRole('heading', { level: 1, name: 'Fleet' })).toBeTruthy()
  })

  it('is told of, so that the window is not closed over it', async () => {
    const { bridge, user } = await edit()
    expect(bridge.desktop.typed).toBeNull()
    await user.type(screen.getByLabelText('Name'), '!')
    expect(bridge.desktop.typed).toBe(true)
    await user.type(screen.getByLabelText('Name'), '{Backspace}')
    expect(bridge.desktop.typed).toBe(false)
  })

  it('asks nothing where nothing was typed, and nothing once it was saved', async () => {
    const { user } = await edit()
    goToFleet()
    expect(screen.queryByRole('dialog')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Tenants' }))
    await user.click(await screen.findByRole('button', { name: 'Edit Contoso Managed IT' }))
    await user.type(screen.getByLabelText('Name'), ' Ltd')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByRole('heading', { level: 1, name: 'Tenants' })).toBeTruthy()
    expect(screen.queryByRole('dialog')).toBeNull()
    goToFleet()
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})
