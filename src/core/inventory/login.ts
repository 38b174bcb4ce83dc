import type { Identity } from '../comparison/identity'
import type { AgentPermissions } from '../halo/permission'
import type { ApplicationFacts, InventoryFacts } from './application'

/** Who an application acts as, as far as its predicted view needs it. */
export interface ActingAs {
  /** null: not an agent, or its settings are not known. */
  readonly permissions: AgentPermissions | null
  readonly agentId: string | null
  /** Nobody: every call is refused. */
  readonly nobody: boolean
  /** Why the settings are not known, a sentence without its stop; null: they are, or nobody acts. */
  readonly unknown: string | null
}

/** Whether people sign in through it, as themselves (halo-api.md section 2.1). */
export const isSignedInto = ({ method }: Pick<ApplicationFacts, 'method'>): boolean =>
  method === 'authorization-code' || method === 'implicit' || method === 'password'

const UNKNOWN = { permissions: null, agentId: null, nobody: false } as const

/**
 * With client credentials a token acts as the named agent, and is refused where nobody is named (halo-api.md
 * sections 2.1 and 2.2). Where a person signs in through the application, the token acts as that person, whoever it
 * is (section 2.1); what it means there that nobody is named, and for static keys, is not known.
 */
export const actingAs = (
  { login, method }: ApplicationFacts,
  { agents }: Pick<InventoryFacts, 'agents'>,
): ActingAs => {
  if (isSignedInto({ method })) return { ...UNKNOWN, unknown: 'It acts as whoever signs in through it' }
  switch (login.type) {
    case 'unset':
      return method === 'client-credentials'
        ? { ...UNKNOWN, nobody: true, unknown: null }
        : {
            ...UNKNOWN,
            unknown: 'Nobody is named for it to log in as, and what its method makes of that is not known',
          }
    case 'user':
      return { ...UNKNOWN, unknown: 'It logs in as an end user, and what those see is not modelled' }
    case 'supplier':
      return { ...UNKNOWN, unknown: 'It logs in as a supplier, and what those see is not modelled' }
    case 'unknown':
      return { ...UNKNOWN, unknown: 'Its record does not say who it logs in as' }
    case 'agent':
      return asAgent(login.agentId, agents)
  }
}

const asAgent = (agentId: string | null, agents: InventoryFacts['agents']): ActingAs => {
  if (agentId === null) return { ...UNKNOWN, unknown: 'Its record does not say which agent it logs in as' }
  const reading = agents.find((agent) => agent.agentId === agentId)
  if (reading?.state === 'read')
    return { permissions: reading.permissions, agentId, nobody: false, unknown: null }
  const why = reading === undefined ? '' : `: ${reading.failure.message.replace(/\.$/, '')}`
  return { ...UNKNOWN, agentId, unknown: `The settings of its agent were not read${why}` }
}

/** Who the application would turn out to be, with all that is ticked for it. */
export const predictedIdentity = (
  { login, scopes }: ApplicationFacts,
  { agentId, permissions }: ActingAs,
): Identity => ({
  agentId,
  name: permissions?.name ?? login.name,
  administrator: permissions?.administrator ?? null,
  scopes: scopes ?? [],
  requestedScopes: ['all'],
})
