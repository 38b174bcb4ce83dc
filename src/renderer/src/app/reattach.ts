import { useEffect, useRef } from 'react'
import type { WindowPlace } from '../../../shared/ipc/api'
import { ask } from '../bridge'
import { useComparison } from '../features/comparison/comparison-store'
import { useFleet } from '../features/fleet/fleet-store'
import { useInventory } from '../features/inventory/inventory-store'
import { useToasts } from '../ui/toast-store'
import { useApp } from './app-store'

const NOWHERE: WindowPlace = { screen: 'elsewhere', runId: null, inventory: null }

const LOADED_AGAIN = 'The window was loaded again.'

/**
 * Takes up what the page before this one had open, where there was anything: a page that crashed is loaded
 * anew while its comparisons go on in main. A user who had left them is not pulled back.
 */
export const reattach = async (): Promise<void> => {
  const hasFleet = await useFleet.getState().reattach()
  await takeUp(hasFleet)
  useApp.setState({ attached: true })
}

const takeUp = async (hasFleet: boolean): Promise<void> => {
  const place = await useComparison.getState().reattach()
  if (place === null) return
  const { announce } = useToasts.getState()
  const { view, show } = useApp.getState()
  if (place.screen === 'fleet' && hasFleet && view.screen === 'tenants') {
    show({ screen: 'fleet' })
    announce(`${LOADED_AGAIN} Nothing of the fleet was lost.`)
    await useInventory.getState().reattach(place.inventory)
    return
  }
  const hasApplications = await useInventory.getState().reattach(place.inventory)
  const isThere = place.screen === 'comparison' || (place.screen === 'applications' && hasApplications)
  if (isThere && view.screen === 'tenants') {
    show({ screen: place.screen === 'comparison' ? 'comparison' : 'applications' })
    announce(
      place.screen === 'comparison'
        ? `${LOADED_AGAIN} Nothing of the comparison was lost.`
        : `${LOADED_AGAIN} Nothing of the applications was lost.`,
    )
    return
  }
  const where = useComparison.getState().results.length > 0 ? 'comparison' : 'applications'
  announce(
    where === 'comparison'
      ? `${LOADED_AGAIN} The comparison is still there: choose Comparison at the top.`
      : `${LOADED_AGAIN} The applications are still there: choose Applications at the top.`,
  )
}

/** Main is told what the user looks at, for a page that may have to take this one's place. */
export const usePlaceTold = (): void => {
  const shown = useApp(({ view }) => view.screen)
  const screen = shown === 'comparison' || shown === 'applications' || shown === 'fleet' ? shown : 'elsewhere'
  const runId = useComparison(
    ({ results, chosen }) => results.find(({ key }) => key === chosen)?.run.runId ?? null,
  )
  const inventoryId = useInventory(({ run }) => run?.inventoryId ?? null)
  const applicationId = useInventory(({ opened }) => opened)
  const attached = useApp((state) => state.attached)
  const told = useRef(JSON.stringify(NOWHERE))
  useEffect(() => {
    const inventory = inventoryId === null ? null : { inventoryId, applicationId }
    const place: WindowPlace = { screen, runId, inventory }
    const text = JSON.stringify(place)
    // While it takes up what a page before it had, nobody has gone anywhere.
    if (!attached || told.current === text) return
    told.current = text
    void ask(({ comparison }) => comparison.setOnScreen(place))
  }, [attached, screen, runId, inventoryId, applicationId])
}
