import { second } from '../comparison/moment-text'
import { nameKey } from '../comparison/name-text'
import type { Fleet, FleetPart } from './fleet'
import { compareText } from './outliers'

/** A part that was found, and where: separate machines wrote it. */
export interface FoundPart {
  readonly part: FleetPart
  /** As a person is told of it. */
  readonly place: string
}

type Gap = Fleet['missing'][number]

export interface MergeRules {
  /** Milliseconds since 1970. */
  readonly now: number
  /** A part that ended before is older than asked; null: none is. */
  readonly oldest: number | null
  /** Names of tenants that have to be there. */
  readonly expected: readonly string[]
}

export interface Merged<Found extends FoundPart> {
  /** One a tenant. */
  readonly parts: readonly Found[]
  readonly missing: readonly Gap[]
  /** Parts that a newer one of the same tenant took the place of: nothing is missing. */
  readonly replaced: readonly Gap[]
}

/** Clocks of two machines differ by less; what ends later than this from now has a time that cannot be trusted. */
const AHEAD_MS = 24 * 3_600_000

/**
 * One part a tenant, of all that were found. Whatever order they were found in, the same ones remain.
 * @param gaps what is known to be missing already; one whose tenant has a part after all is none
 */
export const mergeParts = <Found extends FoundPart>(
  found: readonly Found[],
  gaps: readonly Gap[],
  { now, oldest, expected }: MergeRules,
): Merged<Found> => {
  const missing: Gap[] = []
  const replaced: Gap[] = []
  const parts: Found[] = []
  const isAhead = ({ part }: Found): boolean => Date.parse(part.finishedAt) > now + AHEAD_MS
  for (const each of found.filter(isAhead))
    missing.push(gap(each, `It ended at ${second(each.part.finishedAt)} UTC, which is yet to come`))
  const byTenant = grouped(found.filter((each) => !isAhead(each)))
  for (const [newest, ...others] of byTenant.values()) {
    if (newest === undefined) continue
    for (const other of others) {
      if (other.part.url === newest.part.url) replaced.push(gap(other, `A newer one is in ${newest.place}`))
      else
        missing.push(
          gap(other, `Another tenant of this name (${newest.part.url}) is newer, in ${newest.place}`),
        )
    }
    if (oldest !== null && Date.parse(newest.part.finishedAt) < oldest)
      missing.push(
        gap(
          newest,
          `It ended at ${second(newest.part.finishedAt)} UTC, before ${second(new Date(oldest).toISOString())} UTC`,
        ),
      )
    else parts.push(newest)
  }
  const there = new Set([...byTenant.keys(), ...missing.map(({ part }) => tenantKey(part))])
  const gapsLeft = gaps.filter(({ part }) => !there.has(tenantKey(part)))
  const told = new Set([...there, ...gapsLeft.map(({ part }) => tenantKey(part))])
  const absent = [...new Map(expected.map((name) => [tenantKey(name), name])).values()]
    .filter((name) => !told.has(tenantKey(name)))
    .map((part) => ({ part, reason: 'It was expected, and nothing was found of it.' }))
  return {
    parts,
    missing: [...missing, ...gapsLeft, ...absent].sort(
      (a, b) => compareText(a.part, b.part) || compareText(a.reason, b.reason),
    ),
    replaced,
  }
}

const gap = ({ part, place }: FoundPart, what: string): Gap => ({
  part: part.name,
  reason: `${what}: ${place}.`,
})

/** However a name is written; one that nobody sees is like itself alone. */
const tenantKey = (name: string): string => nameKey(name) || `blank ${name}`

/** Of each tenant the newest first; of those of one moment always the same. */
const grouped = <Found extends FoundPart>(found: readonly Found[]): ReadonlyMap<string, readonly Found[]> => {
  const groups = new Map<string, Found[]>()
  for (const each of found) {
    const key = tenantKey(each.part.name)
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  for (const group of groups.values()) group.sort(newestFirst)
  return groups
}

const newestFirst = (a: FoundPart, b: FoundPart): number =>
  Date.parse(b.part.finishedAt) - Date.parse(a.part.finishedAt) ||
  compareText(JSON.stringify(a.part), JSON.stringify(b.part)) ||
  compareText(a.place, b.place)
