import { accessTo, mayReadConfiguration, sees } from './access'
import { agentDetail, agentListRow } from './agent-rows'
import { applicationRow } from './application-rows'
import { listAnswer, pageSize } from './listing'
import type { DemoAgent, DemoTenant, Row } from './model'
import type { IssuedToken } from './oauth'
import { oddRow, oddTicket } from './odd-answers'
import type { Query } from './query'
import { servedAt } from './resources'

/** What the server sends; `body` undefined: an empty body. `text` is sent as it is. */
export interface ApiAnswer {
  readonly status: number
  readonly body?: unknown
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
}

const refused = (status: 401 | 403): ApiAnswer => ({ status })
const notFound: ApiAnswer = { status: 404 }

/** The resource server, for GET only. */
export class ApiServer {
  /** Whether the agent side has had all tickets, for the scenario in which one vanishes. */
  private agentHasListed = false

  constructor(
    private readonly tenant: DemoTenant,
    private readonly appClientId: string,
  ) {}

  /** @param path below `/api`, lower case, without the leading slash */
  answer(path: string, query: Query, token: IssuedToken | null): ApiAnswer {
    if (token === null) return refused(401)
    const { behaviour } = this.tenant
    const agent = this.tenant.agents.find(({ id }) => id === token.application.agentId)
    // Login type not set: 403 on data calls (observed: MSPbots). What an end user's token gets is not
    // known; here it is the same.
    if (agent === undefined) return refused(403)
    if (token.scopes.length === 0 || agent.disabled) return refused(401)
    const isApp = token.application.clientId === this.appClientId
    const [resource = '', id, ...rest] = path.split('/')
    if (rest.length > 0) return notFound
    if (path === 'agent/me') {
      return behaviour.refusesWhoAmI && isApp
        ? refused(403)
        : { status: 200, body: agentDetail(this.tenant, agent) }
    }
    if (behaviour.throttles !== null && isApp && servedAt(resource) !== undefined) {
      const { retryAfter } = behaviour.throttles
      return { status: 429, ...(retryAfter === null ? {} : { headers: { 'Retry-After': retryAfter } }) }
    }
    return this.resource(resource, id, query, token, agent)
  }

  private resource(
    resource: string,
    id: string | undefined,
    query: Query,
    token: IssuedToken,
    agent: DemoAgent,
  ): ApiAnswer {
    const { behaviour } = this.tenant
    const isApp = token.application.clientId === this.appClientId
    const access = accessTo(resource, token.scopes, agent)
    if (access === 'refused') return refused(resource === 'webhook' ? 401 : behaviour.missingScope)
    if (resource === 'agent') return this.agents(id, query, token, agent)
    const configuration = this.configuration(resource, id, query, token, agent)
    if (configuration !== null) return configuration
    if (resource === 'actions') return this.actions(query, agent)
    const rows = this.tenant.rows.get(resource)
    if (rows === undefined) return { status: 400, body: 'Invalid Resource' }
    const visible =
      access === 'empty'
        ? []
        : rows.filter(
            (row) => sees(this.tenant, agent, resource, row) && !this.isHidden(resource, row, isApp),
          )
    if (id !== undefined) return this.detailOf(resource, visible, id)
    const answer: ApiAnswer = {
      status: 200,
      ...body(
        resource,
        listAnswer(resource, visible, query, {
          pageCap: behaviour.pageCap,
          served: resource === 'tickets' ? behaviour.ticketsServed : null,
          ...(behaviour.oddAnswers ? { shown: (row) => oddRow(resource, row) } : {}),
        }),
      ),
    }
    if (resource === 'tickets' && !isApp) this.noteLastPage(visible.length, query)
    return answer
  }

  private detailOf(resource: string, visible: readonly Row[], id: string): ApiAnswer {
    const { behaviour, rows } = this.tenant
    return detail(visible, id, (row) => {
      if (resource !== 'tickets') return row
      const ticket = ticketDetail(row, rows.get('priority') ?? [])
      return behaviour.oddAnswers ? oddTicket(ticket) : ticket
    })
  }

  private agents(id: string | undefined, query: Query, token: IssuedToken, agent: DemoAgent): ApiAnswer {
    if (id !== undefined) {
      const wanted = this.tenant.agents.find((candidate) => String(candidate.id) === id)
      if (wanted === undefined) return notFound
      if (wanted !== agent && !mayReadConfiguration(token.scopes, agent)) return refused(403)
      return { status: 200, body: agentDetail(this.tenant, wanted) }
    }
    const rows = this.tenant.agents
      .filter(({ apiOnly, disabled }) => {
        const asked = (name: string) => query.flag(name) === true
        return (!apiOnly || asked('includeapiagents')) && (!disabled || asked('includedisabled'))
      })
      .map((candidate) => agentListRow(this.tenant, candidate))
    return {
      status: 200,
      body: listAnswer('agent', rows, query, { pageCap: this.tenant.behaviour.pageCap }),
    }
  }

  private configuration(
    resource: string,
    id: string | undefined,
    query: Query,
    token: IssuedToken,
    agent: DemoAgent,
  ): ApiAnswer | null {
    const isDetailed = id !== undefined && query.flag('includedetails') === true
    const rows = (): readonly Row[] => {
      switch (resource) {
        case 'application':
          return this.tenant.applications.map((application) =>
            applicationRow(this.tenant, application, isDetailed),
          )
        case 'roles':
          return this.tenant.roles.map(({ claims, ...role }) =>
            isDetailed ? { ...role, claims: claims ?? [] } : role,
          )
        default:
          return [
            { id: 1, name: 'Demo MSP', departments: this.tenant.departments, allow_all_tickettypes: true },
          ]
      }
    }
    if (!['application', 'roles', 'organisation'].includes(resource)) return null
    if (resource === 'application') {
      const isRefused = this.tenant.applications.some(
        (application) => application.id === id && application.isDetailRefused,
      )
      if (isRefused || !mayReadConfiguration(token.scopes, agent)) return refused(403)
    }
    return id === undefined ? { status: 200, body: rows() } : detail(rows(), id)
  }

  /** Numbered inside their ticket; without `ticket_id` Halo answers 500 (halo-api.md section 5). */
  private actions(query: Query, agent: DemoAgent): ApiAnswer {
    const ticketId = query.whole('ticket_id')
    if (ticketId === null) return { status: 500 }
    const ticket = this.tenant.rows.get('tickets')?.find((row) => row.id === ticketId)
    if (ticket === undefined || !sees(this.tenant, agent, 'tickets', ticket))
      return { status: 200, body: { record_count: 0, actions: [] } }
    const rows: Row[] = [1, 2].map((number) => ({
      id: number,
      ticket_id: ticketId,
      outcome: number === 1 ? 'First User Email' : 'Private Note',
      note: '',
    }))
    return {
      status: 200,
      body: listAnswer('actions', rows, query, { pageCap: this.tenant.behaviour.pageCap }),
    }
  }

  /**
   * In the scenario in which a ticket vanishes, the newest one is there for the agent side's first
   * listing only: as if it had been deleted before the app side came to it.
   */
  private isHidden(resource: string, row: Row, isApp: boolean): boolean {
    const { behaviour, rows } = this.tenant
    if (behaviour.ticketVanishes && resource === 'tickets' && (isApp || this.agentHasListed))
      return row === rows.get('tickets')?.at(-1)
    return isApp && behaviour.hiddenFromApp(resource, row)
  }

  /** A page past the end ends a list. */
  private noteLastPage(visible: number, query: Query): void {
    const size = pageSize('tickets', query, this.tenant.behaviour.pageCap)
    if (((query.whole('page_no') ?? 1) - 1) * size >= visible) this.agentHasListed = true
  }
}

/** A ticket on its own names its priority in full (a recorded answer, halo-api.md section 15). */
const ticketDetail = (row: Row, priorities: readonly Row[]): Row => ({
  ...row,
  priority: priorities.find(({ priorityid }) => priorityid === row.priority_id) ?? null,
})

const detail = (rows: readonly Row[], id: string, shown: (row: Row) => Row = (row) => row): ApiAnswer => {
  const row = rows.find((candidate) => String(candidate.id).toLowerCase() === id)
  if (row !== undefined) return { status: 200, body: shown(row) }
  // A word where a number belongs is a model-state error (halo-api.md section 10).
  return typeof rows[0]?.id === 'number' && !/^\d+$/.test(id)
    ? { status: 400, body: { id: [`The value '${id}' is not valid.`] } }
    : notFound
}

/** `client_id` and `site_id` arrive as `12.0` in Site and Users (declared double there; section 7). */
const body = (resource: string, value: unknown): Pick<ApiAnswer, 'body' | 'text'> =>
  resource === 'site' || resource === 'users'
    ? { text: JSON.stringify(value).replace(/"(client_id|site_id)":(\d+)/g, '"$1":$2.0') }
    : { body: value }
