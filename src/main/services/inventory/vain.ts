/** How often something is asked for in vain before no more of its kind is asked for. */
const MOST_IN_VAIN = 10

/**
 * Counts what questions of one kind brought. A Halo that refuses the first ten applications' records, and has given
 * none, refuses the kind and not the one: five hundred more refusals would take from an allowance that production
 * integrations share, and tell nothing. Once it gave one, a refusal is told of that one alone. Ten failures in a row
 * are a server in trouble, whatever it gave before.
 */
export class Vain {
  private given = false
  private refused = 0
  private failed = 0

  note(end: 'given' | 'refused' | 'failed'): void {
    if (end === 'given') this.given = true
    if (end === 'refused') this.refused += 1
    this.failed = end === 'failed' ? this.failed + 1 : 0
  }

  /** Why no more is asked, in a sentence; null: it is asked on. */
  get why(): string | null {
    if (!this.given && this.refused >= MOST_IN_VAIN)
      return `Not asked for: Halo refused the first ${MOST_IN_VAIN} and gave none, so the others are taken to be refused too.`
    if (this.failed >= MOST_IN_VAIN)
      return `Not asked for: the ${MOST_IN_VAIN} before it failed one after another.`
    return null
  }
}
