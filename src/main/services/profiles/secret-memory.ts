import type { SecretState } from '../../../shared/ipc/api'
import type { KeychainState, SecretStore } from '../../ports'
import type { Scrubber } from '../../security/secret-scrubber'

/** A secret store that remembers what its answers said, so that a list of tenants asks nothing. */
export interface RememberingSecrets extends SecretStore {
  /**
   * What this session learnt about one secret; null when it was never asked for. One that is there
   * for another trust is missing here.
   */
  known(id: string, trust: string): SecretState | null
  /** Whether the keychain worked when last asked; true before. */
  usable(): boolean
}

interface Known {
  readonly state: SecretState
  /** Of a secret that is there; null for one that an older Crossview kept. */
  readonly trust?: string | null
}

/** Wraps a store. Secrets themselves are not remembered; the scrubber learns them. */
export const rememberSecrets = (
  store: SecretStore,
  scrubber: Pick<Scrubber, 'add'> = { add: () => undefined },
): RememberingSecrets => {
  const known = new Map<string, Known>()
  let lastStatus: KeychainState['status'] = 'ready'
  return {
    known: (id, trust) => {
      const found = known.get(id)
      if (found === undefined) return null
      return found.trust === undefined || found.trust === trust ? found.state : 'missing'
    },
    usable: () => lastStatus === 'ready',
    async status() {
      const state = await store.status()
      lastStatus = state.status
      return state
    },
    async get(id) {
      const lookup = await store.get(id)
      if (lookup.state === 'found') {
        scrubber.add(lookup.secret)
        known.set(id, { state: lookup.sessionOnly ? 'session-only' : 'stored', trust: lookup.trust })
      } else known.set(id, { state: lookup.state === 'absent' ? 'missing' : 'unknown' })
      return lookup
    },
    async set(id, secret, trust) {
      scrubber.add(secret)
      const kept = await store.set(id, secret, trust)
      if (!kept.ok) return kept
      known.set(id, { state: kept.value.sessionOnly ? 'session-only' : 'stored', trust })
      void kept.value.late?.then((holds) => {
        if (holds && known.get(id)?.state === 'session-only') known.set(id, { state: 'stored', trust })
      })
      return kept
    },
    async delete(id) {
      const deleted = await store.delete(id)
      known.set(id, { state: deleted.ok ? 'missing' : 'unknown' })
      return deleted
    },
    underWay: () => store.underWay(),
  }
}
