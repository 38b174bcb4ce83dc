import type { Comparison, ResourceComparison } from './comparison'
import type { Configuration } from '../halo/permission'
import { UNASSIGNED, UNASSIGNED_AGENT_ID, unnamed } from './record'
import type { RecordSummary } from './record'
import { resourceDefinition, type NameKind } from '../halo/resource'

/**
 * What to call a thing by its id: its name wherever one was read, else "#12". What kind of thing it
 * is the text around it says, so that no text says it twice.
 */
export type NameOf = (kind: NameKind, id: string) => string

/**
 * Collects names from everything that was read. Ticket rows carry no names of types and agents
 * (halo-api.md section 5.1), but other lists and the configuration do.
 */
export const nameDirectory = ({
  resources,
  configuration,
}: Pick<Comparison, 'resources' | 'configuration'>): NameOf => {
  const names = collectNames(resources, configuration)
  return (kind, id) => {
    if (kind === 'agent' && id === UNASSIGNED_AGENT_ID) return UNASSIGNED
    return names.get(kind)?.get(id) ?? unnamed(id)
  }
}

/** Everything of a kind whose name was read, in the order of names. */
export const knownNames = (
  { resources, configuration }: Pick<Comparison, 'resources' | 'configuration'>,
  kind: NameKind,
): readonly { readonly id: string; readonly name: string }[] =>
  [...(collectNames(resources, configuration).get(kind) ?? [])]
    .map(([id, name]) => ({ id, name }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))

const collectNames = (
  resources: readonly ResourceComparison[],
  configuration: Configuration,
): ReadonlyMap<NameKind, ReadonlyMap<string, string>> => {
  const names = new Map<NameKind, Map<string, string>>()
  const learn: Learn = (kind, id, name) => {
    if (id === null || name === null || name === '') return
    const ofKind = names.get(kind) ?? new Map<string, string>()
    names.set(kind, ofKind)
    const known = ofKind.get(id)
    // Two rows may spell a name differently: the choice must not depend on the order of rows.
    if (known === undefined || name < known) ofKind.set(id, name)
  }
  learnFromConfiguration(configuration, learn)
  for (const comparison of resources) learnFromRows(comparison, learn)
  return names
}

type Learn = (kind: NameKind, id: string | null, name: string | null) => void

const learnFromRows = ({ resource, agent, app }: ResourceComparison, learn: Learn): void => {
  const { kind, typeKind } = resourceDefinition(resource)
  const learnRecord = (record: RecordSummary): void => {
    if (kind !== null) learn(kind, record.id, record.label)
    learn('client', record.clientId, record.clientName)
    learn('site', record.siteId, record.siteName)
    learn('team', record.teamId, record.teamName)
    if (typeKind !== null) learn(typeKind, record.typeId, record.typeName)
    learn('agent', record.agentId, record.agentName)
  }
  for (const side of [agent, app]) if (side.state === 'listed') side.records.forEach(learnRecord)
}

const learnFromConfiguration = (configuration: Configuration, learn: Learn): void => {
  configuration.teams?.forEach(({ teamId, name }) => {
    learn('team', teamId, name)
  })
  configuration.ticketTypes?.forEach(({ id, name }) => {
    learn('ticket type', id, name)
  })
  configuration.assetTypes?.forEach(({ id, name }) => {
    learn('asset type', id, name)
  })
  for (const agent of [configuration.agentSide, configuration.appSide]) {
    if (agent === null) continue
    learn('agent', agent.agentId, agent.name)
    agent.clients?.forEach(({ clientId, name }) => {
      learn('client', clientId, name)
    })
    agent.departments?.forEach(({ departmentId, name }) => {
      learn('department', departmentId, name)
    })
    agent.teams?.forEach(({ teamId, name }) => {
      learn('team', teamId, name)
    })
    agent.ticketTypes?.forEach(({ typeId, name }) => {
      learn('ticket type', typeId, name)
    })
    agent.assetTypes?.forEach(({ typeId, name }) => {
      learn('asset type', typeId, name)
    })
  }
}
