import { setImmediate as turn } from 'node:timers/promises'
import type { ApplicationFacts, InventoryFacts } from '../../../core/inventory/application'
import { assessor, type AssessInput, type Assessor } from '../../../core/inventory/assess'
import { calibrate } from '../../../core/inventory/calibrate'
import type { ApplicationNotes, Inventory, InventoryEntry } from '../../../core/inventory/inventory'

/** An inventory with what it was worked out by, to work out more. */
export interface Assessed {
  readonly inventory: Inventory
  readonly assessor: Assessor
}

/**
 * Works out everything about a tenant's applications. Between two of them whatever else waits has its turn.
 * @param onEntry told before each application, with how many are done
 */
export const assess = async (
  facts: InventoryFacts,
  input: AssessInput,
  onEntry: (application: ApplicationFacts, done: number) => void = () => undefined,
): Promise<Assessed> => {
  await turn()
  const { calibration = calibrate(facts, input.compared) } = input
  await turn()
  const made = assessor(facts, { ...input, calibration })
  const entries: InventoryEntry[] = []
  for (const application of facts.applications) {
    await turn()
    onEntry(application, entries.length)
    entries.push(made.entry(application))
  }
  await turn()
  return { inventory: made.inventory(entries), assessor: made }
}

/** The same with what is written down now; of one application alone anything follows from that. */
export const withNotes = (
  { inventory, assessor: made }: Assessed,
  applicationId: string,
  notes: ApplicationNotes,
): Assessed => ({
  assessor: made,
  inventory: {
    ...inventory,
    entries: inventory.entries.map((entry) =>
      entry.application.id === applicationId ? made.entry(entry.application, notes) : entry,
    ),
  },
})
