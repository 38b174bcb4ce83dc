import { alikeText, grouped, withoutPath } from '../../../core/explain/alike'
import { sentence } from '../../../core/explain/words'
import type { Failure } from '../../../core/comparison/observation'
import type { AgentPermissions, Configuration, RoleSettings } from '../../../core/halo/permission'
import type { Result } from '../../../shared/result'
import type { HaloSession } from '../../ports'
import { identityOf, type OpenedSide } from './opened-side'

export interface ConfigurationSources {
  readonly agent: OpenedSide | null
  readonly app: OpenedSide
  /** The inspector where there is one. */
  readonly inspector: HaloSession | null
  /** Client id of the application on the app side. */
  readonly appClientId: string
}

/**
 * Reads everything explanations need besides the records. What cannot be read becomes null and a
 * sentence in `gaps`; nothing here fails a run.
 */
export const readConfiguration = async (
  sources: ConfigurationSources,
  signal: AbortSignal,
): Promise<Configuration> => {
  const unread: Unread[] = []
  const inspector = sources.inspector ?? sources.agent?.session ?? null
  const by =
    inspector === null ? '' : ` by ${sources.inspector === null ? 'the agent side' : 'the inspector'}`

  const read = async <T>(
    what: string,
    ask: (session: HaloSession) => Promise<Result<T, Failure>>,
  ): Promise<T | null> => {
    if (inspector === null) {
      unread.push({ what, why: 'no inspector and no agent side is connected.' })
      return null
    }
    const answer = await ask(inspector)
    if (answer.ok) return answer.value
    unread.push({ what, why: answer.error.message })
    return null
  }

  const application = await read('the application record', (session) =>
    session.applicationSettings(sources.appClientId, signal),
  )
  const teams = await read('the list of teams', (session) => session.teams(signal))
  const ticketTypes = await read('the list of ticket types', (session) => session.ticketTypes(signal))

  const detailsOf = async (side: OpenedSide | null, knownId: string | null, who: string) => {
    const own = side?.permissions ?? null
    if (own !== null && isWhole(own)) return own
    const agentId = own?.agentId ?? (side === null ? null : identityOf(side)?.agentId) ?? knownId
    if (agentId === null) return own
    const details = await read(`the settings of ${who}`, (session) =>
      session.agentPermissions(agentId, signal),
    )
    return details === null ? own : own === null ? details : fillGaps(own, details)
  }

  const rolesOf = async (agent: AgentPermissions | null): Promise<readonly RoleSettings[] | null> => {
    if (agent?.roles == null) return null
    const roles: RoleSettings[] = []
    for (const { id, name } of agent.roles.slice(0, MOST_ROLES)) {
      const role = await read(`the role ${name}`, (session) => session.role(id, signal))
      if (role !== null) roles.push(role)
    }
    return roles
  }

  const agentSide = await detailsOf(sources.agent, null, 'the agent on the agent side')
  const appSide = await detailsOf(
    sources.app,
    application?.loginAgentId ?? null,
    'the agent that the application logs in as',
  )
  return {
    agentSide,
    appSide,
    application,
    teams,
    ticketTypes,
    // Asset types come with the assets' rows; Halo's AssetType list has not been observed.
    assetTypes: null,
    roles: await rolesOf(appSide),
    gaps: gapsOf(unread, by),
  }
}

interface Unread {
  readonly what: string
  readonly why: string
}

/** One sentence for all that could not be read for one reason. */
const gapsOf = (unread: readonly Unread[], by: string): readonly string[] =>
  grouped(unread, ({ why }) => alikeText(why)).map((group) => {
    const [why = '', ...others] = group.map((each) => each.why)
    const names = group.map(({ what }) => what)
    const what = [names.slice(0, -1).join(', '), ...names.slice(-1)]
      .filter((name) => name !== '')
      .join(' and ')
    const said = others.every((other) => other === why) ? why : withoutPath(why)
    return `${sentence(what)} could not be read${by}: ${said}`
  })

/** Each takes a request; an agent with more is seen nowhere, and what is not read is unknown. */
export const MOST_ROLES = 20

/** Whether it tells everything that decides what is seen. */
export const isWhole = (permissions: AgentPermissions): boolean =>
  permissions.claims !== null &&
  permissions.teams !== null &&
  permissions.clients !== null &&
  permissions.ticketTypes !== null

/** What the agent says of itself wins; the inspector fills what it did not say. */
export const fillGaps = (own: AgentPermissions, details: AgentPermissions): AgentPermissions => ({
  agentId: own.agentId,
  name: own.name,
  disabled: own.disabled ?? details.disabled,
  apiOnly: own.apiOnly ?? details.apiOnly,
  administrator: own.administrator ?? details.administrator,
  claims: own.claims ?? details.claims,
  teams: own.teams ?? details.teams,
  departments: own.departments ?? details.departments,
  allDepartments: own.allDepartments ?? details.allDepartments,
  clients: own.clients ?? details.clients,
  ticketTypes: own.ticketTypes ?? details.ticketTypes,
  assetTypes: own.assetTypes ?? details.assetTypes,
  roles: own.roles ?? details.roles,
})
