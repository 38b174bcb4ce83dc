import { rowColumns } from '../../src/core/comparison/row-columns'
import type { Finding } from '../../src/core/comparison/finding'
import type { Identity } from '../../src/core/comparison/identity'
import type { RecordSummary } from '../../src/core/comparison/record'
import type { Resource } from '../../src/core/halo/resource'
import type { GridViewControls } from '../../src/renderer/src/features/comparison/use-grid-view'
import type { TenantProfile } from '../../src/shared/files/profile'
import type {
  AuthorityView,
  ComparedRow,
  ComparisonSummary,
  ObservationSummary,
  ProfileView,
  ResourceSummary,
  TrustQuestion,
} from '../../src/shared/ipc/api'

/** Handwritten answers for the window's tests and for looking at it without main. */

const aProfile = (change: Partial<TenantProfile> = {}): TenantProfile => ({
  id: '11111111-1111-4111-8111-111111111111',
  name: 'Contoso Managed IT',
  url: 'https://contoso.halopsa.com',
  tenant: null,
  ca: null,
  tags: [],
  app: { kind: 'application', clientId: 'app-client', scope: 'all' },
  agent: { kind: 'application', clientId: 'agent-client', scope: 'all' },
  inspector: null,
  createdAt: '2026-10-01T08:00:00Z',
  updatedAt: '2026-10-01T08:00:00Z',
  lastRun: null,
  ...change,
})

export const aProfileView = (
  change: Partial<TenantProfile> = {},
  secrets: ProfileView['secrets'] = { app: 'stored', agent: 'stored' },
  unconfirmed: readonly TrustQuestion[] = [],
): ProfileView => ({ profile: aProfile(change), secrets, unconfirmed })

/** A text with as many certificates as there are bodies; main alone could read what is in them. */
export const pemOf = (...bodies: readonly string[]): string =>
  bodies.map((body) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`).join('')

/** What main would show of the certificate with this body. */
export const anAuthority = (body: string, change: Partial<AuthorityView> = {}): AuthorityView => ({
  subject: `CN=Authority ${body}`,
  issuer: `CN=Authority ${body}`,
  fingerprint: Array.from({ length: 32 }, (_, at) =>
    ((body.charCodeAt(at % body.length) + at) % 256).toString(16).toUpperCase().padStart(2, '0'),
  ).join(':'),
  validFrom: '2020-01-01T00:00:00.000Z',
  validTo: '2099-12-31T00:00:00.000Z',
  ...change,
})

export const someProfiles: readonly ProfileView[] = [
  aProfileView({
    tags: ['production', 'emea'],
    lastRun: { finishedAt: '2026-11-23T16:20:00Z', complete: true, errors: 3, warnings: 2 },
  }),
  aProfileView({
    id: '22222222-2222-4222-8222-222222222222',
    name: 'Northwind Services',
    url: 'https://support.northwind.example',
    tags: ['production'],
    lastRun: { finishedAt: '2026-11-20T09:05:00Z', complete: true, errors: 0, warnings: 0 },
  }),
  aProfileView(
    {
      id: '33333333-3333-4333-8333-333333333333',
      name: '株式会社アダタム',
      url: 'https://adatum.haloitsm.com',
      tags: ['apac'],
    },
    { app: 'missing', agent: 'missing' },
  ),
  aProfileView(
    {
      id: '44444444-4444-4444-8444-444444444444',
      name: 'Fabrikam',
      url: 'https://fabrikam.halopsa.com',
      agent: null,
      lastRun: { finishedAt: '2026-11-02T11:45:00Z', complete: false, errors: 0, warnings: 1 },
    },
    { app: 'session-only' },
  ),
]

const CLIENTS = [
  'Adventure Works',
  'Blue Yonder Airlines',
  'Coho Winery',
  '北京连锁酒店',
  'مطاعم النخيل',
] as const
const TEAMS = ['Service desk', 'Projects', 'Network'] as const
const TYPES = ['Incident', 'Service request', 'Change'] as const
const SUBJECTS = [
  'Printer on floor 2 prints blank pages',
  'VPN drops every ten minutes',
  'New starter: laptop and mailbox',
  'Disk nearly full on FS-01',
  'Outlook asks for the password again and again',
  'Guest wireless for the board meeting',
  'Restore a folder deleted on Friday',
] as const

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T // never empty

export const aTicket = (number: number): RecordSummary => ({
  id: String(1000 + number),
  label: pick(SUBJECTS, number),
  clientId: String(1 + (number % CLIENTS.length)),
  clientName: pick(CLIENTS, number),
  siteId: null,
  siteName: null,
  teamId: String(1 + (number % TEAMS.length)),
  teamName: pick(TEAMS, number),
  departmentId: null,
  typeId: String(1 + (number % TYPES.length)),
  typeName: pick(TYPES, number),
  agentId: number % 4 === 0 ? '1' : '7',
  agentName: number % 4 === 0 ? null : 'Priya Patel',
  date: null,
})

/** Tickets of which the app misses every one of three clients, with one that changed meanwhile. */
export const ticketRows = (count: number): readonly ComparedRow[] =>
  Array.from({ length: count }, (_, number) => ({
    record: aTicket(number),
    seenBy: number === 11 ? 'changed' : number % 5 < 2 ? 'both' : number === 23 ? 'app' : 'agent',
  }))

const listed = (fetched: number, total = fetched): ObservationSummary => ({
  state: 'listed',
  fetched,
  total,
  complete: fetched === total,
  incompleteReason: fetched === total ? null : 'Paging ended before the total was reached.',
})

const same = (resource: Resource, count: number): ResourceSummary => ({
  resource,
  verdict: 'same',
  agent: listed(count),
  app: listed(count),
  both: count,
  onlyAgent: 0,
  onlyApp: 0,
  changed: 0,
  undecided: 0,
})

const ticketSummary = (rows: readonly ComparedRow[]): ResourceSummary => {
  const count = (kind: ComparedRow['seenBy']) => rows.filter(({ seenBy }) => seenBy === kind).length
  return {
    resource: 'tickets',
    verdict: 'differs',
    agent: listed(count('both') + count('agent') + count('changed')),
    app: listed(count('both') + count('app') + count('changed')),
    both: count('both'),
    onlyAgent: count('agent'),
    onlyApp: count('app'),
    changed: count('changed'),
    undecided: 0,
  }
}

const anIdentity = (change: Partial<Identity>): Identity => ({
  agentId: '7',
  name: 'Priya Patel',
  administrator: false,
  scopes: ['all'],
  requestedScopes: ['all'],
  ...change,
})

const findingsAbout = (rows: readonly ComparedRow[]): readonly Finding[] => {
  const only = rows.filter(({ seenBy }) => seenBy === 'agent')
  const idsOf = (name: string) =>
    only.filter(({ record }) => record.clientName === name).map(({ record }) => record.id)
  return [
    {
      code: 'agent.client',
      severity: 'error',
      side: 'app',
      resource: 'tickets',
      records: [...idsOf('Coho Winery'), ...idsOf('北京连锁酒店')],
      confidence: 'computed',
      message: 'The agent “API Reporting” is limited to certain clients, and these tickets belong to others.',
      evidence: [
        { what: 'Clients of these tickets', value: 'Coho Winery, 北京连锁酒店' },
        { what: 'Clients allowed', value: 'Adventure Works, Blue Yonder Airlines' },
      ],
      fix: {
        text: 'Allow the agent “API Reporting” the clients Coho Winery and 北京连锁酒店.',
        path: 'Configuration > Teams & Agents > Agents > API Reporting > Permissions > Client restrictions',
      },
    },
    {
      code: 'data.unexplained',
      severity: 'warning',
      side: 'app',
      resource: 'tickets',
      records: idsOf('مطاعم النخيل'),
      confidence: 'observed',
      message: 'No cause was found for these tickets missing from the app side.',
      evidence: [{ what: 'Client', value: 'مطاعم النخيل' }],
      fix: null,
    },
    {
      code: 'scope.missing',
      severity: 'error',
      side: 'app',
      resource: 'assets',
      records: [],
      confidence: 'documented',
      message: 'The application has no scope for assets, so Halo refuses the list.',
      evidence: [{ what: 'Granted scopes', value: 'read:tickets, read:customers' }],
      fix: {
        text: 'Tick read:assets for the application.',
        path: 'Configuration > Integrations > HaloPSA API > View Applications > Reporting > Permissions',
      },
    },
    {
      code: 'identity.different-agent',
      severity: 'info',
      side: 'both',
      resource: null,
      records: [],
      confidence: 'observed',
      message:
        'The two sides are different agents: differences may come from the agent as well as from the application.',
      evidence: [
        { what: 'Agent side', value: 'Priya Patel (agent 7)' },
        { what: 'App side', value: 'API Reporting (agent 31)' },
      ],
      fix: null,
    },
  ]
}

export const aSummary = (
  runId: string,
  rows: readonly ComparedRow[],
  change: Partial<ComparisonSummary> = {},
): ComparisonSummary => ({
  runId,
  tenant: { name: 'Contoso Managed IT', url: 'https://contoso.halopsa.com', version: '2.234.1' },
  startedAt: '2026-11-24T08:00:00Z',
  finishedAt: '2026-11-24T08:01:12Z',
  complete: false,
  cancelled: false,
  requests: { agent: 42, app: 39, inspector: 3, throttled: 1 },
  agent: { state: 'connected', identity: anIdentity({}), identityFailure: null },
  app: {
    state: 'connected',
    identity: anIdentity({
      agentId: '31',
      name: 'API Reporting',
      scopes: ['read:tickets', 'read:customers'],
    }),
    identityFailure: null,
  },
  sameAgent: false,
  sameApplication: false,
  purpose: null,
  causes: [],
  predicted: null,
  configuration: {
    agentSide: null,
    appSide: null,
    application: null,
    teams: null,
    ticketTypes: null,
    assetTypes: null,
    roles: null,
    gaps: ['The application record could not be read: the agent side may not open Configuration.'],
  },
  resources: [
    ticketSummary(rows),
    same('clients', 5),
    {
      ...same('sites', 0),
      verdict: 'app-sees-less',
      agent: listed(14),
      app: listed(6),
      both: 6,
      onlyAgent: 8,
    },
    {
      ...same('assets', 0),
      verdict: 'unknown',
      agent: listed(311),
      app: { state: 'refused', status: 403 },
      both: 0,
    },
    { ...same('users', 0), verdict: 'unknown', agent: listed(200, 1254), app: listed(180) },
    {
      ...same('invoices', 0),
      verdict: 'unknown',
      agent: {
        state: 'failed',
        failure: {
          code: 'request.failed',
          message: 'Halo answered with status 500 three times.',
          advice: ['Compare again later.', 'Open the invoices in Halo to see whether they load there.'],
          status: 500,
        },
      },
      app: { state: 'skipped', reason: 'The agent side could not be listed.' },
    },
    {
      ...same('reports', 0),
      verdict: 'app-sees-more',
      agent: listed(4),
      app: listed(9),
      both: 4,
      onlyApp: 5,
    },
    same('ticket-types', 12),
  ],
  coverage: { resources: 8, compared: 5, refused: 1, failed: 2, skipped: 0 },
  findings: findingsAbout(rows),
  ...change,
})

/** A page of rows, as main answers with it. */
export const rowPage = (
  rows: readonly ComparedRow[],
  { offset, limit }: { readonly offset: number; readonly limit: number },
) => ({ columns: rowColumns(rows.slice(offset, offset + limit)), total: rows.length })

/** A grid of which nobody chose anything. */
export const usualGridView: GridViewControls = {
  columns: [],
  offered: [],
  sort: null,
  isUsual: true,
  setSort: () => undefined,
  show: () => undefined,
  move: () => undefined,
  drag: () => undefined,
  setWidth: () => undefined,
  reset: () => undefined,
}
