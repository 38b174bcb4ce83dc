import { counted, countText } from '../comparison/count-text'
import { isolated } from '../comparison/name-text'
import type { Fleet, FleetOutlier, FleetPart } from '../fleet/fleet'
import { fleetCoverageWords, fleetTimeWords } from '../fleet/fleet-words'
import { buildFleetReport } from './fleet-model'
import { firstOf, inert, markdownTable, markdownText } from './markdown'

const ROWS = 10
const TENANTS = 8
const OUTLIERS = 8
const MISSING = 4

/**
 * A fleet in at most 60 lines of Markdown: how many tenants ended how, what fails where, who is not like the others,
 * and what is missing. Its numbers are those of `crossview.fleet/1`.
 */
export const fleetMarkdown = (fleet: Fleet): string => {
  const { checks } = buildFleetReport(fleet)
  const failing = checks.filter(({ fails, unknown }) => fails + unknown > 0)
  const all = fleet.tenants.flatMap((part) => part.checks)
  const count = (state: string) => countText(all.filter((check) => check.state === state).length)
  const bad = fleet.tenants.filter(({ state }) => state !== 'done')
  return markdownText([
    [`## Fleet: ${counted(fleet.tenants.length, 'tenant')}`],
    [
      `**${verdict(fleet)}**  `,
      `${fleetTimeWords(fleet)}. Coverage: ${fleetCoverageWords(fleet)}.  `,
      `Checks: ${count('holds')} hold, ${count('fails')} fail, ${count('unknown')} unknown.`,
    ],
    failing.length === 0
      ? []
      : [
          ...markdownTable(
            ['Check', 'Fails', 'Unknown', 'Tenants'],
            failing
              .slice(0, ROWS)
              .map(({ name, fails, unknown }) => [
                name,
                countText(fails),
                countText(unknown),
                someTenants(fleet, name),
              ]),
          ),
          ...(failing.length > ROWS
            ? ['', `and ${counted(failing.length - ROWS, 'more check')} that fail or are unknown.`]
            : []),
        ],
    bad.length === 0
      ? []
      : ['### Tenants that are not done', '', ...firstOf(bad, TENANTS, tenantLine, ['tenant', 'tenants'])],
    fleet.outliers.length === 0
      ? []
      : [
          '### Not like the others',
          '',
          ...firstOf(fleet.outliers, OUTLIERS, outlierLine, ['outlier', 'outliers']),
        ],
    fleet.missing.length === 0
      ? []
      : [
          '### Missing parts',
          '',
          ...firstOf(
            fleet.missing,
            MISSING,
            ({ part, reason }) => [`- ${inert(isolated(part))}: ${inert(reason)}`],
            ['part', 'parts'],
          ),
        ],
  ])
}

const verdict = (fleet: Fleet): string => {
  const errors = fleet.tenants.filter(({ checks }) =>
    checks.some(({ state, severity }) => state === 'fails' && severity === 'error'),
  ).length
  const gap = fleet.missing.length > 0 || fleet.tenants.some(({ state }) => state !== 'done')
  const found =
    errors === 0
      ? 'No check of severity error fails'
      : `${counted(errors, 'tenant')} of ${countText(fleet.tenants.length)} with a failing check of severity error`
  return `${found}${gap ? '; not everything could be had, and what is missing is no evidence of anything' : ''}.`
}

const NAMED = 3

/** Where a check does not hold: some by name. */
const someTenants = ({ tenants }: Fleet, check: string): string => {
  const names = tenants
    .filter(({ checks }) => checks.some(({ name, state }) => name === check && state !== 'holds'))
    .map(({ name }) => isolated(name))
  const more = names.length - NAMED
  return `${names.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${countText(more)} more` : ''}`
}

const tenantLine = ({ name, state, message }: FleetPart): readonly string[] => [
  `- **${inert(isolated(name))}** ${state}: ${inert(message)}`,
]

/** Its message names the tenant. */
const outlierLine = ({ message }: FleetOutlier): readonly string[] => [`- ${inert(message)}`]
