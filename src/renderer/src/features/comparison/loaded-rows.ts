import type { RowColumns } from '../../../../core/comparison/row-columns'
import { rowTable, type RowTable } from '../../../../core/comparison/row-table'
import type { Resource } from '../../../../core/halo/resource'
import type { AppError } from '../../../../shared/app-error'
import { ask } from '../../bridge'

/** Rows come over the bridge in pieces of this size, the most that a call may ask for. */
const ROWS_PER_CALL = 5000

/** The rows of one resource, as far as the window has them. */
export type LoadedRows =
  | { readonly state: 'loading'; readonly count: number }
  | { readonly state: 'ready'; readonly table: RowTable }
  | { readonly state: 'failed'; readonly error: AppError }

/**
 * Pulls all rows of a resource, piece by piece. `keep` gets every state on the way and answers
 * whether the rows are still wanted.
 */
export const pullRows = async (
  runId: string,
  resource: Resource,
  keep: (rows: LoadedRows) => boolean,
): Promise<void> => {
  const pages: RowColumns[] = []
  let count = 0
  while (keep({ state: 'loading', count })) {
    const offset = count
    const answer = await ask(({ comparison }) =>
      comparison.rows({ runId, resource, offset, limit: ROWS_PER_CALL }),
    )
    if (!answer.ok) {
      keep({ state: 'failed', error: answer.error })
      return
    }
    const { columns, total } = answer.value
    pages.push(columns)
    count += columns.ids.length
    // An empty piece ends it too: a total that is never reached must not be asked for without end.
    if (count >= total || columns.ids.length === 0) {
      keep({ state: 'ready', table: rowTable(pages) })
      return
    }
  }
}
