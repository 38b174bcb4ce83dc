import { setImmediate as turn } from 'node:timers/promises'
import {
  rowAt,
  countRows,
  findRows,
  rowTable,
  searchWords,
  type RowCounts,
} from '../../../core/comparison/row-table'
import type { Resource } from '../../../core/halo/resource'
import { appError, type AppError } from '../../../shared/app-error'
import type { FoundRecord, FoundRecords } from '../../../shared/ipc/api'
import { err, ok, type Result } from '../../../shared/result'
import type { RunRegistry } from './run-registry'

/** Records of each resource that are named; the rest is counted. */
const MOST_NAMED = 50
/** Looked through at once: then others get their turn. */
const ROWS_AT_ONCE = 5000

/** What is looked through. */
interface Searched extends Pick<RunRegistry, 'rows'> {
  comparison(
    runId: string,
  ): Result<{ readonly resources: readonly { readonly resource: Resource }[] }, AppError>
}

/**
 * Looks for records in every resource of a result, as the search of one resource does in the window. A search that
 * another one follows is given up: nobody waits for it any more.
 */
export class RecordSearch {
  private latest = 0

  constructor(private readonly registry: Searched) {}

  /** `NOT_FOUND`: there is no such result. `CANCELLED`: another search was begun meanwhile. */
  async search(input: { runId: string; text: string }): Promise<Result<FoundRecords, AppError>> {
    this.latest += 1
    const own = this.latest
    const comparison = this.registry.comparison(input.runId)
    if (!comparison.ok) return comparison
    const resources: FoundRecords['resources'][number][] = []
    if (searchWords(input.text).length === 0) return ok({ resources })
    for (const { resource } of comparison.value.resources) {
      const found = await this.searchResource({ ...input, resource }, () => own !== this.latest)
      if (!found.ok) return found
      if (found.value.counts.all > 0) resources.push(found.value)
    }
    return ok({ resources })
  }

  private async searchResource(
    { runId, resource, text }: { runId: string; resource: Resource; text: string },
    isGivenUp: () => boolean,
  ): Promise<Result<FoundRecords['resources'][number], AppError>> {
    let counts: RowCounts = { all: 0, agent: 0, app: 0, both: 0, changed: 0, unknown: 0 }
    const records: FoundRecord[] = []
    for (let offset = 0, total = Infinity; offset < total; offset += ROWS_AT_ONCE) {
      await turn()
      if (isGivenUp()) return err(appError('CANCELLED', 'Another search was begun meanwhile.'))
      const page = this.registry.rows({ runId, resource, offset, limit: ROWS_AT_ONCE })
      if (!page.ok) return page
      total = page.value.total
      const table = rowTable([page.value.columns])
      const found = findRows(table, text)
      counts = sumOf(counts, countRows(table, found))
      for (const row of found.subarray(0, MOST_NAMED - records.length)) {
        const at = rowAt(table, row)
        if (at !== undefined)
          records.push({ id: at.id, label: at.label, seenBy: at.seenBy, client: at.facets.client.name })
      }
    }
    return ok({ resource, counts, records })
  }
}

const sumOf = (a: RowCounts, b: RowCounts): RowCounts => ({
  all: a.all + b.all,
  agent: a.agent + b.agent,
  app: a.app + b.app,
  both: a.both + b.both,
  changed: a.changed + b.changed,
  unknown: a.unknown + b.unknown,
})
