import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { act } from '@testing-library/react'
import { FakeBridge } from './fake-bridge'
import { renderWindow } from './render-window'

const open = async (bridge: FakeBridge) => {
  const user = renderWindow(bridge)
  await screen.findByRole('heading', { name: 'Tenants' })
  act(() => {
    bridge.emitDesktop({ kind: 'command', command: 'check-computer' })
  })
  const dialog = within(await screen.findByRole('dialog', { name: 'Check this computer' }))
  return { user, dialog }
}

describe('Check this computer', () => {
  it('shows each part as it comes, and what hangs holds nothing else up', async () => {
    const bridge = new FakeBridge()
    bridge.computer.hang('keychain')
    bridge.computer.found = {
      folder: [{ state: 'broken', found: 'It cannot be written', advice: 'Make room.' }],
    }
    const { user, dialog } = await open(bridge)
    expect(await dialog.findByText('It cannot be written')).toBeDefined()
    expect(dialog.getByText('Make room.')).toBeDefined()
    const keychain = within(dialog.getByRole('region', { name: 'Keychain' }))
    expect(keychain.getByText('Looking …')).toBeDefined()
    await user.click(dialog.getByRole('button', { name: 'Stop' }))
    expect(keychain.getByText('Not looked at.')).toBeDefined()
    expect(dialog.getByText('Found: 1 thing broken.')).toBeDefined()
  })

  it('names tenants only once that is chosen, and saves what main found', async () => {
    const bridge = new FakeBridge()
    const { user, dialog } = await open(bridge)
    await dialog.findByText('All that was looked at is fine.')
    expect(dialog.queryAllByText(/contoso/)).toEqual([])
    await user.click(dialog.getByRole('checkbox', { name: 'With the names and addresses of my tenants' }))
    expect((await dialog.findAllByText(/at contoso/)).length).toBeGreaterThan(5)
    await user.click(dialog.getByRole('button', { name: 'Save as text…' }))
    expect(bridge.inputsOf('computer:save')).toEqual([undefined])
    expect(await screen.findByText('Saved: /home/me/computer.txt')).toBeDefined()
  })
})
