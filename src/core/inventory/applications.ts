import { toldApart } from '../comparison/names'
import { isolated, seenName } from '../comparison/name-text'
import { unnamed } from '../comparison/record'
import type { AgentPermissions } from '../halo/permission'
import type { AgentReading, ApplicationFacts, InventoryFacts } from './application'

/** What is looked up again and again while the applications of a tenant are gone through: made once. */
export interface ApplicationIndex {
  /** What an application is called: told apart from others that look the same, never blank. */
  readonly nameOf: (application: Pick<ApplicationFacts, 'id' | 'name'>) => string
  /** What its agent is called; null where it logs in as none. */
  readonly agentNameOf: (application: Pick<ApplicationFacts, 'login'>) => string | null
  /** What was read of its agent; undefined where it logs in as none, or nobody asked. */
  readonly readingOf: (application: Pick<ApplicationFacts, 'login'>) => AgentReading | undefined
  /** The settings of its agent; null: it logs in as none, or they were not read. */
  readonly agentOf: (application: Pick<ApplicationFacts, 'login'>) => AgentPermissions | null
  /** Other applications that log in as the same agent, Halo's own and inactive ones among them. */
  readonly sharing: (application: ApplicationFacts) => readonly ApplicationFacts[]
}

/** @param facts of one tenant */
export const indexOf = (facts: Pick<InventoryFacts, 'applications' | 'agents'>): ApplicationIndex => {
  const names = toldApart(facts.applications)
  const readings = new Map(facts.agents.map((reading) => [reading.agentId, reading]))
  const byAgent = new Map<string, ApplicationFacts[]>()
  const agents = new Map<string, string>()
  for (const application of facts.applications) {
    const { agentId, name } = application.login
    if (agentId === null) continue
    const others = byAgent.get(agentId)
    if (others === undefined) byAgent.set(agentId, [application])
    else others.push(application)
    if (!agents.has(agentId)) agents.set(agentId, name ?? '')
  }
  for (const reading of facts.agents) {
    const read = reading.state === 'read' ? seenName(reading.permissions.name) : null
    if (read !== null) agents.set(reading.agentId, read)
  }
  const agentNames = toldApart([...agents].map(([id, name]) => ({ id, name })))
  const readingOf: ApplicationIndex['readingOf'] = ({ login }) =>
    login.agentId === null ? undefined : readings.get(login.agentId)
  return {
    nameOf: ({ id, name }) => names.get(id) ?? seenName(name) ?? unnamed(id),
    agentNameOf: ({ login: { agentId, name } }) =>
      agentId === null ? null : (agentNames.get(agentId) ?? seenName(name) ?? unnamed(agentId)),
    readingOf,
    agentOf: (application) => {
      const reading = readingOf(application)
      return reading?.state === 'read' ? reading.permissions : null
    },
    sharing: (application) =>
      (byAgent.get(application.login.agentId ?? '') ?? []).filter(({ id }) => id !== application.id),
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

/** Whether people sign in through it, as themselves: then nobody has to be named to log in as (halo-api.md section 2.1). */
export const isSignedInto = ({ method }: Pick<ApplicationFacts, 'method'>): boolean =>
  method === 'authorization-code' || method === 'implicit' || method === 'password'
