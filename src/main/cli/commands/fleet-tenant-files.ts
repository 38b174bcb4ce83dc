import { inventoryToJson } from '../../../core/inventory/inventory-json'
import { plainTexts } from '../../../core/comparison/name-text'
import { comparisonToJson } from '../../../core/comparison/comparison-json'
import type { AppError } from '../../../shared/app-error'
import { ok, type Result } from '../../../shared/result'
import type { TenantEnd } from '../../services/fleet/fleet-run'
import { inventorySnapshotText } from '../../services/reports/inventory-snapshot'
import { comparisonSnapshotText } from '../../services/reports/snapshot'
import { checkToJson } from './check-json'

/** A file of a tenant; its text is made when its turn comes, so that no two of them are in memory. */
interface TenantFile {
  readonly what: string
  readonly name: string
  readonly text: () => Promise<Result<string, AppError>> | Result<string, AppError>
}

/** What the same commands for this tenant alone would write. */
export const tenantFiles = ({
  part,
  check,
  comparison,
  inventory,
  expected,
}: TenantEnd): readonly TenantFile[] => {
  const tenant = { name: part.name, url: part.url }
  return [
    ...(check === null ? [] : [json('check', () => checkToJson(tenant, check))]),
    ...(comparison === null
      ? []
      : [
          json('comparison', () => comparisonToJson(comparison)),
          { what: 'snapshot', name: 'snapshot.json', text: () => comparisonSnapshotText(comparison) },
        ]),
    ...(inventory === null
      ? []
      : [
          json('applications', () =>
            inventoryToJson(inventory.inventory, {
              review: inventory.review,
              withRecords: false,
              predictor: inventory.predictor,
            }),
          ),
          {
            what: 'applications-snapshot',
            name: 'applications-snapshot.json',
            text: () => inventorySnapshotText(inventory.inventory, inventory),
          },
        ]),
    ...(expected === null
      ? []
      : [json('expect', () => ({ schema: 'crossview.expect-result/1', tenant, results: expected }))]),
  ]
}

const json = (what: string, value: () => object): TenantFile => ({
  what,
  name: `${what}.json`,
  text: () => ok(`${JSON.stringify(value(), plainTexts, 2)}\n`),
})
