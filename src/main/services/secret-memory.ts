import { err } from '../../shared/result'
import type { SecretState } from '../../shared/ipc/api'
import type { KeychainState, SecretStore } from '../ports'
import { notFound } from './profile-errors'
import type { Scrubber } from '../security/secret-scrubber'

/** A secret store that remembers what its answers said, so that a list of tenants asks nothing. */
export interface RememberingSecrets extends SecretStore {
  /** What this session learnt about one secret; null when it was never asked for. */
  known(id: string): SecretState | null
  /** Whether the keychain worked when last asked; true before. */
  usable(): boolean
  /** The tenant is gone for good: what a run under way would still keep, a new refresh token, is not kept. */
  retire(profileId: string): void
}

/** Wraps a store. Secrets themselves are not remembered, but told to the scrubber. */
export const rememberSecrets = (
  store: SecretStore,
  scrubber: Pick<Scrubber, 'add'> = { add: () => undefined },
): RememberingSecrets => {
  const states = new Map<string, SecretState>()
  const retired = new Set<string>()
  let lastStatus: KeychainState['status'] = 'ready'
  return {
    known: (id) => states.get(id) ?? null,
    usable: () => lastStatus === 'ready',
    retire: (profileId) => {
      retired.add(profileId)
    },
    async status() {
      const state = await store.status()
      lastStatus = state.status
      return state
    },
    async get(id) {
      const lookup = await store.get(id)
      if (lookup.state === 'found') scrubber.add(lookup.secret)
      if (lookup.state === 'found') states.set(id, lookup.sessionOnly ? 'session-only' : 'stored')
      else states.set(id, lookup.state === 'absent' ? 'missing' : 'unknown')
      return lookup
    },
    async set(id, secret) {
      scrubber.add(secret)
      if (retired.has(id.split('/')[0] ?? id)) return err(notFound())
      const kept = await store.set(id, secret)
      if (kept.ok) states.set(id, kept.value.sessionOnly ? 'session-only' : 'stored')
      if (kept.ok)
        void kept.value.late?.then((holds) => {
          if (holds) states.set(id, 'stored')
        })
      return kept
    },
    async delete(id) {
      const deleted = await store.delete(id)
      states.set(id, deleted.ok ? 'missing' : 'unknown')
      return deleted
    },
    underWay: () => store.underWay(),
  }
}
