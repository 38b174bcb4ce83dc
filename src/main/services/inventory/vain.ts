import { countText } from '../../../core/comparison/count-text'
import type { Failure } from '../../../core/comparison/observation'
import { atOnce } from '../at-once'

/** How often something is asked for in vain before no more of its kind is asked for. */
const MOST_IN_VAIN = 10
/** Questions of one kind that are under way at once: as many as a tenant gets at most. */
const AT_ONCE = 8

/** What a question brought: it was given, it failed, or nothing that tells of the others. */
export type Outcome = Pick<Failure, 'status'> | 'given' | 'nothing'

/**
 * Counts what questions of one kind brought. A Halo that gave none of the first ten applications' records (403, 404)
 * gives none at all: five hundred more refusals would take from an allowance that production integrations share, and
 * tell nothing. Once it gave one, a refusal is told of that one alone. Ten faults in a row are a server in trouble,
 * whatever it gave before.
 */
class Vain {
  private given = false
  private refused = 0
  private failed = 0

  note(outcome: Outcome): void {
    if (outcome === 'nothing') return
    const isNo = outcome !== 'given' && isAnswer(outcome.status)
    if (outcome === 'given') this.given = true
    if (isNo) this.refused += 1
    this.failed = outcome === 'given' || isNo ? 0 : this.failed + 1
  }

  /** Why no more is asked, in a sentence; null: it is asked on. */
  get why(): string | null {
    if (!this.given && this.refused >= MOST_IN_VAIN)
      return `Not asked for: Halo gave none of the first ${countText(MOST_IN_VAIN)}, so it is taken to give none of the others.`
    if (this.failed >= MOST_IN_VAIN)
      return `Not asked for: the ${countText(MOST_IN_VAIN)} before it failed one after another.`
    return null
  }

  /** Whether one more is asked whatever becomes of so many that are under way before it. */
  asksAfter(underWay: number): boolean {
    return this.failed + underWay < MOST_IN_VAIN && (this.given || this.refused + underWay < MOST_IN_VAIN)
  }
}

/**
 * Questions of one kind in their order, several at once: just those that would be asked if each waited for the one
 * before it, so that which answer came first changes nothing. What they brought is weighed in their order, and one is
 * asked early only where it would be asked whatever becomes of those before it.
 */
class Questions {
  private readonly vain = new Vain()
  /** By place, what was brought and is not weighed yet. */
  private readonly brought = new Map<number, Outcome>()
  /** All before this place are weighed. */
  private weighed = 0
  private waiting: (() => void)[] = []

  /** Resolves when it is known whether the one at this place is asked. @returns why not; null: it is */
  async mayAsk(place: number): Promise<string | null> {
    for (;;) {
      const { why } = this.vain
      if (why !== null || this.vain.asksAfter(place - this.weighed)) return why
      await new Promise<void>((resolve) => this.waiting.push(resolve))
    }
  }

  ended(place: number, outcome: Outcome): void {
    this.brought.set(place, outcome)
    for (
      let next = this.brought.get(this.weighed);
      next !== undefined;
      next = this.brought.get(this.weighed)
    ) {
      this.vain.note(next)
      this.brought.delete(this.weighed)
      this.weighed += 1
    }
    for (const look of this.waiting.splice(0)) look()
  }
}

/**
 * Asks for each of several things of one kind, and no more of them once that is in vain.
 * @param ask given why it is not to be asked for; null: it is. Tells what it brought besides.
 * @returns in the order of the items, whichever answer came first
 */
export const askUnlessInVain = <Item, Answer>(
  items: readonly Item[],
  ask: (item: Item, notAsked: string | null, place: number) => Promise<readonly [Answer, Outcome]>,
): Promise<readonly Answer[]> => {
  const questions = new Questions()
  return atOnce(items, AT_ONCE, async (item, place) => {
    const why = await questions.mayAsk(place)
    const [answer, outcome] = await ask(item, why, place)
    questions.ended(place, outcome)
    return answer
  })
}

/** That one thing is kept from the asker, or is not there: an answer, and no fault of a server. */
const isAnswer = (status: number | null): boolean =>
  status !== null && status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429
