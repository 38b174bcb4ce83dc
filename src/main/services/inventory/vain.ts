import { countText } from '../../../core/comparison/count-text'
import type { Failure } from '../../../core/comparison/observation'

/** How often something is asked for in vain before no more of its kind is asked for. */
const MOST_IN_VAIN = 10

/**
 * Counts what questions of one kind brought. A Halo that gave none of the first ten applications' records (403, 404)
 * gives none at all: five hundred more refusals would take from an allowance that production integrations share, and
 * tell nothing. Once it gave one, a refusal is told of that one alone. Ten faults in a row are a server in trouble,
 * whatever it gave before.
 */
export class Vain {
  private given = false
  private refused = 0
  private failed = 0

  /** @param failure null: it was given */
  note(failure: Pick<Failure, 'status'> | null): void {
    const isNo = failure !== null && isAnswer(failure.status)
    if (failure === null) this.given = true
    if (isNo) this.refused += 1
    this.failed = failure === null || isNo ? 0 : this.failed + 1
  }

  /** Why no more is asked, in a sentence; null: it is asked on. */
  get why(): string | null {
    if (!this.given && this.refused >= MOST_IN_VAIN)
      return `Not asked for: Halo gave none of the first ${countText(MOST_IN_VAIN)}, so it is taken to give none of the others.`
    if (this.failed >= MOST_IN_VAIN)
      return `Not asked for: the ${countText(MOST_IN_VAIN)} before it failed one after another.`
    return null
  }
}

/** That one thing is kept from the asker, or is not there: an answer, and no fault of a server. */
const isAnswer = (status: number | null): boolean =>
  status !== null && status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429
