import type { Resource } from '../../src/core/halo/resource'
import type { BlastRadius } from '../../src/core/inventory/blast-radius'
import type { PredictedView, Risk, RiskCode } from '../../src/core/inventory/inventory'
import type { Decision } from '../../src/core/inventory/review'
import type { ReviewCounts } from '../../src/core/inventory/review-counts'
import type { ComparisonSummary } from '../../src/shared/ipc/api'
import type { EntrySummary, InventorySummary } from '../../src/shared/ipc/inventory'

/** Believable applications of a tenant, as main would answer them; what is said of them is made up. */

const RISK_WORDS: Readonly<Record<RiskCode, readonly [Risk['severity'], string, string | null]>> = {
  'application.administrator': ['error', 'It logs in as a Halo administrator.', 'NHI5'],
  'application.all-scopes': ['error', 'It holds the scope all: whatever its agent may do, it may.', 'NHI5'],
  'application.person': ['warning', 'It logs in as a person’s account.', 'NHI10'],
  'application.shared-agent': ['warning', 'Three applications log in as API - Reporting.', 'NHI9'],
  'application.agent-disabled': ['warning', 'Its agent is disabled.', 'NHI1'],
  'application.inactive': ['warning', 'It is switched off, and still has its scopes.', 'NHI1'],
  'application.no-login': ['warning', 'Nobody is named that it logs in as: every call is refused.', null],
  'application.weak-method': ['warning', 'It uses a static API key.', 'NHI4'],
  'application.key-expiry': ['warning', 'Its API key expires in 12 days.', 'NHI7'],
  'application.unread': ['warning', 'Its scopes could not be read: nothing about it is harmless.', null],
  'application.no-purpose': ['info', 'Nobody said what it is for.', null],
}

export const aRiskOf = (code: RiskCode): Risk => {
  const [severity, message, owasp] = RISK_WORDS[code]
  return {
    code,
    severity,
    message,
    evidence: [{ what: 'granted scopes', value: 'all' }],
    fix: {
      text: 'Give it an API-only agent of its own.',
      path: 'Configuration > Integrations > HaloPSA API > View Applications',
    },
    owasp,
  }
}

const SIZES: readonly (readonly [Resource, number])[] = [
  ['tickets', 1500],
  ['clients', 40],
  ['users', 400],
  ['assets', 600],
]

/** A view of each main resource: this share of the records, a few undecided where it is no round one. */
const viewsOf = (share: number): readonly PredictedView[] =>
  SIZES.map(([resource, of]): PredictedView => {
    if (share === 0) return { resource, state: 'refused', causes: ['scope.missing'] }
    const visible = Math.floor(of * share)
    const unknown = share < 1 && resource === 'tickets' ? 12 : 0
    const hidden = of - visible - unknown
    return {
      resource,
      state: 'predicted',
      visible,
      hidden,
      unknown,
      of,
      causes: hidden > 0 ? ['agent.client', 'agent.team'] : [],
      undecided: unknown > 0 ? ['agent.team'] : [],
    }
  })

const UNKNOWN_VIEWS: readonly PredictedView[] = SIZES.map(([resource]) => ({
  resource,
  state: 'unknown',
  reason: 'Its scopes could not be read.',
}))

export const fakeApplicationId = (number: number): string =>
  `0f0e0000-0000-4000-8000-${String(number).padStart(12, '0')}`

type EntryChange = Partial<Omit<EntrySummary, 'application'>> & {
  readonly application?: Partial<EntrySummary['application']>
}

/** An application; `number` makes its ids. */
export const anEntrySummary = (
  number: number,
  { application, ...change }: EntryChange = {},
): EntrySummary => ({
  application: {
    id: fakeApplicationId(number),
    clientId: `aaaa0000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    name: `Integration ${String(number)}`,
    description: null,
    system: false,
    inactive: false,
    method: 'client-credentials',
    methodText: null,
    login: { type: 'agent', agentId: '42', name: 'API - Reporting' },
    scopes: ['read:tickets', 'read:customers'],
    createdAt: '2026-03-01T09:14:27.000Z',
    createdBy: 'Tim Bowers',
    detail: { state: 'read' },
    ...application,
  },
  agent: { administrator: false, apiOnly: true, disabled: false },
  sees: viewsOf(0.3),
  risks: [aRiskOf('application.no-purpose')],
  note: { purpose: null, owner: null, nextReview: null },
  purpose: null,
  suggestion: null,
  decision: null,
  connection: null,
  ...change,
})

/** One application per risk, and some with none. */
export const someEntries = (): readonly EntrySummary[] => {
  const agent = (agentId: string, name: string) => ({ type: 'agent', agentId, name }) as const
  const purposeless = aRiskOf('application.no-purpose')
  const risky = (...codes: RiskCode[]) => [...codes.map(aRiskOf), purposeless]
  const entries: readonly EntryChange[] = [
    {
      application: { name: 'Reporting sync', scopes: ['read:tickets', 'read:customers', 'read:assets'] },
      risks: risky('application.shared-agent'),
      connection: 'app',
      suggestion: { recipe: 'halo-tickets', why: 'Its scopes are those that reading tickets needs.' },
    },
    {
      application: { name: 'RMM alerts', login: agent('44', 'API - RMM'), scopes: ['all'] },
      agent: { administrator: true, apiOnly: true, disabled: false },
      sees: viewsOf(1),
      risks: risky('application.administrator', 'application.all-scopes'),
    },
    {
      application: { name: 'Backup monitor', login: agent('45', 'API - Alerts') },
      sees: viewsOf(0.12),
      risks: [],
      note: { purpose: 'halo-tickets', owner: 'Priya Patel', nextReview: '2027-02-01' },
    },
    {
      application: { name: 'Billing export', login: agent('4', 'Carla Rossi') },
      agent: { administrator: false, apiOnly: false, disabled: false },
      risks: risky('application.person'),
    },
    {
      application: { name: 'Phone system', method: 'api-key', login: agent('47', 'API - Phone') },
      risks: risky('application.weak-method', 'application.key-expiry'),
    },
    { application: { name: 'Wallboard' }, risks: risky('application.shared-agent') },
    { application: { name: 'Power BI' }, risks: risky('application.shared-agent') },
    {
      application: { name: 'Migration 2023 (old)', inactive: true, scopes: ['all', 'admin'] },
      sees: viewsOf(0),
      risks: risky('application.inactive'),
    },
    {
      application: { name: 'Onboarding forms', login: agent('48', 'Grace Okafor') },
      agent: { administrator: false, apiOnly: false, disabled: true },
      sees: viewsOf(0),
      risks: risky('application.agent-disabled', 'application.person'),
    },
    {
      application: { name: 'Warranty lookup', login: { type: 'unset', agentId: null, name: null } },
      agent: null,
      sees: viewsOf(0),
      risks: risky('application.no-login'),
    },
    {
      application: {
        name: 'Security scanner',
        scopes: null,
        createdAt: null,
        createdBy: null,
        detail: { state: 'refused', status: 403 },
      },
      sees: UNKNOWN_VIEWS,
      risks: risky('application.unread'),
    },
    {
      application: { name: 'Halo Mobile', system: true, method: 'authorization-code' },
      sees: UNKNOWN_VIEWS,
      risks: [],
    },
  ]
  return entries.map((entry, index) => anEntrySummary(index + 1, entry))
}

/** Counts that add up over these entries. */
export const countsOf = (entries: readonly EntrySummary[]): ReviewCounts => {
  const own = entries.filter(({ application }) => !application.system)
  const count = (what: Decision['decision'] | null) =>
    own.filter(({ decision }) => (decision?.decision ?? null) === what).length
  const open = count(null)
  return {
    applications: own.length,
    reviewed: own.length - open,
    keep: count('keep'),
    reduce: count('reduce'),
    remove: count('remove'),
    defer: count('defer'),
    open,
    aside: [],
  }
}

export const anInventorySummary = (
  inventoryId: string,
  change: Partial<InventorySummary> = {},
): InventorySummary => {
  const entries = change.entries ?? someEntries()
  const unread = entries.filter(
    ({ application }) => application.detail.state !== 'read' || application.scopes === null,
  ).length
  return {
    inventoryId,
    target: { kind: 'profile', profileId: '11111111-1111-4111-8111-111111111111' },
    snapshot: null,
    facts: {
      tenant: { name: 'Contoso Managed IT', url: 'https://contoso.halopsa.com', version: '2.234.1' },
      startedAt: '2026-11-24T08:00:00Z',
      finishedAt: '2026-11-24T08:00:48Z',
      cancelled: false,
      requests: 74,
      throttled: 0,
      inspector: {
        state: 'connected',
        identity: {
          agentId: '1',
          name: 'Admin API',
          administrator: true,
          scopes: ['all', 'admin'],
          requestedScopes: ['all'],
        },
        identityFailure: null,
      },
      listFailure: null,
      gaps: ['The application “Security scanner” was refused to the inspector (403).'],
    },
    lists: SIZES.map(([resource, total]) => ({ resource, state: 'listed', total, complete: true })),
    entries,
    coverage: { applications: entries.length, read: entries.length - unread, unread },
    complete: true,
    calibration: {
      contradicted: [],
      agreement: [
        {
          applicationId: fakeApplicationId(1),
          resource: 'tickets',
          comparedAt: '2026-11-24T07:40:00Z',
          predicted: 450,
          seen: 453,
          agreed: 450,
          onlyPredicted: [],
          onlySeen: [],
          undecided: 12,
          undecidedSeen: 0,
        },
      ],
    },
    limits: ['What the inspector does not see is in nobody’s prediction.'],
    review: {
      reviewer: null,
      counts: countsOf(entries),
      changes: null,
      last: null,
      kept: true,
    },
    ...change,
  }
}

/** What the picked applications of one tenant could read and change. */
export const aBlastRadius = (entries: readonly EntrySummary[]): BlastRadius => {
  const tenant = 'Contoso Managed IT'
  return {
    applications: entries.map(({ application, agent }) => ({
      tenant,
      id: application.id,
      name: application.name,
      login: application.login.name,
      sharing: agent?.administrator === false ? ['Wallboard', 'Power BI'] : [],
      inactive: application.inactive,
    })),
    reads: SIZES.map(([resource, of]) => ({
      tenant,
      resource,
      records: Math.floor(of * 0.4),
      unknown: resource === 'tickets' ? 12 : 0,
      open: resource === 'users',
      clients: [
        { name: 'Adventure Works', records: Math.floor(of * 0.3) },
        { name: 'Blue Yonder Airlines', records: Math.floor(of * 0.1) },
      ],
    })),
    changes: [
      {
        tenant,
        feature: 'Tickets',
        verb: 'update',
        state: 'could',
        by: entries.map(({ application }) => application.name),
      },
      { tenant, feature: 'Users', verb: 'update', state: 'unknown', by: ['Security scanner'] },
    ],
    steps: entries.map(({ application }) => ({
      tenant,
      text: `Make “${application.name}” inactive.`,
      path: `Configuration > Integrations > HaloPSA API > View Applications > ${application.name}`,
    })),
    limits: ['What was done with what was read is in none of these numbers.'],
  }
}

/** Of a run that `inventory.openView` opened. */
export const PREDICTED: ComparisonSummary['predicted'] = {
  applicationId: fakeApplicationId(2),
  applicationName: 'RMM alerts',
  noLogin: false,
  scopesUnknown: false,
  contradicted: [],
  limits: ['What the inspector does not see is in nobody’s prediction.'],
}
