import type { InventoryFacts } from '../../../core/inventory/application'
import type { Clock, HaloConnector } from '../../ports'
import { openSide, type OpenedSide } from '../runs/opened-side'
import type { InventoryPlan } from './inventory-plan'
import { ProgressState, type ReadingProgress } from './inventory-progress'
import { isSameReader, takenUpBefore, takenUpSentence } from './kept-reading'
import { Reading } from './reading'

export interface ReaderDeps {
  readonly connector: HaloConnector
  readonly clock: Clock
}

export interface ReadOptions {
  readonly signal: AbortSignal
  readonly onProgress?: (progress: ReadingProgress) => void
  /** An earlier reading that ended early or lacks something: only what it lacks is read, and nothing twice. */
  readonly before?: InventoryFacts
}

/**
 * Reads what one connection can of a tenant's applications: their list, the record of each, each agent that one
 * of them logs in as and each role of those once, and the lists of records as this connection sees them. Faults are
 * part of the facts; a cancelled reading returns what was read so far, marked `cancelled`.
 */
export const readInventory = async (
  { connector, clock }: ReaderDeps,
  plan: InventoryPlan,
  { signal, onProgress = () => undefined, before }: ReadOptions,
): Promise<InventoryFacts> => {
  const startedAt = clock.now().toISOString()
  const earlier = before ?? { requests: 0, throttled: 0 }
  const progress = new ProgressState(earlier.requests, onProgress)
  progress.connecting()
  const side = await openSide(connector, progress.watched(plan.inspector), signal)
  progress.watch(side.session)
  try {
    const { kept, inspector, inspectorClientId, gaps } = takeUp(before, side, plan)
    const read = await new Reading(side, kept, plan.resources, signal, progress).all()
    const { session } = side
    const counts = session?.counts() ?? NOTHING_SENT
    const taken = kept === null || session === null ? null : takenUpSentence(kept, startedAt)
    return {
      ...read,
      tenant: {
        name: plan.tenantName,
        url: plan.url,
        version: session?.server.version ?? kept?.tenant.version ?? null,
      },
      startedAt: kept?.startedAt ?? startedAt,
      finishedAt: latest(startedAt, clock.now().toISOString()),
      cancelled: signal.aborted,
      requests: earlier.requests + counts.sent,
      throttled: earlier.throttled + counts.throttled,
      inspector,
      inspectorClientId,
      gaps: [...gaps, ...(taken === null ? [] : [taken]), ...read.gaps],
    }
  } finally {
    side.session?.close()
  }
}

const NOTHING_SENT = { sent: 0, throttled: 0 }

/** A clock that was set back meanwhile ends no reading before it began. */
const latest = (one: string, other: string): string => (one > other ? one : other)

interface TakenUp extends Pick<InventoryFacts, 'inspector' | 'inspectorClientId' | 'gaps'> {
  readonly kept: InventoryFacts | null
}

/** What of an earlier reading holds on: null where everything is read anew. */
const takeUp = (before: InventoryFacts | undefined, { result }: OpenedSide, plan: InventoryPlan): TakenUp => {
  const { clientId: inspectorClientId } = plan.inspector.connection
  const failed =
    result.state === 'failed' ? [`The inspector could not connect: ${result.failure.message}`] : []
  if (before === undefined || before.tenant.url !== plan.url || before.inspector.state === 'failed')
    return { kept: null, inspector: result, inspectorClientId, gaps: failed }
  const earlier = takenUpBefore(before.gaps)
  // Nothing new was seen: all there is still is what the earlier connection saw.
  if (result.state === 'failed')
    return {
      kept: before,
      inspector: before.inspector,
      inspectorClientId: before.inspectorClientId,
      gaps: [...failed, ...earlier],
    }
  return isSameReader(before.inspector.identity, result.identity)
    ? { kept: before, inspector: result, inspectorClientId, gaps: earlier }
    : {
        kept: null,
        inspector: result,
        inspectorClientId,
        gaps: ['The inspector is another agent than before, or has other scopes: everything was read anew.'],
      }
}
