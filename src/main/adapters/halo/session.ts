import { countText } from '../../../core/comparison/count-text'
import type { Identity } from '../../../core/comparison/identity'
import type { Failure, Observation } from '../../../core/comparison/observation'
import type {
  AgentPermissions,
  ApplicationSettings,
  NamedId,
  RoleSettings,
  TenantTeam,
} from '../../../core/halo/permission'
import type { ApplicationFacts } from '../../../core/inventory/application'
import { resourceDefinition, type Resource } from '../../../core/halo/resource'
import { LIST, MOST_ENTRIES } from '../../../shared/bounds'
import { err, ok, type Result } from '../../../shared/result'
import { sameClient } from '../../../core/halo/client-id'
import type { ApplicationList, DiscoveredServer, HaloSession, ListingOptions } from '../../ports'
import type { HttpClient } from '../http/http'
import type { Token, TokenCache } from './auth/token-cache'
import { agentPermissionsOf, overlongList, roleOf } from './agent-mapping'
import { applicationDetailOf, applicationListOf } from './application-mapping'
import { listedRows, noListText } from './answers/envelope'
import { guidText } from './answers/foreign-text'
import { badAnswer, cancelled, identityRefused, redirected, requestFailed } from './answers/failures'
import { readJsonInTurn } from './answers/json-answer'
import { findAgain } from './page-search'
import type { GetPage, PageAnswer } from './list-page'
import { listPages, pageQuery } from './paging'
import type { Asking } from './pages-ahead'
import { ReadBudget } from './read-budget'
import { sendRequest, shortWait, type RequestCounter, type RequestDeps } from './requests'

export interface SessionParts {
  readonly server: DiscoveredServer
  readonly requestedScopes: readonly string[]
  readonly grantedScopes: readonly string[]
  readonly api: HttpClient
  readonly tokens: TokenCache
  readonly requests: RequestDeps
  readonly counter: RequestCounter
  readonly askScope: HaloSession['askScope']
  readonly close: () => void
}

interface CallOptions extends Omit<Asking, 'ahead'> {
  readonly ahead?: boolean
  /** Told how many characters an answer has. */
  readonly onReceived?: (characters: number) => void
}

const tooMany = (list: string): string => `more than ${countText(MOST_ENTRIES)} entries in ${list}`

/** The agent of an answer to `path`. */
const agentIn = (path: string, value: unknown): Result<AgentPermissions, Failure> => {
  const long = overlongList(value)
  if (long !== null) return err(badAnswer(path, tooMany(long)))
  const permissions = agentPermissionsOf(value)
  return permissions === null ? err(badAnswer(path, 'JSON that is no agent')) : ok(permissions)
}

const DETAILED = { includedetails: 'true' }
const NO_ID = 'an id that cannot be one'

/** SECURITY: an id comes from an answer, so it must be one before it becomes part of a path: `..` would ask for something else. */
const detailPath = (what: string, id: string): string | null => {
  const plain = guidText(id) ?? ''
  return /^[\w-]{1,100}$/.test(plain) ? `/${what}/${plain}` : null
}

const isOfClient = (application: ApplicationFacts, clientId: string): boolean =>
  application.clientId !== null && sameClient(application.clientId, clientId)

/** How often an answer is asked for that does not come whole. */
const MOST_CUT = 3

type Refusal = { readonly code: 'refused'; readonly status: 401 | 403 }

/** What an answer is that brings nothing; null for one that does. */
const faultOf = (
  path: string,
  status: number,
  location: string | null,
  host: string,
): Refusal | Failure | null => {
  if (status === 401 || status === 403) return { code: 'refused', status }
  if (status >= 300 && status < 400) return redirected(host, status, location)
  // A part (206) was not asked for, and is not the whole.
  return status < 200 || status >= 300 || status === 206
    ? requestFailed(`${path} answered ${status}.`, status)
    : null
}

/** One connection to one tenant. Sends GET only; the token comes from its keeper. */
export class Session implements HaloSession {
  readonly server: DiscoveredServer
  readonly requestedScopes: readonly string[]
  readonly grantedScopes: readonly string[]
  /**
   * The token that was refused by 401, which is renewed once a run; with the one after it, 401 means
   * refused (halo-api.md section 2.7). Calls under way with the old one are sent again too.
   */
  private expired: Token | null = null
  private readonly budget = new ReadBudget()
  private applicationList: Promise<Result<ApplicationList, Failure>> | null = null
  /** Rows of the first page of each list that was read. */
  private readonly rowsOfPage = new Map<Resource, number>()

  constructor(private readonly parts: SessionParts) {
    this.server = parts.server
    this.requestedScopes = parts.requestedScopes
    this.grantedScopes = parts.grantedScopes
  }

  async whoAmI(
    signal: AbortSignal,
  ): Promise<Result<{ identity: Identity; permissions: AgentPermissions }, Failure>> {
    const answer = await this.get('/Agent/me', {}, { signal })
    if (!answer.ok) {
      const { error } = answer
      return err(error.code === 'refused' ? identityRefused(error.status, this.grantedScopes) : error)
    }
    const agent = agentIn('Agent/me', answer.value)
    if (!agent.ok) return agent
    const permissions = agent.value
    const identity: Identity = {
      agentId: permissions.agentId,
      name: permissions.name,
      administrator: permissions.administrator,
      scopes: this.grantedScopes,
      requestedScopes: this.requestedScopes,
    }
    return ok({ identity, permissions })
  }

  list(
    resource: Resource,
    { signal, onProgress = () => undefined, pace, shared }: ListingOptions,
  ): Promise<Observation> {
    const getPage = this.pagesOf(resource)
    this.rowsOfPage.delete(resource)
    const onPage = (fetched: number, total: number | null, rows: number) => {
      // The first page is the one that has as many as there can be.
      if (!this.rowsOfPage.has(resource) && rows > 0) this.rowsOfPage.set(resource, rows)
      onProgress({ fetched, total })
    }
    return listPages(resource, getPage, onPage, { budget: this.budget, pace, shared, signal })
  }

  seesAgain(
    resource: Resource,
    ids: readonly string[],
    before: Observation,
    signal: AbortSignal,
  ): Promise<ReadonlySet<string> | null> {
    return findAgain(resource, ids, before, this.pagesOf(resource), {
      rowsOfPage: this.rowsOfPage.get(resource),
      signal,
    })
  }

  async agentPermissions(agentId: string, signal: AbortSignal): Promise<Result<AgentPermissions, Failure>> {
    const answer = await this.detail('Agent', agentId, signal)
    return answer.ok ? agentIn('Agent/{id}', answer.value) : answer
  }

  async applicationSettings(
    clientId: string,
    signal: AbortSignal,
  ): Promise<Result<ApplicationSettings, Failure>> {
    const list = await this.applications(signal)
    if (!list.ok) return list
    const found = list.value.applications.find((each) => isOfClient(each, clientId))
    if (found === undefined) return err(requestFailed('No application with this client id is listed.', 200))
    const { id, name, inactive, login, scopes } = await this.application(found, signal)
    // Whoever it logs in as but an agent is none.
    const loginAgentName = login.type === 'agent' ? login.name : null
    return ok({ id, name, inactive, loginAgentId: login.agentId, loginAgentName, scopes })
  }

  async applicationIds(
    clientIds: readonly string[],
    signal: AbortSignal,
  ): Promise<Result<readonly (string | null)[], Failure>> {
    const list = await this.applications(signal)
    if (!list.ok) return list
    return ok(
      clientIds.map((wanted) => list.value.applications.find((each) => isOfClient(each, wanted))?.id ?? null),
    )
  }

  /** Asked for once a run, whatever comes of it: each side's application is looked up in it. */
  applications(signal: AbortSignal): Promise<Result<ApplicationList, Failure>> {
    this.applicationList ??= this.readApplications(signal)
    return this.applicationList
  }

  private async readApplications(signal: AbortSignal): Promise<Result<ApplicationList, Failure>> {
    const answer = await this.configuration('/Application', {}, signal)
    if (!answer.ok) return answer
    const list = listedRows('applications', answer.value)
    if (list === null || list.noList) return err(badAnswer('Application', noListText(answer.value)))
    if (list.rows.length > MOST_ENTRIES) return err(badAnswer('Application', tooMany('the list')))
    return ok(applicationListOf(list.rows, list.total))
  }

  async application(listed: ApplicationFacts, signal: AbortSignal): Promise<ApplicationFacts> {
    const path = detailPath('Application', listed.id)
    const unread = (failure: Failure): ApplicationFacts => ({
      ...listed,
      detail: { state: 'failed', failure },
    })
    if (path === null) return unread(badAnswer('Application', NO_ID))
    const answer = await this.get(path, DETAILED, { signal })
    if (!answer.ok) {
      const { error } = answer
      if (error.code === 'refused') return { ...listed, detail: { state: 'refused', status: error.status } }
      return signal.aborted
        ? { ...listed, detail: { state: 'not-read', reason: error.message } }
        : unread(error)
    }
    const long = overlongList(answer.value)
    if (long !== null) return unread(badAnswer('Application/{id}', tooMany(long)))
    return (
      applicationDetailOf(answer.value, listed) ??
      unread(badAnswer('Application/{id}', 'JSON that is not this application'))
    )
  }

  async teams(signal: AbortSignal): Promise<Result<readonly TenantTeam[], Failure>> {
    const rows = await this.wholeList('teams', signal)
    return rows.ok
      ? ok(rows.value.map((team) => ({ teamId: team.id, name: team.label, departmentId: team.departmentId })))
      : rows
  }

  async ticketTypes(signal: AbortSignal): Promise<Result<readonly NamedId[], Failure>> {
    const rows = await this.wholeList('ticket-types', signal)
    return rows.ok ? ok(rows.value.map(({ id, label }) => ({ id, name: label }))) : rows
  }

  async role(roleId: string, signal: AbortSignal): Promise<Result<RoleSettings, Failure>> {
    const answer = await this.detail('Roles', roleId, signal)
    if (!answer.ok) return answer
    const long = overlongList(answer.value)
    if (long !== null) return err(badAnswer('Roles/{id}', tooMany(long)))
    const role = roleOf(answer.value)
    return role === null ? err(badAnswer('Roles/{id}', 'JSON that is no role')) : ok(role)
  }

  askScope(scope: string, signal: AbortSignal): Promise<Result<readonly string[], Failure>> {
    return this.parts.askScope(scope, signal)
  }

  counts(): { readonly sent: number; readonly throttled: number } {
    const { sent, throttled } = this.parts.counter
    return { sent, throttled }
  }

  close(): void {
    this.parts.close()
  }

  private async wholeList(resource: Resource, signal: AbortSignal) {
    const listed = await this.list(resource, { signal })
    switch (listed.state) {
      case 'listed':
        // Half a list of teams would be taken for all there are.
        return listed.complete
          ? ok(listed.records)
          : err(requestFailed(`The list is incomplete: ${listed.incompleteReason ?? ''}`, null))
      case 'refused':
        return err(requestFailed(`Halo refused it (${listed.status}).`, listed.status))
      case 'failed':
        return err(listed.failure)
      case 'skipped':
        return err(requestFailed(listed.reason, null))
    }
  }

  private pagesOf(resource: Resource): GetPage {
    const { path } = resourceDefinition(resource)
    let pages = 0
    let received = 0
    return async (pageNo, pageSize, asking) => {
      // A list whose pages are this long is read one page after another.
      const isLong = received > LIST.received.perPage * pages
      const spent =
        received > LIST.received.first + LIST.received.perPage * pages
          ? `${countText(Math.round(received / 1e6))} MB came in ${countText(pages)} pages, more than lists take.`
          : this.budget.spent()
      if (spent !== null) return err(requestFailed(spent, null))
      if (isLong && asking.ahead) return err(cancelled())
      const answer = await this.get(path, pageQuery(resource, pageNo, pageSize), {
        ...asking,
        onReceived: (characters) => (received += characters),
      })
      pages += 1
      return answer
    }
  }

  /** One thing with its details. */
  private detail(what: string, id: string, signal: AbortSignal): Promise<Result<unknown, Failure>> {
    const path = detailPath(what, id)
    return path === null
      ? Promise.resolve(err(badAnswer(what, NO_ID)))
      : this.configuration(path, DETAILED, signal)
  }

  /** A configuration call, where a refusal is a failure like any other. */
  private async configuration(
    path: string,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Result<unknown, Failure>> {
    const answer = await this.get(path, query, { signal })
    if (answer.ok) return answer
    const { error } = answer
    return err(
      error.code === 'refused' ? requestFailed(`Halo refused it (${error.status}).`, error.status) : error,
    )
  }

  private async get(
    path: string,
    query: Readonly<Record<string, string>>,
    options: CallOptions,
  ): Promise<PageAnswer> {
    const token = await this.parts.tokens.get(options.signal)
    if (!token.ok) return token
    const answer = await this.send(path, query, token.value, options)
    if (answer.ok || answer.error.code !== 'refused' || answer.error.status !== 401) return answer
    this.expired ??= token.value
    if (this.expired !== token.value) return answer
    this.parts.tokens.drop(token.value)
    const renewed = await this.parts.tokens.get(options.signal)
    return renewed.ok ? this.send(path, query, renewed.value, options) : renewed
  }

  private ask(
    path: string,
    query: Readonly<Record<string, string>>,
    token: Token,
    { signal, ahead = false, onSend = () => undefined }: CallOptions,
  ): ReturnType<typeof sendRequest> {
    const { api, requests, counter } = this.parts
    return sendRequest(
      requests,
      counter,
      (bounded) => {
        onSend()
        return api.get(`/api${path}`, query, { signal: bounded, bearer: token.accessToken })
      },
      { signal, repeatable: true, ahead, kind: path.split('/')[1] ?? null },
    )
  }

  private async send(
    path: string,
    query: Readonly<Record<string, string>>,
    token: Token,
    options: CallOptions,
    time = 1,
  ): Promise<PageAnswer> {
    const { signal, onReceived, ahead = false } = options
    const { requests } = this.parts
    const answer = await this.ask(path, query, token, options)
    if (!answer.ok) return answer
    const { status, headers } = answer.value
    const fault = faultOf(path, status, headers.location, requests.host)
    if (fault !== null) return err(fault)
    this.budget.answer(answer.value.text.length)
    onReceived?.(answer.value.text.length)
    const body = await readJsonInTurn(answer.value)
    if (body.kind === 'json') return ok(body.value)
    // A body that was cut, by a proxy for example, is as passing as a connection that broke.
    if (body.isCut !== true || ahead || time >= MOST_CUT || !requests.limiter.mayRepeat(time))
      return err(badAnswer(path, body.what))
    await requests.sleep(shortWait(time), signal)
    return this.send(path, query, token, options, time + 1)
  }
}
