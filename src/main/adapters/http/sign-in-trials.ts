/** What became of a name and a password that were sent: `unknown` where the proxy said nothing of them. */
export type Trial = 'taken' | 'refused' | 'unknown'

/**
 * A proxy may lock an account after a few wrong passwords, and a run sends many requests at once: the first one tries, the
 * others wait for what becomes of it, and what was refused is not sent again.
 */
export class SignInTrials {
  private readonly trials = new Map<string, Promise<Trial>>()

  /**
   * @param key the proxy with what is sent to it
   * @param send sends it; says what the proxy made of it
   * @returns null: it was refused before, and not sent
   */
  async run<T>(
    key: string,
    send: () => Promise<{ readonly trial: Trial; readonly value: T }>,
  ): Promise<T | null> {
    for (;;) {
      const before = this.trials.get(key)
      if (before === undefined) return this.first(key, send)
      const became = await before
      if (became === 'refused') return null
      if (became === 'taken') {
        const { trial, value } = await send()
        // It was changed meanwhile.
        if (trial === 'refused') this.trials.set(key, Promise.resolve(trial))
        return value
      }
    }
  }

  /** Tries again what was refused: a person may have unlocked the account. */
  forget(): void {
    this.trials.clear()
  }

  private async first<T>(
    key: string,
    send: () => Promise<{ readonly trial: Trial; readonly value: T }>,
  ): Promise<T> {
    let tell: (trial: Trial) => void = () => undefined
    const told = new Promise<Trial>((resolve) => {
      tell = resolve
    })
    this.trials.set(key, told)
    let became: Trial = 'unknown'
    try {
      const { trial, value } = await send()
      became = trial
      return value
    } finally {
      if (became === 'unknown' && this.trials.get(key) === told) this.trials.delete(key)
      tell(became)
    }
  }
}
