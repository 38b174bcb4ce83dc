import type { Sketch } from './applications'
import { madeUpSecret } from './made-up'
import { API_AGENT_ID, type DemoAgent, type DemoApplication, type DemoTenant } from './model'
import { wholeAgent } from './tenant'

/**
 * The integrations that a tenant gathers over the years: among them one for each thing that may be wrong with an
 * application, and most of them are merely used.
 */

const RMM_AGENT_ID = 44
const ALERTS_AGENT_ID = 45
const DOCUMENTATION_AGENT_ID = 46
const PHONE_AGENT_ID = 47
const LEAVER_AGENT_ID = 48
/** Two of the technicians. */
const CARLA = 4
const EMMA = 6

const DAY_MS = 86_400_000
/** The warning about a key that is about to expire is to be true whenever the demo tenant is looked at. */
const DAYS_TO_EXPIRY = 12

/**
 * Adds the agents that integrations log in as, and their applications: with those that every scenario has, 18.
 * @param now milliseconds; only the date on which one key expires hangs on it
 */
export const addIntegrations = (
  tenant: DemoTenant,
  add: (sketch: Sketch) => DemoApplication,
  now: number,
): void => {
  tenant.agents.push(...integrationAgents(tenant))
  for (const sketch of integrations(now)) add(sketch)
}

const integrationAgents = (tenant: DemoTenant): readonly DemoAgent[] => {
  const roleIds = (number: number) =>
    tenant.roles.filter(({ id_int }) => id_int === number).map(({ id }) => String(id))
  const [administrator, readOnly] = [roleIds(1), roleIds(7)]
  const rmm = wholeAgent(RMM_AGENT_ID, 'API - RMM', true)
  const alerts = wholeAgent(ALERTS_AGENT_ID, 'API - Alerts', true)
  const documentation = wholeAgent(DOCUMENTATION_AGENT_ID, 'API - Documentation', true)
  const phone = wholeAgent(PHONE_AGENT_ID, 'API - Phone', true)
  return [
    { ...rmm, administrator: true, claims: { ...rmm.claims, SA: 'true' }, roleIds: administrator },
    {
      ...alerts,
      claims: { ...alerts.claims, Fc: '0', Ft: '0' },
      clients: [11, 12, 13, 14, 15, 16],
      ticketTypes: [1, 5].map((id) => ({ id, canView: true })),
      departments: [],
      teams: [1, 2].map((teamId) => ({ teamId, unassignedAccess: true, otherAgentAccess: true })),
      roleIds: readOnly,
    },
    {
      ...documentation,
      claims: { ...documentation.claims, Tx: '0', Xx: '0', Fa: '0' },
      assetTypes: [1, 2, 3, 5].map((id) => ({ id, canView: true })),
    },
    {
      ...phone,
      claims: { ...phone.claims, l8: '0', l9: '1', Dx: '1' },
      teams: [{ teamId: 1, unassignedAccess: true, otherAgentAccess: false }],
      departments: [],
      roleIds: readOnly,
    },
    { ...wholeAgent(LEAVER_AGENT_ID, 'Grace Okafor', false), disabled: true },
  ]
}

const integrations = (now: number): readonly Sketch[] => [
  {
    name: 'RMM alerts',
    description: 'Opens a ticket for each alert, and keeps the assets in step.',
    agentId: RMM_AGENT_ID,
    scopes: ['all'],
    createdAt: '2023-02-14T11:05:00',
  },
  {
    name: 'Backup monitor',
    description: 'Opens a ticket when a backup fails.',
    agentId: ALERTS_AGENT_ID,
    scopes: ['edit:tickets', 'read:customers', 'read:assets'],
    createdAt: '2025-06-30T08:41:12',
  },
  {
    name: 'Documentation sync',
    description: 'Customers, contacts and devices, both ways.',
    agentId: DOCUMENTATION_AGENT_ID,
    scopes: ['edit:assets', 'edit:customers', 'read:contracts', 'read:tickets', 'read:items'],
    createdAt: '2024-09-03T13:22:50',
  },
  {
    name: 'Billing export',
    description: 'Invoices to the accounts.',
    agentId: CARLA,
    scopes: ['read:customers', 'edit:invoices', 'read:contracts', 'read:items'],
    createdAt: '2024-04-08T15:37:00',
    createdBy: CARLA,
  },
  {
    name: 'Phone system',
    description: 'Finds the caller, opens a ticket.',
    method: 'api_key',
    agentId: PHONE_AGENT_ID,
    scopes: ['edit:tickets', 'read:customers'],
    createdAt: '2025-11-17T09:00:00',
    apiKeys: [
      {
        value: madeUpSecret(),
        generatedAt: '2025-11-17T09:02:00',
        lastUsedAt: '2026-05-11T23:10:44',
        expiresAt: '2026-05-12T00:00:00',
      },
      {
        value: madeUpSecret(),
        generatedAt: '2026-05-11T10:15:00',
        lastUsedAt: '2026-11-20T16:48:03',
        // An hour more: it is twelve days for as long as somebody looks.
        expiresAt: new Date(now + DAYS_TO_EXPIRY * DAY_MS + DAY_MS / 24).toISOString().slice(0, 19),
      },
    ],
  },
  {
    name: 'Wallboard',
    description: 'The screen in the service desk.',
    method: 'api_key',
    agentId: API_AGENT_ID,
    scopes: ['read:tickets'],
    createdAt: '2024-01-22T10:11:00',
    apiKeys: [
      {
        value: madeUpSecret(),
        generatedAt: '2024-01-22T10:12:00',
        lastUsedAt: '2026-11-20T17:00:00',
        expiresAt: null,
      },
    ],
  },
  {
    name: 'Power BI',
    description: '',
    agentId: API_AGENT_ID,
    scopes: ['read:tickets', 'read:customers', 'read:timesheets', 'read:invoices', 'read:reporting'],
    createdAt: '2025-03-19T14:55:31',
    createdBy: EMMA,
  },
  {
    name: 'Chat bot',
    description: 'Answers on the customers’ portal.',
    method: 'implicit',
    loginClientId: 17,
    scopes: ['access:chat', 'read:kb', 'edit:tickets'],
    createdAt: '2025-08-05T12:00:00',
    redirectUris: ['https://chat.demo.example/signed-in'],
  },
  {
    name: 'Migration 2023 (old)',
    description: 'Moved the tickets over from the old system. May be deleted?',
    agentId: RMM_AGENT_ID,
    scopes: ['all', 'admin'],
    inactive: true,
    createdAt: '2023-01-09T07:30:00',
    createdBy: LEAVER_AGENT_ID,
  },
  {
    name: 'Onboarding forms',
    description: 'New starters and leavers, from the web form.',
    agentId: LEAVER_AGENT_ID,
    scopes: ['edit:tickets', 'edit:customers'],
    createdAt: '2023-10-02T16:20:00',
    createdBy: LEAVER_AGENT_ID,
  },
  {
    name: 'Mail to ticket (old)',
    description: '',
    method: 'password',
    agentId: ALERTS_AGENT_ID,
    scopes: ['edit:tickets', 'read:customers'],
    createdAt: '2022-05-24T09:45:00',
    createdBy: EMMA,
  },
  {
    name: 'Warranty lookup',
    description: 'Trial; was never set up.',
    scopes: ['read:assets', 'read:suppliers'],
    createdAt: '2026-08-19T11:48:00',
  },
  {
    name: 'Security scanner',
    description: 'Findings as tickets.',
    agentId: ALERTS_AGENT_ID,
    scopes: ['edit:tickets', 'edit:assets', 'read:customers'],
    createdAt: '2026-01-12T10:00:00',
    isDetailRefused: true,
  },
  {
    name: 'Halo Mobile',
    description: 'Halo’s own app for phones.',
    method: 'authorization_code',
    scopes: ['all'],
    createdAt: '2022-03-01T00:00:00',
    redirectUris: ['halo://callback'],
    systemUse: 'mobile',
  },
]
