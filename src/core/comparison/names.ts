import type { Comparison, ResourceComparison } from './comparison'
import type { AgentPermissions, Configuration } from '../halo/permission'
import { isBlank, nameKey, seenName } from './name-text'
import { UNASSIGNED, UNASSIGNED_AGENT_ID, unnamed } from './record'
import type { RecordSummary } from './record'
import { resourceDefinition, type NameKind, type Resource } from '../halo/resource'

/**
 * What to call a thing by its id: its name wherever one was read, else "#12". What kind of thing it
 * is the text around it says, so that no text says it twice.
 */
export type NameOf = (kind: NameKind, id: string) => string

/** What names are collected from. */
export type NameSources = Pick<Comparison, 'resources' | 'configuration'> &
  Partial<Pick<Comparison, 'agent' | 'app'>>

/** A thing that has an id and, mostly, a name. */
export interface KnownName {
  readonly id: string
  /** As it was read, to find it by; empty where it was read and is blank. */
  readonly name: string
  /** What to call it: told apart from others that look the same, never blank. */
  readonly shown: string
  /** The department of a team, the client of a site; null: none, or not known. */
  readonly parentId: string | null
}

/**
 * Names as they were read, to compare with what somebody wrote. Ticket rows carry no names of types and
 * agents (halo-api.md section 5.1), but other lists and the configuration do.
 */
export const nameDirectory = (sources: NameSources): NameOf => {
  const { names } = collected(sources)
  return (kind, id) => {
    if (kind === 'agent' && id === UNASSIGNED_AGENT_ID) return UNASSIGNED
    return seenName(names.get(kind)?.get(id)) ?? unnamed(id)
  }
}

/**
 * What things are called on screen, in texts and on paper. Names that look the same get what tells them
 * apart: a team its department, a site its client, anything else its id. One without a name says so.
 */
export const shownNames = (sources: NameSources): NameOf => {
  const { shown } = collected(sources)
  return (kind, id) => {
    if (kind === 'agent' && id === UNASSIGNED_AGENT_ID) return UNASSIGNED
    return shown(kind).get(id) ?? unnamed(id)
  }
}

/** Everything of a kind that was read with its name, in the order of names. */
export const knownNames = (sources: NameSources, kind: NameKind): readonly KnownName[] => {
  const { names, within, shown } = collected(sources)
  const shownOfKind = shown(kind)
  return [...(names.get(kind) ?? [])]
    .map(([id, name]) => ({
      id,
      name,
      shown: shownOfKind.get(id) ?? unnamed(id),
      parentId: within.get(kind)?.get(id) ?? null,
    }))
    .sort((a, b) => (a.shown < b.shown ? -1 : a.shown > b.shown ? 1 : 0))
}

/**
 * Records as they are shown: with the names that the whole comparison knows, told apart, and a label
 * that is never blank: "Site 12 (no name)".
 */
export const shownRecords = (sources: NameSources) => {
  const nameOf = shownNames(sources)
  const named = (kind: NameKind | null, id: string | null, name: string | null): string | null =>
    kind === null || id === null ? seenName(name) : nameOf(kind, id)
  return (resource: Resource, record: RecordSummary): RecordSummary => {
    const { kind, typeKind } = resourceDefinition(resource)
    return {
      ...record,
      label: isBlank(record.label)
        ? nameless(resource, record.id)
        : kind === null
          ? record.label
          : nameOf(kind, record.id),
      clientName: named('client', record.clientId, record.clientName),
      siteName: named('site', record.siteId, record.siteName),
      teamName: named('team', record.teamId, record.teamName),
      typeName: named(typeKind, record.typeId, record.typeName),
      agentName: named('agent', record.agentId, record.agentName),
    }
  }
}

/** What a record without a name is called. */
export const nameless = (resource: Resource, id: string): string => {
  const { one } = resourceDefinition(resource)
  return `${one.charAt(0).toUpperCase()}${one.slice(1)} ${id} (no name)`
}

/** A thing with an id and what was read as its name; what it is part of, where that tells it apart. */
interface Named {
  readonly id: string
  readonly name: string
  readonly within?: string | null
}

/**
 * What to call each of some things of one kind, by id: its name; where others look the same, with
 * what it is within if that differs for all of them, else with its id. A blank name says that it is one.
 */
export const toldApart = (things: readonly Named[]): ReadonlyMap<string, string> => {
  const shown = new Map<string, string>()
  for (const [key, alike] of grouped(things, ({ name }) => nameKey(name))) {
    const withins = new Set(alike.map(({ within }) => (within == null ? null : nameKey(within))))
    const byWithin = !withins.has(null) && withins.size === alike.length
    for (const { id, name, within } of alike) {
      if (key === '') shown.set(id, `${unnamed(id)} (no name)`)
      // Nothing but punctuation is a name that no sentence can hold: "Add - to the clients".
      else if (alike.length === 1 && /[\p{L}\p{N}\p{S}]/u.test(name)) shown.set(id, name)
      else shown.set(id, `${name} (${byWithin && within != null ? within : unnamed(id)})`)
    }
  }
  // What was added may be what another is called.
  for (const alike of grouped([...shown], ([, name]) => nameKey(name)).values()) {
    if (alike.length > 1) for (const [id, name] of alike) shown.set(id, `${name} (${unnamed(id)})`)
  }
  return shown
}

const grouped = <T>(things: readonly T[], keyOf: (thing: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>()
  for (const thing of things) {
    const key = keyOf(thing)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [thing])
    else group.push(thing)
  }
  return groups
}

interface Collected {
  readonly names: ReadonlyMap<NameKind, ReadonlyMap<string, string>>
  /** The id of what each is part of. */
  readonly within: ReadonlyMap<NameKind, ReadonlyMap<string, string>>
  /** What things of a kind are called. */
  readonly shown: (kind: NameKind) => ReadonlyMap<string, string>
}

/** Half a million rows are read once for each comparison, however many ask. */
const known = new WeakMap<Configuration, { readonly of: NameSources; readonly collected: Collected }>()

const collected = (sources: NameSources): Collected => {
  const before = known.get(sources.configuration)
  const isSame =
    before?.of.resources === sources.resources &&
    before.of.agent === sources.agent &&
    before.of.app === sources.app
  if (before !== undefined && isSame) return before.collected
  const { names, within } = collectNames(sources)
  const shownOf = new Map<NameKind, ReadonlyMap<string, string>>()
  const shown = (kind: NameKind): ReadonlyMap<string, string> => {
    const done = shownOf.get(kind)
    if (done !== undefined) return done
    const parent = PARENTS[kind]
    const parentName = (id: string): string | null => {
      const parentId = within.get(kind)?.get(id)
      const name = parent === undefined || parentId === undefined ? undefined : shown(parent).get(parentId)
      return name === undefined || parent === undefined ? null : `${parent} ${name}`
    }
    const told = toldApart(
      [...(names.get(kind) ?? [])].map(([id, name]) => ({ id, name, within: parentName(id) })),
    )
    shownOf.set(kind, told)
    return told
  }
  known.set(sources.configuration, { of: sources, collected: { names, within, shown } })
  return { names, within, shown }
}

/** What tells things of one name apart, before their ids do. */
const PARENTS: Readonly<Partial<Record<NameKind, NameKind>>> = { team: 'department', site: 'client' }

type ByKind = Map<NameKind, Map<string, string>>

const collectNames = ({ resources, configuration, agent, app }: NameSources) => {
  const names: ByKind = new Map()
  const within: ByKind = new Map()
  const put = (
    into: ByKind,
    kind: NameKind,
    id: string,
    text: string,
    replaces: (known: string) => boolean,
  ) => {
    const ofKind = into.get(kind) ?? new Map<string, string>()
    into.set(kind, ofKind)
    const before = ofKind.get(id)
    if (before === undefined || replaces(before)) ofKind.set(id, text)
  }
  const learn: Learn = (kind, id, name, parentId = null) => {
    if (id === null || id === '') return
    if (parentId !== null && parentId !== '') put(within, kind, id, parentId, (before) => parentId < before)
    if (name === null) return
    const text = isBlank(name) ? '' : name
    // Two rows may spell a name differently: the choice must not depend on the order of rows.
    put(names, kind, id, text, (before) => before === '' || (text !== '' && text < before))
  }
  learnFromConfiguration(configuration, learn)
  for (const side of [agent, app]) {
    if (side?.state === 'connected') learn('agent', side.identity.agentId, side.identity.name)
  }
  for (const comparison of resources) learnFromRows(comparison, learn)
  return { names, within }
}

/** @param name null: none was read; blank: it has none */
type Learn = (kind: NameKind, id: string | null, name: string | null, parentId?: string | null) => void

const learnFromRows = ({ resource, agent, app }: ResourceComparison, learn: Learn): void => {
  const { kind, typeKind } = resourceDefinition(resource)
  const parentOf = (record: RecordSummary): string | null =>
    kind === 'team' ? record.departmentId : kind === 'site' ? record.clientId : null
  // A row of something else may leave a name out: that it is blank there says nothing.
  const learnRecord = (record: RecordSummary): void => {
    if (kind !== null) learn(kind, record.id, record.label, parentOf(record))
    learn('client', record.clientId, seenName(record.clientName))
    learn('site', record.siteId, seenName(record.siteName), record.clientId)
    learn('team', record.teamId, seenName(record.teamName))
    if (typeKind !== null) learn(typeKind, record.typeId, seenName(record.typeName))
    learn('agent', record.agentId, seenName(record.agentName))
  }
  for (const side of [agent, app]) if (side.state === 'listed') side.records.forEach(learnRecord)
}

const learnFromConfiguration = (configuration: Configuration, learn: Learn): void => {
  configuration.teams?.forEach(({ teamId, name, departmentId }) => {
    learn('team', teamId, name, departmentId)
  })
  configuration.ticketTypes?.forEach(({ id, name }) => {
    learn('ticket type', id, name)
  })
  configuration.assetTypes?.forEach(({ id, name }) => {
    learn('asset type', id, name)
  })
  for (const agent of [configuration.agentSide, configuration.appSide]) {
    if (agent !== null) learnFromAgent(agent, learn)
  }
}

const learnFromAgent = (agent: AgentPermissions, learn: Learn): void => {
  learn('agent', agent.agentId, agent.name)
  agent.clients?.forEach(({ clientId, name }) => {
    learn('client', clientId, seenName(name))
  })
  agent.departments?.forEach(({ departmentId, name }) => {
    learn('department', departmentId, seenName(name))
  })
  agent.teams?.forEach(({ teamId, name, departmentId }) => {
    learn('team', teamId, seenName(name), departmentId)
  })
  agent.ticketTypes?.forEach(({ typeId, name }) => {
    learn('ticket type', typeId, seenName(name))
  })
  agent.assetTypes?.forEach(({ typeId, name }) => {
    learn('asset type', typeId, seenName(name))
  })
}
