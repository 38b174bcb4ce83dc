import { createHistoryStore } from '../../src/main/adapters/history/history-store'
import type { HistoryRemovals, HistoryStore, ToKeep } from '../../src/main/history-port'
import { MemorySecrets } from './memory-secrets'
import { storedProfile, temporaryFolder } from './profiles'

export interface TriedHistory {
  readonly history: HistoryStore & HistoryRemovals
  readonly secrets: MemorySecrets
  readonly userData: string
  /** Ids of the tenants that are stored. */
  readonly stored: Set<string>
  /** The time that it is; set it. */
  readonly clock: { at: Date }
}

export const TENANT = '11111111-1111-4111-8111-111111111111'
export const OTHER_TENANT = '22222222-2222-4222-8222-222222222222'

/** The real store in a folder of its own, its key in memory. */
export const triedHistory = ({
  userData = temporaryFolder(),
  secrets = new MemorySecrets(),
  stored = new Set([TENANT, OTHER_TENANT]),
}: { userData?: string; secrets?: MemorySecrets; stored?: Set<string> } = {}): TriedHistory => {
  const clock = { at: new Date('2026-11-26T12:00:00.000Z') }
  const history = createHistoryStore({
    userData,
    secrets,
    profiles: {
      load: () =>
        Promise.resolve({
          data: { profiles: [...stored].map((id, index) => storedProfile(index, { id })) },
          readOnly: false,
          notice: null,
        }),
    },
    clock: { now: () => clock.at },
  })
  return { history, secrets, userData, stored, clock }
}

/** A snapshot to keep. @param about what differs */
export const toKeep = (about: Partial<ToKeep> = {}): ToKeep => ({
  kind: 'comparison',
  at: '2026-11-26T11:59:00.000Z',
  app: null,
  signed: false,
  counts: {
    complete: true,
    errors: 1,
    warnings: 2,
    both: 30,
    onlyAgent: 4,
    onlyApp: 0,
    applications: null,
  },
  text: '{"schema":"crossview.snapshot/1","name":"Contoso Ünïcode 🙂"}\n',
  ...about,
})
