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
import { err, type Result } from '../../../shared/result'
import type { HaloSession } from '../../ports'
import { fillGaps, isWhole, MOST_ROLES } from '../runs/configuration-reader'
import { identityOf, type OpenedSide } from '../runs/opened-side'
import { gapsOf, type Unread } from './inventory-gaps'
import { EMPTY, listFailureOf, NOT_WHOLE } from './list-failure'
import type { ProgressState } from './inventory-progress'
import { betterList, isSettled, listOf, type Kept } from './kept-reading'
import { Vain } from './vain'

type Read = Kept

const IN_LIST = 'In Halo’s list of applications'
const CANCELLED = 'Not read, because the reading was cancelled.'
const NOT_CONNECTED = 'Not read, because the inspector could not connect.'

/** One reading over one connection: what an earlier one has is not read again. Its parts are read in their order, once each. */
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

  /** A failure of what was not asked for, or its own answer. */
  private async ask<T>(
    question: (session: HaloSession) => Promise<Result<T, Failure>>,
    vain: Vain | null = null,
  ): Promise<Result<T, Failure>> {
    const { session, stopped } = this
    const why = stopped ?? vain?.why ?? null
    if (session === null || why !== null)
      return err({
        code: this.signal.aborted ? 'request.cancelled' : 'request.failed',
        message: why ?? NOT_CONNECTED,
        advice: [],
        status: null,
      })
    const answer = await question(session)
    vain?.note(answer.ok ? null : answer.error)
    return answer
  }

  // --- Applications ---------------------------------------------------------------------------

  /** The list, each application with what an earlier reading knows of it. */
  private async list(): Promise<{ listFailure: Failure | null; listed: readonly ApplicationFacts[] }> {
    const { kept } = this
    if (kept?.listFailure === null) {
      this.listGaps = kept.gaps.filter((gap) => gap.startsWith(IN_LIST))
      return { listFailure: null, listed: kept.applications }
    }
    this.progress.report({ phase: 'applications', at: null, done: 0, total: null })
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

  private async details(listed: readonly ApplicationFacts[]): Promise<readonly ApplicationFacts[]> {
    const vain = new Vain()
    const read: ApplicationFacts[] = []
    for (const [done, application] of listed.entries()) {
      const isSettledOne = application.detail.state === 'read' || application.detail.state === 'refused'
      read.push(isSettledOne ? application : await this.detail(application, done, listed.length, vain))
    }
    return read
  }

  private async detail(
    application: ApplicationFacts,
    done: number,
    total: number,
    vain: Vain,
  ): Promise<ApplicationFacts> {
    const { session, stopped, signal } = this
    const reason = stopped ?? vain.why
    if (session === null || reason !== null)
      return { ...application, detail: { state: 'not-read', reason: reason ?? NOT_CONNECTED } }
    this.progress.report({ phase: 'applications', at: application.name, done, total })
    const read = await session.application(application, signal)
    switch (read.detail.state) {
      case 'read':
        vain.note(null)
        return read
      case 'refused':
        // Halo's own applications may be kept from everybody: that tells nothing of the others.
        if (!application.system) vain.note(read.detail)
        return read
      case 'failed':
        vain.note(read.detail.failure)
        return read
      case 'not-read':
        return { ...read, detail: { state: 'not-read', reason: CANCELLED } }
    }
  }

  // --- Agents and roles -----------------------------------------------------------------------

  private async agents(applications: readonly ApplicationFacts[]): Promise<readonly AgentReading[]> {
    const ids = [...new Set(applications.flatMap(({ login }) => login.agentId ?? []))]
    const known = new Map(this.kept?.agents.map((each) => [each.agentId, each]))
    const vain = new Vain()
    const readings: AgentReading[] = []
    for (const [done, agentId] of ids.entries()) {
      const before = known.get(agentId)
      if (before?.state === 'read') {
        readings.push(before)
        continue
      }
      const name = applications.find(({ login }) => login.agentId === agentId)?.login.name ?? null
      this.progress.report({ phase: 'agents', at: name, done, total: ids.length })
      const answer = await this.ask((session) => session.agentPermissions(agentId, this.signal), vain)
      readings.push(agentReading(agentId, answer))
    }
    return readings
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
    const vain = new Vain()
    const roles: RoleSettings[] = []
    let done = 0
    for (const [id, name] of held) {
      const before = known.get(id)
      if (before === undefined) {
        this.progress.report({ phase: 'roles', at: name, done, total: held.size })
        const answer = await this.ask((session) => session.role(id, this.signal), vain)
        if (answer.ok) roles.push(answer.value)
        else this.unreadRoles.push([`the role ${isolated(name)}`, answer.error.message])
      } else roles.push(before)
      done += 1
    }
    return roles
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
    const lists: InspectorList[] = []
    const resources = [...new Set(wanted)]
    for (const [done, resource] of resources.entries()) {
      const before = kept === null ? undefined : listOf(kept.lists, resource)
      if (before !== undefined && isSettled(before)) lists.push(before)
      else {
        const total = resources.length
        this.progress.report({ phase: 'listing', at: resourceDefinition(resource).label, done, total })
        lists.push(betterList(before, { resource, observation: await this.listed(resource) }))
      }
    }
    return lists
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
      teams:
        teams?.map(({ id, label, departmentId }) => ({ teamId: id, name: label, departmentId })) ??
        this.kept?.teams ??
        null,
      ticketTypes: types?.map(({ id, label }) => ({ id, name: label })) ?? this.kept?.ticketTypes ?? null,
    }
  }
}

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
