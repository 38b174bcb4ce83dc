import type { Handlers } from '../../src/main/ipc/handlers'
import type { Finding } from '../../src/core/comparison/finding'
import type { Drift, ResourceDrift } from '../../src/core/drift/drift'
import { appError, type AppError } from '../../src/shared/app-error'
import type { HistoryEntry, HistorySettings, HistoryState } from '../../src/shared/files/history'
import type { OpenedSnapshot } from '../../src/shared/ipc/api'
import type { Channel } from '../../src/shared/ipc/contract'
import type { DriftAnswer, DriftPair, TenantHistory } from '../../src/shared/ipc/history'
import { driftAnswer } from '../../src/main/services/history/drift-answer'
import { err, ok, type Result } from '../../src/shared/result'

/** What a fake bridge answers about what was kept. */
export interface FakeHistoryState {
  /** By the tenant's id, newest first. */
  kept: Readonly<Record<string, readonly HistoryEntry[]>>
  /** Why the last result was not kept. */
  notKept: AppError | null
  historyFaults: TenantHistory['faults']
  historyState: HistoryState
  historySettings: HistorySettings
  historyNotice: string | null
  /** Answers `history.ofTenant` with this error. */
  historyError: AppError | null
  /** Answers what changes something with this error. */
  historyChangeError: AppError | null
  drift: (pair: DriftPair) => Result<DriftAnswer | null, AppError>
  /** What `history.open` answers with. */
  openedKept: Result<OpenedSnapshot, AppError>
}

export const TENANT = '11111111-1111-4111-8111-111111111111'
export const READING_APP = '55555555-5555-4555-8555-555555555555'

/** The id of the kept snapshot with this number. */
export const keptId = (number: number): string =>
  `aaaaaaaa-aaaa-4aaa-8aaa-${String(number).padStart(12, '0')}`

/** A comparison that was kept; the higher its number, the newer. */
export const anEntry = (number: number, change: Partial<HistoryEntry> = {}): HistoryEntry => {
  const at = new Date(Date.UTC(2026, 9, 1 + number * 3, 8, 30)).toISOString()
  return {
    id: keptId(number),
    kind: 'comparison',
    at,
    keptAt: at,
    sha256: String(number % 10).repeat(64),
    bytes: 48_000 + number,
    app: null,
    baseline: false,
    signed: false,
    counts: {
      complete: true,
      errors: 2,
      warnings: 1,
      both: 140 - number * 2,
      onlyAgent: 20 + number * 2,
      onlyApp: number % 3,
      applications: null,
    },
    ...change,
  }
}

const aFinding = (change: Partial<Finding>): Finding => ({
  code: 'agent.client',
  severity: 'error',
  side: 'app',
  resource: 'tickets',
  records: [],
  confidence: 'computed',
  message: 'A finding.',
  evidence: [],
  fix: null,
  ...change,
})

const aResourceDrift = (change: Partial<ResourceDrift>): ResourceDrift => ({
  resource: 'tickets',
  side: 'app',
  application: null,
  state: 'compared',
  reason: null,
  appeared: [],
  vanished: [],
  moves: [],
  because: [],
  created: [],
  deleted: [],
  undecided: [],
  perhaps: [],
  ...change,
})

/** Nothing changed. */
export const equalDrift = (change: Partial<Drift> = {}): Drift => ({
  kind: 'comparison',
  tenant: { name: 'Contoso Managed IT', url: 'https://contoso.halopsa.com', version: '2.210.1' },
  from: { at: anEntry(3).at, sha256: '3'.repeat(64), complete: true },
  to: { at: anEntry(4).at, sha256: '4'.repeat(64), complete: true },
  settings: [],
  unread: [],
  resources: [],
  findings: { new: [], fixed: [], still: [], unknown: [] },
  exceptions: { applied: [], expired: [], unused: [] },
  ...change,
})

/** A bit of everything. */
export const aDrift = (change: Partial<Drift> = {}): Drift =>
  equalDrift({
    settings: [
      {
        what: 'agent.client',
        side: 'app',
        of: 'API Reporting',
        ofId: '42',
        change: 'removed',
        value: 'Fabrikam Ltd (12)',
        before: null,
        message: 'The agent “API Reporting” may not see the client “Fabrikam Ltd” (12) any more.',
      },
      {
        what: 'scope',
        side: 'app',
        of: 'Reporting sync',
        ofId: null,
        change: 'added',
        value: 'read:assets',
        before: null,
        message: 'The application was granted read:assets.',
      },
    ],
    unread: ['The roles of “API Reporting” were not read on 10 Oct.'],
    resources: [
      aResourceDrift({
        vanished: ['1001', '1002', '1003'],
        moves: [
          { how: 'vanished', ids: ['1001', '1002'], because: [0], record: null },
          { how: 'vanished', ids: ['1003'], because: [], record: null },
        ],
        because: [0],
        created: ['2001'],
        deleted: ['900', '901'],
      }),
      aResourceDrift({
        resource: 'assets',
        appeared: ['31'],
        moves: [{ how: 'appeared', ids: ['31'], because: [1], record: null }],
        because: [1],
      }),
      aResourceDrift({
        resource: 'invoices',
        state: 'unknown',
        reason: 'The list of invoices was cut short on the app side.',
      }),
    ],
    findings: {
      new: [
        aFinding({
          message: 'These tickets are of a client that the agent may not see.',
          records: ['1001', '1002'],
        }),
      ],
      fixed: [
        aFinding({
          code: 'scope.missing',
          resource: 'assets',
          message: 'The application has no scope for assets.',
        }),
      ],
      still: [
        aFinding({ code: 'data.unexplained', severity: 'warning', message: 'No cause was found for these.' }),
      ],
      unknown: [],
    },
    ...change,
  })

/** As main answers it. */
export const answerOf = (drift: Drift, pair: Partial<DriftAnswer['ends']> = {}): DriftAnswer =>
  driftAnswer(drift, { profileId: TENANT, from: keptId(3), to: keptId(4), ...pair })

export const usualHistory = (): FakeHistoryState => ({
  kept: {},
  notKept: null,
  historyFaults: [],
  historyState: { state: 'on' },
  historySettings: { on: true, count: 20, days: 400, off: [] },
  historyNotice: null,
  historyError: null,
  historyChangeError: null,
  drift: () => ok(null),
  openedKept: ok({
    kind: 'comparison',
    runId: 'kept-1',
    snapshot: {
      file: 'Contoso Managed IT',
      sha256: '4'.repeat(64),
      kept: { profileId: TENANT, id: keptId(4) },
    },
  }),
})

type HistoryHandlers = Pick<Handlers, Extract<Channel, `history:${string}`>>

/** What the fake bridge answers about what was kept. What is deleted is gone. */
export class FakeHistory {
  constructor(private readonly stateNow: () => FakeHistoryState) {}

  private get state(): FakeHistoryState {
    return this.stateNow()
  }

  private ofTenant(profileId: string): Result<TenantHistory, AppError> {
    const { kept, historyFaults: faults, historyState: state, historySettings, historyError } = this.state
    if (historyError !== null) return err(historyError)
    const on = historySettings.on && !historySettings.off.includes(profileId)
    return ok({ entries: kept[profileId] ?? [], faults, state, on, fault: this.state.notKept })
  }

  private changed(
    profileId: string,
    change: (entries: readonly HistoryEntry[]) => readonly HistoryEntry[],
  ): Promise<Result<TenantHistory, AppError>> {
    const { kept, historyChangeError } = this.state
    if (historyChangeError !== null) return Promise.resolve(err(historyChangeError))
    this.state.kept = { ...kept, [profileId]: change(kept[profileId] ?? []) }
    return Promise.resolve(this.ofTenant(profileId))
  }

  readonly handlers: HistoryHandlers = {
    'history:ofTenant': ({ profileId }) => Promise.resolve(this.ofTenant(profileId)),
    'history:latest': () =>
      Promise.resolve(
        ok(
          Object.entries(this.state.kept).flatMap(([profileId, [last, before = null]]) =>
            last === undefined ? [] : [{ profileId, last, before }],
          ),
        ),
      ),
    'history:open': () => Promise.resolve(this.state.openedKept),
    'history:drift': (pair) => Promise.resolve(this.state.drift(pair)),
    'history:exportDrift': () =>
      Promise.resolve(
        this.state.historyChangeError === null
          ? ok({ state: 'saved', path: '/home/me/Documents/drift.pdf', id: 'd'.repeat(32) } as const)
          : err(this.state.historyChangeError),
      ),
    'history:setBaseline': ({ profileId, id, on }) =>
      this.changed(profileId, (entries) =>
        entries.map((entry) => (entry.id === id ? { ...entry, baseline: on } : entry)),
      ),
    'history:remove': ({ profileId, ids }) =>
      this.changed(profileId, (entries) =>
        ids === null ? [] : entries.filter((entry) => !ids.includes(entry.id)),
      ),
    'history:settings': () =>
      Promise.resolve(
        ok({
          settings: this.state.historySettings,
          state: this.state.historyState,
          notice: this.state.historyNotice,
        }),
      ),
    'history:setSettings': ({ settings }) => {
      if (this.state.historyChangeError !== null) return Promise.resolve(err(this.state.historyChangeError))
      this.state.historySettings = settings
      if (this.state.historyState.state !== 'unavailable')
        this.state.historyState = { state: settings.on ? 'on' : 'off' }
      return Promise.resolve(ok(null))
    },
  }
}

/** For a state that a test asks for: the keychain cannot keep the key. */
export const UNAVAILABLE: HistoryState = {
  state: 'unavailable',
  message: 'There is no keychain on this computer that could keep the key.',
  advice: ['Install gnome-keyring, and start Crossview again.'],
}

export const NOT_WRITTEN = appError('FILE_WRITE_FAILED', 'The disk is full.', {
  advice: ['Make room on it.'],
})
