import type { Comparison, ResourceComparison, SideResult, TenantFacts } from './comparison'
import { explain } from './explain'
import { standardTexts } from './failure-text'
import type { Identity } from './identity'
import type { Failure, Observation } from './observation'
import type { AgentPermissions, ApplicationSettings, Configuration } from './permission'
import type { RecordSummary } from './record'
import type { Resource } from './resource'
import { KNOWN_SCOPES } from './scope'

/**
 * Gives a stand-in for a name. The same kind and text must give the same stand-in, or a client
 * would be called one thing in its list and another in its tickets.
 */
export type Pseudonym = (kind: string, text: string) => string

/**
 * A comparison that can be shared: every name, label and address is replaced, ids, counts, scopes
 * and settings stay, free text goes. Findings are not edited but drawn anew from the redacted
 * facts, so that no name survives in a sentence.
 */
export const redact = (comparison: Comparison, pseudonym: Pseudonym): Comparison => {
  const name = named(pseudonym)
  // Written out: a field added to Comparison later is not shared until it is dealt with here.
  const facts: Omit<Comparison, 'findings'> = {
    tenant: redactTenant(comparison.tenant, name),
    startedAt: comparison.startedAt,
    finishedAt: comparison.finishedAt,
    complete: comparison.complete,
    cancelled: comparison.cancelled,
    requests: comparison.requests,
    agent: redactSide(comparison.agent, name),
    app: redactSide(comparison.app, name),
    sameAgent: comparison.sameAgent,
    configuration: redactConfiguration(comparison.configuration, name),
    resources: comparison.resources.map((resource) => redactResource(resource, name)),
    coverage: comparison.coverage,
  }
  return { ...facts, findings: explain(facts) }
}

/** A stand-in for a text; nothing stays nothing. */
type Name = <T extends string | null>(kind: string, text: T) => T | string

const named =
  (pseudonym: Pseudonym): Name =>
  (kind, text) =>
    text === null || text === '' ? text : pseudonym(kind, text)

const redactTenant = ({ name, url, version }: TenantFacts, replace: Name): TenantFacts => {
  const [, scheme = '', host = url] = /^([a-z]+:\/\/)(?:[^@/?#]*@)?([^/?#]*)/i.exec(url) ?? []
  return {
    name: replace('tenant', name),
    url: `${scheme}${replace('host', host)}`,
    // Kept only as long as it is a version and nothing else.
    version: version !== null && /^[\d.]+$/.test(version) ? version : null,
  }
}

const redactSide = (side: SideResult, replace: Name): SideResult =>
  side.state === 'failed'
    ? {
        state: 'failed',
        failure: redactFailure(side.failure),
        requestedScopes: redactScopes(side.requestedScopes, replace),
      }
    : {
        state: 'connected',
        identity: redactIdentity(side.identity, replace),
        identityFailure: side.identityFailure && redactFailure(side.identityFailure),
      }

const redactIdentity = (identity: Identity, replace: Name): Identity => ({
  agentId: identity.agentId,
  name: replace('agent', identity.name),
  administrator: identity.administrator,
  scopes: redactScopes(identity.scopes, replace),
  requestedScopes: redactScopes(identity.requestedScopes, replace),
})

/** Halo's own scope names tell nothing; anything else was typed by somebody. */
const redactScopes = (scopes: readonly string[], replace: Name): readonly string[] =>
  scopes.map((scope) => (KNOWN_SCOPES.has(scope) ? scope : replace('scope', scope)))

/** Its words may hold host names: only what is true of every tenant is said instead. */
const redactFailure = ({ code, status }: Failure): Failure => ({ code, ...standardTexts(code), status })

// --- Records -----------------------------------------------------------------------------------

const redactResource = (comparison: ResourceComparison, replace: Name): ResourceComparison => ({
  resource: comparison.resource,
  agent: redactObservation(comparison.agent, comparison.resource, replace),
  app: redactObservation(comparison.app, comparison.resource, replace),
  verdict: comparison.verdict,
  both: comparison.both,
  onlyAgent: comparison.onlyAgent,
  onlyApp: comparison.onlyApp,
  changed: comparison.changed,
})

const redactObservation = (observation: Observation, resource: Resource, replace: Name): Observation => {
  switch (observation.state) {
    case 'listed': {
      const { records, total, complete } = observation
      return {
        state: 'listed',
        records: records.map((record) => redactRecord(record, resource, replace)),
        total,
        complete,
        incompleteReason: complete ? null : `${records.length} of ${total} rows were fetched.`,
      }
    }
    case 'refused':
      return { state: 'refused', status: observation.status }
    case 'failed':
      return { state: 'failed', failure: redactFailure(observation.failure) }
    case 'skipped':
      return { state: 'skipped', reason: 'Not asked.' }
  }
}

/** What a list's labels are names of, where other rows mention the same names. */
const LABEL_KINDS: Readonly<Partial<Record<Resource, string>>> = {
  clients: 'client',
  sites: 'site',
  users: 'user',
  teams: 'team',
  'ticket-types': 'ticket type',
  agents: 'agent',
}

const redactRecord = (record: RecordSummary, resource: Resource, replace: Name): RecordSummary => ({
  id: record.id,
  label: replace(LABEL_KINDS[resource] ?? resource, record.label),
  clientId: record.clientId,
  clientName: replace('client', record.clientName),
  siteId: record.siteId,
  siteName: replace('site', record.siteName),
  teamId: record.teamId,
  teamName: replace('team', record.teamName),
  departmentId: record.departmentId,
  typeId: record.typeId,
  typeName: replace(resource === 'assets' ? 'asset type' : 'ticket type', record.typeName),
  agentId: record.agentId,
  agentName: replace('agent', record.agentName),
  date: record.date,
})

// --- Configuration -----------------------------------------------------------------------------

const redactConfiguration = (configuration: Configuration, replace: Name): Configuration => ({
  agentSide: configuration.agentSide && redactAgent(configuration.agentSide, replace),
  appSide: configuration.appSide && redactAgent(configuration.appSide, replace),
  application: configuration.application && redactApplication(configuration.application, replace),
  teams: renamed(configuration.teams, 'team', replace),
  ticketTypes: renamed(configuration.ticketTypes, 'ticket type', replace),
  assetTypes: renamed(configuration.assetTypes, 'asset type', replace),
  roles: renamed(configuration.roles, 'role', replace),
  gaps: configuration.gaps.map((_, index) => `Something could not be read (${index + 1}).`),
})

const redactAgent = (agent: AgentPermissions, replace: Name): AgentPermissions => ({
  agentId: agent.agentId,
  name: replace('agent', agent.name),
  disabled: agent.disabled,
  apiOnly: agent.apiOnly,
  administrator: agent.administrator,
  claims: agent.claims && redactClaims(agent.claims),
  teams: renamed(agent.teams, 'team', replace),
  departments: renamed(agent.departments, 'department', replace),
  allDepartments: agent.allDepartments,
  clients: renamed(agent.clients, 'client', replace),
  ticketTypes: renamed(agent.ticketTypes, 'ticket type', replace),
  assetTypes: renamed(agent.assetTypes, 'asset type', replace),
  roles: renamed(agent.roles, 'role', replace),
})

/** Permission codes have two characters and small values; a claim may also be an e-mail address. */
const redactClaims = (claims: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(claims).filter(
      ([code, value]) => /^[A-Za-z][A-Za-z0-9]$/.test(code) && /^(true|false|\d{1,2})$/i.test(value),
    ),
  )

const redactApplication = (application: ApplicationSettings, replace: Name): ApplicationSettings => ({
  id: application.id,
  name: replace('application', application.name),
  inactive: application.inactive,
  loginAgentId: application.loginAgentId,
  loginAgentName: replace('agent', application.loginAgentName),
  scopes: application.scopes && redactScopes(application.scopes, replace),
})

const renamed = <T extends { readonly name: string }>(
  items: readonly T[] | null,
  kind: string,
  replace: Name,
): readonly T[] | null => items?.map((item) => ({ ...item, name: replace(kind, item.name) })) ?? null
