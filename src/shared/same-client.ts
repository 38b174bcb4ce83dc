import { nameKey } from '../core/comparison/name-text'
import { sameClient } from '../core/halo/client-id'

interface WithClient {
  readonly clientId: string
}

interface Sides {
  readonly app?: WithClient | null | undefined
  readonly agent?: WithClient | null | undefined
}

/** Both sides log in through one application: then there is nothing to compare. */
export const hasSameClient = ({ app, agent }: Sides): boolean => agent != null && isSameClient(app, agent)

/** Two connections of one application; one without a client id yet is like no other. */
const isSameClient = (one: WithClient | null | undefined, other: WithClient): boolean =>
  one != null && one.clientId !== '' && sameClient(one.clientId, other.clientId)

/** The field that has to change. */
export const SAME_CLIENT_FIELD = 'agent.clientId'

export const SAME_CLIENT =
  'The agent side has the client id of the application, so both sides would be the same application and see the same'

export const SAME_CLIENT_ADVICE =
  'Give the agent side an application of its own, such as a reference application that logs in as the wanted agent with scope all, or a sign-in through another application.'

/** The connections of a tenant, as far as they have to fit to one another. */
interface Tenant extends Sides {
  readonly inspector?: WithClient | null | undefined
  readonly apps?: readonly (WithClient & { readonly id: string; readonly name: string })[]
}

interface ConnectionsFault {
  /** The field that has to change. */
  readonly field: string
  /** A sentence without its full stop. */
  readonly message: string
  readonly advice: string
}

/**
 * What is wrong with a tenant's connections taken together: there is none that anything could be asked with,
 * or two are one. null: nothing.
 */
export const connectionsFault = (tenant: Tenant): ConnectionsFault | null => {
  const { app, agent, inspector, apps = [] } = tenant
  const fault = (field: string, message: string, advice: string) => ({ field, message, advice })
  if (app == null && inspector == null && apps.length === 0)
    return fault(
      'app',
      'The tenant has neither an app connection nor an inspector, so nothing can be asked of it',
      'Add an app connection, to compare what it sees; or an inspector, to look at every application of the tenant.',
    )
  if (hasSameClient(tenant)) return fault(SAME_CLIENT_FIELD, SAME_CLIENT, SAME_CLIENT_ADVICE)
  for (const [index, each] of apps.entries()) {
    const field = `apps.${String(index)}`
    const earlier = apps.slice(0, index)
    if (agent != null && isSameClient(each, agent))
      return fault(`${field}.clientId`, SAME_CLIENT_AS_AGENT, SAME_CLIENT_ADVICE)
    if (isSameClient(app, each) || earlier.some((other) => isSameClient(other, each)))
      return fault(
        `${field}.clientId`,
        'Another app connection of this tenant has this client id, so both would be one application',
        'Enter the client id of the application that this one is for, or remove it.',
      )
    if (earlier.some(({ name }) => nameKey(name) === nameKey(each.name)))
      return fault(
        `${field}.name`,
        'Another app connection of this tenant has this name',
        'Choose another name; capital letters and what cannot be seen make no difference.',
      )
    if (earlier.some(({ id }) => id === each.id))
      return fault(`${field}.name`, 'This app connection is there twice', 'Remove one of the two.')
  }
  return null
}

const SAME_CLIENT_AS_AGENT =
  'The agent side has the client id of this app connection, so both sides would be the same application and see the same'
