import type { Comparison, SideResult } from '../comparison/comparison'
import { counted, countText } from '../comparison/count-text'
import type { Finding } from '../comparison/finding'
import { isolated } from '../comparison/name-text'
import { runGap } from '../comparison/outcome'
import { REASON_CODES, type ReasonCode } from '../comparison/reason-code'
import type { Inventory, RiskCode } from '../inventory/inventory'
import type { ExpectationResult } from '../policy/expectation'
import { checkRecipe } from '../policy/recipe-check'
import type { FleetCheck } from './fleet'
import { seesOf, worstSeverity } from './sees'

/**
 * What is checked of a tenant, under names that are the same for every tenant. What could not be looked at is unknown,
 * never a pass.
 */

/** A step of the preflight, as far as it matters here. */
interface Step {
  readonly role: string
  readonly state: 'passed' | 'warning' | 'failed' | 'skipped'
  readonly message: string
}

const check = (
  name: string,
  state: FleetCheck['state'],
  message: string,
  severity: FleetCheck['severity'] = 'error',
): FleetCheck => ({ name, state, message, severity })

const connectName = (role: string): string => `connect ${role}`

/** Of the preflight: whether each connection works, and whether what was asked for was granted. */
export const preflightChecks = ({
  steps,
  findings,
}: {
  readonly steps: readonly Step[]
  readonly findings: readonly Finding[]
}): readonly FleetCheck[] => {
  const roles = [...new Set(steps.map(({ role }) => role))]
  const connects = roles.map((role) => {
    const failed = steps.find((step) => step.role === role && step.state === 'failed')
    return failed === undefined
      ? check(connectName(role), 'holds', 'It connects.')
      : check(connectName(role), 'fails', failed.message)
  })
  if (!roles.includes('app')) return connects
  return [...connects, scopesCheck(findings, connects)]
}

const SCOPE_CODES: readonly ReasonCode[] = [
  'connection.no-scope',
  'connection.invalid-scope',
  'scope.not-granted',
]

const scopesCheck = (findings: readonly Finding[], connects: readonly FleetCheck[]): FleetCheck => {
  const name = 'scopes granted'
  const found = findings.filter(({ code, side }) => SCOPE_CODES.includes(code) && side !== 'agent')
  const [first] = found
  if (first !== undefined) return check(name, 'fails', first.message, worstSeverity(found))
  return connects.find((each) => each.name === connectName('app'))?.state === 'holds'
    ? check(name, 'holds', 'What was asked for was granted.')
    : check(name, 'unknown', 'The app side did not connect.')
}

/** Of a comparison: its sides, its findings, its purpose, and what the app sees of each resource. */
export const comparisonChecks = (comparison: Comparison): readonly FleetCheck[] => [
  sideCheck('app', comparison.app),
  sideCheck('agent', comparison.agent),
  findingsCheck(comparison),
  purposeCheck(comparison),
  ...comparison.resources.map((resource) => ({
    ...seesOf(resource, comparison.findings),
    name: `sees ${resource.resource}`,
  })),
]

const sideCheck = (role: string, side: SideResult): FleetCheck =>
  side.state === 'failed'
    ? check(connectName(role), 'fails', side.failure.message)
    : check(connectName(role), 'holds', 'It connects.')

const findingsCheck = (comparison: Comparison): FleetCheck => {
  const errors = comparison.findings.filter(({ severity }) => severity === 'error')
  const [first] = errors
  const name = 'comparison'
  if (first !== undefined)
    return check(name, 'fails', `${counted(errors.length, 'error')}, the first: ${first.message}`)
  const gap = runGap(comparison)
  return gap === 'none' || gap === 'partly-compared'
    ? check(name, 'holds', 'No finding is an error.')
    : check(name, 'unknown', 'The comparison is not complete.')
}

const purposeCheck = (comparison: Comparison): FleetCheck => {
  const { purpose } = comparison
  const name = 'purpose'
  if (purpose === null)
    return check(name, 'unknown', 'Nobody said what the application is there for.', 'info')
  const { result, items } = checkRecipe(purpose, comparison)
  const those = (state: 'missing' | 'unknown'): string =>
    items
      .filter((item) => item.state === state)
      .map(({ what }) => what)
      .join(', ')
  switch (result) {
    case 'meets':
      return check(name, 'holds', `It has all that “${purpose.title}” needs.`)
    case 'missing':
      return check(name, 'fails', `“${purpose.title}” needs what it lacks: ${those('missing')}.`)
    case 'unknown':
      return check(name, 'unknown', `Of what “${purpose.title}” needs it is not known: ${those('unknown')}.`)
  }
}

const RISK_CODES = REASON_CODES.filter((code): code is RiskCode => code.startsWith('application.'))

/** Of an inventory: whether it was read, and each risk by its code. */
export const inventoryChecks = ({ entries, complete, coverage }: Inventory): readonly FleetCheck[] => {
  const isRead = complete && coverage.unread === 0
  const read = `${counted(coverage.applications, 'application')}, of which ${counted(coverage.read, 'was', 'were')} read.`
  return [
    check('applications', isRead ? 'holds' : 'unknown', read),
    ...RISK_CODES.map((code) => {
      const having = entries.filter(({ risks }) => risks.some((risk) => risk.code === code))
      const risks = having.flatMap((entry) => entry.risks).filter((risk) => risk.code === code)
      const name = `risk ${code}`
      if (having.length > 0) {
        const names = having.map(({ application }) => isolated(application.name)).slice(0, NAMED)
        const more = having.length > names.length ? ' and others' : ''
        return check(
          name,
          'fails',
          `${counted(having.length, 'application')}: ${names.join(', ')}${more}.`,
          worstSeverity(risks),
        )
      }
      return isRead
        ? check(name, 'holds', 'No application has it.', 'info')
        : check(name, 'unknown', 'Not every application could be read.', 'info')
    }),
  ]
}

const NAMED = 10

/** Of policy tests, by their names. */
export const expectationChecks = (results: readonly ExpectationResult[]): readonly FleetCheck[] =>
  results.map(({ name, state, message }) =>
    check(`expect ${name}`, state === 'passed' ? 'holds' : state === 'failed' ? 'fails' : 'unknown', message),
  )

/** All of a tenant, each name once: what was found first of the same thing, and others of one name with a number. */
export const onceByName = (checks: readonly FleetCheck[]): readonly FleetCheck[] => {
  const once: FleetCheck[] = []
  const counts = new Map<string, number>()
  for (const each of checks) {
    const before = counts.get(each.name) ?? 0
    counts.set(each.name, before + 1)
    if (before === 0) once.push(each)
    else if (each.name.startsWith('expect '))
      once.push({ ...each, name: `${each.name} (${countText(before + 1)})` })
  }
  return once
}
