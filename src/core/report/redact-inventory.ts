import { isBlank } from '../comparison/name-text'
import { REASON_CODES } from '../comparison/reason-code'
import { countOf, labelOf } from '../explain/words'
import { clientKey } from '../halo/client-id'
import { isResource } from '../halo/resource'
import type {
  AgentReading,
  ApiKeyDates,
  ApplicationFacts,
  ApplicationLogin,
  DetailState,
  InventoryFacts,
  LoginType,
} from '../inventory/application'
import type { ApplicationNotes, Calibration } from '../inventory/inventory'
import type { ClosedReview, Decision, Review } from '../inventory/review'
import {
  named,
  redactAgent,
  redactFailure,
  redactGaps,
  redactId,
  redactIds,
  redactNamed,
  redactObservation,
  redactRole,
  redactScopes,
  redactSide,
  redactTeam,
  redactTenant,
  type Name,
  type Pseudonym,
} from './redaction'

/** What an inventory and its review are drawn from: what a snapshot holds. */
export interface InventorySource {
  readonly facts: InventoryFacts
  readonly calibration: Calibration
  readonly notes: ApplicationNotes
  readonly review: Review
  readonly last: ClosedReview | null
}

/**
 * The same with stand-ins for every name: of the tenant, applications, clients, agents, owners, reviewers, creators;
 * for descriptions, reasons and tickets, and for every id that is not a small number, client ids among them. Halo's
 * own scope names, codes, counts, settings, names of Crossview's recipes and the days of decisions stay. Whatever follows is to
 * be drawn anew from it, so that no name survives in a sentence.
 */
export const redactInventory = (
  source: InventorySource,
  pseudonym: Pseudonym,
  publicPurposes: ReadonlySet<string> = new Set(),
): InventorySource => {
  const name = named(pseudonym)
  const nameOfAgent = agentNames(source.facts)
  // Written out: a field added later is not shared until it is dealt with here.
  return {
    facts: redactFacts(source.facts, name, nameOfAgent),
    calibration: redactCalibration(source.calibration, name),
    notes: redactNotes(source.notes, name, publicPurposes),
    review: redactReview(source.review, name),
    last: source.last && redactClosed(source.last, name, nameOfAgent),
  }
}

/** The name that stands for an agent, of an application that logs in as it. */
type AgentName = (agentId: string | null, name: string | null) => string | null

/**
 * One name for each agent, its own record's where that was read: another spelling in an application's row would get
 * a stand-in of its own, and read as another agent. A name that no row has now, as in an earlier review, stays itself.
 */
const agentNames = ({ agents, applications }: InventoryFacts): AgentName => {
  const names = new Map<string, Set<string>>()
  const add = (agentId: string | null, name: string | null) => {
    if (agentId === null || name === null || isBlank(name)) return
    const known = names.get(agentId)
    if (known === undefined) names.set(agentId, new Set([name]))
    else known.add(name)
  }
  for (const reading of agents) if (reading.state === 'read') add(reading.agentId, reading.permissions.name)
  for (const { login } of applications) add(login.agentId, login.name)
  return (agentId, name) => {
    const known = names.get(agentId ?? '')
    return known === undefined || (name !== null && !known.has(name)) ? name : ([...known][0] ?? name)
  }
}

const redactFacts = (facts: InventoryFacts, replace: Name, nameOfAgent: AgentName): InventoryFacts => ({
  tenant: redactTenant(facts.tenant, replace),
  startedAt: facts.startedAt,
  finishedAt: facts.finishedAt,
  cancelled: facts.cancelled,
  requests: facts.requests,
  throttled: facts.throttled,
  inspector: redactSide(facts.inspector, replace),
  inspectorClientId: facts.inspectorClientId && redactClient(facts.inspectorClientId, replace),
  inspectorAgent: facts.inspectorAgent && redactAgent(facts.inspectorAgent, replace),
  listFailure: facts.listFailure && redactFailure(facts.listFailure),
  applications: facts.applications.map(({ login, ...application }) =>
    redactApplication(
      {
        ...application,
        login: { ...login, name: nameOfAgent(login.agentId, login.name) },
      },
      replace,
    ),
  ),
  agents: facts.agents.map((agent) => redactReading(agent, replace)),
  roles: facts.roles.map((role) => redactRole(role, replace)),
  teams: facts.teams?.map((team) => redactTeam(team, replace)) ?? null,
  ticketTypes: redactNamed(facts.ticketTypes, 'ticket type', replace),
  lists: facts.lists.map(({ resource, observation }) => ({
    resource,
    observation: redactObservation(observation, resource, replace),
  })),
  gaps: redactGaps(facts.gaps),
})

/** Letter case of a GUID is of no account: written in two ways it is still one. */
const redactGuid = (id: string, replace: Name): string => redactId(id.toLowerCase(), replace)

/** However it is written, it is that of one application. */
const redactClient = (clientId: string, replace: Name): string => redactId(clientKey(clientId), replace)

const redactApplication = (application: ApplicationFacts, replace: Name): ApplicationFacts => ({
  id: redactGuid(application.id, replace),
  clientId: application.clientId === null ? null : redactClient(application.clientId, replace),
  name: replace('application', application.name),
  description: replace('description', application.description),
  system: application.system,
  inactive: application.inactive,
  method: application.method,
  methodText: replace('method', application.methodText),
  login: redactLogin(application.login, replace),
  scopes: application.scopes && redactScopes(application.scopes, replace),
  createdAt: plainDate(application.createdAt),
  createdBy: replace('agent', application.createdBy),
  apiKeys: application.apiKeys.map(({ generatedAt, lastUsedAt, expiresAt }): ApiKeyDates => ({
    generatedAt: plainDate(generatedAt),
    lastUsedAt: plainDate(lastUsedAt),
    expiresAt: plainDate(expiresAt),
  })),
  ...(application.apiKeyExpiryDays !== undefined && { apiKeyExpiryDays: application.apiKeyExpiryDays }),
  detail: redactDetail(application.detail),
})

/** What an agent, an end user or a supplier is called in its own list. */
const KIND_OF_LOGIN: Readonly<Record<LoginType, string>> = {
  agent: 'agent',
  user: 'user',
  supplier: 'supplier',
  unset: 'login',
  unknown: 'login',
}

const redactLogin = ({ type, agentId, name }: ApplicationLogin, replace: Name): ApplicationLogin => ({
  type,
  agentId: redactId(agentId, replace),
  name: replace(KIND_OF_LOGIN[type], name),
})

const redactDetail = (detail: DetailState): DetailState => {
  switch (detail.state) {
    case 'read':
      return { state: 'read' }
    case 'refused':
      return { state: 'refused', status: detail.status }
    case 'failed':
      return { state: 'failed', failure: redactFailure(detail.failure) }
    case 'not-read':
      return { state: 'not-read', reason: 'Not read.' }
  }
}

const redactReading = (agent: AgentReading, replace: Name): AgentReading =>
  agent.state === 'read'
    ? {
        agentId: redactId(agent.agentId, replace),
        state: 'read',
        permissions: redactAgent(agent.permissions, replace),
      }
    : { agentId: redactId(agent.agentId, replace), state: 'failed', failure: redactFailure(agent.failure) }

/** A date and nothing else: Halo may have written anything there. */
const plainDate = (text: string | null): string | null =>
  text !== null && /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})?)?$/.test(text)
    ? text
    : null

// --- What people wrote down ----------------------------------------------------------------------

const redactNotes = (
  notes: ApplicationNotes,
  replace: Name,
  publicPurposes: ReadonlySet<string>,
): ApplicationNotes =>
  Object.fromEntries(
    Object.entries(notes).map(([clientId, { purpose, owner, nextReview }]) => [
      redactClient(clientId, replace),
      {
        // A recipe of one's own is called as it is among the recipes (`redactRecipe`).
        purpose: purpose === null || publicPurposes.has(purpose) ? purpose : replace('recipe', purpose),
        owner: replace('person', owner),
        nextReview: plainDate(nextReview),
      },
    ]),
  )

const redactReview = ({ reviewer, decisions }: Review, replace: Name): Review => ({
  reviewer: replace('person', reviewer),
  decisions: Object.fromEntries(
    Object.entries(decisions).map(([id, decision]) => [
      redactGuid(id, replace),
      redactDecision(decision, replace),
    ]),
  ),
})

const redactDecision = ({ decision, by, on, reason, ticket, until }: Decision, replace: Name): Decision => ({
  decision,
  by: replace('person', by),
  on,
  reason: replace('reason', reason),
  ticket: replace('reference', ticket),
  until,
})

const redactClosed = (closed: ClosedReview, replace: Name, nameOfAgent: AgentName): ClosedReview => ({
  closedAt: closed.closedAt,
  reviewer: replace('person', closed.reviewer),
  population: { readAt: closed.population.readAt, sha256: closed.population.sha256 },
  applications: closed.applications.map((application) => ({
    id: redactGuid(application.id, replace),
    name: replace('application', application.name),
    login: application.login,
    agentId: redactId(application.agentId, replace),
    loginName: replace(
      KIND_OF_LOGIN[application.login],
      nameOfAgent(application.agentId, application.loginName),
    ),
    inactive: application.inactive,
    scopes: application.scopes && redactScopes(application.scopes, replace),
    sees: Object.fromEntries(Object.entries(application.sees).filter(([resource]) => isResource(resource))),
    risks: application.risks.filter((risk) => REASON_CODES.some((code) => code === risk)),
    decision: application.decision && redactDecision(application.decision, replace),
  })),
})

const redactCalibration = ({ contradicted, agreement }: Calibration, replace: Name): Calibration => ({
  contradicted: contradicted.map(({ code, resource, records, application, administratorsOnly }) => {
    const name = replace('application', application)
    return {
      code,
      resource,
      records,
      application: name,
      administratorsOnly,
      message: `${code} is not used for ${labelOf(resource)}${administratorsOnly ? ' of administrators' : ''}: ${name} got ${countOf(records, resource)} that it would hide.`,
    }
  }),
  agreement: agreement.map((one) => ({
    applicationId: redactGuid(one.applicationId, replace),
    resource: one.resource,
    comparedAt: plainDate(one.comparedAt) ?? '',
    predicted: one.predicted,
    seen: one.seen,
    agreed: one.agreed,
    onlyPredicted: redactIds(one.onlyPredicted, replace),
    onlySeen: redactIds(one.onlySeen, replace),
    undecided: one.undecided,
    undecidedSeen: one.undecidedSeen,
  })),
})
