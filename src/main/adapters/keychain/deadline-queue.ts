/** The native library did not answer in time. */
export class DeadlineError extends Error {}

/**
 * Calls into a native library, one after another, each with a deadline.
 *
 * A call that waits for a person holds one of the four threads with which Node also reads files,
 * and cannot be taken back: four of them, and nothing can be read or saved any more (measured in
 * test/keychain/prompt.test.ts). So there is one at a time. While one is past its deadline the
 * others are answered at once, and when it has ended at last they work again.
 */
export class DeadlineQueue {
  private last: Promise<void> = Promise.resolve()
  private running = 0
  private isOverdue = false

  /** @param deadline milliseconds for each call, waiting in the queue included */
  constructor(private readonly deadline: number) {}

  /**
   * @param work what is called; the queue is held until it has ended
   * @param onOverdue called when the deadline passed while the work is under way: it goes on
   * @returns what the work does; rejects with {@link DeadlineError} when that takes too long
   */
  run<T>(work: () => Promise<T>, onOverdue: () => void = () => undefined): Promise<T> {
    if (this.isOverdue) return Promise.reject(new DeadlineError())
    return new Promise((resolve, reject) => {
      let isUnderWay = false
      let isLate = false
      const timer = setTimeout(() => {
        isLate = true
        if (isUnderWay) {
          this.isOverdue = true
          onOverdue()
        }
        reject(new DeadlineError())
      }, this.deadline)
      this.last = this.last.then(async () => {
        // Its caller has been answered: what nobody waits for is not begun.
        if (isLate) return
        this.running += 1
        isUnderWay = true
        // Also what throws at once must not break the queue.
        await Promise.resolve().then(work).then(resolve, reject)
        clearTimeout(timer)
        this.running -= 1
        this.isOverdue = false
      })
    })
  }

  /** Does something for which nobody waits, when what is under way has ended. Must not reject. */
  later(work: () => Promise<void>): void {
    this.last = this.last.then(async () => {
      this.running += 1
      await work()
      this.running -= 1
    })
  }

  /** Null when nothing is under way; else resolves when it has ended. */
  underWay(): Promise<void> | null {
    return this.running === 0 ? null : this.last
  }
}
