import type { Comparison, ResourceComparison, SideResult, TenantFacts } from '../comparison/comparison'
import type { ComparisonFacts } from '../access/side-facts'
import { explained } from '../causes/explained'
import { standardTexts } from '../comparison/failure-text'
import { gotWords } from '../comparison/count-text'
import type { Identity } from '../comparison/identity'
import type { Failure, Observation } from '../comparison/observation'
import type {
  AgentPermissions,
  AllowedType,
  ApplicationSettings,
  Configuration,
  NamedId,
  RoleSettings,
  TenantTeam,
} from '../halo/permission'
import { compareIds, type RecordSummary } from '../comparison/record'
import { resourceDefinition, type Resource } from '../halo/resource'
import { FEATURES } from '../halo/feature'
import { KNOWN_SCOPES } from '../halo/scope'
import type { Recipe } from '../comparison/recipe'

/**
 * Version of these rules, which every redacted snapshot and report names: raised whenever something is replaced,
 * kept or left out that was not before, or stand-ins are made in another way.
 */
export const REDACTION_RULES = '2'

/**
 * Gives a stand-in for a name. The same kind and text must give the same stand-in, or a client
 * would be called one thing in its list and another in its tickets.
 */
export type Pseudonym = (kind: string, text: string) => string

/**
 * A comparison that can be shared: every name, label, address and id that is not a small number is
 * replaced; numbers, counts, Halo's own scope names and settings stay; free text and the dates of
 * records go, and with them what only dates could tell. When the run was stays. Findings are not
 * edited but drawn anew from the redacted facts, so that no name survives in a sentence.
 */
export const redact = (
  comparison: Comparison,
  pseudonym: Pseudonym,
  isPublic: IsPublic = () => false,
): Comparison => {
  const name = named(pseudonym)
  // Written out: a field added to Comparison later is not shared until it is dealt with here.
  const facts: ComparisonFacts = {
    tenant: redactTenant(comparison.tenant, name),
    startedAt: comparison.startedAt,
    finishedAt: comparison.finishedAt,
    complete: comparison.complete,
    cancelled: comparison.cancelled,
    requests: comparison.requests,
    agent: redactSide(comparison.agent, name),
    app: redactSide(comparison.app, name),
    sameAgent: comparison.sameAgent,
    sameApplication: comparison.sameApplication,
    configuration: redactConfiguration(comparison.configuration, name),
    resources: comparison.resources.map((resource) => redactResource(resource, name)),
    coverage: comparison.coverage,
    purpose: comparison.purpose && redactRecipe(comparison.purpose, name, isPublic),
    predicted: comparison.predicted && redactPredicted(comparison.predicted, name),
  }
  return explained(facts)
}

/** Whether a recipe is one that comes with Crossview, word for word: it tells nothing of whose this is. */
export type IsPublic = (recipe: Recipe) => boolean

/** What it asks for are Halo's own words; who wrote it and why may be anybody's. */
export const redactRecipe = (recipe: Recipe, replace: Name, isPublic: IsPublic): Recipe =>
  isPublic(recipe)
    ? recipe
    : {
        name: replace('recipe', recipe.name),
        title: replace('recipe', recipe.title),
        description: '',
        source: { title: replace('recipe', recipe.source.title), url: null, date: recipe.source.date },
        scopes: redactScopes(recipe.scopes, replace),
        permissions: recipe.permissions.map(({ feature, verbs }) => ({
          feature: isFeature(feature) ? feature : replace('feature', feature),
          verbs,
        })),
        membership: recipe.membership,
        settings: recipe.settings.flatMap(({ code, value }) =>
          PLAIN_VALUE.test(value) ? [{ code, value, why: `Setting ${code}` }] : [],
        ),
        unchecked: recipe.unchecked.map((_, index) => `Requirement ${index + 1} that is not checked`),
      }

const isFeature = (feature: string): boolean => FEATURES.some(({ name }) => name === feature)

/** A permission's value: anything else may be a name. */
const PLAIN_VALUE = /^(true|false|\d{1,2})$/i

const redactPredicted = (
  { applicationId, applicationName, limits, ...facts }: NonNullable<Comparison['predicted']>,
  replace: Name,
): NonNullable<Comparison['predicted']> => ({
  applicationId: redactId(applicationId, replace),
  applicationName: replace('application', applicationName),
  noLogin: facts.noLogin,
  scopesUnknown: facts.scopesUnknown,
  contradicted: facts.contradicted.map(({ code, resource, administratorsOnly }) => ({
    code,
    resource,
    administratorsOnly,
  })),
  limits: limits.map((_, index) => `A limit of what is predicted (${index + 1}).`),
})

/** A stand-in for a text; nothing stays nothing. */
export type Name = <T extends string | null>(kind: string, text: T) => T | string

export const named =
  (pseudonym: Pseudonym): Name =>
  (kind, text) =>
    text === null || text === '' ? text : pseudonym(kind, text)

/** Halo's ids are whole numbers (halo-api.md section 7); longer ones may be telephone numbers. */
const NUMBERED = /^-?\d{1,9}$/

/**
 * The number that Halo gave, or a stand-in: an id may be an e-mail address or the id of an
 * application. Of `parent/child` each part by itself. The kind is the same for all: an id stands in
 * several lists.
 */
export const redactId = <T extends string | null>(id: T, replace: Name): T | string =>
  id === null
    ? id
    : id
        .split('/')
        .map((part) => (NUMBERED.test(part) ? part : replace('id', part)))
        .join('/')

/** Stand-ins sort elsewhere than what they stand for. */
export const redactIds = (ids: readonly string[], replace: Name): readonly string[] =>
  ids.map((id) => redactId(id, replace)).sort(compareIds)

export const redactTenant = ({ name, url, version }: TenantFacts, replace: Name): TenantFacts => {
  const [, scheme = '', host = url] = /^(https?:\/\/)(?:[^@/?#]*@)?([^/?#]*)/i.exec(url) ?? []
  return {
    name: replace('tenant', name),
    url: `${scheme}${replace('host', host)}`,
    // Kept only as long as it is a version and nothing else.
    version: version !== null && /^\d{1,5}(\.\d{1,5}){1,4}$/.test(version) ? version : null,
  }
}

export const redactSide = (side: SideResult, replace: Name): SideResult =>
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
  agentId: redactId(identity.agentId, replace),
  name: replace('agent', identity.name),
  administrator: identity.administrator,
  scopes: redactScopes(identity.scopes, replace),
  requestedScopes: redactScopes(identity.requestedScopes, replace),
})

/** Halo's own scope names tell nothing; anything else was typed by somebody. */
export const redactScopes = (scopes: readonly string[], replace: Name): readonly string[] =>
  scopes.map((scope) => (KNOWN_SCOPES.has(scope) ? scope : replace('scope', scope)))

/** Its words may hold host names: only what is true of every tenant is said instead. */
export const redactFailure = ({ code, status }: Failure): Failure => ({
  code,
  ...standardTexts(code),
  status,
})

// --- Records -----------------------------------------------------------------------------------

const redactResource = (comparison: ResourceComparison, replace: Name): ResourceComparison => ({
  resource: comparison.resource,
  agent: redactObservation(comparison.agent, comparison.resource, replace),
  app: redactObservation(comparison.app, comparison.resource, replace),
  verdict: comparison.verdict,
  both: comparison.both,
  onlyAgent: redactIds(comparison.onlyAgent, replace),
  onlyApp: redactIds(comparison.onlyApp, replace),
  changed: redactIds(comparison.changed, replace),
  undecided: redactIds(comparison.undecided, replace),
})

export const redactObservation = (
  observation: Observation,
  resource: Resource,
  replace: Name,
): Observation => {
  switch (observation.state) {
    case 'listed': {
      const { records, total, complete } = observation
      return {
        state: 'listed',
        records: records
          .map((record) => redactRecord(record, resource, replace))
          .sort((a, b) => compareIds(a.id, b.id)),
        total,
        complete,
        incompleteReason: complete
          ? null
          : `Fetched: ${gotWords({ fetched: records.length, total }, { one: 'row', many: 'rows' })}.`,
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

const redactRecord = (record: RecordSummary, resource: Resource, replace: Name): RecordSummary => ({
  id: redactId(record.id, replace),
  // Other rows mention the same names by the same kind.
  label: replace(resourceDefinition(resource).one, record.label),
  clientId: redactId(record.clientId, replace),
  clientName: replace('client', record.clientName),
  siteId: redactId(record.siteId, replace),
  siteName: replace('site', record.siteName),
  teamId: redactId(record.teamId, replace),
  teamName: replace('team', record.teamName),
  departmentId: redactId(record.departmentId, replace),
  typeId: redactId(record.typeId, replace),
  typeName: replace(resourceDefinition(resource).typeKind ?? 'type', record.typeName),
  agentId: redactId(record.agentId, replace),
  agentName: replace('agent', record.agentName),
  // To the second, it tells which record this is; and Halo may have written anything there.
  date: null,
})

// --- Configuration -----------------------------------------------------------------------------

const redactConfiguration = (configuration: Configuration, replace: Name): Configuration => ({
  agentSide: configuration.agentSide && redactAgent(configuration.agentSide, replace),
  appSide: configuration.appSide && redactAgent(configuration.appSide, replace),
  application: configuration.application && redactApplication(configuration.application, replace),
  teams: configuration.teams?.map((team) => redactTeam(team, replace)) ?? null,
  ticketTypes: redactNamed(configuration.ticketTypes, 'ticket type', replace),
  assetTypes: redactNamed(configuration.assetTypes, 'asset type', replace),
  roles: configuration.roles?.map((role) => redactRole(role, replace)) ?? null,
  gaps: redactGaps(configuration.gaps),
})

export const redactTeam = (team: TenantTeam, replace: Name): TenantTeam => ({
  teamId: redactId(team.teamId, replace),
  name: replace('team', team.name),
  departmentId: redactId(team.departmentId, replace),
})

export const redactRole = (role: RoleSettings, replace: Name): RoleSettings => ({
  id: redactId(role.id, replace),
  name: replace('role', role.name),
  claims: role.claims && redactClaims(role.claims),
})

export const redactGaps = (gaps: readonly string[]): readonly string[] =>
  gaps.map((_, index) => `Something could not be read (${index + 1}).`)

export const redactAgent = (agent: AgentPermissions, replace: Name): AgentPermissions => ({
  agentId: redactId(agent.agentId, replace),
  name: replace('agent', agent.name),
  disabled: agent.disabled,
  apiOnly: agent.apiOnly,
  administrator: agent.administrator,
  claims: agent.claims && redactClaims(agent.claims),
  teams:
    agent.teams?.map((team) => ({
      teamId: redactId(team.teamId, replace),
      name: replace('team', team.name),
      departmentId: redactId(team.departmentId, replace),
      unassignedAccess: team.unassignedAccess,
      otherAgentAccess: team.otherAgentAccess,
    })) ?? null,
  departments:
    agent.departments?.map((department) => ({
      departmentId: redactId(department.departmentId, replace),
      name: replace('department', department.name),
    })) ?? null,
  allDepartments: agent.allDepartments,
  clients:
    agent.clients?.map((client) => ({
      clientId: redactId(client.clientId, replace),
      name: replace('client', client.name),
    })) ?? null,
  ticketTypes: redactTypes(agent.ticketTypes, 'ticket type', replace),
  assetTypes: redactTypes(agent.assetTypes, 'asset type', replace),
  roles: redactNamed(agent.roles, 'role', replace),
})

/** Permission codes have two characters and small values; a claim may also be an e-mail address. */
const redactClaims = (claims: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(claims).filter(
      ([code, value]) => /^[A-Za-z][A-Za-z0-9]$/.test(code) && PLAIN_VALUE.test(value),
    ),
  )

const redactApplication = (application: ApplicationSettings, replace: Name): ApplicationSettings => ({
  id: redactId(application.id, replace),
  name: replace('application', application.name),
  inactive: application.inactive,
  loginAgentId: redactId(application.loginAgentId, replace),
  loginAgentName: replace('agent', application.loginAgentName),
  scopes: application.scopes && redactScopes(application.scopes, replace),
})

export const redactNamed = (
  items: readonly NamedId[] | null,
  kind: string,
  replace: Name,
): readonly NamedId[] | null =>
  items?.map(({ id, name }) => ({ id: redactId(id, replace), name: replace(kind, name) })) ?? null

const redactTypes = (
  types: readonly AllowedType[] | null,
  kind: string,
  replace: Name,
): readonly AllowedType[] | null =>
  types?.map(({ typeId, name, canView }) => ({
    typeId: redactId(typeId, replace),
    name: replace(kind, name),
    canView,
  })) ?? null
