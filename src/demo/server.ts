import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { ApiServer, type ApiAnswer } from './api'
import type { DemoOptions, DemoServer } from './contract'
import { OAuthServer } from './oauth'
import { Query } from './query'
import { RequestLimit } from './request-limit'
import { addSides, addSignInApplication, applicationAdder } from './applications'
import { addIntegrations } from './integrations'
import { seedScenario } from './scenarios'
import { buildTenant } from './tenant'
import type { DemoApplication, DemoTenant } from './model'

const TENANT_ID = 'demo'
const TICKETS = 1500
const LARGEST_FORM = 64 * 1024
/** Requests in 300 s (halo-api.md section 7), and a lower limit that was reported once (section 15). */
const LIMIT = 700
const LOWER_LIMIT = 300

const WEB_PAGE = '<!doctype html><title>Welcome</title><h1>It works!</h1>'

/** Starts a demo tenant on 127.0.0.1. Rejects when the port is taken; throws for an unknown scenario. */
export const startDemo = async (scenario: string, options: DemoOptions = {}): Promise<DemoServer> => {
  const tenant = buildTenant(options.tickets ?? TICKETS)
  const add = applicationAdder(tenant)
  const sides = addSides(add)
  addSignInApplication(add)
  addIntegrations(tenant, add, Date.now())
  const seeded = seedScenario(scenario, tenant, sides)
  if (options.oddAnswers === true) tenant.behaviour.oddAnswers = true
  const host = new DemoHost(tenant, sides.app.clientId, options)
  const url = await host.listen(options.port ?? 0)
  const credentials = ({ clientId, secret, apiKeys }: DemoApplication) => ({
    clientId,
    secret: secret ?? '',
    scope: 'all',
    apiKey: apiKeys[0]?.value ?? '',
  })
  return {
    url,
    tenant: TENANT_ID,
    scenario,
    app: {
      ...credentials(sides.app),
      ...(seeded.appScope === undefined ? {} : { scope: seeded.appScope }),
      ...(seeded.appSecret === undefined ? {} : { secret: seeded.appSecret }),
    },
    agent: credentials(sides.reference),
    inspector: credentials(sides.inspector),
    logins: tenant.applications.map((application) => ({
      id: application.id,
      name: application.name,
      clientId: application.clientId,
      method: application.method,
      secret: application.secret,
      username: tenant.agents.find(({ id }) => id === application.agentId)?.email ?? null,
      password: application.password,
      apiKeys: application.apiKeys.map(({ value }) => value),
      redirectUri: application.redirectUris[0] ?? null,
    })),
    counts: () => ({ ...host.counts }),
    close: () => host.close(),
  }
}

class DemoHost {
  readonly counts = { requests: 0, tokenRequests: 0, writes: 0 }
  private readonly oauth: OAuthServer
  private readonly api: ApiServer
  private readonly limit: RequestLimit
  private readonly server: Server
  /** Open connections, to end them with the server: a client keeps them alive otherwise. */
  private readonly sockets = new Set<Socket>()
  private url = ''

  constructor(
    private readonly tenant: DemoTenant,
    appClientId: string,
    private readonly options: DemoOptions,
  ) {
    this.oauth = new OAuthServer(tenant)
    this.api = new ApiServer(tenant, appClientId)
    this.limit = new RequestLimit(options.requestLimit ?? (tenant.behaviour.oddAnswers ? LOWER_LIMIT : LIMIT))
    this.server = createServer((request, response) => {
      this.handle(request, response).catch(() => response.destroy())
    })
    this.server.on('connection', (socket) => {
      this.sockets.add(socket)
      socket.once('close', () => this.sockets.delete(socket))
    })
  }

  listen(port: number): Promise<string> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen(port, '127.0.0.1', () => {
        // A server that listens on TCP has an address and a port.
        this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
        resolve(this.url)
      })
    })
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve()
      })
      for (const socket of this.sockets) socket.destroy()
    })
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.counts.requests += 1
    const { behaviour } = this.tenant
    if (behaviour.cutsConnections) {
      request.socket.destroy()
      return
    }
    const { latencyMs = 0 } = this.options
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs))
    if (behaviour.servesWebPage) {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(WEB_PAGE)
      return
    }
    send(
      response,
      this.limit.take() ? await this.route(request) : { status: 429, headers: { 'Retry-After': '5' } },
    )
  }

  private async route(request: IncomingMessage): Promise<ApiAnswer> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url)
    const path = pathname.toLowerCase().replace(/(?<!\/)\/+$/, '')
    const auth = this.authPath()
    const isToken = path === `${auth}/token`
    if (request.method === 'POST' && isToken) {
      this.counts.tokenRequests += 1
      return this.oauth.token(new URLSearchParams(await readBody(request)), basicCredentials(request))
    }
    if (request.method !== 'GET') {
      this.counts.writes += 1
      return { status: 405 }
    }
    if (isToken) return { status: 405 }
    if (path === `${auth}/authorize`) {
      const location = this.oauth.authorize(searchParams)
      return location === null
        ? { status: 400, body: { error: 'invalid_request' } }
        : { status: 302, headers: { Location: location } }
    }
    if (path === '/api/authinfo')
      return { status: 200, body: { auth_url: `${this.url}${auth}`, tenant_id: TENANT_ID } }
    if (path === '/api/instanceinfo') return { status: 200, body: this.instanceInfo() }
    if (path === '/api/unsubserviceemails') return { status: 302, headers: { Location: '/' } }
    if (path.startsWith('/api/')) {
      const apiKey = request.headers['x-halo-api-key']
      return this.api.answer(
        path.slice('/api/'.length),
        new Query(searchParams),
        typeof apiKey === 'string'
          ? this.oauth.keyHolder(apiKey)
          : this.oauth.tokenOf(request.headers.authorization),
      )
    }
    return { status: 200, text: WEB_PAGE, headers: { 'Content-Type': 'text/html; charset=utf-8' } }
  }

  /** Some authorisation servers are at the root of their host, as those of trials (halo-api.md section 15). */
  private authPath(): string {
    return this.tenant.behaviour.oddAnswers ? '' : '/auth'
  }

  private instanceInfo(): unknown {
    return {
      app_name: 'Halo PSA',
      app_version: '2.236.133',
      auth_url: `${this.url}${this.authPath()}`,
      tenant_id: TENANT_ID,
      hosted_group: 'GROUP-Demo',
      agent_count: 0,
      agent_url: this.url,
      portal_url: `${this.url}/portal`,
    }
  }
}

const send = (response: ServerResponse, { status, body, text, headers = {} }: ApiAnswer): void => {
  const content = text ?? (body === undefined ? '' : JSON.stringify(body))
  const type = content === '' ? {} : { 'Content-Type': 'application/json; charset=utf-8' }
  response.writeHead(status, { ...type, ...headers }).end(content)
}

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > LARGEST_FORM) throw new Error('The form is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const basicCredentials = (request: IncomingMessage): readonly [string, string] | null => {
  const [, encoded] = /^Basic (.+)$/i.exec(request.headers.authorization ?? '') ?? []
  if (encoded === undefined) return null
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return [decodeURIComponent(id), decodeURIComponent(secret.join(':'))]
}
