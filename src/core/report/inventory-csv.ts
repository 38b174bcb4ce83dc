import { withoutIsolates } from '../comparison/name-text'
import { indexOf } from '../inventory/applications'
import type { Inventory, InventoryEntry, PredictedView } from '../inventory/inventory'
import { listUnknown } from '../inventory/predicted-words'
import { decisionsOf, type ClosedReview, type Review } from '../inventory/review'
import { reviewChanges, reviewCounts, reviewedEntries } from '../inventory/review-counts'
import { answerWord } from '../words/words'
import type { CsvTable } from './csv'

/** The names of the tables of `inventoryTables`. */
export const INVENTORY_TABLES = [
  'population',
  'limits',
  'lists',
  'applications',
  'views',
  'risks',
  'agreement',
  'review',
  'changes',
] as const

interface ReviewInput {
  readonly review: Review
  readonly last: ClosedReview | null
  readonly sha256: string
}

/**
 * The tables of an inventory: where it comes from with the counts of its review, what no prediction in it can know,
 * the inspector's lists, then applications, predicted views, risks, predictions beside what was seen, decisions, and
 * what changed since the last review. Nothing is cut. Codes stand as in JSON.
 */
export const inventoryTables = (inventory: Inventory, input: ReviewInput): readonly CsvTable[] => {
  const { nameOf } = indexOf(inventory.facts)
  const named = inventory.entries.map((entry) => ({ entry, name: nameOf(entry.application) }))
  const tables: readonly CsvTable[] = [
    population(inventory, input),
    limits(inventory),
    lists(inventory),
    {
      name: 'applications',
      header: [
        'id',
        'client id',
        'application',
        'system',
        'inactive',
        'method',
        'login type',
        'login agent',
        'login name',
        'scopes',
        'created',
        'created by',
        'purpose',
        'meets',
        'owner',
        'next review',
        'risks',
      ],
      rows: named.map(({ entry: { application, note, purpose, risks }, name }) => [
        application.id,
        application.clientId ?? '',
        name,
        answerWord(application.system),
        answerWord(application.inactive),
        application.method,
        application.login.type,
        application.login.agentId ?? '',
        application.login.name ?? '',
        // An empty cell would read as no scope at all.
        application.scopes === null ? 'unknown' : application.scopes.join(' '),
        application.createdAt ?? '',
        application.createdBy ?? '',
        note.purpose ?? '',
        purpose?.result ?? '',
        note.owner ?? '',
        note.nextReview ?? '',
        risks.map(({ code }) => code).join(' '),
      ]),
    },
    {
      name: 'views',
      header: ['id', 'application', 'resource', 'state', 'would see', 'hidden', 'undecided', 'of', 'why'],
      rows: named.flatMap(({ entry, name }) =>
        entry.sees.map((view) => [entry.application.id, name, view.resource, view.state, ...viewCells(view)]),
      ),
    },
    {
      name: 'risks',
      header: ['id', 'application', 'severity', 'code', 'owasp', 'message', 'evidence', 'fix', 'path'],
      rows: named.flatMap(({ entry, name }) => riskRows(entry, name)),
    },
    agreement(inventory, nameOf),
    {
      name: 'review',
      header: ['id', 'application', 'decision', 'by', 'on', 'reason', 'ticket', 'until'],
      rows: reviewRows(inventory, input, nameOf),
    },
    {
      name: 'changes',
      header: ['id', 'application', 'change', 'what'],
      rows: changeRows(inventory, input),
    },
  ]
  // A table is data: isolates are for reading.
  return tables.map((table) => ({
    ...table,
    rows: table.rows.map((row) =>
      row.map((value) => (typeof value === 'string' ? withoutIsolates(value) : value)),
    ),
  }))
}

const population = (inventory: Inventory, { review, sha256 }: ReviewInput): CsvTable => {
  const { facts, coverage, complete } = inventory
  const counts = reviewCounts(inventory, review)
  const inspector = facts.inspector.state === 'connected' ? (facts.inspector.identity.name ?? '') : ''
  return {
    name: 'population',
    header: [
      'tenant',
      'address',
      'started',
      'finished',
      'complete',
      'inspector',
      'sha256',
      'listed',
      'read',
      'unread',
      'reviewer',
      'applications',
      'reviewed',
      'keep',
      'reduce',
      'remove',
      'defer',
      'open',
    ],
    rows: [
      [
        facts.tenant.name,
        facts.tenant.url,
        facts.startedAt,
        facts.finishedAt,
        answerWord(complete),
        inspector,
        sha256,
        // None that could be counted is not none.
        ...[coverage.applications, coverage.read, coverage.unread].map((count) =>
          facts.listFailure !== null && coverage.applications === 0 ? 'unknown' : count,
        ),
        review.reviewer ?? '',
        counts.applications,
        counts.reviewed,
        counts.keep,
        counts.reduce,
        counts.remove,
        counts.defer,
        counts.open,
      ],
    ],
  }
}

/** Beside every count (docs/cli.md): a table of views alone would read as all that there is. */
const limits = ({ limits, calibration, facts }: Inventory): CsvTable => ({
  name: 'limits',
  header: ['kind', 'what'],
  rows: [
    ...limits.map((what) => ['limit', what]),
    ...calibration.contradicted.map(({ message }) => ['rule not used', message]),
    ...facts.gaps.map((what) => ['not read', what]),
  ],
})

const lists = ({ facts }: Inventory): CsvTable => ({
  name: 'lists',
  header: ['resource', 'state', 'fetched', 'total', 'complete', 'reason'],
  rows: facts.lists.map(({ resource, observation }) => {
    const reason = listUnknown(resource, observation) ?? ''
    return observation.state === 'listed'
      ? [
          resource,
          observation.state,
          observation.records.length,
          observation.total ?? 'unknown',
          answerWord(observation.complete),
          reason,
        ]
      : [resource, observation.state, '', 'unknown', answerWord(false), reason]
  }),
})

const agreement = (
  { facts, calibration }: Inventory,
  nameOf: (application: InventoryEntry['application']) => string,
): CsvTable => ({
  name: 'agreement',
  header: [
    'id',
    'application',
    'resource',
    'compared',
    'predicted',
    'seen',
    'agreed',
    'only predicted',
    'only seen',
    'undecided',
    'undecided and seen',
  ],
  rows: calibration.agreement.map((one) => {
    const application = facts.applications.find(({ id }) => id === one.applicationId)
    return [
      one.applicationId,
      application === undefined ? '' : nameOf(application),
      one.resource,
      one.comparedAt,
      one.predicted,
      one.seen,
      one.agreed,
      one.onlyPredicted.length,
      one.onlySeen.length,
      one.undecided,
      one.undecidedSeen,
    ]
  }),
})

const viewCells = (view: PredictedView): readonly (string | number)[] => {
  switch (view.state) {
    case 'predicted':
      return [view.visible, view.hidden, view.unknown, view.of, [...view.causes, ...view.undecided].join(' ')]
    case 'refused':
      return ['', '', '', '', view.causes.join(' ')]
    case 'unknown':
      return ['unknown', 'unknown', 'unknown', 'unknown', view.reason]
  }
}

const riskRows = ({ application, risks }: InventoryEntry, name: string): CsvTable['rows'] =>
  risks.map(({ severity, code, owasp, message, evidence, fix }) => [
    application.id,
    name,
    severity,
    code,
    owasp ?? '',
    message,
    evidence.map(({ what, value }) => `${what}: ${value}`).join('; '),
    fix?.text ?? '',
    fix?.path ?? '',
  ])

const reviewRows = (
  inventory: Inventory,
  { review, last }: ReviewInput,
  nameOf: (application: InventoryEntry['application']) => string,
): CsvTable['rows'] => {
  const decisionOf = decisionsOf(review)
  const decisionCells = (id: string): readonly string[] => {
    const decision = decisionOf(id)
    if (decision === null) return ['open', '', '', '', '', '']
    const { by, on, reason, ticket, until } = decision
    return [decision.decision, by, on, reason ?? '', ticket ?? '', until ?? '']
  }
  const before = new Map(last?.applications.map(({ id, name }) => [id.toLowerCase(), name]))
  return [
    ...reviewedEntries(inventory).map(({ application }) => [
      application.id,
      nameOf(application),
      ...decisionCells(application.id),
    ]),
    ...reviewCounts(inventory, review).aside.map(({ id, why }) => [
      id,
      `${before.get(id.toLowerCase()) ?? ''} (${why})`.trim(),
      ...decisionCells(id),
    ]),
  ]
}

const changeRows = (inventory: Inventory, { last }: ReviewInput): CsvTable['rows'] => {
  const changes = reviewChanges(inventory, last)
  if (changes === null) return []
  return [
    ...changes.notDone.map(({ id, name, what }) => [id, name, 'not done', what]),
    ...changes.added.map(({ id, name }) => [id, name, 'added', '']),
    ...changes.gone.map(({ id, name, decision }) => [id, name, 'gone', decision ?? '']),
    ...changes.changed.flatMap(({ id, name, what }) => what.map((text) => [id, name, 'changed', text])),
    ...changes.unknown.flatMap(({ id, name, what }) => what.map((text) => [id, name, 'unknown', text])),
  ]
}
