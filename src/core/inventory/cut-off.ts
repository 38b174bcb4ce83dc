import { isolated } from '../comparison/name-text'
import { nameSome, pathToAgent, pathToApplication, sentence } from '../explain/words'
import type { AgentPermissions } from '../halo/permission'
import type { ApplicationFacts } from './application'
import type { ApplicationIndex } from './applications'
import type { Inventory, InventoryEntry } from './inventory'
import { isSignedInto } from './login'

export interface CutOffStep {
  /** One or two sentences. */
  readonly text: string
  /** Halo's click path; null: none is known. */
  readonly path: string | null
}

/**
 * What to do, in this order, when whoever runs these applications is no longer trusted. Only what is known of Halo:
 * tokens that were given out live an hour (halo-api.md section 2.4, observed), a secret is shown once (2.3), a change
 * counts for new tokens only (2.4), writes carry the application's name (4.6). Whether Halo ends tokens that are out
 * is not known, and so it says.
 */
export const cutOffSteps = (
  { facts }: Inventory,
  index: ApplicationIndex,
  entries: readonly InventoryEntry[],
): readonly CutOffStep[] => {
  const picked = entries.map(({ application }) => application)
  const inspector = facts.inspector.state === 'connected' ? facts.inspector.identity.agentId : null
  return [
    ...picked.map((each) => switchOff(each, index)),
    ...picked.map((each) => replaceKeys(each, index)),
    ...agentSteps(entries, index, inspector),
    {
      text: 'Wait an hour before you call them cut off: tokens that were given out live up to 3,600 seconds, and whether Halo ends them before is not known.',
      path: null,
    },
    {
      text: `Look through what was written: Halo notes with an action the name of the application that made it (actionby_application_id), here ${nameSome(picked.map((each) => name(each, index)))}. That shows writes only; what was read is not known.`,
      path: null,
    },
    {
      text: 'Look through the webhooks of the tenant for addresses of whoever runs these applications: a webhook sends without any of these keys.',
      path: null,
    },
  ]
}

const name = (application: ApplicationFacts, { nameOf }: ApplicationIndex): string =>
  isolated(nameOf(application))

const path = (application: ApplicationFacts, { nameOf }: ApplicationIndex): string =>
  pathToApplication(nameOf(application))

const switchOff = (application: ApplicationFacts, index: ApplicationIndex): CutOffStep => ({
  text: application.system
    ? `${name(application, index)} is Halo’s own: ask Halo before you change it.`
    : application.inactive === true
      ? `${name(application, index)} is inactive already: leave it so.`
      : `Make ${name(application, index)} inactive, so that it likely gets no new token.`,
  path: path(application, index),
})

const replaceKeys = (application: ApplicationFacts, index: ApplicationIndex): CutOffStep => {
  const who = name(application, index)
  if (isSignedInto(application)) {
    return {
      text: `People sign in through ${who} as themselves: what it may do is what they may. Whether its refresh tokens end when it is switched off is not known, so remove it if you can do without.`,
      path: path(application, index),
    }
  }
  const keys =
    application.method === 'api-key' || application.apiKeys.length > 0 ? 'secret and API keys' : 'secret'
  return {
    text: `Remove ${who}, or give it a new ${keys} before it is ever made active again: the old ones are known to others, and Halo does not say who used them.`,
    path: path(application, index),
  }
}

// --- Agents -------------------------------------------------------------------------------------

/** Each agent once, whichever of the picked applications log in as it. */
const agentSteps = (
  entries: readonly InventoryEntry[],
  index: ApplicationIndex,
  inspector: string | null,
): readonly CutOffStep[] => {
  const picked = new Set(entries.map(({ application }) => application.id))
  const done = new Set<string>()
  return entries.flatMap(({ application, agent }) => {
    const agentName = index.agentNameOf(application)
    const { agentId } = application.login
    if (agentName === null || agentId === null) return unknownAgent(application, index)
    if (done.has(agentId)) return []
    done.add(agentId)
    const others = index
      .sharing(application)
      .filter(({ id, inactive }) => !picked.has(id) && inactive !== true)
    return [
      {
        text: agentText(isolated(agentName), agent, {
          others: others.map((other) => name(other, index)),
          isInspector: agentId === inspector,
        }),
        path: pathToAgent(agentName),
      },
    ]
  })
}

const agentText = (
  who: string,
  agent: AgentPermissions | null,
  { others, isInspector }: { readonly others: readonly string[]; readonly isInspector: boolean },
): string => {
  const users = [...others, ...(isInspector ? ['the inspector'] : [])]
  if (users.length > 0) {
    return `Do not just disable ${who}: ${nameSome(users)} ${users.length === 1 ? 'logs' : 'log'} in as it too, with the same rights, and would stop. Give them an agent of their own first, then disable ${who}.`
  }
  if (agent === null)
    return `Disable ${who}, as which nothing else logs in as far as was read; its settings were not, so find out first whether a person works with it.`
  if (agent.disabled === true) return `${sentence(who)} is disabled already: leave it so.`
  if (agent.apiOnly === true) return `Disable ${who}: it is API-only, and no other application logs in as it.`
  return agent.apiOnly === false
    ? `${sentence(who)} is a person’s account: settle with that person whether it can be disabled, and take from it what only the application needed.`
    : `Disable ${who} if no person works with it: whether it is API-only is not known.`
}

/** Nobody, whoever signs in, no agent: nothing to disable. Not known: that has to be found out. */
const unknownAgent = (application: ApplicationFacts, index: ApplicationIndex): readonly CutOffStep[] => {
  const { login } = application
  const isOpen = login.type === 'unknown' || (login.type === 'agent' && login.name !== null)
  if (isSignedInto(application) || !isOpen) return []
  return [
    {
      text: `Find out whom ${name(application, index)} logs in as, which is not known, and treat that account likewise.`,
      path: path(application, index),
    },
  ]
}
