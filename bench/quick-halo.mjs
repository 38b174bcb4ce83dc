/**
 * A Halo-like tenant for benchmarks, in a process of its own, that takes next to no time itself: every body is
 * made before the first request. What it sends has Halo's forms (halo-api.md sections 1.3, 2, 6). It is told by
 * `OPTIONS` what to serve, and tells its address, then its counts whenever it is asked.
 */
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * @typedef {{ path: string, listKey: string | null, rows: number }} List
 * @typedef {{ lists: List[], latencyMs: number, workers?: number }} Options
 *   `workers`: requests that are worked on at once, the others queue, so that answers take longer the more are under way
 */

/** @type {Options} */
const { lists, latencyMs, workers = Infinity } = JSON.parse(process.env['OPTIONS'] ?? '{}')
/** Halo's cap (halo-api.md section 6.2). */
const PAGE = 100
const WORDS = ['Printer', 'Scanner', 'Password', 'Laptop', 'Backup', 'Mailbox', 'Licence', 'Switch', 'Phone']
const TASKS = ['does not start', 'has to be replaced', 'sends to the wrong folder', 'asks for an update']

/** @param {number} id */
const row = (id) => ({
  id,
  guid: `3a9b4a52-3062-4b2f-8a62-${String(id).padStart(12, '0')}`,
  summary: `${WORDS[id % 9]} of desk ${id} ${TASKS[id % 4]}`,
  name: `${WORDS[id % 9]} ${id}`,
  details: '',
  tickettype_id: 1 + (id % 7),
  status_id: 1 + (id % 5),
  priority_id: 1 + (id % 4),
  sla_id: 1,
  client_id: 20 + (id % 40),
  client_name: `Fourth Coffee ${id % 40}`,
  site_id: 220 + (id % 40),
  site_name: 'Head office',
  user_id: 504,
  user_name: 'Ólafur García',
  agent_id: 2,
  team: 'Account Management',
  team_id: 6,
  department_id: 3,
  dateoccurred: '2026-06-20T08:12:00',
  deadlinedate: '1900-01-01T00:00:00',
  fixbydate: '1900-01-01T00:00:00',
  lastactiondate: '2026-06-20T09:30:00',
  attachment_count: 0,
  child_count: 0,
  inactive: false,
  flagged: false,
  excludefromsla: false,
})

/** @param {unknown} value */
const body = (value) => Buffer.from(JSON.stringify(value))

/** @param {List} list @param {number} pageNo from 1; one past the last is empty */
const pageOf = ({ listKey, rows }, pageNo) => {
  const first = (pageNo - 1) * PAGE
  const ids = Array.from(
    { length: Math.max(0, Math.min(PAGE, rows - first)) },
    (_, index) => first + index + 1,
  )
  const page = ids.map(row)
  return listKey === null ? page : { page_no: pageNo, page_size: PAGE, record_count: rows, [listKey]: page }
}

/** @type {Map<string, Buffer[]>} */
const pages = new Map(
  lists.map((list) => [
    `/api${list.path}`,
    Array.from({ length: Math.ceil(list.rows / PAGE) + 1 }, (_, index) => body(pageOf(list, index + 1))),
  ]),
)

const AGENT = {
  id: 7,
  name: 'Tim Bowers',
  isdisabled: false,
  isapiagent: true,
  is_admin: true,
  teams: [{ team_id: 1, team_name: 'Service Desk', department_id: 1, in_section: true }],
  departments: [{ department_id: 1, department_name: 'IT' }],
  clients: [],
  tickettypes: [],
  assettypes: [],
  roles: [],
  claims: ['Tx', 'Ax', 'Ux', 'Ix', 'Dx', 'Xx'].map((type) => ({ type, value: '2' })),
}
const application = (/** @type {string} */ clientId, /** @type {number} */ at) => ({
  id: `ea2cc5b8-d687-4159-8b01-00000000000${at}`,
  clientId,
  displayName: clientId,
  grant_type: 'client_credentials',
  inactive: false,
  loginentity: 0,
  loginas_agent_id: 7,
  loginas_agent_name: 'Tim Bowers',
})
const APPLICATIONS = ['app', 'agent', 'inspector'].map(application)
const EMPTY = body([])

/** @type {Map<string, Buffer>} */
const single = new Map([
  ['/api/Agent/me', body(AGENT)],
  ['/api/Agent/7', body(AGENT)],
  ['/api/Application', body(APPLICATIONS)],
  ...APPLICATIONS.map(
    (each) =>
      /** @type {const} */ ([`/api/Application/${each.id}`, body({ ...each, scopes: [{ name: 'all' }] })]),
  ),
])
const TOKEN = body({ access_token: 'quick-token', token_type: 'Bearer', expires_in: 3600, scope: 'all' })

const counts = { tokens: 0, whoAmI: 0, pages: 0, pastEnd: 0, others: 0, mostAtOnce: 0 }
let atOnce = 0
/** Milliseconds in which this process worked on requests. */
let own = 0
/** @type {(() => void)[]} */
const queue = []
let busy = 0

/** @param {import('node:http').IncomingMessage} request @returns {[number, Buffer]} */
const answer = ({ method, url = '' }) => {
  const { pathname, searchParams } = new URL(url, 'http://quick')
  if (method === 'POST') {
    counts.tokens += 1
    return [200, TOKEN]
  }
  const list = pages.get(pathname)
  if (list !== undefined) {
    const pageNo = Number(searchParams.get('page_no') ?? 1)
    // A list that is empty has its first page, which is past no end.
    counts[pageNo < list.length || pageNo === 1 ? 'pages' : 'pastEnd'] += 1
    return [200, list[pageNo - 1] ?? list.at(-1) ?? EMPTY]
  }
  counts[pathname === '/api/Agent/me' ? 'whoAmI' : 'others'] += 1
  const one = single.get(pathname)
  return one === undefined ? [404, EMPTY] : [200, one]
}

const server = createServer(async (request, response) => {
  const came = performance.now()
  const [status, sent] = answer(request)
  atOnce += 1
  counts.mostAtOnce = Math.max(counts.mostAtOnce, atOnce)
  const took = performance.now() - came
  if (busy >= workers) await new Promise((resolve) => queue.push(() => resolve(undefined)))
  busy += 1
  if (latencyMs > 0) await pause(latencyMs)
  busy -= 1
  queue.shift()?.()
  atOnce -= 1
  const again = performance.now()
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': sent.length,
  })
  response.end(sent)
  own += took + performance.now() - again
})
const { auth_url, tenant_id } = await new Promise((resolve) => {
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    resolve({ auth_url: `http://127.0.0.1:${port}/auth`, tenant_id: 'quick' })
  })
})
const info = body({ auth_url, tenant_id, app_version: '2.236.133' })
single.set('/api/AuthInfo', info)
single.set('/api/InstanceInfo', info)
const cpuBefore = process.cpuUsage()
process.on('message', () => {
  const { user, system } = process.cpuUsage(cpuBefore)
  process.send?.({ ...counts, ownMs: own, cpuMs: (user + system) / 1000 })
})
process.on('disconnect', () => process.exit(0))
process.send?.({ url: new URL(auth_url).origin })
