import { isolated, seenName } from '../../../core/comparison/name-text'
import { nameSome } from '../../../core/explain/words'
import type { AgentReading, ApplicationFacts } from '../../../core/inventory/application'

/** What a reading of a tenant's applications lacks, in sentences: one for all that failed alike. */

export type Unread = readonly [name: string, why: string]

/** What was read, as far as something may lack in it. */
interface Reading {
  readonly applications: readonly ApplicationFacts[]
  readonly agents: readonly AgentReading[]
  /** Roles that could not be read, by name. */
  readonly unreadRoles: readonly Unread[]
  /** Whole lists, by name, and why they could not be read. */
  readonly unreadLists: readonly Unread[]
}

export const gapsOf = ({ applications, agents, unreadRoles, unreadLists }: Reading): readonly string[] => [
  ...grouped('The details of', applications.flatMap(unreadApplication)),
  ...withoutScopes(applications),
  ...grouped(
    'The settings of',
    agents.flatMap((each) => unreadAgent(each, applications)),
  ),
  ...grouped('What is set in', unreadRoles),
  ...unreadLists.map(([what, why]) => `${what} could not be read: ${why}`),
]

const calledApplication = ({ name, id }: ApplicationFacts): string => `“${isolated(seenName(name) ?? id)}”`

const unreadApplication = (application: ApplicationFacts): readonly Unread[] => {
  const { detail } = application
  const name = calledApplication(application)
  switch (detail.state) {
    case 'read':
      return []
    case 'refused':
      return [[name, `Halo refused it (${detail.status}).`]]
    case 'failed':
      return [[name, detail.failure.message]]
    case 'not-read':
      return [[name, detail.reason]]
  }
}

const withoutScopes = (applications: readonly ApplicationFacts[]): readonly string[] => {
  const without = applications.filter(({ detail, scopes }) => detail.state === 'read' && scopes === null)
  return without.length === 0
    ? []
    : [
        `The record of ${nameSome(without.map(calledApplication))} does not say which scopes are ticked, so that what they may do is not known.`,
      ]
}

const unreadAgent = (reading: AgentReading, applications: readonly ApplicationFacts[]): readonly Unread[] => {
  if (reading.state === 'read') return []
  const name = applications.find(({ login }) => login.agentId === reading.agentId)?.login.name
  const called = name == null ? `agent ${reading.agentId}` : `${isolated(name)} (agent ${reading.agentId})`
  return [[called, reading.failure.message]]
}

/** One sentence for each reason, with the names of what it is true of. */
const grouped = (what: string, unread: readonly Unread[]): readonly string[] => {
  const byWhy = new Map<string, string[]>()
  for (const [name, why] of unread) {
    const names = byWhy.get(why) ?? []
    names.push(name)
    byWhy.set(why, names)
  }
  return [...byWhy].map(([why, names]) => `${what} ${nameSome(names)} could not be read: ${why}`)
}
