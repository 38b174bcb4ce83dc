import type { Comparison } from '../../../core/comparison/comparison'
import type { Recipe } from '../../../core/comparison/recipe'
import { sameClient } from '../../../core/halo/client-id'
import type { ApplicationFacts, InventoryFacts } from '../../../core/inventory/application'
import type { Inventory } from '../../../core/inventory/inventory'
import { appError, type AppError } from '../../../shared/app-error'
import { connectionKeys, connectionOf, type Connection } from '../../../shared/files/profile'
import type { TenantInventory } from '../../../shared/files/tenant-inventory'
import type { InventorySnapshotFile } from '../../../shared/files/inventory-snapshot'
import type { RunTarget, SnapshotOrigin } from '../../../shared/ipc/api'
import type { InventoryProgress, InventorySummary } from '../../../shared/ipc/inventory'
import type { Requests } from '../../../shared/ipc/contract'
import { err, ok, type Result } from '../../../shared/result'
import type { Clock, HaloConnector } from '../../ports'
import { loadRecipes } from '../recipes/recipes'
import type { TenantPlan } from '../runs/plan'
import type { RunRegistry } from '../runs/run-registry'
import type { TenantRuns } from '../runs/tenant-runs'
import { throttle } from '../runs/throttle'
import { assess, withNotes, type Assessed } from './assessment'
import { inventoryPlan } from './inventory-plan'
import type { ReadingProgress } from './inventory-progress'
import { readInventory } from './inventory-reader'
import { summariseInventory } from './inventory-summary'
import { KnownInventories, type ConnectionOfTenant, type KnownInventory } from './known-inventories'
import { WrittenDown, type KeptInventories } from './written-down'

/** Readings at once: more than anybody starts by hand. */
const MOST_UNDER_WAY = 50

export interface InventoryRunsDeps {
  readonly connector: HaloConnector
  readonly clock: Clock
  readonly newId: () => string
  readonly tenants: Pick<TenantRuns, 'run'>
  readonly profiles: KeptInventories
  readonly registry: Pick<RunRegistry, 'add' | 'ran' | 'comparison' | 'judge'>
  readonly recipeFolder: string
  /** Keeps an inventory of a stored tenant with what is written down about it; nobody waits for it. Absent: none is kept. */
  readonly keep?: KeepInventory
}

/** @param how `signed`: its review was just closed */
type KeepInventory = (
  profileId: string,
  inventory: Inventory,
  written: TenantInventory,
  how: 'read' | 'signed',
) => void

/** An inventory that is there to be looked at. */
export interface Shown extends Assessed {
  readonly known: KnownInventory
}

/** The window's inventories: read, cancelled, taken up again, looked at. They live in main and survive a reload. */
export class InventoryRuns {
  readonly written: WrittenDown
  private readonly inventories: KnownInventories
  private readonly listeners = new Set<(progress: InventoryProgress) => void>()

  constructor(private readonly deps: InventoryRunsDeps) {
    this.written = new WrittenDown(deps.profiles)
    this.inventories = new KnownInventories((id) => {
      this.written.forget(id)
    })
  }

  onProgress(listener: (progress: InventoryProgress) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Starts a reading and returns at once. One of the same tenant that is under way is joined, as after a reload. */
  start({ target, resources }: Requests['inventory:start']): Result<{ inventoryId: string }, AppError> {
    const underWay = this.inventories.underWayOf(target)
    if (underWay !== undefined) return ok({ inventoryId: underWay.id })
    if (this.inventories.all().filter(({ controller }) => controller !== null).length >= MOST_UNDER_WAY)
      return err(tooMany())
    const known = this.inventories.add(this.deps.newId(), target)
    this.read(known, target, resources)
    return ok({ inventoryId: known.id })
  }

  /** What is read; null: a snapshot, or nothing that is known. */
  targetOf(inventoryId: string): RunTarget | null {
    return this.inventories.get(inventoryId)?.target ?? null
  }

  cancel(inventoryId: string): Result<null, AppError> {
    const known = this.inventories.get(inventoryId)
    if (known === undefined) return err(unknownInventory())
    known.controller?.abort()
    return ok(null)
  }

  /** Ends every reading under way. */
  cancelAll(): void {
    for (const { controller } of this.inventories.all()) controller?.abort()
  }

  /** Reads what is missing of one that is there. */
  resume(inventoryId: string): Result<null, AppError> {
    const known = this.inventories.get(inventoryId)
    if (known?.facts == null) return err(unknownInventory())
    if (known.target === null)
      return err(appError('INVALID_ARGUMENT', 'A snapshot is as it was saved; nothing can be added to it.'))
    if (known.controller === null)
      this.read(
        known,
        known.target,
        known.facts.lists.map(({ resource }) => resource),
      )
    return ok(null)
  }

  /** @returns `NOT_FOUND` while it is read for the first time, or when it was forgotten */
  async shown(inventoryId: string): Promise<Result<Shown, AppError>> {
    const known = this.inventories.get(inventoryId)
    if (known?.assessed == null) return err(unknownInventory())
    await this.calibrateAnew(known)
    return ok({ known, ...known.assessed })
  }

  async summary(inventoryId: string): Promise<Result<InventorySummary, AppError>> {
    const shown = await this.shown(inventoryId)
    if (!shown.ok) return shown
    const { known } = shown.value
    return ok(
      summariseInventory(known, shown.value, {
        written: await this.written.of(aboutOf(known)),
        kept: this.written.isKept(known),
        connections: await this.connectionsOf(known),
      }),
    )
  }

  /** Those that are there to be looked at, newest first. */
  known(): readonly Shown[] {
    return this.inventories
      .all()
      .flatMap((known) => (known.assessed === null ? [] : [{ known, ...known.assessed }]))
  }

  /** Works out again what hangs on a changed note of one application. */
  async renote(inventoryId: string, applicationId: string): Promise<void> {
    const known = this.inventories.get(inventoryId)
    if (known?.assessed == null) return
    const { notes } = await this.written.of(aboutOf(known))
    known.assessed = withNotes(known.assessed, applicationId, notes)
    const view = known.views.get(applicationId)
    if (view !== undefined) this.deps.registry.judge(view, purposeIn(known.assessed.inventory, applicationId))
  }

  /** The application that a view is of, and where it was read; null: the run is no view. */
  ofView(runId: string): { readonly known: KnownInventory; readonly application: ApplicationFacts } | null {
    for (const known of this.inventories.all())
      for (const [applicationId, view] of known.views) {
        const application = known.facts?.applications.find(({ id }) => id === applicationId)
        if (view === runId && application !== undefined) return { known, application }
      }
    return null
  }

  /** Works out again what hangs on a note, wherever the applications of its tenant are shown. */
  async renoteClient(target: RunTarget, clientId: string): Promise<void> {
    for (const known of this.inventories.all()) {
      if (known.target === null || placeOf(known.target) !== placeOf(target)) continue
      const noted = known.facts?.applications.filter(
        (application) => application.clientId !== null && sameClient(application.clientId, clientId),
      )
      for (const { id } of noted ?? []) await this.renote(known.id, id)
    }
  }

  /** One application as a comparison of the window whose app side is predicted. */
  async openView({
    inventoryId,
    applicationId,
  }: Requests['inventory:openView']): Promise<Result<{ runId: string }, AppError>> {
    const shown = await this.shown(inventoryId)
    if (!shown.ok) return shown
    const { known, inventory, assessor } = shown.value
    const opened = known.views.get(applicationId)
    if (opened !== undefined && this.deps.registry.comparison(opened).ok) return ok({ runId: opened })
    const application = inventory.facts.applications.find(({ id }) => id === applicationId)
    if (application === undefined) return err(unknownApplication())
    const runId = this.deps.registry.add(
      assessor.predictor.comparison(application, purposeIn(inventory, applicationId)),
    )
    known.views.set(applicationId, runId)
    return ok({ runId })
  }

  /** Whose view a run is; null: it is none. For what is opened in Halo itself. */
  targetOfView(runId: string): RunTarget | null {
    const known = this.inventories.all().find(({ views }) => [...views.values()].includes(runId))
    return known?.target ?? null
  }

  /** What a snapshot holds is there to be looked at from now on. */
  async openSnapshot(
    { facts, calibration, notes, review, lastReview }: InventorySnapshotFile,
    origin: SnapshotOrigin,
  ): Promise<{ inventoryId: string }> {
    const { recipes } = await loadRecipes(this.deps.recipeFolder)
    const assessed = await assess(facts, { notes, recipes, compared: [], calibration })
    const known = this.inventories.add(this.deps.newId(), null, origin)
    this.written.begin(known.id, { notes, review, lastReview })
    show(known, { facts, assessed })
    this.inventories.trim()
    return { inventoryId: known.id }
  }

  /** What was read of a tenant among many is there to be looked at, and to be read again, from now on. */
  async openRead(facts: InventoryFacts, target: RunTarget): Promise<{ inventoryId: string }> {
    const known = this.inventories.add(this.deps.newId(), target)
    show(known, { facts, ...(await this.assess(known, facts)) })
    this.inventories.trim()
    return { inventoryId: known.id }
  }

  private read(
    known: KnownInventory,
    target: RunTarget,
    resources: Requests['inventory:start']['resources'],
  ): void {
    const { clock } = this.deps
    const controller = new AbortController()
    known.controller = controller
    const progress = throttle(clock, (message: ReadingProgress) => {
      this.emit({ inventoryId: known.id, ...message })
    })
    void this.reading(known, target, resources, controller, progress.send)
      .catch((): Result<Read, AppError> => err(fault()))
      .then((outcome) => {
        progress.stop()
        known.controller = null
        // What is shown changes at once, when all of it is there; what was read of a tenant that was removed is not kept.
        if (outcome.ok) {
          show(known, outcome.value)
          void this.keep(known, 'read')
        }
        const { id: inventoryId } = known
        if (known.assessed === null) this.inventories.drop(inventoryId)
        else this.inventories.trim()
        this.emit(
          outcome.ok
            ? { inventoryId, phase: 'done' }
            : { inventoryId, phase: 'failed', error: outcome.error },
        )
      })
  }

  /** What was cancelled says less than the one before it. */
  async keep({ target, assessed, id }: KnownInventory, how: 'read' | 'signed'): Promise<void> {
    if (target?.kind !== 'profile' || assessed === null || assessed.inventory.facts.cancelled) return
    const written = await this.written.of({ inventoryId: id, target })
    this.deps.keep?.(target.profileId, assessed.inventory, written, how)
  }

  private reading(
    known: KnownInventory,
    target: RunTarget,
    resources: Requests['inventory:start']['resources'],
    controller: AbortController,
    report: (progress: ReadingProgress) => void,
  ): Promise<Result<Read, AppError>> {
    const { connector, clock, tenants } = this.deps
    const work = async (tenant: TenantPlan): Promise<Result<Read, AppError>> => {
      const plan = inventoryPlan(tenant, resources)
      if (!plan.ok) return plan
      const facts = await readInventory({ connector, clock }, plan.value, {
        signal: controller.signal,
        onProgress: report,
        ...(known.facts === null ? {} : { before: known.facts }),
      })
      const assessed = await this.assess(known, facts, report)
      return ok({ facts, ...assessed, connections: connectionsOfPlan(tenant) })
    }
    return tenants.run(target, controller, ({ plan }) => work(plan), 'configuration')
  }

  private async assess(
    known: KnownInventory,
    facts: NonNullable<KnownInventory['facts']>,
    report: (progress: ReadingProgress) => void = () => undefined,
  ): Promise<Pick<KnownInventory, 'assessed' | 'calibratedBy'>> {
    const ran = this.deps.registry.ran()
    const [{ recipes }, { notes }] = await Promise.all([
      loadRecipes(this.deps.recipeFolder),
      this.written.of({ inventoryId: known.id, target: known.target }),
    ])
    const assessed = await assess(
      facts,
      { notes, recipes, compared: [...ran.values()] },
      ({ name }, done) => {
        report({
          phase: 'predicting',
          at: name,
          begun: done + 1,
          done,
          total: facts.applications.length,
          requests: facts.requests,
          waiting: null,
        })
      },
    )
    return { assessed, calibratedBy: ofTenant(ran, facts.tenant.url) }
  }

  /** A comparison that was run since then may contradict a rule: everything is worked out again. */
  private async calibrateAnew(known: KnownInventory): Promise<void> {
    const { facts, calibratedBy } = known
    if (facts === null || known.target === null) return
    const ran = ofTenant(this.deps.registry.ran(), facts.tenant.url)
    if (ran.every((runId) => calibratedBy.includes(runId))) return
    // Whoever asks meanwhile is answered with what there is.
    known.calibratedBy = ran
    const assessed = await this.assess(known, facts)
    if (known.facts !== facts) return
    show(known, assessed)
  }

  private async connectionsOf({
    target,
    connections,
  }: KnownInventory): Promise<readonly ConnectionOfTenant[]> {
    if (target?.kind !== 'profile') return connections
    const profile = await this.deps.profiles.profile(target.profileId)
    if (profile === null) return []
    return connectionKeys(profile).flatMap((key) => {
      const connection = connectionOf<Connection>(profile, key)
      return connection === null ? [] : [{ key, clientId: connection.clientId }]
    })
  }

  private emit(progress: InventoryProgress): void {
    for (const listener of this.listeners) listener(progress)
  }
}

/** What a reading comes to. */
type Read = Pick<KnownInventory, 'facts' | 'assessed' | 'calibratedBy' | 'connections'>

const purposeIn = ({ entries }: Inventory, applicationId: string): Recipe | null =>
  entries.find(({ application }) => application.id === applicationId)?.purpose?.recipe ?? null

/** One stored tenant, or one demo, whichever of its app connections. */
export const placeOf = (target: RunTarget): string =>
  target.kind === 'profile' ? target.profileId : `demo ${target.scenario}`

/** Views of what it was before are not opened again. */
const show = (known: KnownInventory, now: Partial<Read>): void => {
  Object.assign(known, now)
  known.views.clear()
}

/** Of which tenant something is written down, once its applications were read. */
export const aboutOf = ({ id, target, facts }: KnownInventory) => ({
  inventoryId: id,
  target,
  // Only what was read is written about.
  facts: { tenant: facts?.tenant ?? { name: '', url: '', version: null } },
})

const ofTenant = (ran: ReadonlyMap<string, Comparison>, url: string): readonly string[] =>
  [...ran].flatMap(([runId, { tenant }]) => (tenant.url === url ? [runId] : []))

const connectionsOfPlan = (plan: TenantPlan): readonly ConnectionOfTenant[] =>
  (['app', 'agent', 'inspector'] as const).flatMap((key) => {
    const connection = plan[key]?.connection
    return connection === undefined ? [] : [{ key, clientId: connection.clientId }]
  })

const unknownInventory = (): AppError =>
  appError(
    'NOT_FOUND',
    'These applications are not there: they are still being read, could not be, or were closed.',
    {
      advice: ['Read the applications of the tenant again.'],
    },
  )

export const unknownApplication = (): AppError =>
  appError('NOT_FOUND', 'This application is not among those that were read.', {
    advice: ['Read the applications of the tenant again.'],
  })

const tooMany = (): AppError =>
  appError('BUSY', 'The applications of too many tenants are being read.', {
    advice: ['Wait until some of them are done, or cancel them.'],
  })

const fault = (): AppError =>
  appError('INTERNAL', 'Reading the applications stopped because of a fault in Crossview itself.', {
    advice: ['Read them again.', 'If it happens again, report it with the steps that lead to it.'],
  })
