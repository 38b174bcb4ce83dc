import { createRandom, type Random } from './random'
import { CLIENT_NAMES, FIRST_NAMES, LAST_NAMES, SITE_NAMES, TICKET_SUBJECTS } from './words'
import {
  API_AGENT_ID,
  INSPECTOR_AGENT_ID,
  PERSON_AGENT_ID,
  type DemoAgent,
  type DemoTenant,
  type Row,
} from './model'
import { otherRows } from './tenant-records'

/** Halo writes an empty date like this (halo-api.md section 7). */
const NO_DATE = '1900-01-01T00:00:00'

const TICKET_TYPES = [
  'Incident',
  'Service Request',
  'Change',
  'Problem',
  'Alert',
  'Opportunity',
  'Project',
] as const
const ASSET_TYPES = ['Workstation', 'Server', 'Switch', 'Printer', 'Firewall', 'Phone'] as const

const DEPARTMENTS = [
  { id: 1, name: 'IT' },
  { id: 2, name: 'Field Services' },
  { id: 3, name: 'Sales' },
] as const

const TEAMS = [
  { id: 1, name: 'Service Desk', departmentId: 1 },
  { id: 2, name: 'Infrastructure', departmentId: 1 },
  { id: 3, name: 'Security', departmentId: 1 },
  { id: 4, name: 'On-site', departmentId: 2 },
  { id: 5, name: 'Projects', departmentId: 2 },
  { id: 6, name: 'Account Management', departmentId: 3 },
] as const

const LEVELS: Readonly<Record<string, string>> = {
  Tx: '2',
  Ex: '2',
  Ax: '2',
  Bx: '2',
  Sx: '2',
  Ox: '2',
  Qx: '2',
  Yx: '2',
  Zx: '2',
  Jx: '2',
  Rx: '2',
  Cx: '2',
  Gx: '2',
  Vx: '2',
  Wx: '2',
  Lx: '2',
  Mx: '2',
  Nx: '2',
  Px: '2',
  LC: '2',
  Ux: '3',
  Fx: '3',
  Ix: '3',
  Dx: '3',
  Xx: '3',
  Hx: '4',
  Kx: '3',
}

/** Claims of an agent who may do everything but administer. */
const fullClaims = (): Record<string, string> => ({
  ...LEVELS,
  SA: 'false',
  l6: '1',
  l9: '1',
  l8: '1',
  lf: '1',
  lc: '1',
  l7: '1',
  l1: '1',
  l4: '1',
  ld: '1',
  le: '1',
  lm: '1',
  lo: '1',
  la: '0',
  l5: '3',
  lz: '3',
  Ft: '1',
  Fc: '1',
  Fa: '1',
  Ff: '1',
})

/** An agent who sees everything; scenarios take away from it. */
export const wholeAgent = (id: number, name: string, apiOnly: boolean): DemoAgent => ({
  id,
  name,
  email: `agent${id}@demo.example`,
  disabled: false,
  apiOnly,
  administrator: false,
  claims: fullClaims(),
  teams: TEAMS.map(({ id: teamId }) => ({ teamId, unassignedAccess: true, otherAgentAccess: true })),
  departments: DEPARTMENTS.map((department) => department.id),
  clients: [],
  ticketTypes: [],
  assetTypes: [],
  roleIds: [],
})

/** What the API agent's role gives it; the rest is its own. No scenario takes these away. */
const ROLE_CLAIMS = [
  { type: 'Tx', value: '2' },
  { type: 'Ux', value: '3' },
  { type: 'Fx', value: '3' },
]

const TECHNICIANS = [
  'Amira Haddad',
  'Ben Carter',
  'Carla Rossi',
  'Diego Fernández',
  'Emma Lindqvist',
  'Tim Bowers',
  'Yuki Tanaka',
  'Zofia Kowalska',
]

/** The healthy tenant: everything consistent, nobody restricted, no application yet. */
export const buildTenant = (ticketCount: number): DemoTenant => {
  const random = createRandom(20_261_123)
  const agents = TECHNICIANS.map((name, index) => wholeAgent(index + 2, name, false))
  const person = agents.find(({ id }) => id === PERSON_AGENT_ID)
  if (person === undefined) throw new Error('The person is one of the technicians')
  agents.push(wholeAgent(API_AGENT_ID, 'API - Reporting', true), {
    ...wholeAgent(INSPECTOR_AGENT_ID, 'API - Inspector', true),
    administrator: true,
    claims: { ...fullClaims(), SA: 'true' },
  })
  const roles: Row[] = [
    {
      id: random.guid(),
      id_int: 1,
      name: 'Administrator',
      notes: '',
      claims: [{ type: 'SA', value: 'true' }],
    },
    { id: random.guid(), id_int: 2, name: 'Technician', notes: '' },
    { id: random.guid(), id_int: 7, name: 'API Read Only', notes: 'For integrations', claims: ROLE_CLAIMS },
  ]
  for (const agent of agents)
    if (agent.id === API_AGENT_ID) agent.roleIds = roles.slice(2).map(({ id }) => String(id))
  const clients = buildClients(random)
  const sites = clients.flatMap((client) => buildSites(random, client))
  const users = buildUsers(random, sites)
  const rows = new Map<string, Row[]>([
    ['client', clients],
    ['site', sites],
    ['users', users],
    ['asset', buildAssets(random, sites)],
    ['team', TEAMS.map((team, index) => teamRow(random, team, index))],
    ['tickettype', TICKET_TYPES.map((name, index) => typeRow(random, name, index))],
    ['assettype', ASSET_TYPES.map((name, index) => ({ id: index + 1, name, inactive: false }))],
    ['tickets', buildTickets(random, ticketCount, sites, users, agents)],
    ...otherRows(random, clients, sites, agents),
  ])
  return {
    departments: DEPARTMENTS,
    teams: TEAMS,
    roles,
    agents,
    applications: [],
    rows,
    behaviour: {
      missingScope: 403,
      servesWebPage: false,
      cutsConnections: false,
      refusesWhoAmI: false,
      throttles: null,
      ticketsServed: null,
      hiddenFromApp: () => false,
      ticketVanishes: false,
      pageCap: 100,
      oddAnswers: false,
      tokenLifetime: 3600,
    },
  }
}

const buildClients = (random: Random): Row[] =>
  CLIENT_NAMES.map((name, index) => ({
    id: index + 11,
    name,
    toplevel_id: 1,
    toplevel_name: 'Customers',
    inactive: false,
    colour: '#2bd3c6',
    open_ticket_count: random.below(30),
    use: 'client',
    key: random.below(1_000_000),
    // The id in an accounting system, by which clients are matched (client code: qmexnetworks/halopsa-api.ts).
    accountsid: `C${String(index + 11).padStart(4, '0')}`,
  }))

const buildSites = (random: Random, client: Row): Row[] =>
  SITE_NAMES.slice(0, 1 + random.below(3)).map((name, index) => ({
    id: Number(client.id) * 10 + index,
    name,
    client_id: Number(client.id),
    client_name: client.name,
    clientsite_name: `${String(client.name)}/${name}`,
    inactive: false,
    sla_id: 1,
  }))

const buildUsers = (random: Random, sites: readonly Row[]): Row[] =>
  Array.from({ length: 400 }, (_, index) => {
    const site = random.pick(sites)
    const firstname = random.pick(FIRST_NAMES)
    return {
      id: index + 501,
      name: `${firstname} ${random.pick(LAST_NAMES)}`,
      firstname,
      client_id: site.client_id,
      client_name: site.client_name,
      site_id: site.id,
      site_id_int: site.id,
      site_name: site.name,
      emailaddress: `user${index + 501}@customer.example`,
      inactive: false,
      isserviceaccount: false,
      linked_agent_id: 0,
    }
  })

const buildAssets = (random: Random, sites: readonly Row[]): Row[] =>
  Array.from({ length: 600 }, (_, index) => {
    const site = random.pick(sites)
    const type = random.below(ASSET_TYPES.length)
    return {
      id: index + 2001,
      inventory_number: `INV-${String(index + 1).padStart(5, '0')}`,
      key_field: `${(ASSET_TYPES[type] ?? '').slice(0, 3).toUpperCase()}-${random.below(90_000) + 10_000}`,
      client_id: site.client_id,
      client_name: site.client_name,
      site_id: site.id,
      site_name: site.name,
      assettype_id: type + 1,
      assettype_name: ASSET_TYPES[type],
      inactive: false,
    }
  })

const teamRow = (random: Random, team: (typeof TEAMS)[number], index: number): Row => ({
  id: team.id,
  guid: random.guid(),
  name: team.name,
  sequence: index,
  forrequests: true,
  foropps: team.departmentId === 3,
  forprojects: team.departmentId === 2,
  ticket_count: 0,
  department_id: team.departmentId,
  department_name: DEPARTMENTS.find(({ id }) => id === team.departmentId)?.name,
  inactive: false,
  org_team_name: team.name,
  last_modified: NO_DATE,
})

const typeRow = (random: Random, name: string, index: number): Row => ({
  id: index + 1,
  guid: random.guid(),
  name,
  use: 'ticket',
  sequence: index,
  visible: true,
  cancreate: true,
  agentscanselect: true,
  enduserscanselect: true,
  allow_all_clients: true,
  itilrequesttype: 1,
  default_team: 'Service Desk',
  group_id: 1,
  group_name: 'Default',
})

const buildTickets = (
  random: Random,
  count: number,
  sites: readonly Row[],
  users: readonly Row[],
  agents: readonly DemoAgent[],
): Row[] => {
  const assignable = agents.filter(({ apiOnly }) => !apiOnly)
  return Array.from({ length: count }, (_, index) =>
    ticketRow(
      random,
      index + 10_001,
      random.pick(sites),
      random.pick(users),
      random.oneIn(6) ? 1 : random.pick(assignable).id,
    ),
  )
}

/** Agent 1 stands for "unassigned" (inferred, halo-api.md section 5.1). */
const ticketRow = (random: Random, id: number, site: Row, user: Row, agentId: number): Row => {
  const team = random.pick(TEAMS)
  const summary = random.pick(TICKET_SUBJECTS)
  const day = String(1 + random.below(28)).padStart(2, '0')
  const month = String(1 + random.below(10)).padStart(2, '0')
  return {
    id,
    guid: random.guid(),
    idsummary: `${id} ${summary}`,
    summary,
    details: '',
    tickettype_id: 1 + random.below(5),
    status_id: 1 + random.below(6),
    priority_id: 1 + random.below(4),
    sla_id: 1,
    client_id: site.client_id,
    client_name: site.client_name,
    site_id: site.id,
    site_name: site.name,
    user_id: user.id,
    user_name: user.name,
    agent_id: agentId,
    team: team.name,
    team_id: team.id,
    department_id: team.departmentId,
    dateoccurred: `2026-${month}-${day}T08:12:00`,
    deadlinedate: NO_DATE,
    fixbydate: NO_DATE,
    lastactiondate: `2026-${month}-${day}T09:30:00`,
    attachment_count: 0,
    child_count: 0,
    inactive: false,
    flagged: false,
    excludefromsla: false,
  }
}
