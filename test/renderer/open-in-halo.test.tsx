import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '../../src/shared/app-error'
import { err } from '../../src/shared/result'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { found } from './found'
import { renderWindow, showRecords } from './render-window'

const BUTTON = { name: 'Open in Halo' }

const compared = async (bridge: FakeBridge) => {
  const user = renderWindow(bridge)
  await user.click(await screen.findByRole('button', { name: 'Compare' }))
  act(() => {
    bridge.emit({ runId: 'run-1', phase: 'done' })
  })
  await showRecords(user)
  return user
}

const aTenant = (state: ConstructorParameters<typeof FakeBridge>[0] = {}) =>
  new FakeBridge({ profiles: [aProfileView()], ...state })

const rowWith = (text: string) =>
  found(
    within(screen.getByRole('grid'))
      .getAllByRole('row')
      .find((row) => row.textContent.includes(text)),
  )
const why = () => within(screen.getByRole('complementary', { name: 'Why?' }))

describe('Open in Halo', () => {
  it('asks main for the page of the chosen record, by the keyboard too, and names no address', async () => {
    const bridge = aTenant()
    const user = await compared(bridge)
    expect(screen.queryByRole('button', BUTTON)).toBeNull()
    await user.click(rowWith('1002'))
    await user.click(why().getByRole('button', BUTTON))
    why().getByRole('button', BUTTON).focus()
    await user.keyboard('{Enter}')
    const asked = { runId: 'run-1', resource: 'tickets', recordId: '1002' }
    expect(bridge.inputsOf('comparison:openInHalo')).toEqual([asked, asked])
  })

  it('is in the menu of a record that has a page, also of one that both sides see', async () => {
    const bridge = aTenant()
    const user = await compared(bridge)
    await user.click(rowWith('1000'))
    await user.keyboard('{Shift>}{F10}{/Shift}')
    await user.click(screen.getByRole('menuitem', BUTTON))
    expect(bridge.inputsOf('comparison:openInHalo')).toEqual([
      { runId: 'run-1', resource: 'tickets', recordId: '1000' },
    ])
    await user.click(screen.getByRole('option', { name: /^Assets/ }))
    await user.click(rowWith('1002'))
    await user.keyboard('{Shift>}{F10}{/Shift}')
    expect(screen.queryByRole('menuitem', BUTTON)).toBeNull()
  })

  it('stands beside a differing record only, and only where a page is known', async () => {
    const user = await compared(aTenant())
    await user.click(rowWith('1000'))
    expect(why().getByText('Both sides see this record.')).toBeTruthy()
    expect(screen.queryByRole('button', BUTTON)).toBeNull()
    await user.click(screen.getByRole('option', { name: /^Clients/ }))
    await user.click(rowWith('1002'))
    expect(why().getByRole('button', BUTTON)).toBeTruthy()
    await user.click(screen.getByRole('option', { name: /^Assets/ }))
    await user.click(rowWith('1002'))
    expect(screen.queryByRole('button', BUTTON)).toBeNull()
  })

  it('says why it did not open, until another record is chosen', async () => {
    const refused = err(
      appError('CONFLICT', 'The address of the tenant was changed.', { advice: ['Compare again.'] }),
    )
    const user = await compared(aTenant({ openedInHalo: refused }))
    await user.click(rowWith('1002'))
    await user.click(why().getByRole('button', BUTTON))
    expect((await why().findByRole('alert')).textContent).toContain('The address of the tenant was changed.')
    await user.click(rowWith('1003'))
    expect(why().queryByRole('alert')).toBeNull()
  })

  it('is not there for the demo tenant', async () => {
    const bridge = new FakeBridge()
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: /demo/i }))
    act(() => {
      bridge.emit({ runId: 'run-1', phase: 'done' })
    })
    await showRecords(user)
    await user.click(rowWith('1002'))
    expect(screen.queryByRole('button', BUTTON)).toBeNull()
  })

  it('is not there for a snapshot', async () => {
    const user = renderWindow(new FakeBridge())
    await user.click(await screen.findByRole('button', { name: /snapshot/i }))
    await showRecords(user)
    await user.click(rowWith('1002'))
    expect(screen.queryByRole('button', BUTTON)).toBeNull()
  })
})
