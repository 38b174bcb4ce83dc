import { countText, counted } from '../../../../core/comparison/count-text'
import { isolated } from '../../../../core/comparison/name-text'
import type { FleetCheck, FleetOutlier } from '../../../../core/fleet/fleet'
import { RESOURCES, resourceDefinition } from '../../../../core/halo/resource'
import { fleetEndWords } from '../../../../core/words/run-ends'
import { RISK_WORDS } from '../../../../core/inventory/inventory-words'
import type { FleetResultKind, FleetRun, FleetTenantProgress, WindowWork } from '../../../../shared/ipc/fleet'
import type { Tone } from '../../ui/badge'
import type { IconName } from '../../ui/icon'
import { isMissing } from './matrix-rows'

/** What a run over many tenants is called in the window. */

/** A state in a word, with the icon and colour that go with it. */
export interface StateWords {
  readonly words: string
  readonly icon: IconName
  readonly tone: Tone
}

export const WORK_WORDS: Readonly<Record<WindowWork, { readonly label: string; readonly hint: string }>> = {
  check: { label: 'Check the connections', hint: 'Address, token, scopes and identity of each side.' },
  compare: {
    label: 'Compare',
    hint: 'What the app sees beside what the agent sees, judged by the purpose where one was chosen.',
  },
  applications: {
    label: 'Read the applications',
    hint: 'Every application of the tenant and its risks. An inspector’s connection is all it takes.',
  },
}

const FAILS: Readonly<Record<FleetCheck['severity'], StateWords>> = {
  error: { words: 'Fails', icon: 'error', tone: 'bad' },
  warning: { words: 'Fails (warning)', icon: 'warning', tone: 'warning' },
  info: { words: 'Fails (note)', icon: 'info', tone: 'neutral' },
}

/** How a check came out; `undefined`: the tenant does not have it. */
export const checkState = (check: FleetCheck | undefined): StateWords | null => {
  if (check === undefined) return null
  if (check.state === 'fails') return FAILS[check.severity]
  return check.state === 'holds'
    ? { words: 'Holds', icon: 'check', tone: 'good' }
    : { words: 'Unknown', icon: 'unknown', tone: 'neutral' }
}

const ENDED = {
  done: { words: 'Done', icon: 'check', tone: 'good' },
  incomplete: { words: 'Incomplete', icon: 'warning', tone: 'warning' },
  failed: { words: 'Failed', icon: 'error', tone: 'bad' },
} as const satisfies Readonly<Record<string, StateWords>>

/** Where a tenant is. @param runEnded a tenant that waits then was not begun */
export const tenantState = (tenant: FleetTenantProgress, runEnded: boolean): StateWords => {
  switch (tenant.phase) {
    case 'ended':
      return ENDED[tenant.part.state]
    case 'running':
      return { words: tenant.at, icon: 'spinner', tone: 'neutral' }
    case 'waiting':
      return runEnded
        ? { words: 'Not run', icon: 'blocked', tone: 'neutral' }
        : { words: 'Waiting', icon: 'waiting', tone: 'neutral' }
  }
}

const SIDES: Readonly<Record<string, string>> = {
  app: 'App side',
  agent: 'Agent side',
  inspector: 'Inspector',
}
const RESOURCE_WORDS: Readonly<Record<string, string>> = Object.fromEntries(
  RESOURCES.map((resource) => [resource, resourceDefinition(resource).label]),
)

/** Checks of one kind: what the kind is called, and what of it. */
const KINDS: Readonly<
  Record<string, { readonly kind: string; readonly words: Readonly<Record<string, string>> }>
> = {
  connect: { kind: 'Connects', words: SIDES },
  sees: { kind: 'App sees', words: RESOURCE_WORDS },
  risk: { kind: 'Risk', words: RISK_WORDS },
  expect: { kind: 'Expected', words: {} },
}

/** A check's name as the matrix heads its column with: a kind, and what of it. */
export const checkWords = (name: string): { readonly kind: string | null; readonly label: string } => {
  const [first = '', ...others] = name.split(' ')
  const rest = others.join(' ')
  const kind = KINDS[first]
  if (kind === undefined || rest === '')
    return { kind: null, label: name.charAt(0).toUpperCase() + name.slice(1) }
  return { kind: kind.kind, label: kind.words[rest] ?? rest }
}

/** The same in one line. */
export const checkTitle = (name: string): string => {
  const { kind, label } = checkWords(name)
  return kind === null ? label : `${kind}: ${label}`
}

/** What a cell opens: of checks of the applications those, of all others the comparison, where there is one. */
export const resultFor = (tenant: FleetTenantProgress, column: string): FleetResultKind | undefined => {
  if (tenant.phase !== 'ended') return undefined
  const wanted = /^(risk |applications$)/.test(column) ? 'applications' : 'comparison'
  return tenant.results.includes(wanted) ? wanted : tenant.results[0]
}

export interface FleetCounts {
  readonly total: number
  readonly ended: number
  readonly running: number
  readonly incomplete: number
  readonly failed: number
  readonly requests: number
}

export const countsOf = ({ tenants }: Pick<FleetRun, 'tenants'>): FleetCounts => {
  const parts = tenants.flatMap((tenant) => (tenant.phase === 'ended' ? [tenant.part] : []))
  const running = tenants.flatMap((tenant) => (tenant.phase === 'running' ? [tenant] : []))
  return {
    total: tenants.length,
    ended: parts.length,
    running: running.length,
    incomplete: parts.filter(({ state }) => state === 'incomplete').length,
    failed: parts.filter(({ state }) => state === 'failed').length,
    requests:
      parts.reduce((sum, { counts }) => sum + counts.requests, 0) +
      running.reduce((sum, { requests }) => sum + requests, 0),
  }
}

/** Names that are said out loud, the first few. */
const SAID = 5

/** What is said once of each step of a run: that it began, stopped and ended, and who failed. No count that moves. */
export const runSentence = (run: Pick<FleetRun, 'phase' | 'tenants'>): string => {
  const { total, ended, incomplete, failed } = countsOf(run)
  switch (run.phase) {
    case 'running':
      return `The run over ${counted(total, 'tenant')} is under way.`
    case 'paused':
      return 'The run is paused: what is under way goes on, no other tenant begins.'
    case 'cancelling':
      return 'The run is being cancelled; what ended stays.'
    case 'ended': {
      const missing = run.tenants.filter(isMissing).map(({ name }) => isolated(name))
      const named = missing.slice(0, SAID).join(', ')
      const more = missing.length > SAID ? ` and ${countText(missing.length - SAID)} more` : ''
      return `${fleetEndWords({ total, ended, incomplete, failed })}${missing.length === 0 ? '' : ` Missing something: ${named}${more}.`}`
    }
  }
}

/** Outliers of one setting, with what is usual. */
export interface OutlierGroup {
  readonly key: string
  readonly title: string
  readonly usual: string
  readonly usualCount: number
  readonly known: number
  readonly outliers: readonly FleetOutlier[]
}

const WHOSE: Readonly<Record<string, string>> = { app: 'App side', agent: 'Agent side' }
const WHAT: Readonly<Record<string, string>> = {
  scope: 'scope',
  recipe: 'recipe',
  version: 'version of Halo',
}

/** “App side: scope read:tickets” */
const titleOf = ({ what, of, name }: FleetOutlier): string =>
  `${WHOSE[of] ?? of}: ${[WHAT[what] ?? what, name].filter((word) => word !== '').join(' ')}`

/** Told once a setting: those that fewest differ in first, since there the usual is surest. */
export const outlierGroups = (outliers: readonly FleetOutlier[]): readonly OutlierGroup[] => {
  const groups = new Map<string, FleetOutlier[]>()
  for (const outlier of outliers) {
    const key = JSON.stringify([outlier.what, outlier.of, outlier.name])
    groups.set(key, [...(groups.get(key) ?? []), outlier])
  }
  return [...groups]
    .flatMap(([key, [first, ...rest]]) =>
      first === undefined
        ? []
        : [
            {
              key,
              title: titleOf(first),
              usual: first.usual,
              usualCount: first.usualCount,
              known: first.known,
              outliers: [first, ...rest],
            },
          ],
    )
    .sort((a, b) => a.outliers.length - b.outliers.length)
}
