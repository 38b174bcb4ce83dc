import { countText, counted } from '../comparison/count-text'
import { isolated } from '../comparison/name-text'
import { MAJORITY, type Fleet, type FleetCheck, type FleetOutlier, type FleetPart } from '../fleet/fleet'
import { baselineWords, FLEET_STATE_WORDS, fleetCoverageWords, fleetTimeWords } from '../fleet/fleet-words'

/** Where a tenant's own files are from the place of the report. */
export interface FleetLink {
  readonly what: string
  /** Relative, its parts encoded. */
  readonly href: string
}

/** A fleet on paper as plain data: everything a page shows, in the order it is shown. Nothing is cut. */
export interface FleetReport {
  readonly title: string
  readonly heading: string
  readonly facts: readonly (readonly [label: string, value: string])[]
  readonly coverage: string
  /** What keeps it from being whole, in sentences; empty: nothing does. */
  readonly incomplete: readonly string[]
  /** How each check stands over all tenants, what fails most first. */
  readonly checks: readonly CheckLine[]
  readonly outliers: readonly OutlierGroup[]
  readonly baseline: string
  /** The checks by number, from 1, as the matrix names them. */
  readonly columns: readonly string[]
  readonly matrix: readonly {
    readonly tenant: string
    /** One a column; null: not asked of this tenant. */
    readonly states: readonly (FleetCheck['state'] | null)[]
  }[]
  readonly tenants: readonly TenantLine[]
  /** Checks that fail or are unknown, by tenant. */
  readonly problems: readonly ProblemLine[]
  readonly missing: Fleet['missing']
  /** ISO 8601; the date of the document. null: no tenant was run. */
  readonly finishedAt: string | null
}

interface CheckLine {
  readonly number: number
  readonly name: string
  readonly holds: number
  readonly fails: number
  readonly unknown: number
}

/** Outliers of one setting, together. */
interface OutlierGroup {
  readonly setting: string
  readonly usual: string
  readonly outliers: readonly FleetOutlier[]
}

export interface TenantLine {
  readonly name: string
  readonly url: string
  readonly state: FleetPart['state']
  readonly stateText: string
  readonly message: string
  readonly took: string
  readonly counts: FleetPart['counts']
  readonly links: readonly FleetLink[]
}

interface ProblemLine {
  readonly tenant: string
  readonly check: FleetCheck
}

/**
 * The report of a fleet.
 * @param linksOf where the files of a tenant are that can be opened from the report; asked by its name
 */
export const buildFleetReport = (
  fleet: Fleet,
  linksOf: (tenant: string) => readonly FleetLink[] = () => [],
): FleetReport => {
  const columns = checkNames(fleet)
  return {
    title: `Fleet report: ${counted(fleet.tenants.length, 'tenant')}`,
    heading: `Fleet report: ${counted(fleet.tenants.length, 'tenant')}`,
    facts: [
      ['Run', fleetTimeWords(fleet)],
      ['Baseline', isolatedBaseline(fleet.baseline)],
      ['Requests', countText(fleet.tenants.reduce((sum, { counts: { requests } }) => sum + requests, 0))],
    ],
    coverage: fleetCoverageWords(fleet),
    incomplete: incompleteTexts(fleet),
    checks: checkLines(fleet, columns),
    outliers: outlierGroups(fleet.outliers),
    baseline: isolatedBaseline(fleet.baseline),
    columns,
    matrix: fleet.tenants.map(({ name, checks }) => {
      const states = new Map(checks.map((check) => [check.name, check.state]))
      return { tenant: name, states: columns.map((column) => states.get(column) ?? null) }
    }),
    tenants: fleet.tenants.map((part) => ({
      name: part.name,
      url: part.url,
      state: part.state,
      stateText: FLEET_STATE_WORDS[part.state],
      message: part.message,
      took: tookText(part),
      counts: part.counts,
      links: linksOf(part.name),
    })),
    problems: fleet.tenants.flatMap(({ name, checks }) =>
      checks.flatMap((check) => (check.state === 'holds' ? [] : [{ tenant: name, check }])),
    ),
    missing: fleet.missing,
    finishedAt: fleet.finishedAt,
  }
}

const isolatedBaseline = (baseline: string): string =>
  baselineWords(baseline === MAJORITY ? baseline : isolated(baseline))

/** Of all tenants, each once, in the order in which they are met. */
export const checkNames = ({ tenants }: Pick<Fleet, 'tenants'>): readonly string[] => [
  ...new Set(tenants.flatMap(({ checks }) => checks.map(({ name }) => name))),
]

const checkLines = ({ tenants }: Fleet, columns: readonly string[]): readonly CheckLine[] => {
  const lines = new Map(
    columns.map((name, at) => [name, { number: at + 1, name, holds: 0, fails: 0, unknown: 0 }]),
  )
  for (const { checks } of tenants)
    for (const { name, state } of checks) {
      const line = lines.get(name)
      if (line !== undefined) line[state] += 1
    }
  return [...lines.values()].sort((a, b) => b.fails - a.fails || b.unknown - a.unknown || a.number - b.number)
}

/** Those of one setting together, in the order of the fleet. */
const outlierGroups = (outliers: readonly FleetOutlier[]): readonly OutlierGroup[] => {
  const groups = new Map<string, OutlierGroup & { readonly outliers: FleetOutlier[] }>()
  for (const outlier of outliers) {
    const { what, of, name, usual, usualCount, known } = outlier
    const key = JSON.stringify([what, of, name])
    const group = groups.get(key)
    if (group === undefined)
      groups.set(key, {
        setting: [what, of, name].filter((text) => text !== '').join(', '),
        usual: `${usual} in ${countText(usualCount)} of ${counted(known, 'tenant')} where it is known`,
        outliers: [outlier],
      })
    else group.outliers.push(outlier)
  }
  return [...groups.values()]
}

const incompleteTexts = ({ tenants, missing }: Fleet): readonly string[] => {
  const named = (wanted: FleetPart['state'], what: string): readonly string[] => {
    const all = tenants.filter(({ state }) => state === wanted).map(({ name }) => isolated(name))
    return all.length === 0 ? [] : [`${counted(all.length, 'tenant')} ${what}: ${all.join(', ')}.`]
  }
  return [
    ...named('failed', 'failed'),
    ...named('incomplete', 'incomplete'),
    ...(missing.length === 0 ? [] : [`${counted(missing.length, 'part')} missing; each is named below.`]),
  ]
}

/** "12.4 s", "3 min 10 s"; a dash where the moments tell nothing. */
const tookText = ({ startedAt, finishedAt }: FleetPart): string => {
  const took = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000
  if (!Number.isFinite(took) || took < 0) return '–'
  if (took < 60) return `${took.toFixed(1)} s`
  return `${countText(Math.floor(took / 60))} min ${countText(Math.floor(took % 60))} s`
}
