import { act, screen } from '@testing-library/react'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { renderWindow, showRecords } from './render-window'

/** The comparison of the one stored tenant, begun. */
export const startRun = async (bridge: FakeBridge) => {
  const user = renderWindow(bridge)
  await user.click(await screen.findByRole('button', { name: 'Compare' }))
  return user
}

export const withTenant = (state: ConstructorParameters<typeof FakeBridge>[0] = {}) =>
  new FakeBridge({ profiles: [aProfileView()], ...state })

export const finish = (bridge: FakeBridge) => {
  act(() => {
    bridge.emit({ runId: 'run-1', phase: 'done' })
  })
}

/** Its records, once it is done. */
export const openResult = async (bridge: FakeBridge) => {
  const user = await startRun(bridge)
  finish(bridge)
  await showRecords(user)
  return user
}
