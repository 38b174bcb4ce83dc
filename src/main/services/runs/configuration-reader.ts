import { alikeText, grouped, withoutPath } from '../../../core/explain/alike'
import { sentence } from '../../../core/explain/words'
import type { Failure, Observation } from '../../../core/comparison/observation'
import type { RecordSummary } from '../../../core/comparison/record'
import type {
  AgentPermissions,
  Configuration,
  NamedId,
  RoleSettings,
  TenantTeam,
} from '../../../core/halo/permission'
import type { Resource } from '../../../core/halo/resource'
import type { Result } from '../../../shared/result'
import type { HaloSession } from '../../ports'
import { atOnce } from '../at-once'
import { identityOf, type OpenedSide } from './opened-side'

export interface ConfigurationSources {
  readonly agent: OpenedSide | null
  readonly app: OpenedSide
  /** The inspector where there is one. */
  readonly inspector: HaloSession | null
  /** Client id of the application on the app side. */
  readonly appClientId: string
  /** What the agent side sees of a resource that it lists, where it is the one who reads; null or absent: nothing of the kind. */
  readonly agentList?: (resource: Resource) => Promise<Observation | null>
}

/** What was read, null where it could not be; then with what it was and why. */
interface Read<T> {
  readonly value: T | null
  readonly unread: readonly Unread[]
}

const nothingRead: Read<never> = { value: null, unread: [] }

/** Roles that are read at once. */
const ROLES_AT_ONCE = 4

/**
 * Reads everything explanations need besides the records, at once what does not hang on one another, and nothing
 * twice. What cannot be read becomes null and a sentence in `gaps`, in an order of its own, whichever answer came
 * first; nothing here fails a run.
 */
export const readConfiguration = async (
  sources: ConfigurationSources,
  signal: AbortSignal,
): Promise<Configuration> => {
  const inspector = sources.inspector ?? sources.agent?.session ?? null
  const by =
    inspector === null ? '' : ` by ${sources.inspector === null ? 'the agent side' : 'the inspector'}`

  const read = async <T>(
    what: string,
    ask: (session: HaloSession) => Promise<Result<T, Failure>>,
  ): Promise<Read<T>> => {
    const unread = (why: string): Read<T> => ({ value: null, unread: [{ what, why }] })
    if (inspector === null) return unread('no inspector and no agent side is connected.')
    const answer = await ask(inspector)
    return answer.ok ? { value: answer.value, unread: [] } : unread(answer.error.message)
  }

  /** A list that the same session reads for the comparison too, with the same query, need not be read once more. */
  const list = async <T>(
    what: string,
    resource: Resource,
    named: (records: readonly RecordSummary[]) => readonly T[],
    ask: (session: HaloSession) => Promise<Result<readonly T[], Failure>>,
  ): Promise<Read<readonly T[]>> => {
    const seen = await sources.agentList?.(resource)
    return seen?.state === 'listed' && seen.complete
      ? { value: named(seen.records), unread: [] }
      : read(what, ask)
  }

  const asked = new Map<string, Promise<Result<AgentPermissions, Failure>>>()
  const settingsOf = (session: HaloSession, agentId: string): Promise<Result<AgentPermissions, Failure>> => {
    const settings = asked.get(agentId) ?? session.agentPermissions(agentId, signal)
    asked.set(agentId, settings)
    return settings
  }

  const detailsOf = async (
    side: OpenedSide | null,
    knownId: () => Promise<string | null>,
    who: string,
  ): Promise<Read<AgentPermissions>> => {
    const own = side?.permissions ?? null
    if (own !== null && isWhole(own)) return { value: own, unread: [] }
    const agentId = own?.agentId ?? (side === null ? null : identityOf(side)?.agentId) ?? (await knownId())
    if (agentId === null) return { value: own, unread: [] }
    const { value, unread } = await read(`the settings of ${who}`, (session) => settingsOf(session, agentId))
    return { value: value === null ? own : own === null ? value : fillGaps(own, value), unread }
  }

  const rolesOf = async (agent: AgentPermissions | null): Promise<Read<readonly RoleSettings[]>> => {
    if (agent?.roles == null) return nothingRead
    const roles = await atOnce(agent.roles.slice(0, MOST_ROLES), ROLES_AT_ONCE, ({ id, name }) =>
      read(`the role ${name}`, (session) => session.role(id, signal)),
    )
    return {
      value: roles.flatMap(({ value }) => value ?? []),
      unread: roles.flatMap(({ unread }) => unread),
    }
  }

  const applicationRead = read('the application record', (session) =>
    session.applicationSettings(sources.appClientId, signal),
  )
  const loginAgentId = async (): Promise<string | null> => (await applicationRead).value?.loginAgentId ?? null
  const appSideRead = detailsOf(sources.app, loginAgentId, 'the agent that the application logs in as')
  const [application, teams, ticketTypes, agentSide, appSide, roles] = await Promise.all([
    applicationRead,
    list('the list of teams', 'teams', teamsIn, (session) => session.teams(signal)),
    list('the list of ticket types', 'ticket-types', ticketTypesIn, (session) => session.ticketTypes(signal)),
    detailsOf(sources.agent, () => Promise.resolve(null), 'the agent on the agent side'),
    appSideRead,
    appSideRead.then(({ value }) => rolesOf(value)),
  ])
  const unread = [application, teams, ticketTypes, agentSide, appSide, roles].flatMap((each) => each.unread)
  return {
    agentSide: agentSide.value,
    appSide: appSide.value,
    application: application.value,
    teams: teams.value,
    ticketTypes: ticketTypes.value,
    // Asset types come with the assets’ rows; Halo’s AssetType list has not been observed.
    assetTypes: null,
    roles: roles.value,
    gaps: gapsOf(unread, by),
  }
}

/** The teams of a list that is whole. */
export const teamsIn = (records: readonly RecordSummary[]): readonly TenantTeam[] =>
  records.map(({ id, label, departmentId }) => ({ teamId: id, name: label, departmentId }))

/** The ticket types of a list that is whole. */
export const ticketTypesIn = (records: readonly RecordSummary[]): readonly NamedId[] =>
  records.map(({ id, label }) => ({ id, name: label }))

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
