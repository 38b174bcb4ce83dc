import { accessRules, type AccessCause } from '../access/access'
import { followsClient, isLimitedByType, isTicketLike } from '../access/visibility'
import { countText, counted, plural } from '../comparison/count-text'
import { failureTexts } from '../comparison/failure-text'
import type { Observation } from '../comparison/observation'
import { nameSome } from '../explain/words'
import { switchOf } from '../halo/claim'
import type { AgentPermissions, AllowedType } from '../halo/permission'
import { resourceDefinition, type Resource } from '../halo/resource'
import type { InspectorList, InventoryFacts } from './application'
import { inspectorScopes } from './withheld'

/**
 * What the inspector itself does not see, in sentences, what matters most first: no prediction goes beyond it. Judged
 * by the same rules as everybody (access/visibility.ts), and a limit that nothing decides is said to be not known. No
 * sentence names anything of the tenant's but resources.
 */
export const inspectorLimits = (facts: InventoryFacts): readonly string[] => {
  const { inspector, inspectorAgent: agent } = facts
  return [
    ...(inspector.state === 'failed'
      ? [`The inspector could not connect: ${failureTexts(inspector.failure).message}`]
      : []),
    ...listOfApplications(facts),
    ...(facts.cancelled ? ['The reading was cancelled: what it did not reach is in no prediction.'] : []),
    ...(agent === null
      ? ['What the inspector itself may see is not known, so that every count here is the least there is.']
      : agentLimits(agent, facts)),
    ...listLimits(facts),
  ]
}

const listOfApplications = ({
  listFailure,
  inspector,
  inspectorAgent,
}: InventoryFacts): readonly string[] => {
  if (inspector.state === 'failed') return []
  if (listFailure !== null) return [failureTexts(listFailure).message]
  const administrator = inspectorAgent?.administrator ?? inspector.identity.administrator
  if (administrator === true) return []
  return [
    administrator === false
      ? 'The inspector is not a Halo administrator: whether Halo shows it every application is not known.'
      : 'Whether the inspector is a Halo administrator, and so shown every application, is not known.',
  ]
}

/** What the settings of the inspector's agent keep from it, of the resources that were asked for. */
const agentLimits = (agent: AgentPermissions, facts: InventoryFacts): readonly string[] => {
  const asked = facts.lists.map(({ resource }) => resource)
  const about = (applies: (resource: Resource) => boolean, sentences: readonly (string | null)[]) =>
    asked.some(applies) ? sentences.filter((each) => each !== null) : []
  return [
    ...(agent.disabled === true
      ? ['The inspector’s agent is disabled, so that it may see nothing, or less than there is.']
      : []),
    ...about(followsClient, [clientLimit(agent)]),
    ...about(
      (each) => isLimitedByType('ticket type', each),
      [typeLimit(agent, 'Ft', agent.ticketTypes, 'ticket type')],
    ),
    ...about(
      (each) => isLimitedByType('asset type', each),
      [typeLimit(agent, 'Fa', agent.assetTypes, 'asset type')],
    ),
    ...about(isTicketLike, [
      teamLimit(agent, facts),
      assignmentLimit(agent, 'l9', ({ unassignedAccess }) => unassignedAccess, 'unassigned tickets'),
      assignmentLimit(agent, 'l8', ({ otherAgentAccess }) => otherAgentAccess, 'tickets of other agents'),
    ]),
  ]
}

const clientLimit = ({ claims, clients }: AgentPermissions): string | null => {
  if (switchOf(claims, 'Fc') === true || clients?.length === 0) return null
  return clients === null || claims === null
    ? notKnown('is limited to certain clients')
    : `The inspector is limited to ${counted(clients.length, 'client')}: records of other clients are in no count and no prediction.`
}

const typeLimit = (
  { claims }: AgentPermissions,
  all: 'Ft' | 'Fa',
  types: readonly AllowedType[] | null,
  what: string,
): string | null => {
  if (switchOf(claims, all) === true || types?.length === 0) return null
  if (types === null || claims === null) return notKnown(`is limited to certain ${what}s`)
  const allowed = types.filter(({ canView }) => canView !== false).length
  return `The inspector is limited to ${counted(allowed, what)}: records of other ${what}s are in no count and no prediction.`
}

/** Teams of the tenant, as far as anybody read here is shown them, that it is in neither itself nor by department. */
const teamLimit = (agent: AgentPermissions, facts: InventoryFacts): string | null => {
  if (agent.allDepartments === true) return null
  if (agent.teams === null || agent.departments === null || facts.teams === null)
    return notKnown('is a member of every team')
  if (agent.teams.length + agent.departments.length === 0)
    return 'The inspector is a member of no team and no department: tickets are in no count and no prediction.'
  const departmentOf = new Map(facts.teams.map(({ teamId, departmentId }) => [teamId, departmentId]))
  for (const reading of facts.agents)
    for (const team of reading.state === 'read' ? (reading.permissions.teams ?? []) : [])
      if (!departmentOf.has(team.teamId)) departmentOf.set(team.teamId, team.departmentId)
  const own = new Set(agent.teams.map(({ teamId }) => teamId))
  const departments = new Set(agent.departments.map(({ departmentId }) => departmentId))
  const outside = [...departmentOf].filter(
    ([team, department]) => !own.has(team) && (department === null || !departments.has(department)),
  ).length
  return outside === 0
    ? null
    : `The inspector is not a member of ${countText(outside)} of ${counted(departmentOf.size, 'team')}: their tickets are in no count and no prediction.`
}

const assignmentLimit = (
  { claims, teams }: AgentPermissions,
  claim: 'l8' | 'l9',
  access: (team: NonNullable<AgentPermissions['teams']>[number]) => boolean | null,
  what: string,
): string | null => {
  const everywhere = switchOf(claims, claim)
  if (everywhere === true) return null
  const perTeam = teams?.map(access) ?? []
  if (everywhere === null || teams === null || perTeam.includes(null)) return notKnown(`may see ${what}`)
  const without = perTeam.filter((each) => each === false).length
  if (without === 0 && perTeam.length > 0) return null
  return `The inspector may not see ${what}${without < perTeam.length ? ` of ${countText(without)} of its teams` : ''}: they are in no count and no prediction.`
}

const notKnown = (what: string): string => `Whether the inspector ${what} is not known.`

// --- Lists ----------------------------------------------------------------------------------------

/** Lists that are not there, or not whole, and why as far as the rules tell. */
const listLimits = (facts: InventoryFacts): readonly string[] => {
  const { lists, inspector } = facts
  const scopes = inspectorScopes(inspector)
  const { whole } = accessRules({ scopes, permissions: facts.inspectorAgent }, facts.teams)
  const lacking = (code: AccessCause['code']) =>
    lists.filter(
      (list) => getsNothing(list) && whole(list.resource).causes.some((cause) => cause.code === code),
    )
  const [byScope, byLevel] = [lacking('scope.missing'), lacking('agent.feature-level')]
  const explained = new Set([...byScope, ...byLevel])
  const rest = lists.filter((list) => !explained.has(list))
  const grouped = (of: readonly InspectorList[], sentence: (names: string) => string): readonly string[] =>
    of.length === 0 ? [] : [sentence(nameSome(of.map(({ resource }) => resourceDefinition(resource).label)))]
  const inState = (state: Observation['state']) =>
    rest.filter(({ observation }) => observation.state === state)
  return [
    ...grouped(byScope, (names) => `The inspector lacks a scope for ${names}: nothing is predicted of them.`),
    ...grouped(
      byLevel.filter((list) => !byScope.includes(list)),
      (names) => `The inspector’s agent has the level No Access for ${names}: nothing is predicted of them.`,
    ),
    ...grouped(
      inState('refused'),
      (names) => `The inspector was refused ${names}: nothing is predicted of them.`,
    ),
    ...grouped(
      inState('skipped'),
      (names) =>
        `${names} ${plural(inState('skipped').length, 'was', 'were')} not read: nothing is predicted of them.`,
    ),
    ...rest.flatMap(({ resource, observation }) => unread(resource, observation)),
  ]
}

/** It was refused, or is empty, which is what a refusal may look like (halo-api.md section 2.7). */
const getsNothing = ({ observation }: InspectorList): boolean =>
  observation.state === 'refused' || (observation.state === 'listed' && observation.records.length === 0)

const unread = (resource: Resource, observation: Observation): readonly string[] => {
  const { label } = resourceDefinition(resource)
  if (observation.state === 'failed')
    return [`${label} could not be listed: ${failureTexts(observation.failure).message}`]
  return observation.state === 'listed' && !observation.complete
    ? [
        `${label} could not be listed whole, so that every count of them is the least there is: ${observation.incompleteReason ?? ''}`.trim(),
      ]
    : []
}
