import { compareResource } from '../comparison/compare'
import type { Comparison } from '../comparison/comparison'
import { coverageOf, isComplete } from '../comparison/coverage'
import { sameAgent } from '../comparison/identity'
import type { Observation } from '../comparison/observation'
import type { Recipe } from '../comparison/recipe'
import type { RecordSummary } from '../comparison/record'
import { explained } from '../causes/explained'
import type { ApplicationFacts, InspectorList, InventoryFacts } from './application'
import type { Calibration, PredictedView } from './inventory'
import { actingAs, predictedIdentity } from './login'
import { predictionLimits } from './predicted-words'

interface PredictedList {
  readonly list: InspectorList
  readonly view: PredictedView
  readonly visible: readonly RecordSummary[]
  readonly unknown: readonly RecordSummary[]
}

/**
 * An inventory's view of one application as a comparison, so that everything that works on one works on it: the
 * agent side is the inspector as it was observed, the app side is predicted.
 */
export const predictedComparison = (
  facts: InventoryFacts,
  { contradicted }: Calibration,
  application: ApplicationFacts,
  lists: readonly PredictedList[],
  purpose: Recipe | null,
): Comparison => {
  const acting = actingAs(application, facts)
  const { permissions } = acting
  const identity = predictedIdentity(application, acting)
  const { inspector } = facts
  const resources = lists.map(({ list, view, visible, unknown }) =>
    compareResource(
      list.resource,
      list.observation,
      predictedObservation(view, visible),
      new Set(),
      view.state === 'predicted' ? new Set(unknown.map(({ id }) => id)) : new Set(),
    ),
  )
  const compared = {
    tenant: facts.tenant,
    startedAt: facts.startedAt,
    finishedAt: facts.finishedAt,
    complete: isComplete(resources),
    cancelled: facts.cancelled,
    requests: { agent: 0, app: 0, inspector: facts.requests, throttled: facts.throttled },
    agent: inspector,
    app: { state: 'connected' as const, identity, identityFailure: null },
    sameAgent: sameAgent(inspector.state === 'connected' ? inspector.identity : null, identity),
    sameApplication: null,
    configuration: {
      agentSide: facts.inspectorAgent,
      appSide: permissions,
      application: {
        id: application.id,
        name: application.name,
        inactive: application.inactive,
        loginAgentId: application.login.agentId,
        loginAgentName: application.login.name,
        scopes: application.scopes,
      },
      teams: facts.teams,
      ticketTypes: facts.ticketTypes,
      assetTypes: null,
      roles: rolesOf(permissions?.roles ?? null, facts),
      gaps: facts.gaps,
    },
    resources,
    coverage: coverageOf(resources),
    purpose,
    predicted: {
      applicationId: application.id,
      applicationName: application.name,
      noLogin: acting.nobody,
      scopesUnknown: application.scopes === null,
      contradicted: contradicted.map(({ code, resource, administratorsOnly }) => ({
        code,
        resource,
        administratorsOnly,
      })),
      limits: predictionLimits(application, facts, contradicted),
    },
  }
  return explained(compared)
}

/** A resource of which nothing is decided was, as it were, not asked: an empty list would say that it gets nothing. */
const predictedObservation = (view: PredictedView, visible: readonly RecordSummary[]): Observation => {
  switch (view.state) {
    case 'refused':
      return { state: 'refused', status: null }
    case 'unknown':
      return { state: 'skipped', reason: view.reason }
    case 'predicted':
      return {
        state: 'listed',
        records: visible,
        total: visible.length,
        complete: true,
        incompleteReason: null,
      }
  }
}

/** Those of the agent's roles that were read. @param held null: not known */
export const rolesOf = (
  held: readonly { readonly id: string }[] | null,
  { roles }: Pick<InventoryFacts, 'roles'>,
): InventoryFacts['roles'] | null =>
  held === null ? null : roles.filter(({ id }) => held.some((role) => role.id === id))
