import { FILES } from '../../../shared/bounds'
import type { FleetResultKind } from '../../../shared/ipc/fleet'
import { jsonInTurns } from '../history/snapshot-text'
import { toInventorySnapshot } from '../reports/inventory-snapshot'
import { toSnapshot } from '../reports/snapshot'
import type { TenantEnd } from './fleet-run'

/** What a tenant brought, as texts of snapshots, one made after the other; null: it has too many records for one. */
export async function* resultTexts({
  comparison,
  inventory,
}: Pick<TenantEnd, 'comparison' | 'inventory'>): AsyncGenerator<{
  readonly kind: FleetResultKind
  readonly text: string | null
}> {
  const most = FILES.snapshot.characters
  if (comparison !== null) yield { kind: 'comparison', text: await jsonInTurns(toSnapshot(comparison), most) }
  if (inventory !== null)
    yield {
      kind: 'applications',
      text: await jsonInTurns(toInventorySnapshot(inventory.inventory, inventory), most),
    }
}
