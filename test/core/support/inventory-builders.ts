import type { PermissionRow } from '../../../src/core/access/effective'
import type { ApplicationFacts, InspectorList, InventoryFacts } from '../../../src/core/inventory/application'
import type { Inventory, InventoryEntry, PredictedView, Risk } from '../../../src/core/inventory/inventory'
import type { Decision, Review } from '../../../src/core/inventory/review'
import type { Observation } from '../../../src/core/comparison/observation'
import type { Resource } from '../../../src/core/halo/resource'
import { anAgent, aTicket, connected, listed } from './builders'

/** Inventories made by hand, with plausible defaults; a test names only what it is about. */

/** A GUID for a number, so that tests can name applications by 1, 2, 3. */
export const applicationId = (number: number): string =>
  `0f0e0000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** Reporting sync, which logs in as the API agent (42) and holds read:tickets. */
export const anApplication = (over: Partial<ApplicationFacts> = {}): ApplicationFacts => ({
  id: applicationId(1),
  clientId: 'aaaa0000-0000-4000-8000-000000000001',
  name: 'Reporting sync',
  description: null,
  system: false,
  inactive: false,
  method: 'client-credentials',
  methodText: null,
  login: { type: 'agent', agentId: '42', name: 'API Agent' },
  scopes: ['read:tickets'],
  createdAt: '2026-03-01T00:00:00Z',
  createdBy: 'Tim Bowers',
  apiKeys: [],
  detail: { state: 'read' },
  ...over,
})

/** What the inspector, an administrator's application, got of each resource. */
export const inspectorLists = (
  observed: Partial<Readonly<Record<Resource, Observation>>>,
): readonly InspectorList[] =>
  Object.entries(observed).map(([resource, observation]) => ({
    // Object.entries widens the keys, which are resources.
    resource: resource as Resource,
    observation,
  }))

/** One application, its agent read, and three tickets in the inspector's list. */
export const inventoryFacts = (over: Partial<InventoryFacts> = {}): InventoryFacts => ({
  tenant: { name: 'Northwind MSP', url: 'https://northwind.halopsa.com', version: '2.236.133' },
  startedAt: '2026-11-23T10:00:00.000Z',
  finishedAt: '2026-11-23T10:01:10.000Z',
  cancelled: false,
  requests: 74,
  throttled: 0,
  inspector: connected({ agentId: '1001', name: 'Admin API', administrator: true }),
  inspectorClientId: null,
  inspectorAgent: anAgent({ agentId: '1001', name: 'Admin API', administrator: true }),
  listFailure: null,
  applications: [anApplication()],
  agents: [{ agentId: '42', state: 'read', permissions: anAgent() }],
  roles: [],
  teams: [{ teamId: '3', name: 'Service Desk', departmentId: '1' }],
  ticketTypes: [{ id: '1', name: 'Incident' }],
  lists: inspectorLists({ tickets: listed([aTicket(1), aTicket(2), aTicket(3)]) }),
  gaps: [],
  ...over,
})

/** Of the tickets: it would see 2 of 3. */
export const predicted = (
  over: Partial<Extract<PredictedView, { state: 'predicted' }>> = {},
): PredictedView => {
  const counts = { visible: 2, unknown: 0, of: 3, ...over }
  return {
    resource: 'tickets',
    state: 'predicted',
    hidden: counts.of - counts.visible - counts.unknown,
    causes: counts.of > counts.visible ? ['agent.client'] : [],
    undecided: [],
    ...counts,
  }
}

export const aRisk = (over: Partial<Risk> = {}): Risk => ({
  code: 'application.person',
  severity: 'warning',
  message: 'Reporting sync logs in as a person’s account.',
  evidence: [{ what: 'agent', value: 'Tim Bowers (7)' }],
  fix: {
    text: 'Make an API-only agent for it, and let it log in as that.',
    path: 'Configuration > Integrations > Halo API > Applications',
  },
  owasp: 'NHI10',
  ...over,
})

const cell = (allowed: boolean | 'unknown') => ({
  allowed,
  basis: 'D' as const,
  provenance: ['scope read:tickets'],
})

export const aPermission = (
  feature: string,
  verb: PermissionRow['verb'],
  allowed: boolean | 'unknown',
): PermissionRow => ({
  feature,
  verb,
  application: cell(allowed),
  agent: cell(true),
  effective: cell(allowed),
})

export const anEntry = (
  application: Partial<ApplicationFacts> = {},
  over: Partial<Omit<InventoryEntry, 'application'>> = {},
): InventoryEntry => ({
  application: anApplication(application),
  agent: anAgent(),
  sees: [predicted()],
  can: [aPermission('Tickets', 'read', true), aPermission('Tickets', 'update', false)],
  risks: [],
  note: { purpose: null, owner: null, nextReview: null },
  purpose: null,
  suggestion: null,
  ...over,
})

/** An inventory of these entries; what it is counted from follows from them. */
export const anInventory = (
  entries: readonly InventoryEntry[] = [anEntry()],
  {
    facts = {},
    ...over
  }: Partial<Omit<Inventory, 'entries' | 'facts'>> & { facts?: Partial<InventoryFacts> } = {},
): Inventory => {
  const read = entries.filter(
    ({ application }) => application.detail.state === 'read' && application.scopes !== null,
  ).length
  return {
    facts: inventoryFacts({ applications: entries.map(({ application }) => application), ...facts }),
    entries,
    coverage: { applications: entries.length, read, unread: entries.length - read },
    complete: true,
    calibration: { contradicted: [], agreement: [] },
    limits: [],
    ...over,
  }
}

export const aDecision = (over: Partial<Decision> = {}): Decision => ({
  decision: 'keep',
  by: 'Ada Keller',
  on: '2026-11-24',
  reason: null,
  ticket: null,
  until: null,
  ...over,
})

/** A review with these decisions, by the number of the application. */
export const aReview = (decisions: Readonly<Record<number, Partial<Decision>>> = {}): Review => ({
  reviewer: 'Ada Keller',
  decisions: Object.fromEntries(
    Object.entries(decisions).map(([number, decision]) => [
      applicationId(Number(number)),
      aDecision(decision),
    ]),
  ),
})
