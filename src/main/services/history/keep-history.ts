import type { Comparison } from '../../../core/comparison/comparison'
import type { Severity } from '../../../core/comparison/finding'
import type { Inventory } from '../../../core/inventory/inventory'
import { appError, type AppError } from '../../../shared/app-error'
import { FILES } from '../../../shared/bounds'
import type { HistoryCounts, HistoryEntry } from '../../../shared/files/history'
import type { HistoryStore, ToKeep } from '../../history-port'
import type { Scrubber } from '../../security/secret-scrubber'
import { createSerialQueue } from '../../serial-queue'
import { toInventorySnapshot, type ReviewState } from '../reports/inventory-snapshot'
import { toSnapshot } from '../reports/snapshot'
import type { ChangeSaid } from './history-change'
import { jsonInTurns } from './snapshot-text'

/** What became of a result that was to be kept. */
export type Kept =
  | { readonly state: 'kept'; readonly entry: HistoryEntry }
  /** Switched off, or its tenant is not stored any more. */
  | { readonly state: 'off' }
  /** To be told: a run that is done is done all the same. */
  | { readonly state: 'failed'; readonly error: AppError }

type About = Omit<ToKeep, 'text'> & { readonly comparison?: Comparison | null }

/**
 * Keeps what was read of stored tenants in their history, one after another: there is one text of a large result at a time.
 * Not for what was predicted, opened or cancelled; whose results they are, the caller knows.
 */
export class HistoryKeeper {
  private readonly inOrder = createSerialQueue()
  private readonly underWay = new Set<Promise<unknown>>()
  private readonly faults = new Map<string, AppError>()

  /**
   * @param scrubber takes out a live secret that came back in a record
   * @param change says what changed since the one kept before
   */
  constructor(
    private readonly history: Pick<HistoryStore, 'keep' | 'state' | 'list' | 'remove'>,
    private readonly scrubber: Pick<Scrubber, 'scrub'>,
    private readonly change: ChangeSaid,
  ) {}

  /** @param app the further app connection that was compared; null: the main one */
  comparison(tenantId: string, app: string | null, comparison: Comparison): Promise<Kept> {
    return this.keep(tenantId, () => toSnapshot(comparison), {
      kind: 'comparison',
      at: comparison.finishedAt,
      app,
      signed: false,
      counts: countsOfComparison(comparison),
      comparison,
    })
  }

  /** An inventory that was read, with what was written down about it by then. */
  inventory(tenantId: string, inventory: Inventory, review: ReviewState): Promise<Kept> {
    return this.keep(tenantId, () => toInventorySnapshot(inventory, review), {
      kind: 'applications',
      at: inventory.facts.finishedAt,
      app: null,
      signed: false,
      counts: countsOfInventory(inventory),
    })
  }

  /** The same with a review that was just closed: it takes the place of what was kept when it was read. */
  async signed(tenantId: string, inventory: Inventory, review: ReviewState): Promise<Kept> {
    const kept = await this.keep(tenantId, () => toInventorySnapshot(inventory, review), {
      kind: 'applications',
      at: inventory.facts.finishedAt,
      app: null,
      signed: true,
      counts: countsOfInventory(inventory),
    })
    if (kept.state !== 'kept') return kept
    const { entries } = await this.history.list(tenantId)
    const before = entries.filter(
      ({ kind, at, signed, baseline }) =>
        kind === 'applications' && at === kept.entry.at && !signed && !baseline,
    )
    if (before.length > 0)
      await this.history.remove(
        tenantId,
        before.map(({ id }) => id),
      )
    return kept
  }

  /** Why the last result of a tenant was not kept; null: it was, or was not to be. */
  faultOf(tenantId: string): AppError | null {
    return this.faults.get(tenantId) ?? null
  }

  /** Resolves when nothing is being kept any more. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay)
  }

  private keep(tenantId: string, file: () => object, about: About): Promise<Kept> {
    const keeping = this.inOrder(async () => {
      const kept = await this.keepNow(tenantId, file, about).catch((): Kept => ({
        state: 'failed',
        error: fault(),
      }))
      if (kept.state === 'failed') this.faults.set(tenantId, kept.error)
      else this.faults.delete(tenantId)
      return kept
    })
    this.underWay.add(keeping)
    return keeping.finally(() => this.underWay.delete(keeping))
  }

  private async keepNow(
    tenantId: string,
    file: () => object,
    { comparison = null, ...about }: About,
  ): Promise<Kept> {
    // The text of a large result is not made for nothing.
    const state = await this.history.state()
    if (state.state === 'off') return { state: 'off' }
    if (state.state === 'unavailable')
      return {
        state: 'failed',
        error: appError('KEYCHAIN_MISSING', state.message, { advice: state.advice }),
      }
    const text = await jsonInTurns(file(), FILES.snapshot.characters, (piece) => this.scrubber.scrub(piece))
    if (text === null) return { state: 'failed', error: tooLarge() }
    const change = await this.change(tenantId, { ...about, text }, comparison)
    const kept = await this.history.keep(tenantId, { ...about, text, ...(change && { change }) })
    if (!kept.ok) return { state: 'failed', error: kept.error }
    return kept.value === null ? { state: 'off' } : { state: 'kept', entry: kept.value }
  }
}

const tooLarge = (): AppError =>
  appError('FILE_WRITE_FAILED', 'The result was not kept in the history: it has too many records.', {
    advice: ['Compare fewer resources at a time.'],
  })

const fault = (): AppError =>
  appError('INTERNAL', 'The result was not kept in the history because of a fault in Crossview itself.', {
    advice: ['If it happens again, report it with the steps that lead to it.'],
  })

const NOT_KNOWN = { both: null, onlyAgent: null, onlyApp: null, applications: null }

/** Of resources that one side did not show whole, nothing is counted: three nulls where there is no other. */
const countsOfComparison = ({ complete, findings, resources }: Comparison): HistoryCounts => {
  const compared = resources.filter(({ verdict }) => verdict !== 'unknown')
  const sum = (count: (each: (typeof compared)[number]) => number) =>
    compared.length === 0 ? null : compared.reduce((total, each) => total + count(each), 0)
  return {
    ...NOT_KNOWN,
    complete,
    ...severities(findings),
    both: sum(({ both }) => both),
    onlyAgent: sum(({ onlyAgent }) => onlyAgent.length),
    onlyApp: sum(({ onlyApp }) => onlyApp.length),
  }
}

const countsOfInventory = ({ complete, entries, facts }: Inventory): HistoryCounts => ({
  ...NOT_KNOWN,
  complete,
  ...severities(entries.flatMap(({ risks }) => risks)),
  applications: facts.listFailure === null ? facts.applications.length : null,
})

const severities = (found: readonly { readonly severity: Severity }[]) => ({
  errors: found.filter(({ severity }) => severity === 'error').length,
  warnings: found.filter(({ severity }) => severity === 'warning').length,
})
