import { act, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { renderWindow } from './render-window'

it('a running comparison shows the time that is left of a wait, anew as it passes, and can be cancelled meanwhile', async () => {
  const bridge = new FakeBridge({ profiles: [aProfileView()] })
  const user = renderWindow(bridge)
  await user.click(await screen.findByRole('button', { name: 'Compare' }))
  const wait = (text: string | null) => {
    act(() => {
      bridge.listing('run-1', 0, 0, 0, text)
    })
  }
  for (const left of [40, 30, 20]) {
    wait(`contoso.halopsa.com asked to wait; asking again in ${String(left)} s.`)
    expect(screen.getAllByText(/asking again in/).map(({ textContent }) => textContent.trim())).toEqual([
      `contoso.halopsa.com asked to wait; asking again in ${String(left)} s.`,
    ])
  }
  wait(null)
  expect(screen.queryByText(/asking again in/)).toBeNull()
  wait('contoso.halopsa.com asked to wait; asking again in 5 s.')
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(bridge.inputsOf('comparison:cancel')).toEqual([{ runId: 'run-1' }])
})
