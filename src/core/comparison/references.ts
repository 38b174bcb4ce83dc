import type { Comparison, ResourceComparison } from './comparison'
import { isBlank, nameKey } from './name-text'
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
  const indexes = new Map<NameKind, KindIndex>()
  return (kind, name, parentId) => {
    const index = indexes.get(kind) ?? new KindIndex(knownNames(sources, kind))
    indexes.set(kind, index)
    const [first, second] = index.named(name, parentId)
    return first !== undefined && second === undefined ? first.id : null
  }
}

/** Things of one name: two of them at most, since more tell no more than that it is not one alone. */
interface Namesakes {
  readonly all: KnownName[]
  readonly byParent: Map<string | null, KnownName[]>
}

/** The things of a kind by name. A look-up takes as long whether one thing has a name or a hundred thousand. */
class KindIndex {
  private readonly exact = new Map<string, Namesakes>()
  private lookalikes: Map<string, Namesakes> | null = null

  constructor(private readonly known: readonly KnownName[]) {
    for (const each of known) addTo(this.exact, each.name, each)
  }

  /** Halo copies a name as it is: the one spelt so is meant before another that looks the same. */
  named(name: string, parentId: string | null): readonly KnownName[] {
    if (this.known.length === 0 || isBlank(name)) return []
    const exact = within(this.exact.get(name), parentId)
    return exact.length > 0 ? exact : within(this.alike().get(nameKey(name)), parentId)
  }

  private alike(): ReadonlyMap<string, Namesakes> {
    if (this.lookalikes !== null) return this.lookalikes
    const index = new Map<string, Namesakes>()
    for (const each of this.known) if (!isBlank(each.name)) addTo(index, nameKey(each.name), each)
    this.lookalikes = index
    return index
  }
}

const addTo = (index: Map<string, Namesakes>, name: string, known: KnownName): void => {
  const { all, byParent } = index.get(name) ?? { all: [], byParent: new Map<string | null, KnownName[]>() }
  const siblings = byParent.get(known.parentId) ?? []
  for (const list of [all, siblings]) if (list.length < 2) list.push(known)
  byParent.set(known.parentId, siblings)
  index.set(name, { all, byParent })
}

/** Those within a parent, and those of which no parent is known. @param parentId null: within any */
const within = (namesakes: Namesakes | undefined, parentId: string | null): readonly KnownName[] => {
  if (namesakes === undefined) return []
  const { all, byParent } = namesakes
  return parentId === null ? all : [...(byParent.get(parentId) ?? []), ...(byParent.get(null) ?? [])]
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
  ).flatMap(([what, id, name]) => (id === null && name !== null && !isBlank(name) ? [[what, name]] : []))

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
