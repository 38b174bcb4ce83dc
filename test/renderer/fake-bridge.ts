import { resourceDefinition, type Resource } from '../../src/core/halo/resource'
import { appError, type AppError } from '../../src/shared/app-error'
import {
  connectionKeys,
  connectionOf,
  type Connection,
  type ConnectionKey,
} from '../../src/shared/files/profile'
import type {
  ComparisonSummary,
  ProfileView,
  ActiveResource,
  EndedResource,
  RunProgress,
  SecretState,
} from '../../src/shared/ipc/api'
import type { DesktopMessage } from '../../src/shared/ipc/desktop'
import type { InventoryProgress } from '../../src/shared/ipc/inventory'
import {
  CHANNELS,
  createBridge,
  DESKTOP_CHANNEL,
  FLEET_PROGRESS_CHANNEL,
  INVENTORY_PROGRESS_CHANNEL,
  PROGRESS_CHANNEL,
} from '../../src/shared/ipc/channels'
import type { Channel } from '../../src/shared/ipc/contract'
import { err, ok, type Result } from '../../src/shared/result'
import { dispatch } from '../../src/main/ipc/dispatch'
import type { Handlers } from '../../src/main/ipc/handlers'
import { RecordSearch } from '../../src/main/services/runs/record-search'
import { PreferencesService } from '../../src/main/services/preferences/preferences-service'
import { analysis, aScopeProbe } from './fake-analysis'
import { aSummary, rowPage } from './fake-data'
import { FakeDesktop } from './fake-desktop'
import { FakeFleet } from './fake-fleet'
import { FakeHistory } from './fake-history'
import { FakeInventories } from './fake-inventories'
import { PREDICTED } from './fake-inventory'
import { FakeComputer } from './fake-computer'
import { manyTenants } from './fake-many-tenants'
import { FakeNetwork } from './fake-network'
import { memoryPreferences, preferencesHandlers } from './fake-preferences'
import { FakeSettings } from './fake-settings'
import { RUN_RESOURCES, usualState, type FakeState } from './fake-state'

const quiet = { info: () => undefined, error: () => undefined }

/** A whole bridge in memory. What was asked of it is in `calls`; progress is sent by hand. */
export class FakeBridge {
  readonly calls: { readonly channel: string; readonly input: unknown }[] = []
  readonly state: FakeState
  readonly desktop = new FakeDesktop()
  private readonly listeners = new Map<string, Set<(message: unknown) => void>>()
  private runs = 0
  private readonly search = new RecordSearch({
    comparison: (runId) => ok(this.summaryOf(runId)),
    rows: (input) => this.rowsOf(input),
  })

  /** @param preferences the real service: its file is memory */
  constructor(
    state: Partial<FakeState> = {},
    readonly preferences = new PreferencesService(memoryPreferences()),
  ) {
    this.state = { ...usualState(), ...state }
  }

  emit(progress: RunProgress): void {
    this.report(PROGRESS_CHANNEL, progress)
  }

  emitInventory(progress: InventoryProgress): void {
    this.report(INVENTORY_PROGRESS_CHANNEL, progress)
  }

  report(channel: string, message: unknown): void {
    for (const listener of this.listeners.get(channel) ?? []) listener(message)
  }

  /** The progress message of the resource at this place of the run. */
  listing(
    runId: string,
    done: number,
    agentFetched: number,
    appFetched: number,
    waiting: string | null = null,
    ended: readonly EndedResource[] = [],
  ): void {
    this.emit({
      runId,
      phase: 'listing',
      active: RUN_RESOURCES.slice(done, done + 1).map((resource) => ({ resource, agentFetched, appFetched })),
      resourcesDone: done,
      resourcesTotal: RUN_RESOURCES.length,
      requests: 4 + done,
      ended,
      waiting,
    })
  }

  /** Several resources are under way. */
  listingOf(runId: string, active: readonly ActiveResource[]): void {
    this.emit({
      runId,
      phase: 'listing',
      active,
      resourcesDone: 0,
      resourcesTotal: RUN_RESOURCES.length,
      requests: 4,
      ended: [],
      waiting: null,
    })
  }

  /** All are listed, and the first is or is not being asked for again. */
  checking(runId: string, isNow: boolean, ended: readonly EndedResource[]): void {
    this.emit({
      runId,
      phase: isNow ? 'checking-again' : 'listing',
      active: RUN_RESOURCES.slice(0, isNow ? 1 : 0).map((resource) => ({
        resource,
        agentFetched: 0,
        appFetched: 0,
      })),
      resourcesDone: ended.filter(({ final }) => final).length,
      resourcesTotal: RUN_RESOURCES.length,
      requests: 9,
      ended,
      waiting: null,
    })
  }

  inputsOf(channel: Channel): readonly unknown[] {
    return this.calls.filter((call) => call.channel === channel).map(({ input }) => input)
  }

  private summaryOf(runId: string): ComparisonSummary {
    return aSummary(runId, this.state.rows, {
      ...(runId.startsWith('view-') ? { predicted: PREDICTED } : {}),
      ...this.state.summary,
    })
  }

  private rowsOf(input: { resource: Resource; offset: number; limit: number }) {
    const rows = input.resource === 'tickets' ? this.state.rows : this.state.rows.slice(0, 5)
    return ok(rowPage(rows, input))
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

  private withSecret(view: ProfileView, role: ConnectionKey, state: SecretState): ProfileView {
    return { ...view, secrets: { ...view.secrets, [role]: state } }
  }

  private keptAs(): SecretState {
    return this.state.keychain.status === 'ready' ? 'stored' : 'session-only'
  }

  private readonly inventories = new FakeInventories(
    () => this.state,
    () => {
      this.runs += 1
      return `view-${String(this.runs)}`
    },
  )

  private readonly settings = new FakeSettings(() => this.state)

  readonly fleet = new FakeFleet(
    () => this.state,
    (progress) => {
      this.report(FLEET_PROGRESS_CHANNEL, progress)
    },
  )
  private readonly history = new FakeHistory(() => this.state)

  readonly network = new FakeNetwork()
  readonly computer = new FakeComputer()

  /** What reaches the window from its menu or from outside. */
  emitDesktop(message: DesktopMessage): void {
    this.report(DESKTOP_CHANNEL, message)
  }

  private readonly handlers: Handlers = {
    'app:info': () =>
      Promise.resolve(
        ok({
          version: '0.1.0',
          host: this.state.host,
          hostNotes: [],
          runtime: { Electron: '45.4.1' },
          keychain: this.state.keychain,
          resources: RUN_RESOURCES.map((resource) => ({
            resource,
            label: resourceDefinition(resource).label,
          })),
        } as const),
      ),
    'app:recheckKeychain': () => {
      this.state.keychain = this.state.keychainAfterCheck
      return Promise.resolve(ok(this.state.keychain))
    },
    'app:demoScenarios': () =>
      Promise.resolve(
        ok([
          {
            name: 'mixture',
            title: 'A realistic mixture',
            description: 'A reporting application that lost clients, a team and a scope.',
          },
          { name: 'healthy', title: 'Healthy', description: 'Both sides see the same.' },
        ]),
      ),
    'profiles:list': () => {
      const { profiles, readOnly, notice } = this.state
      return Promise.resolve(ok({ profiles, readOnly, notice }))
    },
    'profiles:save': (input) => {
      if (this.state.saveError !== null) return Promise.resolve(err(this.state.saveError))
      const id = input.id ?? `99999999-9999-4999-8999-${String(this.state.profiles.length).padStart(12, '0')}`
      const before = this.view(id)
      const keys = connectionKeys(input.profile).filter(
        (key) => connectionOf<Connection>(input.profile, key)?.kind === 'application',
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
          keys.map((key) => [
            key,
            input.secrets[key] === undefined ? (before?.secrets[key] ?? 'missing') : this.keptAs(),
          ]),
        ),
      }
      this.state.profiles =
        before === undefined
          ? [...this.state.profiles, view]
          : this.state.profiles.map((each) => (each === before ? view : each))
      return Promise.resolve(ok(view))
    },
    'profiles:duplicate': (input) => {
      const view = this.view(input.id)
      if (view === undefined) return Promise.resolve(err(appError('NOT_FOUND', 'No such tenant.')))
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
      return Promise.resolve(ok(copy))
    },
    'profiles:removeAll': () => {
      const kept = this.state.keptAtRemoval
      const removed = this.state.profiles
        .map(({ profile }) => profile.name)
        .filter((name) => !kept.some((each) => each.name === name))
      this.state.profiles = this.state.profiles.filter(({ profile }) => !removed.includes(profile.name))
      return Promise.resolve(ok({ removed, kept }))
    },
    'profiles:reorder': (input) => {
      this.state.profiles = input.ids.flatMap((id) => this.view(id) ?? [])
      return Promise.resolve(ok(null))
    },
    'profiles:setSecret': async (input) => {
      await this.state.beforeSecret()
      return this.state.secretError === null
        ? this.replace(input.id, (view) => this.withSecret(view, input.role, this.keptAs()))
        : err(this.state.secretError)
    },
    'profiles:deleteSecret': (input) =>
      Promise.resolve(this.replace(input.id, (view) => this.withSecret(view, input.role, 'missing'))),
    'profiles:confirmImport': () => {
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
      return Promise.resolve(ok({ profiles: this.state.profiles, readOnly, notice }))
    },
    'profiles:readCertificates': (input) => Promise.resolve(this.state.certificatesIn(input.ca)),
    'profiles:confirmAuthHost': (input) =>
      Promise.resolve(
        this.state.confirmError === null
          ? this.replace(input.id, (view) => ({
              ...view,
              profile: { ...view.profile, confirmedAuthHost: input.host },
            }))
          : err(this.state.confirmError),
      ),
    ...manyTenants(() => this.state),
    'comparison:check': () => Promise.resolve(ok(this.state.checkResult)),
    'comparison:probeScopes': () => Promise.resolve(ok(aScopeProbe)),
    'comparison:cancelProbe': () => Promise.resolve(ok(null)),
    'comparison:cancelChecks': () => Promise.resolve(ok(null)),
    'comparison:start': () => {
      this.runs += 1
      return Promise.resolve(ok({ runId: `run-${String(this.runs)}` }))
    },
    'comparison:cancel': () => Promise.resolve(ok(null)),
    'comparison:summary': (input) => Promise.resolve(ok(this.summaryOf(input.runId))),
    'comparison:setPurpose': (input) => {
      const judged = this.state.purposeSet(this.summaryOf(input.runId), input)
      if (judged.ok) this.state.summary = { ...this.state.summary, purpose: judged.value.purpose }
      return Promise.resolve(judged)
    },
    'comparison:rows': (input) => Promise.resolve(this.rowsOf(input)),
    'comparison:search': (input) => this.search.search(input),
    'comparison:openSnapshot': () => Promise.resolve(this.state.openedSnapshot),
    'comparison:close': () => Promise.resolve(ok(null)),
    'comparison:openInHalo': () => Promise.resolve(this.state.openedInHalo),
    'comparison:reattach': () => Promise.resolve(ok(this.state.held)),
    'comparison:setOnScreen': () => Promise.resolve(ok(null)),
    'analysis:summary': (input) => Promise.resolve(this.state.summaryAnswer(this.summaryOf(input.runId))),
    'analysis:causeRows': ({ offset, limit }) => {
      const rows = this.state.causeRows
      return Promise.resolve(ok({ rows: rows.slice(offset, offset + limit), total: rows.length }))
    },
    'analysis:permissions': (input) => analysis.permissions(input),
    'analysis:choices': (input) => analysis.choices(input),
    'analysis:whatIf': (input) => analysis.whatIf(input),
    'analysis:whatIfCopy': (input) => analysis.whatIfCopy(input),
    'analysis:records': (input) => analysis.records(input),
    'analysis:fixes': (input) => analysis.fixes(input),
    'analysis:record': (input) => analysis.record(input),
    'analysis:recipes': (input) => analysis.recipes(input),
    'analysis:calls': (input) => analysis.calls(input),
    ...this.inventories.handlers,
    ...this.fleet.handlers,
    ...this.settings.handlers,
    ...this.history.handlers,
    ...this.network.handlers(),
    ...preferencesHandlers(() => this.preferences),
    ...this.desktop.handlers,
    ...this.computer.handlers,
  }

  /** Asked as in a host: what main would refuse is refused here too. */
  readonly api = createBridge(CHANNELS, {
    ask: (channel, input) => {
      this.calls.push({ channel, input })
      return dispatch(this.handlers, channel, input, quiet)
    },
    listen: (channel, listener) => {
      const own = this.listeners.get(channel) ?? new Set()
      this.listeners.set(channel, own.add(listener))
      return () => own.delete(listener)
    },
  })
}
