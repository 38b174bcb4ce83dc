import { counted, countText } from '../../../core/comparison/count-text'
import { isolated } from '../../../core/comparison/name-text'
import type { Fleet, FleetPart } from '../../../core/fleet/fleet'
import type { FleetTenantAt } from '../../services/fleet/fleet-run'
import type { Console } from '../terminal/console'

/** On a terminal, where somebody waits, it is said this often what is under way. */
const TELL_EVERY_MS = 5_000
const NAMED = 3
const TOLD_OUTLIERS = 20

/** Tells a run of many tenants on standard error: a line as each ends, and on a terminal what is under way. */
export const fleetReporter = (
  console: Console,
  { tenants, kept }: { readonly tenants: number; readonly kept: number },
) => {
  const underWay = new Map<string, string>()
  let ended = kept
  let told = performance.now()
  if (kept > 0)
    console.message(
      `${counted(kept, 'tenant')} of an earlier run ${kept === 1 ? 'is' : 'are'} taken up again.`,
    )
  const tellUnderWay = (): void => {
    if (console.isTerminal !== true || performance.now() - told < TELL_EVERY_MS) return
    told = performance.now()
    const named = [...underWay].slice(0, NAMED).map(([name, at]) => `${isolated(name)}: ${at}`)
    const more = underWay.size > NAMED ? `; and ${countText(underWay.size - NAMED)} more` : ''
    console.message(`  under way: ${named.join('; ')}${more}`)
  }
  return {
    at: ({ name, at }: FleetTenantAt): void => {
      underWay.set(name, at)
      tellUnderWay()
    },
    ended: (part: FleetPart): void => {
      underWay.delete(part.name)
      ended += 1
      const seconds = (Date.parse(part.finishedAt) - Date.parse(part.startedAt)) / 1000
      console.message(
        `[${countText(ended)}/${countText(tenants)}] ${isolated(part.name)}: ${part.state}, ${part.message} (${countText(Math.round(seconds))} s)`,
      )
    },
    done: (fleet: Fleet): void => {
      console.message(fleetText(fleet))
    },
  }
}

/** What many tenants come to, a line each. */
export const fleetText = ({ tenants: parts, outliers, missing }: Fleet): readonly string[] => {
  const states = (['done', 'incomplete', 'failed'] as const)
    .map((state) => ({ state, count: parts.filter((part) => part.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${countText(count)} ${state}`)
  return [
    `${counted(parts.length, 'tenant')}: ${states.join(', ') || 'none ended'}.`,
    ...missing.map(({ part, reason }) => `${isolated(part)}: ${reason}`),
    outliers.length === 0
      ? 'No tenant is unlike the others.'
      : `${counted(outliers.length, 'setting is', 'settings are')} unlike the others:`,
    ...outliers.slice(0, TOLD_OUTLIERS).map(({ message }) => `  ${message}`),
    ...(outliers.length > TOLD_OUTLIERS
      ? [`  and ${countText(outliers.length - TOLD_OUTLIERS)} more, in the result`]
      : []),
  ]
}
