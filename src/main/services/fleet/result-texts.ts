import { appError } from '../../../shared/app-error'
import type { FleetResultKind } from '../../../shared/ipc/fleet'
import { inventorySnapshotText } from '../reports/inventory-snapshot'
import { toSnapshot } from '../reports/snapshot'
import { snapshotFileText } from '../reports/snapshot-file'
import type { TenantEnd } from './fleet-run'

/** What a tenant brought, as texts of snapshots; null: it has too many records for one. */
export const resultTexts = ({
  comparison,
  inventory,
}: Pick<TenantEnd, 'comparison' | 'inventory'>): readonly {
  readonly kind: FleetResultKind
  readonly text: string | null
}[] => {
  const compared =
    comparison === null ? null : snapshotFileText(toSnapshot(comparison), appError('FILE_WRITE_FAILED', 'Too long.'))
  const read = inventory === null ? null : inventorySnapshotText(inventory.inventory, inventory)
  return [
    ...(compared === null ? [] : [{ kind: 'comparison' as const, text: compared.ok ? compared.value : null }]),
    ...(read === null ? [] : [{ kind: 'applications' as const, text: read.ok ? read.value : null }]),
  ]
}
