/**
 * Changes of entries that go on past their deadline, or that wait for such a one. Nobody waits for
 * them any more, and what is asked of the same entry meanwhile cannot be begun: it is made good when
 * they end, so that nothing is written, or left, behind the caller's back.
 */
export class LateChanges {
  private readonly changes = new Map<string, LateChange>()

  /**
   * Does a change and, if that took too long, what was asked for last meanwhile.
   * @param secret what to write, or null to delete
   * @param put does one of the two
   * @returns what the first call returned
   */
  async follow(
    id: string,
    secret: string | null,
    put: (secret: string | null) => Promise<boolean>,
  ): Promise<boolean> {
    let done: string | null | undefined
    try {
      const waited = this.changes.get(id)
      // Nothing was written yet, so there is nothing to take back.
      if (waited?.asked === null) return false
      const first = waited?.asked ?? secret
      const answer = await put(first)
      done = first
      for (let asked = this.changes.get(id)?.asked; asked !== undefined && asked !== done;) {
        await put(asked)
        done = asked
        asked = this.changes.get(id)?.asked
      }
      return answer
    } finally {
      // In one step with the last look at what was asked for, so that nothing comes in between.
      const change = this.changes.get(id)
      this.changes.delete(id)
      if (change !== undefined) {
        const holds = done !== undefined && done !== null
        if (holds && change.asked === done) change.onKept()
        change.end(holds)
      }
    }
  }

  /** A change is late, whether it is under way or still waits. @param onKept told when the keychain holds what was asked for last */
  begin(id: string, asked: string | null, onKept: () => void): void {
    let end: (holds: boolean) => void = () => undefined
    const ended = new Promise<boolean>((resolve) => {
      end = resolve
    })
    this.changes.set(id, { asked, ended, end, onKept })
  }

  /** Notes what the entry is to hold when the late change has ended. @returns whether one is under way */
  ask(id: string, secret: string | null): boolean {
    const change = this.changes.get(id)
    if (change === undefined) return false
    change.asked = secret
    return true
  }

  /** Null when no change of this entry is late; else tells whether the keychain holds one when it has ended. */
  ended(id: string): Promise<boolean> | null {
    return this.changes.get(id)?.ended ?? null
  }
}

interface LateChange {
  asked: string | null
  readonly ended: Promise<boolean>
  readonly end: (holds: boolean) => void
  readonly onKept: () => void
}
