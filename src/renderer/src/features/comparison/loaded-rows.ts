import type { Resource } from '../../../../core/halo/resource'
import type { AppError } from '../../../../shared/app-error'
import type { ComparedRow } from '../../../../shared/ipc/api'
import { ask } from '../../bridge'

/** Rows come over the bridge in pieces of this size, the most that a call may ask for. */
const ROWS_PER_CALL = 5000

/** The rows of one resource, as far as the window has them. */
export type LoadedRows =
  | { readonly state: 'loading'; readonly rows: readonly ComparedRow[] }
  | { readonly state: 'ready'; readonly rows: readonly ComparedRow[] }
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
  let rows: readonly ComparedRow[] = []
  while (keep({ state: 'loading', rows })) {
    const offset = rows.length
    const answer = await ask(({ comparison }) =>
      comparison.rows({ runId, resource, offset, limit: ROWS_PER_CALL }),
    )
    if (!answer.ok) {
      keep({ state: 'failed', error: answer.error })
      return
    }
    rows = rows.concat(answer.value.rows)
    // An empty piece ends it too: a total that is never reached must not be asked for without end.
    if (rows.length >= answer.value.total || answer.value.rows.length === 0) {
      keep({ state: 'ready', rows })
      return
    }
  }
}
