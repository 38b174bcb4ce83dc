import { countText, counted } from '../comparison/count-text'
import { second } from '../comparison/moment-text'
import { MAJORITY, type Fleet, type FleetCheck, type FleetState } from './fleet'

/** What a fleet's facts are called in the window, in reports and at a terminal. */

export const FLEET_STATE_WORDS: Readonly<Record<FleetState, string>> = {
  done: 'Done',
  incomplete: 'Incomplete',
  failed: 'Failed',
}

export const FLEET_CHECK_WORDS: Readonly<Record<FleetCheck['state'], string>> = {
  holds: 'Holds',
  fails: 'Fails',
  unknown: 'Unknown',
}

/** How many tenants ended how; done + incomplete + failed = tenants. */
export const fleetCoverage = ({ tenants }: Pick<Fleet, 'tenants'>) => {
  const count = (wanted: FleetState) => tenants.filter(({ state }) => state === wanted).length
  return {
    tenants: tenants.length,
    done: count('done'),
    incomplete: count('incomplete'),
    failed: count('failed'),
  }
}

/** "38 of 40 tenants done, 1 incomplete, 1 failed, 2 parts missing": a gap never reads as a pass. */
export const fleetCoverageWords = (fleet: Pick<Fleet, 'tenants' | 'missing'>): string => {
  const { tenants, done, incomplete, failed } = fleetCoverage(fleet)
  return (
    `${countText(done)} of ${counted(tenants, 'tenant')} done, ${countText(incomplete)} incomplete, ${countText(failed)} failed` +
    `, ${counted(fleet.missing.length, 'part')} missing`
  )
}

/** What the others are held against. */
export const baselineWords = (baseline: string): string =>
  baseline === MAJORITY ? 'what most tenants have' : `the tenant ${baseline}`

/** "2026-11-26 10:00:00 to 2026-11-26 10:05:00 UTC". */
export const fleetTimeWords = ({ startedAt, finishedAt }: Pick<Fleet, 'startedAt' | 'finishedAt'>): string =>
  startedAt === null || finishedAt === null
    ? 'no tenant was run'
    : `${second(startedAt)} to ${second(finishedAt)} UTC`
