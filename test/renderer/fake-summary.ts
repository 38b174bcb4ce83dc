import type { Cause } from '../../src/core/comparison/cause'
import type { ResourceBar } from '../../src/core/summary/summary'
import { coveragePart } from '../../src/core/comparison/outcome'
import type { CauseRow, DescribedChange, DescribedStep, SummaryAnswer } from '../../src/shared/ipc/analysis'
import type { ComparisonSummary, ResourceSummary } from '../../src/shared/ipc/api'
import { aTicket } from './fake-data'

/** What handwritten comparisons come to, as main would answer. */

/** The bar of a resource, from its counts. */
const barOf = (summary: ResourceSummary): ResourceBar => {
  const { resource, agent, app, both, onlyAgent, onlyApp, changed, undecided } = summary
  const part = coveragePart(agent, app)
  const listedAlone = part === 'compared' ? 0 : agent.state === 'listed' ? agent.fetched - both - changed : 0
  const segments = (
    [
      ['both', both],
      ['only-agent', onlyAgent],
      ['only-app', onlyApp],
      ['refused', app.state === 'refused' ? listedAlone : 0],
      ['unknown', undecided + changed + (app.state === 'refused' ? 0 : listedAlone)],
    ] as const
  ).flatMap(([kind, records]) => (records > 0 ? [{ kind, records }] : []))
  return {
    resource,
    part,
    segments,
    records: segments.reduce((sum, { records }) => sum + records, 0),
    exact: part === 'compared',
    needed: null,
  }
}

const NO_PLAN = { wanted: 0, steps: [], open: 0 }

export const aSummaryAnswer = (
  summary: Pick<ComparisonSummary, 'resources' | 'causes'>,
  change: Partial<SummaryAnswer> = {},
): SummaryAnswer => ({
  bars: summary.resources.map(barOf),
  hidden: { records: summary.resources.reduce((sum, { onlyAgent }) => sum + onlyAgent, 0), explained: 0 },
  changes: summary.causes.map(() => []),
  overlaps: [],
  singles: [],
  everything: NO_PLAN,
  purpose: null,
  first: [],
  check: null,
  recipes: [],
  suggestion: null,
  askForPurpose: false,
  ...change,
})

export const aCause = (change: Partial<Cause> = {}): Cause => ({
  code: 'agent.client',
  side: 'app',
  setting: 'clients of API - Reporting',
  confidence: 'computed',
  severity: 'error',
  resources: [
    { resource: 'tickets', records: 1085, refused: false },
    { resource: 'sites', records: 57, refused: false },
  ],
  records: 1142,
  alone: 259,
  undecided: 0,
  message: 'API - Reporting is limited to 14 clients.',
  fix: {
    text: 'Allow API - Reporting all clients.',
    path: 'Configuration > Teams & Agents > Agents > API - Reporting > Permissions',
  },
  findings: [0],
  ...change,
})

export const aChange = (change: Partial<DescribedChange> = {}): DescribedChange => ({
  change: 'claim:Fc=1',
  text: 'Allow API - Reporting all clients.',
  path: 'Configuration > Teams & Agents > Agents > API - Reporting > Permissions',
  link: null,
  ...change,
})

export const aStep = (change: Partial<DescribedStep> = {}): DescribedStep => ({
  cause: 0,
  changes: [aChange()],
  adds: [
    { resource: 'tickets', records: 202 },
    { resource: 'sites', records: 57 },
  ],
  records: 259,
  ...change,
})

/** Tickets that a cause hides, each by the others as well that are named. */
export const causeRows = (count: number, causes: readonly number[] = [0]): readonly CauseRow[] =>
  Array.from({ length: count }, (_, number) => ({
    resource: 'tickets',
    row: { record: aTicket(number), seenBy: 'agent' },
    causes,
  }))
