import type { KeytarCalls } from '../../src/main/adapters/keychain/keytar-queue'

/** keytar's calls on a map, with faults on demand. The real keyring is used in test/keychain. */
export class MapKeytar implements KeytarCalls {
  readonly entries = new Map<string, string>()
  fault: Error | null = null
  /** Calls never end. */
  silent = false
  calls = 0
  /** How many calls were under way at the same time, at most. */
  mostAtOnce = 0
  private underWay = 0
  private gate: Promise<void> = Promise.resolve()

  /** Holds calls, those that have not begun included, as a prompt does. @returns what lets them go on */
  hold(): () => void {
    let release: () => void = () => undefined
    this.gate = new Promise((resolve) => {
      release = resolve
    })
    return release
  }

  private async answer<T>(value: () => T): Promise<T> {
    this.calls += 1
    this.underWay += 1
    this.mostAtOnce = Math.max(this.mostAtOnce, this.underWay)
    if (this.silent) await new Promise(() => undefined)
    await this.gate
    this.underWay -= 1
    if (this.fault !== null) throw this.fault
    return value()
  }

  getPassword(service: string, account: string) {
    return this.answer(() => this.entries.get(`${service}/${account}`) ?? null)
  }

  setPassword(service: string, account: string, password: string) {
    return this.answer(() => {
      this.entries.set(`${service}/${account}`, password)
    })
  }

  deletePassword(service: string, account: string) {
    return this.answer(() => this.entries.delete(`${service}/${account}`))
  }
}

/** What keytar throws when the prompt was dismissed, or nobody could show it. */
export const LOCKED = new Error('Cannot create an item in a locked collection')
