import { countText } from '../../../core/comparison/count-text'
import type { Failure, Observation } from '../../../core/comparison/observation'
import { isolated } from '../../../core/comparison/name-text'
import type { AgentPermissions, RoleSettings } from '../../../core/halo/permission'
import { RESOURCES, resourceDefinition, type Resource } from '../../../core/halo/resource'
import type {
  AgentReading,
  ApplicationFacts,
  InspectorList,
  InventoryFacts,
} from '../../../core/inventory/application'
import { withoutEmptyRefusals } from '../../../core/inventory/withheld'
import { err, ok, type Result } from '../../../shared/result'
import type { HaloSession } from '../../ports'
import { atOnce } from '../at-once'
import { fillGaps, isWhole, MOST_ROLES, teamsIn, ticketTypesIn } from '../runs/configuration-reader'
import { identityOf, type OpenedSide } from '../runs/opened-side'
import { gapsOf, type Unread } from './inventory-gaps'
import { EMPTY, listFailureOf, NOT_WHOLE } from './list-failure'
import type { ProgressState } from './inventory-progress'
import { betterList, isSettled, listOf, type Kept } from './kept-reading'
import { askUnlessInVain, type Outcome } from './vain'

type Read = Kept

/** Lists of one side: each has several pages under way. */
const LISTS_AT_ONCE = 4

const IN_LIST = 'In Halo’s list of applications'
const CANCELLED = 'Not read, because the reading was cancelled.'
const NOT_CONNECTED = 'Not read, because the inspector could not connect.'

/** One reading over one connection: what an earlier one has is not read again. Its parts are read in their order, once each, and what one part asks for several at once. */
export class Reading {
  private readonly session: HaloSession | null
  private readonly unreadRoles: Unread[] = []
  private readonly unreadLists: Unread[] = []
  private listGaps: readonly string[] = []

  /** @param kept an earlier reading by the same connection; null: none */
  constructor(
    private readonly side: OpenedSide,
    private readonly kept: Kept | null,
    private readonly resources: readonly Resource[],
    private readonly signal: AbortSignal,
    private readonly progress: ProgressState,
  ) {
    this.session = side.session
  }

  async all(): Promise<Read> {
    const { listFailure, listed } = await this.list()
    const applications = await this.details(listed)
    const agents = await this.agents(applications)
    const inspectorAgent = await this.inspectorAgent(agents)
    const roles = await this.roles(agents)
    const { result } = this.side
    const lists = withoutEmptyRefusals(await this.lists(), { inspector: result, inspectorAgent })
    const { unreadRoles, unreadLists } = this
    return {
      listFailure,
      applications,
      agents,
      inspectorAgent,
      roles,
      ...this.namesIn(lists),
      lists: RESOURCES.filter((each) => this.resources.includes(each)).flatMap(
        (each) => listOf(lists, each) ?? [],
      ),
      gaps: [...this.listGaps, ...gapsOf({ applications, agents, unreadRoles, unreadLists })],
    }
  }

  /** Why nothing is asked any more, in a sentence; null: it is asked. */
  private get stopped(): string | null {
    if (this.session === null) return NOT_CONNECTED
    return this.signal.aborted ? CANCELLED : null
  }

  /** Its answer, or a failure of what was not asked for. @param vain why it is not to be; null: it is */
  private async ask<T>(
    question: (session: HaloSession) => Promise<Result<T, Failure>>,
    vain: string | null = null,
  ): Promise<Result<T, Failure>> {
    const { session, stopped } = this
    const why = stopped ?? vain
    if (session !== null && why === null) return question(session)
    return err({
      code: this.signal.aborted ? 'request.cancelled' : 'request.failed',
      message: why ?? NOT_CONNECTED,
      advice: [],
      status: null,
    })
  }

  // --- Applications ---------------------------------------------------------------------------

  /** The list, each application with what an earlier reading knows of it. */
  private async list(): Promise<{ listFailure: Failure | null; listed: readonly ApplicationFacts[] }> {
    const { kept } = this
    if (kept?.listFailure === null) {
      this.listGaps = kept.gaps.filter((gap) => gap.startsWith(IN_LIST))
      return { listFailure: null, listed: kept.applications }
    }
    this.progress.listing()
    const answer = await this.ask((session) => session.applications(this.signal))
    if (!answer.ok) {
      const { result } = this.side
      const failure = result.state === 'failed' ? result.failure : answer.error
      return { listFailure: listFailureOf(failure), listed: kept?.applications ?? [] }
    }
    const { applications, complete, gaps } = answer.value
    this.listGaps = gaps.map((gap) => `${IN_LIST} ${gap}`)
    const known = new Map(kept?.applications.map((each) => [each.id, each]))
    return {
      listFailure: complete ? (applications.length === 0 ? EMPTY : null) : NOT_WHOLE,
      listed: applications.map((each) => known.get(each.id) ?? each),
    }
  }

  private details(listed: readonly ApplicationFacts[]): Promise<readonly ApplicationFacts[]> {
    const step = this.progress.step('applications', listed.length)
    return askUnlessInVain(listed, async (application, vain, place) => {
      const { detail } = application
      if (detail.state === 'read' || detail.state === 'refused') return [step.done(application), 'nothing']
      const { session, stopped, signal } = this
      const reason = stopped ?? vain
      if (session === null || reason !== null) {
        const unread = { state: 'not-read', reason: reason ?? NOT_CONNECTED } as const
        return [step.done({ ...application, detail: unread }), 'nothing']
      }
      step.begin(application.name, place)
      return told(step.done(await session.application(application, signal)))
    })
  }

  // --- Agents and roles -----------------------------------------------------------------------

  private async agents(applications: readonly ApplicationFacts[]): Promise<readonly AgentReading[]> {
    const ids = [...new Set(applications.flatMap(({ login }) => login.agentId ?? []))]
    const known = new Map(this.kept?.agents.map((each) => [each.agentId, each]))
    const step = this.progress.step('agents', ids.length)
    return askUnlessInVain(ids, async (agentId, vain, place) => {
      const before = known.get(agentId)
      if (before?.state === 'read') return [step.done(before), 'nothing']
      if (vain === null)
        step.begin(applications.find(({ login }) => login.agentId === agentId)?.login.name ?? null, place)
      const answer = await this.ask((session) => session.agentPermissions(agentId, this.signal), vain)
      return [step.done(agentReading(agentId, answer)), broughtBy(answer)]
    })
  }

  /** What `Agent/me` told, with what the agent's own record adds where that did not tell everything. */
  private async inspectorAgent(agents: readonly AgentReading[]): Promise<AgentPermissions | null> {
    const own = this.side.permissions ?? this.kept?.inspectorAgent ?? null
    if (own !== null && isWhole(own)) return own
    const agentId = own?.agentId ?? identityOf(this.side)?.agentId ?? null
    if (agentId === null) return own
    const among = agents.find((each) => each.agentId === agentId)
    const details =
      among === undefined
        ? await this.ask((session) => session.agentPermissions(agentId, this.signal))
        : among.state === 'read'
          ? { ok: true as const, value: among.permissions }
          : err(among.failure)
    if (!details.ok) return own
    return own === null ? details.value : fillGaps(own, details.value)
  }

  private async roles(agents: readonly AgentReading[]): Promise<readonly RoleSettings[]> {
    const held = new Map<string, string>()
    for (const reading of agents) {
      if (reading.state === 'failed') continue
      const roles = reading.permissions.roles ?? []
      if (roles.length > MOST_ROLES)
        this.unreadRoles.push([
          `the roles of ${isolated(reading.permissions.name)} beyond the first ${countText(MOST_ROLES)}`,
          'so many are read of no agent.',
        ])
      for (const { id, name } of roles.slice(0, MOST_ROLES)) if (id !== '') held.set(id, name)
    }
    const known = new Map(this.kept?.roles.map((role) => [role.id, role]))
    const step = this.progress.step('roles', held.size)
    const answers = await askUnlessInVain([...held], async ([id, name], vain, place) => {
      const before = known.get(id)
      if (before !== undefined) return [step.done({ name, answer: ok(before) }), 'nothing']
      if (vain === null) step.begin(name, place)
      const answer = await this.ask((session) => session.role(id, this.signal), vain)
      return [step.done({ name, answer }), broughtBy(answer)]
    })
    for (const { name, answer } of answers)
      if (!answer.ok) this.unreadRoles.push([`the role ${isolated(name)}`, answer.error.message])
    return answers.flatMap(({ answer }) => (answer.ok ? [answer.value] : []))
  }

  // --- Lists of records -----------------------------------------------------------------------

  /** Teams and ticket types first, which rules need by name; each list once. */
  private async lists(): Promise<readonly InspectorList[]> {
    const { kept } = this
    const wanted = [
      ...(kept?.teams == null ? (['teams'] as const) : []),
      ...(kept?.ticketTypes == null ? (['ticket-types'] as const) : []),
      ...this.resources,
    ]
    const resources = [...new Set(wanted)]
    const step = this.progress.step('listing', resources.length)
    return atOnce(resources, LISTS_AT_ONCE, async (resource, place) => {
      const before = kept === null ? undefined : listOf(kept.lists, resource)
      if (before !== undefined && isSettled(before)) return step.done(before)
      step.begin(resourceDefinition(resource).label, place)
      return step.done(betterList(before, { resource, observation: await this.listed(resource) }))
    })
  }

  private async listed(resource: Resource): Promise<Observation> {
    const { session, stopped, signal } = this
    if (session === null || stopped !== null) return { state: 'skipped', reason: stopped ?? NOT_CONNECTED }
    const observation = await session.list(resource, { signal })
    return observation.state === 'failed' && signal.aborted
      ? { state: 'skipped', reason: CANCELLED }
      : observation
  }

  /** Names that rules need, from lists that are whole: half a list of teams would be taken for all there are. */
  private namesIn(lists: readonly InspectorList[]): Pick<InventoryFacts, 'teams' | 'ticketTypes'> {
    const rows = (resource: Resource, known: boolean) => {
      const observation = listOf(lists, resource)?.observation
      if (observation?.state === 'listed' && observation.complete) return observation.records
      if (!known && observation !== undefined)
        this.unreadLists.push([
          `The list of ${resourceDefinition(resource).label.toLowerCase()}`,
          whyNot(observation),
        ])
      return null
    }
    const teams = rows('teams', this.kept?.teams != null)
    const types = rows('ticket-types', this.kept?.ticketTypes != null)
    return {
      teams: teams === null ? (this.kept?.teams ?? null) : teamsIn(teams),
      ticketTypes: types === null ? (this.kept?.ticketTypes ?? null) : ticketTypesIn(types),
    }
  }
}

/** An application's record, and what it tells of whether the others are worth asking for. */
const told = (application: ApplicationFacts): readonly [ApplicationFacts, Outcome] => {
  const { detail, system } = application
  switch (detail.state) {
    case 'read':
      return [application, 'given']
    case 'refused':
      // Halo's own applications may be kept from everybody: that tells nothing of the others.
      return [application, system ? 'nothing' : detail]
    case 'failed':
      return [application, detail.failure]
    case 'not-read':
      return [{ ...application, detail: { state: 'not-read', reason: CANCELLED } }, 'nothing']
  }
}

const broughtBy = (answer: Result<unknown, Failure>): Outcome => (answer.ok ? 'given' : answer.error)

/** Settings of another agent than the one asked for are nobody's here. */
const agentReading = (agentId: string, answer: Result<AgentPermissions, Failure>): AgentReading => {
  if (!answer.ok) return { agentId, state: 'failed', failure: answer.error }
  return answer.value.agentId === agentId
    ? { agentId, state: 'read', permissions: answer.value }
    : { agentId, state: 'failed', failure: OTHER_AGENT }
}

const OTHER_AGENT: Failure = {
  code: 'request.failed',
  message: 'Halo answered with another agent.',
  advice: ['Read it again.'],
  status: 200,
}

const whyNot = (observation: Observation): string => {
  switch (observation.state) {
    case 'listed':
      return observation.incompleteReason ?? 'It is incomplete.'
    case 'refused':
      return observation.status === null
        ? 'It came empty, as a refusal may look: the inspector lacks the scope or the level for it.'
        : `Halo refused it (${observation.status}).`
    case 'failed':
      return observation.failure.message
    case 'skipped':
      return observation.reason
  }
}
