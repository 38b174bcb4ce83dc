import { PROBED_SCOPES, tabulateScopes } from '../../src/core/halo/scope-probe'
import { resourceDefinition, type Resource } from '../../src/core/halo/resource'
import { appError, type AppError } from '../../src/shared/app-error'
import type { ConnectionRole } from '../../src/shared/files/profile'
import type {
  AppInfo,
  AuthorityView,
  CheckResult,
  ComparedRow,
  ComparisonSummary,
  CrossviewApi,
  ExportResult,
  HeldRun,
  ImportPreview,
  ProfileView,
  RemovedProfiles,
  RunProgress,
  SecretState,
} from '../../src/shared/ipc/api'
import { err, ok, type Result } from '../../src/shared/result'
import { createAnalysis } from '../../src/main/services/analysis/analysis-service'
import { comparisonOf, restrictedTenant } from '../support/random-tenant'
import { aSummary, ticketRows } from './fake-data'

const RUN_RESOURCES: readonly Resource[] = [
  'tickets',
  'clients',
  'sites',
  'assets',
  'users',
  'invoices',
  'reports',
  'ticket-types',
]

interface FakeState {
  profiles: readonly ProfileView[]
  readOnly: boolean
  notice: string | null
  keychain: AppInfo['keychain']
  /** What *Check again* finds. */
  keychainAfterCheck: AppInfo['keychain']
  /** Rows of the tickets; other resources have the first few of them. */
  rows: readonly ComparedRow[]
  summary: Partial<ComparisonSummary>
  importPreview: ImportPreview | null
  /** What nobody confirmed of each imported tenant. */
  importedUnconfirmed: ProfileView['unconfirmed']
  checkResult: CheckResult
  exportResult: Result<ExportResult, AppError>
  /** Tenants that `profiles.removeAll` cannot remove. */
  keptAtRemoval: RemovedProfiles['kept']
  /** What a page before this one had. */
  held: HeldRun | null
  /** Answers `profiles.save` with this error. */
  saveError: AppError | null
  /** Answers `profiles.setSecret` with this error. */
  secretError: AppError | null
  /** What main finds in a text of certificates. */
  certificatesIn: (ca: string) => Result<readonly AuthorityView[], AppError>
  /** Answers `profiles.confirmAuthHost` with this error. */
  confirmError: AppError | null
}

export const READY: AppInfo['keychain'] = {
  status: 'ready',
  message: 'Secrets are kept in the keychain.',
  advice: [],
}

/** Tickets are granted, everything else is not ticked. */
const aScopeProbe = tabulateScopes(
  PROBED_SCOPES.map((scope) =>
    scope.endsWith(':tickets')
      ? { scope, state: 'token', granted: [scope] }
      : { scope, state: 'token', granted: [] },
  ),
  null,
)

const restrictedComparison = () => comparisonOf(restrictedTenant())

/** A whole bridge in memory. What was asked of it is in `calls`; progress is sent by hand. */
export class FakeBridge {
  readonly calls: { readonly method: string; readonly input: unknown }[] = []
  readonly state: FakeState
  private readonly listeners = new Set<(progress: RunProgress) => void>()
  private runs = 0

  constructor(state: Partial<FakeState> = {}) {
    this.state = {
      profiles: [],
      readOnly: false,
      notice: null,
      keychain: READY,
      keychainAfterCheck: READY,
      rows: ticketRows(60),
      summary: {},
      importPreview: null,
      importedUnconfirmed: [],
      checkResult: { steps: [], findings: [], passed: true, unconfirmedAuthHost: null },
      exportResult: ok({ state: 'saved', path: '/home/me/Documents/contoso.pdf' }),
      saveError: null,
      secretError: null,
      certificatesIn: () => ok([]),
      confirmError: null,
      keptAtRemoval: [],
      held: null,
      ...state,
    }
  }

  emit(progress: RunProgress): void {
    for (const listener of this.listeners) listener(progress)
  }

  /** The progress message of the resource at this place of the run. */
  listing(
    runId: string,
    done: number,
    agentFetched: number,
    appFetched: number,
    waiting: string | null = null,
  ): void {
    this.emit({
      runId,
      phase: 'listing',
      resource: RUN_RESOURCES[done] ?? null,
      resourcesDone: done,
      resourcesTotal: RUN_RESOURCES.length,
      agentFetched,
      appFetched,
      requests: 4 + done,
      waiting,
    })
  }

  inputsOf(method: string): readonly unknown[] {
    return this.calls.filter((call) => call.method === method).map(({ input }) => input)
  }

  private noted<T>(
    method: string,
    input: unknown,
    answer: Result<T, AppError>,
  ): Promise<Result<T, AppError>> {
    this.calls.push({ method, input })
    return Promise.resolve(answer)
  }

  private view(id: string): ProfileView | undefined {
    return this.state.profiles.find(({ profile }) => profile.id === id)
  }

  private replace(id: string, change: (view: ProfileView) => ProfileView): Result<ProfileView, AppError> {
    const view = this.view(id)
    if (view === undefined) return err(appError('NOT_FOUND', 'There is no such tenant.'))
    const next = change(view)
    this.state.profiles = this.state.profiles.map((each) => (each === view ? next : each))
    return ok(next)
  }

  private withSecret(view: ProfileView, role: ConnectionRole, state: SecretState): ProfileView {
    return { ...view, secrets: { ...view.secrets, [role]: state } }
  }

  private keptAs(): SecretState {
    return this.state.keychain.status === 'ready' ? 'stored' : 'session-only'
  }

  readonly api: CrossviewApi = {
    app: {
      info: () =>
        this.noted(
          'app.info',
          undefined,
          ok({
            version: '0.1.0',
            host: 'electron',
            hostNotes: [],
            keychain: this.state.keychain,
            resources: RUN_RESOURCES.map((resource) => ({
              resource,
              label: resourceDefinition(resource).label,
            })),
          } as const),
        ),
      recheckKeychain: () => {
        this.state.keychain = this.state.keychainAfterCheck
        return this.noted('app.recheckKeychain', undefined, ok(this.state.keychain))
      },
      demoScenarios: () =>
        this.noted(
          'app.demoScenarios',
          undefined,
          ok([
            {
              name: 'mixture',
              title: 'A realistic mixture',
              description: 'A reporting application that lost clients, a team and a scope.',
            },
            { name: 'healthy', title: 'Healthy', description: 'Both sides see the same.' },
          ]),
        ),
    },
    profiles: {
      list: () => {
        const { profiles, readOnly, notice } = this.state
        return this.noted('profiles.list', undefined, ok({ profiles, readOnly, notice }))
      },
      save: (input) => {
        if (this.state.saveError !== null)
          return this.noted('profiles.save', input, err(this.state.saveError))
        const id =
          input.id ?? `99999999-9999-4999-8999-${String(this.state.profiles.length).padStart(12, '0')}`
        const before = this.view(id)
        const roles = (['app', 'agent', 'inspector'] as const).filter(
          (role) => input.profile[role]?.kind === 'application',
        )
        const view: ProfileView = {
          profile: {
            ...input.profile,
            id,
            createdAt: '2026-11-24T08:00:00Z',
            updatedAt: '2026-11-24T08:00:00Z',
            lastRun: before?.profile.lastRun ?? null,
          },
          unconfirmed: [],
          secrets: Object.fromEntries(
            roles.map((role) => [
              role,
              input.secrets[role] === undefined ? (before?.secrets[role] ?? 'missing') : this.keptAs(),
            ]),
          ),
        }
        this.state.profiles =
          before === undefined
            ? [...this.state.profiles, view]
            : this.state.profiles.map((each) => (each === before ? view : each))
        return this.noted('profiles.save', input, ok(view))
      },
      duplicate: (input) => {
        const view = this.view(input.id)
        if (view === undefined)
          return this.noted('profiles.duplicate', input, err(appError('NOT_FOUND', 'No such tenant.')))
        const copy: ProfileView = {
          profile: {
            ...view.profile,
            id: `88888888-8888-4888-8888-888888888888`,
            name: `${view.profile.name} (copy)`,
            lastRun: null,
          },
          unconfirmed: view.unconfirmed,
          secrets: { app: 'missing', agent: 'missing' },
        }
        this.state.profiles = [...this.state.profiles, copy]
        return this.noted('profiles.duplicate', input, ok(copy))
      },
      remove: (input) => {
        this.state.profiles = this.state.profiles.filter(({ profile }) => profile.id !== input.id)
        return this.noted('profiles.remove', input, ok(null))
      },
      removeAll: () => {
        const kept = this.state.keptAtRemoval
        const removed = this.state.profiles
          .map(({ profile }) => profile.name)
          .filter((name) => !kept.some((each) => each.name === name))
        this.state.profiles = this.state.profiles.filter(({ profile }) => !removed.includes(profile.name))
        return this.noted('profiles.removeAll', undefined, ok({ removed, kept }))
      },
      reorder: (input) => {
        this.state.profiles = input.ids.flatMap((id) => this.view(id) ?? [])
        return this.noted('profiles.reorder', input, ok(null))
      },
      setSecret: (input) =>
        this.noted(
          'profiles.setSecret',
          input,
          this.state.secretError === null
            ? this.replace(input.id, (view) => this.withSecret(view, input.role, this.keptAs()))
            : err(this.state.secretError),
        ),
      deleteSecret: (input) =>
        this.noted(
          'profiles.deleteSecret',
          input,
          this.replace(input.id, (view) => this.withSecret(view, input.role, 'missing')),
        ),
      chooseImport: () => this.noted('profiles.chooseImport', undefined, ok(this.state.importPreview)),
      confirmImport: (input) => {
        const { profiles, readOnly, notice } = this.state
        const added = (this.state.importPreview?.accepted ?? []).map(({ name, url }, index): ProfileView => ({
          profile: {
            id: `77777777-7777-4777-8777-00000000000${String(index)}`,
            name,
            url,
            tenant: null,
            ca: null,
            tags: [],
            app: { kind: 'application', clientId: 'imported', scope: 'all' },
            agent: null,
            inspector: null,
            createdAt: '2026-11-24T08:00:00Z',
            updatedAt: '2026-11-24T08:00:00Z',
            lastRun: null,
          },
          unconfirmed: this.state.importedUnconfirmed,
          secrets: { app: 'missing' },
        }))
        this.state.profiles = [...profiles, ...added]
        return this.noted(
          'profiles.confirmImport',
          input,
          ok({ profiles: this.state.profiles, readOnly, notice }),
        )
      },
      readCertificates: (input) =>
        this.noted('profiles.readCertificates', input, this.state.certificatesIn(input.ca)),
      confirmAuthHost: (input) =>
        this.noted(
          'profiles.confirmAuthHost',
          input,
          this.state.confirmError === null
            ? this.replace(input.id, (view) => ({
                ...view,
                profile: { ...view.profile, confirmedAuthHost: input.host },
              }))
            : err(this.state.confirmError),
        ),
      exportAll: () =>
        this.noted(
          'profiles.exportAll',
          undefined,
          ok({ state: 'saved', path: '/home/me/tenants.json' } as const),
        ),
    },
    comparison: {
      check: (input) => this.noted('comparison.check', input, ok(this.state.checkResult)),
      probeScopes: (input) => this.noted('comparison.probeScopes', input, ok(aScopeProbe)),
      cancelProbe: () => this.noted('comparison.cancelProbe', undefined, ok(null)),
      start: (input) => {
        this.runs += 1
        return this.noted('comparison.start', input, ok({ runId: `run-${String(this.runs)}` }))
      },
      cancel: (input) => this.noted('comparison.cancel', input, ok(null)),
      summary: (input) =>
        this.noted(
          'comparison.summary',
          input,
          ok(aSummary(input.runId, this.state.rows, this.state.summary)),
        ),
      rows: (input) => {
        const rows = input.resource === 'tickets' ? this.state.rows : this.state.rows.slice(0, 5)
        const page = rows.slice(input.offset, input.offset + input.limit)
        return this.noted('comparison.rows', input, ok({ rows: page, total: rows.length }))
      },
      openSnapshot: () => this.noted('comparison.openSnapshot', undefined, ok({ runId: 'snapshot-1' })),
      reattach: () => this.noted('comparison.reattach', undefined, ok(this.state.held)),
      setOnScreen: (input) => this.noted('comparison.setOnScreen', input, ok(null)),
      onProgress: (listener) => {
        this.listeners.add(listener)
        return () => this.listeners.delete(listener)
      },
    },
    // The real analysis over a comparison of a restricted tenant.
    analysis: createAnalysis(() => ok(restrictedComparison()), '/no such folder'),
    reports: {
      export: (input) => this.noted('reports.export', input, this.state.exportResult),
    },
  }
}
