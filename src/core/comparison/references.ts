import type { Comparison, ResourceComparison } from './comparison'
import { nameKey } from './name-text'
import { knownNames, type KnownName, type NameSources } from './names'
import type { Observation } from './observation'
import type { RecordSummary } from './record'
import type { AgentPermissions, Configuration } from '../halo/permission'
import { resourceDefinition, type NameKind, type Resource } from '../halo/resource'

/**
 * Rows and settings name some things without their id: a ticket's detail has `team` and no `team_id`
 * (halo-api.md section 15). Where one thing alone that was read has this name, it is meant; where several
 * have it, or none, the reference stays without an id, and what depends on it stays unknown.
 */
export const withReferences = <Facts extends Pick<Comparison, 'resources' | 'configuration'>>(
  facts: Facts,
): Facts => {
  const find = finderOf(facts)
  const configuration = withIds(facts.configuration, find)
  const resources = facts.resources.map((compared) => resolved(compared, find))
  return { ...facts, configuration, resources }
}

/** The id of the one thing of a kind with this name, within what it is known to be part of. */
type Find = (kind: NameKind, name: string, parentId: string | null) => string | null

const finderOf = (sources: NameSources): Find => {
  const indexes = new Map<NameKind, ReadonlyMap<string, readonly KnownName[]>>()
  const indexOf = (kind: NameKind): ReadonlyMap<string, readonly KnownName[]> => {
    const done = indexes.get(kind)
    if (done !== undefined) return done
    const index = new Map<string, KnownName[]>()
    for (const known of knownNames(sources, kind)) {
      const key = nameKey(known.name)
      if (key !== '') index.set(key, [...(index.get(key) ?? []), known])
    }
    indexes.set(kind, index)
    return index
  }
  return (kind, name, parentId) => {
    const alike = (indexOf(kind).get(nameKey(name)) ?? []).filter(
      (known) => parentId === null || known.parentId === null || known.parentId === parentId,
    )
    // Halo copies the name as it is: the one spelt so is meant before another that looks the same.
    const exact = alike.filter((known) => known.name === name)
    const [first, second] = exact.length > 0 ? exact : alike
    return first !== undefined && second === undefined ? first.id : null
  }
}

const resolved = (compared: ResourceComparison, find: Find): ResourceComparison => {
  const ofSide = (observation: Observation): Observation =>
    observation.state === 'listed' && observation.records.some(lacksId)
      ? {
          ...observation,
          records: observation.records.map((each) => withIdsOf(compared.resource, each, find)),
        }
      : observation
  return { ...compared, agent: ofSide(compared.agent), app: ofSide(compared.app) }
}

/** Whether a record names something without its id. */
const lacksId = (record: RecordSummary): boolean => namedWithoutId(record).length > 0

/** What a record names without an id, in words: "team 1st Line Support". */
export const namedWithoutId = (record: RecordSummary): readonly (readonly [what: string, name: string])[] =>
  (
    [
      ['client', record.clientId, record.clientName],
      ['site', record.siteId, record.siteName],
      ['team', record.teamId, record.teamName],
      ['type', record.typeId, record.typeName],
      ['agent', record.agentId, record.agentName],
    ] as const
  ).flatMap(([what, id, name]) =>
    id === null && name !== null && nameKey(name) !== '' ? [[what, name]] : [],
  )

const withIdsOf = (resource: Resource, record: RecordSummary, find: Find): RecordSummary => {
  if (!lacksId(record)) return record
  const { kind, typeKind } = resourceDefinition(resource)
  const idOf = (of: NameKind | null, id: string | null, name: string | null, parentId: string | null) =>
    // What a record is itself is its own id's business.
    id !== null || name === null || of === null || of === kind ? id : find(of, name, parentId)
  const clientId = idOf('client', record.clientId, record.clientName, null)
  return {
    ...record,
    clientId,
    siteId: idOf('site', record.siteId, record.siteName, clientId),
    teamId: idOf('team', record.teamId, record.teamName, record.departmentId),
    typeId: idOf(typeKind, record.typeId, record.typeName, null),
    agentId: idOf('agent', record.agentId, record.agentName, null),
  }
}

const withIds = (configuration: Configuration, find: Find): Configuration => ({
  ...configuration,
  agentSide: configuration.agentSide && withIdsOfAgent(configuration.agentSide, find),
  appSide: configuration.appSide && withIdsOfAgent(configuration.appSide, find),
})

/** An entry that stays without an id has an empty one: the rules take its list for one not wholly known. */
const withIdsOfAgent = (agent: AgentPermissions, find: Find): AgentPermissions => {
  const idOf = (kind: NameKind, id: string, name: string, parentId: string | null = null): string =>
    id === '' ? (find(kind, name, parentId) ?? '') : id
  const types = (kind: NameKind, of: AgentPermissions['ticketTypes']) =>
    of?.map((type) => ({ ...type, typeId: idOf(kind, type.typeId, type.name) })) ?? null
  return {
    ...agent,
    teams:
      agent.teams?.map((team) => ({
        ...team,
        teamId: idOf('team', team.teamId, team.name, team.departmentId),
      })) ?? null,
    departments:
      agent.departments?.map((each) => ({
        ...each,
        departmentId: idOf('department', each.departmentId, each.name),
      })) ?? null,
    clients:
      agent.clients?.map((each) => ({ ...each, clientId: idOf('client', each.clientId, each.name) })) ?? null,
    ticketTypes: types('ticket type', agent.ticketTypes),
    assetTypes: types('asset type', agent.assetTypes),
  }
}
