import type { Finding } from '../comparison/finding'
import { indexOf } from '../inventory/applications'
import type { Inventory, InventoryEntry } from '../inventory/inventory'
import { withAccepted, type AcceptedIn } from './accept'
import { coverBy, isOfTenant, outcomeOf, type Coverable, type Covered } from './cover'
import type { Exception } from './exception'

/**
 * An inventory with the risks that somebody accepted marked as accepted. Nothing of it is left out.
 * @param today `YYYY-MM-DD`, UTC
 */
export const acceptedInventory = (
  inventory: Inventory,
  exceptions: readonly Exception[],
  today: string,
): AcceptedIn<Inventory> => {
  const own = exceptions.filter((exception) => isOfTenant(exception, inventory.facts.tenant))
  const cover = coverBy(own, today)
  const index = indexOf(inventory.facts)
  const all: Covered[] = []
  const entries = inventory.entries.map((entry): InventoryEntry => {
    const of = namesOf(entry, index)
    const covered = entry.risks.map((risk) => cover(coverableRisk(risk, of)))
    all.push(...covered)
    return { ...entry, risks: entry.risks.map((risk, at) => withAccepted(risk, covered[at])) }
  })
  return { result: { ...inventory, entries }, exceptions: outcomeOf(own, { findings: all, settings: [] }) }
}

/** A risk is of an application: of no resource, and without a value. */
export const coverableRisk = ({ code }: Pick<Finding, 'code'>, of: readonly string[]): Coverable => ({
  code,
  side: 'app',
  resources: [],
  of,
  values: [],
})

/** What an exception may call an application, or the agent that it logs in as. */
export const namesOf = (
  { application, agent }: Pick<InventoryEntry, 'application' | 'agent'>,
  index: ReturnType<typeof indexOf>,
): readonly string[] =>
  [
    index.nameOf(application),
    application.id,
    application.clientId,
    index.agentNameOf(application),
    agent?.agentId,
  ].filter((name) => name != null)
