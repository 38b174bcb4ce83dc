import type { Drift } from '../../../core/drift/drift'
import type { AppError } from '../../../shared/app-error'
import { DRIFT } from '../../../shared/bounds'
import type { HistoryEntry } from '../../../shared/files/history'
import { ok, type Result } from '../../../shared/result'
import type { HistoryStore } from '../../history-port'
import { createSerialQueue } from '../../serial-queue'
import type { driftOfOpened } from '../drift/snapshot-drift'
import { loadRecipes } from '../recipes/recipes'
import { openEither, type EitherSnapshot } from '../reports/open-snapshot'

export interface KeptDriftDeps {
  readonly store: Pick<HistoryStore, 'read'>
  readonly recipeFolder: string
  /** What holds two against one another; loaded with the first drift. */
  readonly draw: () => Promise<typeof driftOfOpened>
}

/** What of an entry is asked here: a result that is open need not be kept. */
type End = Pick<HistoryEntry, 'id' | 'sha256'>

export interface DriftBetween {
  readonly profileId: string
  readonly from: End
  readonly to: End
}

/**
 * Drift between kept snapshots: read, opened and held against one another one after the other, in turns, and
 * remembered for its pair. What is kept never changes, so neither does what is between two of it.
 */
export class KeptDrift {
  private readonly queue = createSerialQueue()
  /** The oldest first. */
  private readonly remembered = new Map<string, Drift>()

  constructor(private readonly deps: KeptDriftDeps) {}

  /**
   * @param open what `to` is, where that is open and need not be read
   * @returns `NOT_FOUND` or `INVALID_FILE` where one of them cannot be read, `INVALID_ARGUMENT` where they are of two
   *   kinds or two tenants
   */
  between(pair: DriftBetween, open: EitherSnapshot | null = null): Promise<Result<Drift, AppError>> {
    return this.queue(async () => {
      // The purpose decides how bad a finding is, and can be another than when it was kept.
      const purpose = open?.kind === 'comparison' ? open.comparison.purpose?.name : null
      const key = JSON.stringify([pair.profileId, pair.from.sha256, pair.to.sha256, purpose])
      const known = this.remembered.get(key)
      if (known !== undefined) return ok(known)
      const drift = await this.draw(pair, open)
      if (drift.ok) this.remember(key, drift.value)
      return drift
    })
  }

  private async draw(
    { profileId, from: earlier, to: later }: DriftBetween,
    open: EitherSnapshot | null,
  ): Promise<Result<Drift, AppError>> {
    const from = await this.open(profileId, earlier)
    if (!from.ok) return from
    const to = open === null ? await this.open(profileId, later) : ok(open)
    if (!to.ok) return to
    const { recipes } = await loadRecipes(this.deps.recipeFolder)
    const draw = await this.deps.draw()
    return draw({ from: from.value, to: to.value, recipes, exceptions: null })
  }

  private async open(profileId: string, { id }: End): Promise<Result<EitherSnapshot, AppError>> {
    const text = await this.deps.store.read(profileId, id)
    return text.ok ? openEither({ name: id, text: text.value }) : text
  }

  private remember(key: string, drift: Drift): void {
    this.remembered.set(key, drift)
    for (const old of [...this.remembered.keys()].slice(0, -DRIFT.remembered)) this.remembered.delete(old)
  }
}
