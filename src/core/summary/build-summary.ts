import { appSideOf, type AppSide } from './app-side'
import { barsOf } from './bars'
import { changesFor } from './cause-changes'
import { firstSteps } from './first'
import { overlapsOf } from './overlaps'
import { addsOf, planFor, totalOf } from './plan'
import type { FixStep, Summary } from './summary'
import type { Change } from '../access/change'
import { neededResources } from '../causes/needed'
import type { Comparison } from '../comparison/comparison'
import { shownNames } from '../comparison/names'

/** What a comparison comes to: computed from what was read, the same for the window, the report and the terminal. */
export const buildSummary = (comparison: Comparison): Summary => {
  const app = appSideOf(comparison)
  const needed = comparison.purpose && neededResources(comparison.purpose)
  const changes = comparison.causes.map((cause) => (cause.side === 'app' ? changesFor(app, cause) : []))
  const summary = {
    bars: barsOf(comparison.resources, needed),
    hidden: {
      records: app.hidden.reduce((sum, { view }) => sum + view.unseen.length, 0),
      explained: app.hidden.reduce(
        (sum, { groups }) =>
          sum + groups.reduce((of, { settings, count }) => of + (settings.length === 0 ? 0 : count), 0),
        0,
      ),
    },
    changes,
    overlaps: overlapsOf(app),
    singles: singlesOf(app, changes),
    everything: planFor(app, () => true),
    purpose: needed && planFor(app, (resource) => needed.has(resource)),
  }
  return { ...summary, first: firstSteps(comparison, summary) }
}

/** So many single changes are worth a look. */
const MOST_SINGLES = 5

/** Each cause by itself, and another agent to log in as, by what they show. */
const singlesOf = (app: AppSide, changes: readonly (readonly Change[])[]): readonly FixStep[] => {
  const ofCauses = changes.map((of, cause) => ({ cause, changes: of }))
  return [...ofCauses, ...otherAgent(app.comparison).map((change) => ({ cause: null, changes: [change] }))]
    .filter((single) => single.changes.length > 0)
    .map((single): FixStep => {
      const adds = addsOf(app.hidden, app.shownBy(single.changes), null, () => true)
      return { ...single, adds, records: totalOf(adds) }
    })
    .filter(({ records }) => records > 0)
    .sort((a, b) => b.records - a.records)
    .slice(0, MOST_SINGLES)
}

/** The agent of the other side, where its settings were read. */
const otherAgent = (comparison: Comparison): readonly Change[] => {
  const { agentSide } = comparison.configuration
  if (agentSide === null || comparison.sameAgent === true) return []
  return [{ kind: 'agent', id: agentSide.agentId, name: shownNames(comparison)('agent', agentSide.agentId) }]
}
