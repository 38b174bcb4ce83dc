import type { Comparison } from '../../../core/comparison/comparison'
import type { Recipe } from '../../../core/comparison/recipe'
import { sameClient } from '../../../core/halo/client-id'
import { NO_NOTE, noteOf, withNote } from '../../../core/inventory/notes'
import { appError, type AppError } from '../../../shared/app-error'
import type { LastRun } from '../../../shared/files/profile'
import type { TenantInventory } from '../../../shared/files/tenant-inventory'
import type { ComparisonSummary, RunTarget } from '../../../shared/ipc/api'
import type { Requests } from '../../../shared/ipc/contract'
import type { PickedApplication } from '../../../shared/ipc/inventory'
import { err, ok, type Result } from '../../../shared/result'
import { loadRecipes } from '../recipes/recipes'
import type { RunRegistry } from '../runs/run-registry'
import { lastRunOf } from '../runs/tenant-runs'
import { placeOf, type InventoryRuns } from './inventory-runs'
import type { WrittenDown } from './written-down'

export interface RunPurposesDeps {
  readonly registry: Pick<RunRegistry, 'comparison' | 'summary' | 'judge' | 'onProgress'>
  readonly inventories: Pick<InventoryRuns, 'ofView' | 'renote' | 'renoteClient' | 'shown'> & {
    readonly written: Pick<WrittenDown, 'of' | 'change'>
  }
  readonly profiles: { replaceRun(id: string, before: string, run: Omit<LastRun, 'app'>): Promise<void> }
  readonly recipeFolder: string
}

/** The application that a run compares, where its tenant is. */
interface Compared {
  /** null for a snapshot of an inventory. */
  readonly target: RunTarget | null
  readonly inventoryId: string
  readonly applicationId: string | null
  readonly clientId: string
}

/**
 * What the applications of the window's comparisons are there for. One truth with the notes about a tenant's
 * applications: of a stored tenant kept with it, of a demo for as long as the program runs; of a snapshot with the
 * open result alone.
 */
export class RunPurposes {
  private readonly compared = new Map<string, Compared>()
  /** Snapshots for which nobody wants to be asked. */
  private readonly unasked = new Set<string>()

  constructor(private readonly deps: RunPurposesDeps) {
    deps.registry.onProgress(({ runId, phase }) => {
      if (phase !== 'failed' && phase !== 'closed') return
      this.compared.delete(runId)
      this.unasked.delete(runId)
    })
  }

  /** A run begins. @returns the purpose of its application, as {@link purposeOf} */
  begin(runId: string, target: RunTarget, clientId: string): Promise<Recipe | null> {
    this.compared.set(runId, { target, inventoryId: '', applicationId: null, clientId })
    return this.purposeOf(target, clientId)
  }

  /** What an application is there for; null: nobody chose a purpose, or its recipe is not there. */
  async purposeOf(target: RunTarget, clientId: string): Promise<Recipe | null> {
    const { notes } = await this.deps.inventories.written.of({ inventoryId: '', target })
    return this.recipeNamed(noteOf(notes, clientId)?.purpose ?? null)
  }

  /** Chooses, changes or clears the purpose of a result, and judges it anew. */
  async set({
    runId,
    purpose: name,
    ask,
  }: Requests['comparison:setPurpose']): Promise<Result<ComparisonSummary, AppError>> {
    const { registry } = this.deps
    const before = registry.comparison(runId)
    if (!before.ok) return before
    const purpose = await this.recipeNamed(name)
    if (name !== null && purpose === null)
      return err(
        appError('INVALID_ARGUMENT', `There is no recipe called “${name}”.`, {
          field: 'purpose',
          advice: ['Choose another one.'],
        }),
      )
    const kept = await this.keep(runId, before.value, name, ask === 'never')
    if (!kept.ok) return kept
    registry.judge(runId, purpose)
    const compared = this.of(runId)
    if (compared !== null) await this.follow(runId, compared, purpose)
    return registry.summary(runId)
  }

  /** Something was written down about an application: results of it that are open follow. */
  async noted({ inventoryId, applicationId }: PickedApplication): Promise<void> {
    const shown = await this.deps.inventories.shown(inventoryId)
    if (!shown.ok) return
    const { known, inventory } = shown.value
    const entry = inventory.entries.find(({ application }) => application.id === applicationId)
    const clientId = entry?.application.clientId
    if (entry === undefined || clientId == null || known.target === null) return
    const compared = { target: known.target, inventoryId, applicationId, clientId }
    await this.judgeOthers(null, compared, entry.purpose?.recipe ?? null)
  }

  /** Whether somebody said never to be asked about the application of a result. */
  async isNeverAsked(runId: string): Promise<boolean> {
    const compared = this.of(runId)
    if (compared === null) return this.unasked.has(runId)
    const { neverAsk = [] } = await this.deps.inventories.written.of(compared)
    return neverAsk.some((clientId) => sameClient(clientId, compared.clientId))
  }

  private async keep(
    runId: string,
    { tenant }: Comparison,
    purpose: string | null,
    never: boolean,
  ): Promise<Result<unknown, AppError>> {
    const compared = this.of(runId)
    if (compared === null) {
      if (never) this.unasked.add(runId)
      return ok(null)
    }
    return this.deps.inventories.written.change({ ...compared, facts: { tenant } }, (before) =>
      withPurpose(before, compared.clientId, purpose, never),
    )
  }

  /** What else shows the same: the applications of the tenant, other results of this one, the list of tenants. */
  private async follow(runId: string, compared: Compared, purpose: Recipe | null): Promise<void> {
    const { inventories } = this.deps
    const { target, inventoryId, applicationId, clientId } = compared
    if (target !== null) await inventories.renoteClient(target, clientId)
    else if (applicationId !== null) await inventories.renote(inventoryId, applicationId)
    await this.judgeOthers(runId, compared, purpose)
    await this.tellList(runId)
  }

  /** @param but judged already */
  private async judgeOthers(
    but: string | null,
    { target, clientId }: Compared,
    purpose: Recipe | null,
  ): Promise<void> {
    if (target === null) return
    for (const [runId, other] of this.compared) {
      const isSame =
        other.target !== null &&
        placeOf(other.target) === placeOf(target) &&
        sameClient(other.clientId, clientId)
      if (runId === but || !isSame || !this.deps.registry.judge(runId, purpose)) continue
      await this.tellList(runId)
    }
  }

  /** The list of tenants counts the errors of the last run. */
  private async tellList(runId: string): Promise<void> {
    const target = this.compared.get(runId)?.target
    const comparison = this.deps.registry.comparison(runId)
    if (target?.kind !== 'profile' || !comparison.ok) return
    const { profiles } = this.deps
    await profiles.replaceRun(target.profileId, comparison.value.finishedAt, lastRunOf(comparison.value))
  }

  private of(runId: string): Compared | null {
    const run = this.compared.get(runId)
    if (run !== undefined) return run
    const view = this.deps.inventories.ofView(runId)
    if (view === null || view.application.clientId === null) return null
    return {
      target: view.known.target,
      inventoryId: view.known.id,
      applicationId: view.application.id,
      clientId: view.application.clientId,
    }
  }

  private async recipeNamed(name: string | null): Promise<Recipe | null> {
    if (name === null) return null
    const { recipes } = await loadRecipes(this.deps.recipeFolder)
    return recipes.find((recipe) => recipe.name === name) ?? null
  }
}

/** Who chose a purpose is not asked for one, and has no need to say so. */
const withPurpose = (
  before: TenantInventory,
  clientId: string,
  purpose: string | null,
  never: boolean,
): TenantInventory => {
  const { neverAsk = [], ...rest } = before
  const others = neverAsk.filter((each) => !sameClient(each, clientId))
  const asked = purpose === null && never ? [...others, clientId] : purpose === null ? neverAsk : others
  return {
    ...rest,
    ...(asked.length > 0 && { neverAsk: asked }),
    notes: withNote(before.notes, clientId, { ...(noteOf(before.notes, clientId) ?? NO_NOTE), purpose }),
  }
}
