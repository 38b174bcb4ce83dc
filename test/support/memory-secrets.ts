import { secretFault } from '../../src/shared/secret-text'
import { faultError, faultState } from '../../src/main/adapters/keychain/keychain-advice'
import type { KeychainFault } from '../../src/main/adapters/keychain/keychain-fault'
import type { SecretLookup, SecretStore } from '../../src/main/ports'
import { err, ok } from '../../src/shared/result'

/** The in-memory twin of the keychain. `test/support/secret-store-contract.ts` keeps the two alike. */
export class MemorySecrets implements SecretStore {
  readonly kept = new Map<string, string>()
  readonly session = new Map<string, string>()
  /** The trust that each secret of `kept` and `session` came with. */
  readonly trusts = new Map<string, string>()
  /** Ids read so far. */
  readonly reads: string[] = []
  /** Set it to make the keychain fail. */
  fault: KeychainFault | null = null
  /** Makes the nth call of `set` from now fail as a full keychain would. */
  refuseSetIn = 0

  status() {
    return Promise.resolve(
      this.fault === null
        ? ({ status: 'ready', message: 'Secrets are kept in memory.', advice: [] } as const)
        : faultState(this.fault, 'linux'),
    )
  }

  get(id: string): Promise<SecretLookup> {
    this.reads.push(id)
    const session = this.session.get(id)
    if (session !== undefined) {
      return Promise.resolve({
        state: 'found',
        secret: session,
        trust: this.trusts.get(`session ${id}`) ?? null,
        sessionOnly: true,
      } as const)
    }
    if (this.fault !== null) {
      return Promise.resolve({ state: 'unavailable', error: faultError(this.fault, 'linux') } as const)
    }
    const secret = this.kept.get(id)
    return Promise.resolve(
      secret === undefined
        ? ({ state: 'absent' } as const)
        : ({
            state: 'found',
            secret,
            trust: this.trusts.get(id) ?? null,
            sessionOnly: false,
          } as const),
    )
  }

  set(id: string, secret: string, trust: string) {
    const refused = secretFault(secret)
    if (refused !== null) return Promise.resolve(err(refused))
    this.refuseSetIn -= 1
    if (this.refuseSetIn === 0) return Promise.resolve(err(faultError('other', 'linux')))
    if (this.fault !== null) {
      this.session.set(id, secret)
      this.trusts.set(`session ${id}`, trust)
      return Promise.resolve(ok({ sessionOnly: true }))
    }
    this.kept.set(id, secret)
    this.trusts.set(id, trust)
    this.session.delete(id)
    return Promise.resolve(ok({ sessionOnly: false }))
  }

  underWay() {
    return null
  }

  delete(id: string) {
    this.session.delete(id)
    if (this.fault !== null) return Promise.resolve(err(faultError(this.fault, 'linux')))
    this.kept.delete(id)
    return Promise.resolve(ok(null))
  }
}
