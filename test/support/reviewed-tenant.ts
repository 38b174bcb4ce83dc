import { RESOURCES } from '../../src/core/halo/resource'
import type { ApplicationFacts, InventoryFacts } from '../../src/core/inventory/application'
import { assessor } from '../../src/core/inventory/assess'
import { closeReview } from '../../src/core/inventory/review-counts'
import type { Decision, Review } from '../../src/core/inventory/review'
import type { ReportedInventory } from '../../src/main/services/reports/reported-inventory'
import { populationSha256 } from '../../src/main/services/reports/inventory-snapshot'
import { aFailure, aRecord, aTicket, anAgent, connected, listed, refused } from '../core/support/builders'
import {
  anApplication,
  applicationId,
  inspectorLists,
  inventoryFacts,
} from '../core/support/inventory-builders'

/** Names in scripts that are written in either direction, joined, stacked, wide, or beyond the first plane. */
const NAMES = [
  'Reporting sync',
  'חברה (12) Ltd.',
  'شركة الاختبار',
  '株式会社テスト',
  '한국어 연동',
  'Приложение',
  'नेपाली एप',
  'แอปพลิเคชันทดสอบ',
  '𝒜pp 🔑',
  '<script>alert(1)</script> & "quotes"',
  'a'.repeat(180),
  '',
]

const SCOPES = [
  ['read:tickets'],
  ['all'],
  [],
  ['read:tickets', 'edit:customers', 'read:assets', 'all:teams'],
  null,
]

/** One of many applications, each unlike the one before it. */
const numbered = (at: number): ApplicationFacts => {
  const unread = at % 11 === 7
  return anApplication({
    id: applicationId(at),
    clientId: `${String(at).padStart(8, '0')}-0000-4000-8000-00000000c11d`,
    name: `${NAMES[at % NAMES.length] ?? ''}${at < NAMES.length ? '' : ` ${at}`}`,
    system: at % 40 === 39,
    inactive: at % 9 === 4,
    description: at % 6 === 0 ? 'Feeds the board of the service desk.' : null,
    method: at % 13 === 5 ? 'api-key' : 'client-credentials',
    login:
      at % 17 === 3
        ? { type: 'unset', agentId: null, name: null }
        : {
            type: 'agent',
            agentId: at % 3 === 0 ? '7' : '42',
            name: at % 3 === 0 ? 'Tim Bowers' : 'API Agent',
          },
    scopes: unread ? null : (SCOPES[at % SCOPES.length] ?? null),
    apiKeys:
      at % 13 === 5 ? [{ generatedAt: '2024-01-01T00:00:00Z', lastUsedAt: null, expiresAt: null }] : [],
    detail: unread ? { state: 'refused', status: 403 } : { state: 'read' },
  })
}

/** A tenant of many applications, read whole but for two lists. */
export const manyApplications = (count: number, over: Partial<InventoryFacts> = {}): InventoryFacts =>
  inventoryFacts({
    applications: Array.from({ length: count }, (_, at) => numbered(at)),
    inspector: connected({ agentId: '1001', name: 'Admin API', administrator: true }),
    agents: [
      {
        agentId: '42',
        state: 'read',
        permissions: anAgent({
          clients: [{ clientId: '11', name: 'Contoso' }],
          claims: { Tx: '2', Ux: '3', Fc: '0' },
        }),
      },
      {
        agentId: '7',
        state: 'read',
        permissions: anAgent({ agentId: '7', name: 'Tim Bowers', apiOnly: false }),
      },
    ],
    lists: inspectorLists(
      Object.fromEntries(
        RESOURCES.map((resource, at) => [
          resource,
          resource === 'tickets'
            ? listed(
                Array.from({ length: 1_500 }, (_, id) => aTicket(id, { clientId: String(11 + (id % 5)) })),
              )
            : at === 20
              ? refused()
              : at === 21
                ? { state: 'failed' as const, failure: aFailure('connection.rate-limited') }
                : listed([aRecord(1), aRecord(2)]),
        ]),
      ),
    ),
    ...over,
  })

const decisionAt = (at: number): Decision | null => {
  const of = { by: 'Ada Keller', on: '2026-11-24', reason: null, ticket: null, until: null }
  switch (at % 5) {
    case 0:
      return {
        ...of,
        decision: 'reduce',
        reason: 'It reads tickets, and may change clients.',
        ticket: `CHG-${at}`,
      }
    case 1:
      return { ...of, decision: 'keep', until: '2027-11-24' }
    case 2:
      return at % 2 === 0 ? null : { ...of, decision: 'remove', by: 'דוד לוי', reason: 'הוחלף (12).' }
    case 3:
      return { ...of, decision: 'defer', reason: 'Its owner answers next week.', until: '2026-12-04' }
    default:
      return { ...of, decision: 'keep' }
  }
}

/** Decisions of every kind about most of them. */
export const someDecisions = (applications: readonly ApplicationFacts[]): Review => ({
  reviewer: 'Ada Keller',
  decisions: Object.fromEntries(
    applications.flatMap(({ id }, at) => {
      const decision = decisionAt(at)
      return decision === null ? [] : [[id, decision]]
    }),
  ),
})

/** An inventory with its review, as a report takes it. */
export const reported = async (
  facts: InventoryFacts,
  over: Partial<Pick<ReportedInventory, 'review' | 'last'>> = {},
): Promise<ReportedInventory> => {
  const { inventory, predictor } = assessor(facts, { notes: {}, recipes: [], compared: [] })
  return {
    inventory: inventory(),
    predictor,
    review: { reviewer: null, decisions: {} },
    last: null,
    sha256: await populationSha256(facts),
    redacted: false,
    ...over,
  }
}

/** A review that was closed three months before, when other applications were there and some had other scopes. */
export const reviewBefore = ({ inventory }: ReportedInventory): NonNullable<ReportedInventory['last']> => {
  const entries = inventory.entries.filter((_, at) => at % 10 !== 2)
  const before = {
    ...inventory,
    entries: entries.map((entry, at) => ({
      ...entry,
      application: {
        ...entry.application,
        ...(at % 25 === 0 && { id: applicationId(9_000 + at), name: `Old ${at}` }),
        ...(at % 12 === 1 && { scopes: ['edit:tickets'] }),
      },
    })),
  }
  const review = someDecisions(before.entries.map(({ application }) => application))
  return closeReview(before, review, { closedAt: '2026-08-20T09:00:00.000Z', sha256: 'c'.repeat(64) })
}
