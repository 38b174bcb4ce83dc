import type { SidePace } from '../../ports'
import { unlessAborted } from '../../unless-aborted'

/** Pages that one side may be asked for beyond what the other has. */
export const MOST_AHEAD_OF_OTHER = 8

/**
 * Keeps the two lists of one resource in step, so that both are of the same moment: no side is asked for a page more
 * than {@link MOST_AHEAD_OF_OTHER} beyond the last that the other has, unless the other has ended.
 *
 * They never wait for each other: of two sides, the one with fewer pages needs one that the other's pages
 * allow. A list that is read once more keeps what it has told, so that the other need not wait for it again.
 */
export const inStep = (): readonly [SidePace, SidePace] => {
  const one = new Side()
  const other = new Side()
  return [one.pacedBy(other), other.pacedBy(one)]
}

class Side {
  private pages = 0
  private isOver = false
  /** Resolves with the next news of this side; null while nobody waits for any. */
  private news: { readonly told: Promise<void>; readonly tell: () => void } | null = null

  pacedBy(other: Side): SidePace {
    return {
      before: async (pageNo, signal) => {
        while (!signal.aborted && !other.allows(pageNo)) await unlessAborted(other.nextNews(), signal)
      },
      came: (pageNo) => {
        this.pages = Math.max(this.pages, pageNo)
        this.tell()
      },
      ended: () => {
        this.isOver = true
        this.tell()
      },
    }
  }

  private allows(pageNo: number): boolean {
    return this.isOver || pageNo <= this.pages + MOST_AHEAD_OF_OTHER
  }

  private nextNews(): Promise<void> {
    if (this.news === null) {
      let tell: () => void = () => undefined
      const told = new Promise<void>((resolve) => {
        tell = resolve
      })
      this.news = { told, tell }
    }
    return this.news.told
  }

  private tell(): void {
    const { news } = this
    this.news = null
    news?.tell()
  }
}
