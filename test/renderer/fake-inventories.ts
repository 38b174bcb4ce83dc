import type { Handlers } from '../../src/main/ipc/handlers'
import type { AppError } from '../../src/shared/app-error'
import type { ExportResult } from '../../src/shared/ipc/api'
import type { Channel } from '../../src/shared/ipc/contract'
import type { InventorySummary, PickedApplication } from '../../src/shared/ipc/inventory'
import { err, ok, type Result } from '../../src/shared/result'
import { aBlastRadius, anInventorySummary, countsOf } from './fake-inventory'

export interface FakeInventoryState {
  exportResult: Result<ExportResult, AppError>
  /** What `inventory.summary` answers with, by the id of the inventory; of an unknown one, believable applications. */
  inventories: Readonly<Record<string, InventorySummary>>
  /** Answers `inventory.start`, `resume` and `openView` with this error. */
  inventoryError: AppError | null
  /** Answers what is written down about applications with this error. */
  noteError: AppError | null
}

type InventoryHandlers = Pick<Handlers, Extract<Channel, `inventory:${string}`>>

/** What the fake bridge answers about applications. Decisions and notes are kept, and counted. */
export class FakeInventories {
  private started = 0
  /** Runs by application: a view that was opened before is the same run, as main answers. */
  private readonly views = new Map<string, string>()

  constructor(
    private readonly stateNow: () => FakeInventoryState,
    /** The id of the comparison that a view is opened as. */
    private readonly newRun: () => string,
  ) {}

  private get state(): FakeInventoryState {
    return this.stateNow()
  }

  private inventory(inventoryId: string): InventorySummary {
    return this.state.inventories[inventoryId] ?? anInventorySummary(inventoryId)
  }

  /** Keeps a change of what is written down, with the counts that follow from it. */
  private noted(
    inventoryId: string,
    change: (summary: InventorySummary) => InventorySummary,
  ): Promise<Result<InventorySummary, AppError>> {
    if (this.state.noteError !== null) return Promise.resolve(err(this.state.noteError))
    const changed = change(this.inventory(inventoryId))
    const summary = { ...changed, review: { ...changed.review, counts: countsOf(changed.entries) } }
    this.state.inventories = { ...this.state.inventories, [inventoryId]: summary }
    return Promise.resolve(ok(summary))
  }

  private ofApplication(
    { inventoryId, applicationId }: PickedApplication,
    change: Partial<InventorySummary['entries'][number]>,
  ): Promise<Result<InventorySummary, AppError>> {
    return this.noted(inventoryId, (summary) => ({
      ...summary,
      entries: summary.entries.map((entry) =>
        entry.application.id === applicationId ? { ...entry, ...change } : entry,
      ),
    }))
  }

  private unlessInventoryFails<T>(value: T): Promise<Result<T, AppError>> {
    return Promise.resolve(this.state.inventoryError === null ? ok(value) : err(this.state.inventoryError))
  }

  readonly handlers: InventoryHandlers = {
    'inventory:start': () => {
      this.started += 1
      return this.unlessInventoryFails({ inventoryId: `inventory-${String(this.started)}` })
    },
    'inventory:cancel': () => Promise.resolve(ok(null)),
    'inventory:resume': () => this.unlessInventoryFails(null),
    'inventory:summary': ({ inventoryId }) => Promise.resolve(ok(this.inventory(inventoryId))),
    'inventory:known': () =>
      Promise.resolve(
        ok(
          Object.values(this.state.inventories).map(({ inventoryId, target, snapshot, facts, entries }) => ({
            inventoryId,
            tenant: facts.tenant.name,
            target,
            snapshot,
            finishedAt: facts.finishedAt,
            applications: entries.map(({ application: { id, name } }) => ({ id, name })),
          })),
        ),
      ),
    'inventory:openView': ({ inventoryId, applicationId }) => {
      const key = `${inventoryId} ${applicationId}`
      const runId = this.views.get(key) ?? this.newRun()
      this.views.set(key, runId)
      return this.unlessInventoryFails({ runId })
    },
    'inventory:setNote': ({ note, ...application }) => this.ofApplication(application, { note }),
    'inventory:decide': ({ decision, ...application }) => this.ofApplication(application, { decision }),
    'inventory:setReviewer': ({ inventoryId, reviewer }) =>
      this.noted(inventoryId, (summary) => ({
        ...summary,
        review: { ...summary.review, reviewer: reviewer === '' ? null : reviewer },
      })),
    'inventory:closeReview': ({ inventoryId }) =>
      this.noted(inventoryId, (summary) => ({
        ...summary,
        entries: summary.entries.map((entry) => ({ ...entry, decision: null })),
        review: {
          ...summary.review,
          changes: { added: [], gone: [], changed: [], unknown: [], notDone: [] },
          last: {
            closedAt: '2026-11-24T09:00:00.000Z',
            reviewer: summary.review.reviewer,
            population: { readAt: summary.facts.finishedAt, sha256: 'a'.repeat(64) },
          },
        },
      })),
    'inventory:blastRadius': ({ picked }) =>
      Promise.resolve(
        ok(
          aBlastRadius(
            picked.flatMap(({ inventoryId, applicationId }) =>
              this.inventory(inventoryId).entries.filter(
                ({ application }) => application.id === applicationId,
              ),
            ),
          ),
        ),
      ),
    'inventory:saveBlastRadius': () => Promise.resolve(this.state.exportResult),
    'inventory:export': () => Promise.resolve(this.state.exportResult),
  }
}
