import { compareResource } from '../../../src/core/comparison/compare'
import type { ResourceComparison, SideResult } from '../../../src/core/comparison/comparison'
import { coverageOf, isComplete } from '../../../src/core/comparison/coverage'
import { explain } from '../../../src/core/explain/explain'
import type { ComparisonFacts } from '../../../src/core/access/side-facts'
import type { Finding } from '../../../src/core/comparison/finding'
import { sameAgent } from '../../../src/core/comparison/identity'
import type { Identity } from '../../../src/core/comparison/identity'
import type { Failure, Listed, Observation, Refused } from '../../../src/core/comparison/observation'
import { accessRules, testOf } from '../../../src/core/access/access'
import type { AgentPermissions, Configuration, TenantTeam } from '../../../src/core/halo/permission'
import type { ReasonCode } from '../../../src/core/comparison/reason-code'
import { compareIds } from '../../../src/core/comparison/record'
import type { RecordSummary } from '../../../src/core/comparison/record'
import type { Resource } from '../../../src/core/halo/resource'

/** Domain objects with plausible defaults; a test names only what it is about. */

export const aRecord = (id: string | number, facets: Partial<RecordSummary> = {}): RecordSummary => ({
  id: String(id),
  label: `Record ${id}`,
  clientId: null,
  clientName: null,
  siteId: null,
  siteName: null,
  teamId: null,
  teamName: null,
  departmentId: null,
  typeId: null,
  typeName: null,
  agentId: null,
  agentName: null,
  date: null,
  ...facets,
})

/** A ticket of Contoso (11), Service Desk (3, department 1), Incident (1), assigned to agent 42. */
export const aTicket = (id: string | number, facets: Partial<RecordSummary> = {}): RecordSummary =>
  aRecord(id, {
    clientId: '11',
    clientName: 'Contoso',
    teamId: '3',
    teamName: 'Service Desk',
    departmentId: '1',
    typeId: '1',
    agentId: '42',
    ...facets,
  })

export const FABRIKAM = { clientId: '12', clientName: 'Fabrikam Ltd' }
export const UNASSIGNED = { agentId: '1' }
export const OTHERS = { agentId: '7', agentName: 'Tim Bowers' }

export const listed = (records: readonly RecordSummary[], over: Partial<Listed> = {}): Listed => ({
  state: 'listed',
  records: [...records].sort((a, b) => compareIds(a.id, b.id)),
  total: records.length,
  complete: true,
  incompleteReason: null,
  ...over,
})

export const truncated = (records: readonly RecordSummary[], total: number): Listed =>
  listed(records, {
    total,
    complete: false,
    incompleteReason: `Halo returned ${records.length} of ${total} rows.`,
  })

export const refused = (status: Refused['status'] = 403): Refused => ({ state: 'refused', status })

export const aFailure = (code: Failure['code'], over: Partial<Failure> = {}): Failure => ({
  code,
  message: `It went wrong (${code}).`,
  advice: ['Check the first thing.', 'Check the second thing.'],
  status: null,
  ...over,
})

const anIdentity = (over: Partial<Identity> = {}): Identity => ({
  agentId: '7',
  name: 'Tim Bowers',
  administrator: false,
  scopes: ['all'],
  requestedScopes: ['all'],
  ...over,
})

/** The nominated agent of the app side. */
export const API_AGENT = { agentId: '42', name: 'API Agent' }

export const connected = (
  identity: Partial<Identity> = {},
  identityFailure: Failure | null = null,
): SideResult => ({
  state: 'connected',
  identity: anIdentity(identity),
  identityFailure,
})

export const failedSide = (failure: Failure, requestedScopes: readonly string[] = ['all']): SideResult => ({
  state: 'failed',
  failure,
  requestedScopes,
})

/** An unrestricted API agent, member of Service Desk. */
export const anAgent = (over: Partial<AgentPermissions> = {}): AgentPermissions => ({
  agentId: '42',
  name: 'API Agent',
  disabled: false,
  apiOnly: true,
  administrator: false,
  claims: { SA: 'false', Tx: '2', Ux: '3', Fx: '3', Dx: '3', l8: '1', l9: '1', Fc: '1', Ft: '1', Fa: '1' },
  teams: [aTeam('3', 'Service Desk')],
  departments: [],
  allDepartments: false,
  clients: [],
  ticketTypes: [],
  assetTypes: [],
  roles: [],
  ...over,
})

export const aTeam = (
  teamId: string,
  name: string,
  access: { unassignedAccess?: boolean | null; otherAgentAccess?: boolean | null } = {},
) => ({ teamId, name, departmentId: '1', unassignedAccess: false, otherAgentAccess: false, ...access })

const aConfiguration = (over: Partial<Configuration> = {}): Configuration => ({
  agentSide: null,
  appSide: null,
  application: null,
  teams: null,
  ticketTypes: null,
  assetTypes: null,
  roles: null,
  gaps: [],
  ...over,
})

export type Observed = Partial<Record<Resource, readonly [agent: Observation, app: Observation]>>

export interface Scene {
  readonly agent?: SideResult
  readonly app?: SideResult
  readonly configuration?: Partial<Configuration>
  readonly observed?: Observed
  readonly changed?: readonly string[]
  readonly cancelled?: boolean
  readonly sameApplication?: boolean | null
}

/** A comparison without findings: Tim Bowers with everything, against an API agent. */
export const aComparison = ({
  agent = connected(),
  app = connected(API_AGENT),
  configuration = {},
  observed = {},
  changed = [],
  cancelled = false,
  sameApplication = false,
}: Scene): ComparisonFacts => {
  const resources = Object.entries(observed).map(([resource, [agentSaw, appSaw]]): ResourceComparison =>
    // Object.entries widens the keys of Observed, which are resources.
    compareResource(resource as Resource, agentSaw, appSaw, new Set(changed)),
  )
  return {
    tenant: { name: 'Northwind MSP', url: 'https://northwind.halopsa.com', version: '2.236.133' },
    startedAt: '2026-11-23T10:00:00.000Z',
    finishedAt: '2026-11-23T10:00:21.000Z',
    complete: !cancelled && isComplete(resources),
    cancelled,
    requests: { agent: 31, app: 31, inspector: 6, throttled: 0 },
    agent,
    app,
    sameAgent: sameAgent(identityOf(agent), identityOf(app)),
    sameApplication,
    configuration: aConfiguration(configuration),
    resources,
    coverage: coverageOf(resources),
    purpose: null,
    predicted: null,
  }
}

const identityOf = (side: SideResult): Identity | null => (side.state === 'connected' ? side.identity : null)

export const explainScene = (scene: Scene): readonly Finding[] => explain(aComparison(scene))

/** The one finding with this code; fails the test when there is none or several. */
export const only = (findings: readonly Finding[], code: ReasonCode): Finding => {
  const found = findings.filter((finding) => finding.code === code)
  const [first] = found
  if (first === undefined || found.length > 1) {
    throw new Error(`Expected one ${code}, got ${found.length} among ${codesOf(findings).join(', ')}`)
  }
  return first
}

export const codesOf = (findings: readonly Finding[]): readonly ReasonCode[] =>
  findings.map(({ code }) => code)

export const evidenceOf = ({ evidence }: Finding): readonly string[] =>
  evidence.map(({ what, value }) => `${what}: ${value}`)

/** What the rules say of a record for an agent whose application holds every scope. */
export const visibilityFor = (permissions: AgentPermissions, teams: readonly TenantTeam[] | null) => {
  const test = testOf(accessRules({ scopes: ['all'], permissions }, teams))
  return (resource: Resource, record: RecordSummary) => {
    const access = test(resource, record)
    const open = access.undecided.length > 0 ? ('unknown' as const) : true
    return { visible: access.causes.length > 0 ? false : open, ...access }
  }
}
