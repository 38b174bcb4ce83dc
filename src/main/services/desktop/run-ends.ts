import { counted } from '../../../core/comparison/count-text'
import { fleetEndWords, outcomeWords } from '../../../core/words/run-ends'
import { visibleLine } from '../../../shared/visible-text'
import type { RunNames } from '../../desktop-port'
import type { FleetFront } from '../fleet/fleet-front'
import type { InventoryRuns } from '../inventory/inventory-runs'
import type { ProfileService } from '../profiles/profile-service'
import type { OpenResults } from '../runs/open-results'
import type { RunRegistry } from '../runs/run-registry'
import { lastRunOf } from '../runs/tenant-runs'

interface RunNamesDeps {
  readonly registry: Pick<RunRegistry, 'comparison'>
  readonly results: Pick<OpenResults, 'titleOf'>
  readonly inventories: Pick<InventoryRuns, 'targetOf' | 'known'>
  readonly fleet: Pick<FleetFront, 'started'>
  readonly profiles: Pick<ProfileService, 'profile'>
}

/** Characters of a name or a message: a system shows a line or two. */
const SHOWN = 200

const shown = (text: string): string => {
  const line = visibleLine(text)
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 1)}…` : line
}

export const createRunNames = ({
  registry,
  results,
  inventories,
  fleet,
  profiles,
}: RunNamesDeps): RunNames => {
  const fleetCounts = () => {
    const run = fleet.started()?.current() ?? null
    if (run === null) return null
    const states = run.tenants.flatMap((tenant) => (tenant.phase === 'ended' ? [tenant.part.state] : []))
    return {
      total: run.tenants.length,
      ended: states.length,
      incomplete: states.filter((state) => state === 'incomplete').length,
      failed: states.filter((state) => state === 'failed').length,
    }
  }
  const applicationsName = async (inventoryId: string): Promise<string> => {
    const target = inventories.targetOf(inventoryId)
    if (target?.kind !== 'profile') return 'The demo tenant'
    return (await profiles.profile(target.profileId))?.name ?? 'A tenant'
  }
  const comparisonEnd = (runId: string): string | null => {
    const comparison = registry.comparison(runId)
    return comparison.ok && !comparison.value.cancelled
      ? `The comparison has ended: ${outcomeWords(lastRunOf(comparison.value))}.`
      : null
  }
  const applicationsEnd = (inventoryId: string): string | null => {
    const read = inventories.known().find(({ known }) => known.id === inventoryId)?.inventory
    if (read === undefined || read.facts.cancelled) return null
    return `The applications were read${read.complete ? '' : ', incomplete'}: ${counted(read.entries.length, 'application')}.`
  }
  const fleetEnd = (): string | null => {
    const counts = fleetCounts()
    return counts === null ? null : fleetEndWords(counts)
  }
  return {
    name: async (result) => {
      if (result.kind === 'fleet') return 'Fleet'
      return shown(
        result.kind === 'comparison'
          ? (results.titleOf(result.runId) ?? 'A tenant')
          : await applicationsName(result.inventoryId),
      )
    },
    end: (result, error) => {
      const ended =
        error !== null
          ? `${result.kind === 'applications' ? 'The applications were not read.' : 'The comparison has no result.'} ${error.message}`
          : result.kind === 'comparison'
            ? comparisonEnd(result.runId)
            : result.kind === 'applications'
              ? applicationsEnd(result.inventoryId)
              : fleetEnd()
      return Promise.resolve(ended === null ? null : shown(ended))
    },
    fleet: fleetCounts,
  }
}
