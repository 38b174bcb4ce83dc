import type { KeytarCalls } from '../../src/main/adapters/keychain/keytar-queue'

/** keytar's calls on a map, with trouble on demand. The real keyring is used in test/keychain. */
export class MapKeytar implements KeytarCalls {
  readonly entries = new Map<string, string>()
  trouble: Trouble = 'none'
  /** What it says of its trouble: nobody is to read it. */
  message = 'Vorgang nicht m\ufffdglich.'
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

  private async answer<T>(value: () => T, whenLocked: () => T): Promise<T> {
    this.calls += 1
    this.underWay += 1
    this.mostAtOnce = Math.max(this.mostAtOnce, this.underWay)
    if (this.silent) await new Promise(() => undefined)
    await this.gate
    this.underWay -= 1
    if (this.trouble === 'gone') throw new Error(this.message)
    return this.trouble === 'locked' ? whenLocked() : value()
  }

  getPassword(service: string, account: string) {
    return this.answer(
      () => this.entries.get(`${service}/${account}`) ?? null,
      () => null,
    )
  }

  setPassword(service: string, account: string, password: string) {
    const refuse = () => {
      throw new Error(this.message)
    }
    return this.answer(() => {
      if (this.trouble === 'full') refuse()
      this.entries.set(`${service}/${account}`, password)
    }, refuse)
  }

  deletePassword(service: string, account: string) {
    return this.answer(
      () => this.entries.delete(`${service}/${account}`),
      () => false,
    )
  }
}

/**
 * What a keychain does, as measured with libsecret: `locked` finds nothing and refuses to write, and
 * so does one without a keyring, or whose prompt was dismissed; `full` refuses to write alone; `gone`
 * refuses everything.
 */
export type Trouble = 'none' | 'locked' | 'full' | 'gone'
