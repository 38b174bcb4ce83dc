import { withoutIsolates } from '../comparison/name-text'
import type { Fleet, FleetCheck, FleetPart } from '../fleet/fleet'
import { SEVERITY_WORDS } from '../words/words'
import { html, type Html } from './escape'
import { sarifLog, type SarifResult } from './sarif'

/** A fleet in the two formats that build servers read. */

/** The same escaping serves XML. Not called `html`, so that no formatter breaks its lines. */
const xml = html

/** What one test case comes to. `skipped`: it fails, and not so badly that a build should. */
type CaseEnd = 'passed' | 'failure' | 'error' | 'skipped'

interface TestCase {
  readonly name: string
  readonly end: CaseEnd
  /** Severity, or `unknown`. */
  readonly type: string
  readonly message: string
}

/**
 * JUnit XML: a suite for each tenant, a case for each check and one for the tenant itself, so that one that failed
 * before anything was checked is no empty suite. What is unknown is an error, and so is what is missing: no server
 * reads them as passed. A failure that is no error, as exit status 1 has it, and an unknown that is information alone
 * are skipped, with what they say.
 */
export const fleetJunit = (fleet: Fleet): string => {
  const suites = [
    ...fleet.tenants.map((part) => suite(part.name, [tenantCase(part), ...part.checks.map(checkCase)])),
    ...(fleet.missing.length === 0
      ? []
      : [
          suite(
            'missing parts',
            fleet.missing.map(({ part, reason }) => ({
              name: part,
              end: 'error',
              type: 'missing',
              message: reason,
            })),
          ),
        ]),
  ]
  const all = [
    ...fleet.tenants.flatMap((part) => [tenantCase(part), ...part.checks.map(checkCase)]),
    ...fleet.missing.map((): Pick<TestCase, 'end'> => ({ end: 'error' })),
  ]
  const { text } = xml`<testsuites name="crossview fleet" ${counts(all)}>\n${suites}</testsuites>\n`
  // Data, as JSON is.
  return `<?xml version="1.0" encoding="UTF-8"?>\n${withoutIsolates(text)}`
}

const suite = (name: string, cases: readonly TestCase[]): Html =>
  xml`  <testsuite name="${name}" ${counts(cases)}>\n${cases.map((each) => caseElement(name, each))}  </testsuite>\n`

const counts = (cases: readonly Pick<TestCase, 'end'>[]): Html => {
  const of = (wanted: CaseEnd) => cases.filter(({ end }) => end === wanted).length
  return xml`tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}"`
}

const caseElement = (tenant: string, { name, end, type, message }: TestCase): Html => {
  const open = xml`    <testcase classname="crossview.${tenant}" name="${name}">`
  switch (end) {
    case 'passed':
      return xml`${open}</testcase>\n`
    case 'failure':
      return xml`${open}<failure message="${message}" type="${type}"/></testcase>\n`
    case 'error':
      return xml`${open}<error message="${message}" type="${type}"/></testcase>\n`
    case 'skipped':
      return xml`${open}<skipped message="${`${type}: ${message}`}"/></testcase>\n`
  }
}

const tenantCase = ({ state, message }: FleetPart): TestCase => ({
  name: 'tenant',
  end: state === 'done' ? 'passed' : 'error',
  type: state,
  message,
})

const checkCase = ({ name, state, severity, message }: FleetCheck): TestCase => {
  if (state === 'holds') return { name, end: 'passed', type: '', message }
  // Of what matters little, neither a failure nor a gap stops a build; skipped, it does not pass either.
  if (state === 'unknown' && severity !== 'info') return { name, end: 'error', type: 'unknown', message }
  return { name, end: severity === 'error' ? 'failure' : 'skipped', type: SEVERITY_WORDS[severity], message }
}

// --- SARIF ---------------------------------------------------------------------------------------

/**
 * SARIF 2.1.0: a result for each check that fails or is unknown, each tenant that is not done, each missing part and
 * each outlier, the worst first, since a server may take only so many. A tenant is no file: its place is a path that
 * is made of its name, and its fingerprint says that it is the same result in the next run.
 */
export const fleetSarif = (fleet: Fleet, { version }: { readonly version: string }): string => {
  const faults = [...fleetFaults(fleet)].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))
  return sarifLog(faults.map(sarifResult), {
    version,
    rules: faults.map(({ ruleId }) => ruleId),
    describe: (id) => `Fleet: ${id}`,
  })
}

interface FleetFault extends Pick<SarifResult, 'ruleId' | 'level' | 'text'> {
  readonly tenant: string
}

const sarifResult = ({ ruleId, level, tenant, text }: FleetFault): SarifResult => ({
  ruleId,
  level,
  text: `${tenant}: ${text}`,
  uri: `tenants/${pathPart(tenant)}.json`,
  line: 1,
  of: { name: tenant, fingerprint: `${pathPart(tenant)}/${pathPart(ruleId)}` },
})

const LEVELS: readonly FleetFault['level'][] = ['error', 'warning', 'note']
const LEVEL_OF = { error: 'error', warning: 'warning', info: 'note' } as const

const fleetFaults = ({ tenants, missing, outliers }: Fleet): readonly FleetFault[] => [
  ...missing.map(({ part, reason }): FleetFault => ({
    ruleId: 'missing part',
    level: 'error',
    tenant: part,
    text: reason,
  })),
  ...tenants.flatMap(tenantFaults),
  ...outliers.map(({ tenant, what, name, message }): FleetFault => ({
    ruleId: `outlier ${what}${name === '' ? '' : ` ${name}`}`,
    level: 'note',
    tenant,
    text: message,
  })),
]

const tenantFaults = ({ name: tenant, state, message, checks }: FleetPart): readonly FleetFault[] => [
  ...(state === 'done'
    ? []
    : [{ ruleId: `tenant ${state}`, level: 'error' as const, tenant, text: message }]),
  ...checks.flatMap((check): readonly FleetFault[] => {
    const { name: ruleId, severity } = check
    if (check.state === 'holds') return []
    return check.state === 'unknown'
      ? [
          {
            ruleId,
            level: severity === 'info' ? 'note' : 'warning',
            tenant,
            text: `Unknown: ${check.message}`,
          },
        ]
      : [{ ruleId, level: LEVEL_OF[severity], tenant, text: check.message }]
  }),
]

/** Half of a pair, which no address can hold, is the replacement sign. */
const pathPart = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD'))
