import { toldApart } from '../comparison/names'
import { isolated, seenName } from '../comparison/name-text'
import { unnamed } from '../comparison/record'
import { sameClient } from '../halo/client-id'
import type { AgentPermissions } from '../halo/permission'
import type { AgentReading, ApplicationFacts, InventoryFacts } from './application'
import { isSignedInto } from './login'

/**
 * What is looked up again and again while the applications of a tenant are gone through: made once. Whom an
 * application logs in as is nobody where people sign in through it, whoever its record names.
 */
export interface ApplicationIndex {
  /** What an application is called: told apart from others that look the same, never blank. */
  readonly nameOf: (application: Pick<ApplicationFacts, 'id' | 'name'>) => string
  /** What its agent is called; null where it logs in as none. */
  readonly agentNameOf: (application: ActingFacts) => string | null
  /** What was read of its agent; undefined where it logs in as none, or nobody asked. */
  readonly readingOf: (application: ActingFacts) => AgentReading | undefined
  /** The settings of its agent; null: it logs in as none, or they were not read. */
  readonly agentOf: (application: ActingFacts) => AgentPermissions | null
  /** Other applications that log in as the same agent, Halo's own and inactive ones among them. */
  readonly sharing: (application: ApplicationFacts) => readonly ApplicationFacts[]
  /** Whether it is the one that all of this was read with. */
  readonly isInspector: (application: Pick<ApplicationFacts, 'clientId'>) => boolean
}

type ActingFacts = Pick<ApplicationFacts, 'login' | 'method'>

const agentIdOf = (application: ActingFacts): string | null =>
  isSignedInto(application) ? null : application.login.agentId

/** @param facts of one tenant */
export const indexOf = (
  facts: Pick<InventoryFacts, 'applications' | 'agents' | 'inspectorClientId'>,
): ApplicationIndex => {
  const { inspectorClientId } = facts
  const names = toldApart(facts.applications)
  const readings = new Map(facts.agents.map((reading) => [reading.agentId, reading]))
  const byAgent = new Map<string, ApplicationFacts[]>()
  const agents = new Map<string, string>()
  for (const application of facts.applications) {
    const agentId = agentIdOf(application)
    if (agentId === null) continue
    const others = byAgent.get(agentId)
    if (others === undefined) byAgent.set(agentId, [application])
    else others.push(application)
    if (!agents.has(agentId)) agents.set(agentId, application.login.name ?? '')
  }
  for (const reading of facts.agents) {
    const read = reading.state === 'read' ? seenName(reading.permissions.name) : null
    if (read !== null) agents.set(reading.agentId, read)
  }
  const agentNames = toldApart([...agents].map(([id, name]) => ({ id, name })))
  const readingOf: ApplicationIndex['readingOf'] = (application) => readings.get(agentIdOf(application) ?? '')
  return {
    nameOf: ({ id, name }) => names.get(id) ?? seenName(name) ?? unnamed(id),
    agentNameOf: (application) => {
      const agentId = agentIdOf(application)
      return agentId === null
        ? null
        : (agentNames.get(agentId) ?? seenName(application.login.name) ?? unnamed(agentId))
    },
    readingOf,
    agentOf: (application) => {
      const reading = readingOf(application)
      return reading?.state === 'read' ? reading.permissions : null
    },
    sharing: (application) =>
      (byAgent.get(agentIdOf(application) ?? '') ?? []).filter(({ id }) => id !== application.id),
    isInspector: ({ clientId }) =>
      clientId !== null && inspectorClientId !== null && sameClient(clientId, inspectorClientId),
  }
}

/** "Contoso sync", or "Contoso sync (inactive)": what else uses an agent, in sentences and evidence. */
export const sharedName = (application: ApplicationFacts, { nameOf }: ApplicationIndex): string => {
  const marks = [
    ...(application.system ? ['Halo’s own'] : []),
    ...(application.inactive === true ? ['inactive'] : []),
  ]
  const name = isolated(nameOf(application))
  return marks.length === 0 ? name : `${name} (${marks.join(', ')})`
}
