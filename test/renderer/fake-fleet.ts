import type { FleetCheck, FleetOutlier } from '../../src/core/fleet/fleet'
import type { Handlers } from '../../src/main/ipc/handlers'
import { appError, type AppError } from '../../src/shared/app-error'
import type { ProfileView } from '../../src/shared/ipc/api'
import type { Channel } from '../../src/shared/ipc/contract'
import type {
  FleetPartView,
  FleetProgress,
  FleetRun,
  FleetTenantProgress,
  OpenedFleetResult,
} from '../../src/shared/ipc/fleet'
import type { ExportResult } from '../../src/shared/ipc/target'
import { err, ok, type Result } from '../../src/shared/result'

/** What a fake bridge answers about many tenants; a test changes what it is about. */
export interface FakeFleetState {
  /** The run that main has; null: none. */
  fleet: FleetRun | null
  /** What outliers there are once a baseline was chosen. */
  fleetOutliers: (baseline: string) => readonly FleetOutlier[]
  /** Answers every request about a fleet with this error. */
  fleetError: AppError | null
  openedFleetResult: Result<OpenedFleetResult, AppError>
  fleetExport: Result<ExportResult, AppError>
}

export const usualFleetState = (): FakeFleetState => ({
  fleet: null,
  fleetOutliers: () => [],
  fleetError: null,
  openedFleetResult: ok({
    kind: 'comparison',
    runId: 'fleet-result-1',
    target: { kind: 'profile', profileId: '11111111-1111-4111-8111-111111111111' },
  }),
  fleetExport: ok({ state: 'saved', path: '/home/me/Documents/fleet.pdf', id: 'f'.repeat(32) }),
})

export const aCheck = (name: string, change: Partial<FleetCheck> = {}): FleetCheck => ({
  name,
  state: 'holds',
  message: `All is well with ${name}.`,
  severity: 'error',
  ...change,
})

const aPart = (change: Partial<FleetPartView> = {}): FleetPartView => ({
  name: 'Contoso',
  url: 'https://contoso.halopsa.com',
  startedAt: '2026-11-26T10:00:00.000Z',
  finishedAt: '2026-11-26T10:00:21.000Z',
  state: 'done',
  message: '0 errors, 0 warnings.',
  exit: 0,
  work: ['check', 'compare'],
  checks: [aCheck('connect app'), aCheck('comparison')],
  counts: { errors: 0, warnings: 0, requests: 40 },
  ...change,
})

/** A tenant that ended, with its comparison to be opened. */
export const anEnded = (
  profileId: string,
  part: Partial<FleetPartView> & { readonly name: string },
  change: Partial<Extract<FleetTenantProgress, { phase: 'ended' }>> = {},
): FleetTenantProgress => ({
  profileId,
  name: part.name,
  phase: 'ended',
  part: aPart(part),
  results: ['comparison'],
  dropped: [],
  ...change,
})

export const aFleetRun = (change: Partial<FleetRun> = {}): FleetRun => ({
  fleetId: 'fleet-1',
  phase: 'ended',
  work: ['check', 'compare'],
  startedAt: '2026-11-26T10:00:00.000Z',
  tenants: [],
  baseline: 'majority',
  outliers: [],
  ...change,
})

export const anOutlier = (change: Partial<FleetOutlier> = {}): FleetOutlier => ({
  tenant: 'Fabrikam',
  what: 'scope',
  of: 'app',
  name: 'read:tickets',
  value: 'not granted',
  usual: 'granted',
  usualCount: 38,
  known: 40,
  message: '38 of 40 tenants grant read:tickets to the app; Fabrikam does not. Granted: read:clients.',
  ...change,
})

/** As many tenants and checks as are asked for, some of which fail and some of which are unknown. */
export const manyEnded = (tenants: number, checks: number): readonly FleetTenantProgress[] =>
  Array.from({ length: tenants }, (_, at) =>
    anEnded(`00000000-0000-4000-8000-${String(at).padStart(12, '0')}`, {
      name: `Tenant ${String(at + 1)}`,
      checks: Array.from({ length: checks }, (__, index) =>
        aCheck(`expect check ${String(index + 1)}`, {
          state: (at + index) % 7 === 0 ? 'fails' : (at + index) % 11 === 0 ? 'unknown' : 'holds',
        }),
      ),
    }),
  )

type FleetHandlers = Pick<Handlers, Extract<Channel, `fleet:${string}`>>

/** What the fake bridge answers about many tenants. Nothing runs by itself: progress is reported by hand. */
export class FakeFleet {
  constructor(
    private readonly stateNow: () => FakeFleetState & { readonly profiles: readonly ProfileView[] },
    private readonly report: (progress: FleetProgress) => void,
  ) {}

  /** The run goes on as reported, and says so. */
  go(progress: Omit<FleetProgress, 'fleetId'>): void {
    const state = this.stateNow()
    const run = state.fleet
    if (run === null) return
    const changed = new Map(progress.tenants.map((tenant) => [tenant.profileId, tenant]))
    state.fleet = {
      ...run,
      phase: progress.phase,
      tenants: run.tenants.map((tenant) => changed.get(tenant.profileId) ?? tenant),
    }
    this.report({ fleetId: run.fleetId, ...progress })
  }

  private step(phase: FleetRun['phase']): Promise<Result<null, AppError>> {
    const { fleetError } = this.stateNow()
    if (fleetError !== null) return Promise.resolve(err(fleetError))
    this.go({ phase, tenants: [] })
    return Promise.resolve(ok(null))
  }

  private answer<T>(value: () => T | null): Promise<Result<T, AppError>> {
    const { fleetError } = this.stateNow()
    const made = fleetError === null ? value() : null
    return Promise.resolve(
      made === null ? err(fleetError ?? appError('NOT_FOUND', 'There is no such run.')) : ok(made),
    )
  }

  private change(change: (run: FleetRun) => FleetRun): Promise<Result<FleetRun, AppError>> {
    const state = this.stateNow()
    return this.answer(() => {
      if (state.fleet !== null) state.fleet = change(state.fleet)
      return state.fleet
    })
  }

  readonly handlers: FleetHandlers = {
    'fleet:start': ({ profileIds, work }) => {
      const state = this.stateNow()
      return this.answer(() => {
        const names = new Map(state.profiles.map(({ profile }) => [profile.id, profile.name]))
        state.fleet = aFleetRun({
          phase: 'running',
          work,
          tenants: profileIds.map((profileId) => ({
            profileId,
            name: names.get(profileId) ?? profileId,
            phase: 'waiting',
          })),
        })
        return state.fleet
      })
    },
    'fleet:pause': () => this.step('paused'),
    'fleet:resume': () => this.step('running'),
    'fleet:cancel': () => this.step('cancelling'),
    'fleet:again': () =>
      this.change((run) => ({
        ...run,
        phase: 'running',
        tenants: run.tenants.map((tenant) =>
          tenant.phase === 'ended' && tenant.part.state === 'done'
            ? tenant
            : { profileId: tenant.profileId, name: tenant.name, phase: 'waiting' },
        ),
      })),
    'fleet:current': () => Promise.resolve(ok(this.stateNow().fleet)),
    'fleet:setBaseline': ({ baseline }) =>
      this.change((run) => ({ ...run, baseline, outliers: this.stateNow().fleetOutliers(baseline) })),
    'fleet:openResult': () => Promise.resolve(this.stateNow().openedFleetResult),
    'fleet:export': () => Promise.resolve(this.stateNow().fleetExport),
  }
}
