import { countText, counted } from '../../../core/comparison/count-text'
import type { Severity } from '../../../core/comparison/finding'
import { isolated, seenName } from '../../../core/comparison/name-text'
import { listEndOf } from '../../../core/comparison/outcome'
import { sideFailureWords } from '../../../core/comparison/reasons'
import { resourceDefinition } from '../../../core/halo/resource'
import type { InventoryFacts } from '../../../core/inventory/application'
import { indexOf, type ApplicationIndex } from '../../../core/inventory/applications'
import type { Inventory, InventoryEntry, PredictedView } from '../../../core/inventory/inventory'
import { decisionsOf, type ClosedReview, type Review } from '../../../core/inventory/review'
import {
  reviewChanges,
  reviewCounts,
  reviewedEntries,
  type ReviewChanges,
} from '../../../core/inventory/review-counts'
import { failureTexts } from '../../../core/comparison/failure-text'
import {
  agreementWords,
  inventoryCoverageWords,
  MAIN_RESOURCES,
} from '../../../core/inventory/inventory-words'
import type { ExceptionsOutcome } from '../../../core/exceptions/exception'
import { acceptedLines, exceptionLines } from './exceptions-text'
import { listWords, SEVERITY_WORDS } from '../../../core/words/words'

/** What the command line says of a tenant's applications: a line each. */

/** What people wrote down beside it. */
interface Written {
  readonly review: Review
  readonly last: ClosedReview | null
  readonly exceptions?: ExceptionsOutcome
}

/** An inventory in a table, what is risky in it, and how far its review is. */
export const inventoryText = (
  inventory: Inventory,
  { review, last, exceptions }: Written,
): readonly string[] => {
  const { facts, coverage, limits, calibration } = inventory
  const index = indexOf(facts)
  return [
    `${facts.tenant.name} (${facts.tenant.url})`,
    `  Inspector: ${inspectorText(facts)}`,
    ...listFailureLines(facts),
    '',
    ...limits.map((limit) => `Note: ${limit}`),
    ...(limits.length === 0 ? [] : ['']),
    ...tableLines(inventory, index),
    '',
    ...inventory.entries.flatMap((entry) => riskLines(entry, index)),
    ...calibration.contradicted.map(({ message }) => `Not used: ${message}`),
    ...agreementLines(inventory, index),
    ...reviewLines(inventory, review, index),
    ...changeLines(reviewChanges(inventory, last)),
    ...exceptionLines(exceptions ?? null),
    `Coverage: ${inventoryCoverageWords(coverage, facts.listFailure)}; ${listsText(facts)}.`,
    `Requests: ${countText(facts.requests)}, ${countText(facts.throttled)} throttled.`,
    ...gapLine(inventory),
  ]
}

const inspectorText = ({ inspector }: InventoryFacts): string => {
  if (inspector.state === 'failed') return sideFailureWords(inspector)
  const { name, agentId, scopes } = inspector.identity
  return `${isolated(seenName(name) ?? 'unknown agent')} (agent ${agentId ?? '?'}), scopes: ${scopes.join(' ') || 'none named'}`
}

const listFailureLines = ({ listFailure }: InventoryFacts): readonly string[] => {
  if (listFailure === null) return []
  const { message, advice } = failureTexts(listFailure)
  return [
    `Which applications there are could not be read: ${message}`,
    ...advice.map((line) => `  - ${line}`),
  ]
}

const gapLine = ({ facts, complete }: Inventory): readonly string[] => {
  if (facts.cancelled) return ['INCOMPLETE: it was cancelled.']
  return complete ? [] : ['INCOMPLETE: see the coverage.']
}

const listsText = ({ lists }: InventoryFacts): string => {
  const whole = lists.filter(({ observation }) => observation.state === 'listed' && observation.complete)
  const missing = lists.filter((list) => !whole.includes(list))
  const named = missing.map(({ resource, observation }) => `${resource} ${listWords(listEndOf(observation))}`)
  return `${countText(whole.length)} of ${counted(lists.length, 'list')} of records whole${named.length === 0 ? '' : ` (${named.join('; ')})`}`
}

// --- The table ---------------------------------------------------------------------------------

const tableLines = ({ facts, entries }: Inventory, index: ApplicationIndex): readonly string[] => {
  // As far as they were asked for.
  const resources = MAIN_RESOURCES.filter((resource) =>
    facts.lists.some((list) => list.resource === resource),
  )
  const rows = [
    [
      'Application',
      'logs in as',
      ...resources.map((resource) => resourceDefinition(resource).label),
      'risks',
    ],
    [
      'the inspector sees',
      '',
      ...resources.map((resource) => {
        const list = facts.lists.find((each) => each.resource === resource)
        return list === undefined ? '' : listWords(listEndOf(list.observation))
      }),
      '',
    ],
    ...entries.map((entry) => [
      isolated(index.nameOf(entry.application)),
      loginText(entry, index),
      ...resources.map((resource) => viewText(entry.sees.find((view) => view.resource === resource))),
      risksText(entry),
    ]),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return [
    'What each would see is predicted: nobody logged in as it.',
    ...rows.map((row) =>
      `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
    ),
  ]
}

const loginText = ({ application }: InventoryEntry, index: ApplicationIndex): string => {
  const { type, name } = application.login
  const who = index.agentNameOf(application) ?? seenName(name)
  switch (type) {
    case 'agent':
      return who === null ? 'an agent, not known which' : isolated(who)
    case 'user':
    case 'supplier':
      return `${type === 'user' ? 'end user' : 'supplier'}${who === null ? '' : ` ${isolated(who)}`}`
    case 'unset':
      return 'nobody'
    case 'unknown':
      return 'unknown'
  }
}

/** "102", "102 and 5 undecided", "refused", "unknown": what is not decided is in no count. */
const viewText = (view: PredictedView | undefined): string => {
  if (view === undefined) return ''
  if (view.state !== 'predicted') return view.state
  return view.unknown === 0
    ? countText(view.visible)
    : `${countText(view.visible)} and ${countText(view.unknown)} undecided`
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']

const risksText = ({ application, risks }: InventoryEntry): string => {
  if (application.system) return 'Halo’s own'
  const counts = SEVERITIES.flatMap((severity) => {
    const count = risks.filter((risk) => risk.severity === severity).length
    return count === 0 ? [] : [counted(count, severity, severity === 'info' ? 'info' : `${severity}s`)]
  })
  return counts.length === 0 ? 'none' : counts.join(', ')
}

/** Errors and warnings of an application with their fixes; information is counted in the table. */
const riskLines = ({ application, risks }: InventoryEntry, index: ApplicationIndex): readonly string[] => {
  const told = risks.filter(({ severity }) => severity !== 'info')
  if (told.length === 0) return []
  return [
    isolated(index.nameOf(application)),
    ...told.flatMap(({ code, severity, message, fix, accepted }) => [
      `  ${SEVERITY_WORDS[severity]} ${code}: ${message}`,
      ...acceptedLines({ ...(accepted && { accepted }) }, '    '),
      ...(fix === null ? [] : [`    fix: ${fix.text}${fix.path === null ? '' : ` [${fix.path}]`}`]),
    ]),
    '',
  ]
}

const agreementLines = ({ facts, calibration }: Inventory, index: ApplicationIndex): readonly string[] =>
  calibration.agreement.map((agreement) => {
    const application = facts.applications.find(({ id }) => id === agreement.applicationId)
    const name = application === undefined ? agreement.applicationId : index.nameOf(application)
    const { label } = resourceDefinition(agreement.resource)
    return `Compared for real: ${isolated(name)}, ${label}: ${agreementWords(agreement)}`
  })

// --- The review --------------------------------------------------------------------------------

const reviewLines = (inventory: Inventory, review: Review, index: ApplicationIndex): readonly string[] => {
  if (review.reviewer === null && Object.keys(review.decisions).length === 0) return []
  const counts = reviewCounts(inventory, review)
  const decisionOf = decisionsOf(review)
  const open = reviewedEntries(inventory).filter(({ application }) => decisionOf(application.id) === null)
  const by = review.reviewer === null ? '' : ` by ${isolated(review.reviewer)}`
  return [
    '',
    `Review${by}: ${countText(counts.reviewed)} of ${counted(counts.applications, 'application')} reviewed: ${countText(counts.keep)} keep, ${countText(counts.reduce)} reduce, ${countText(counts.remove)} remove, ${countText(counts.defer)} defer; ${countText(counts.open)} open`,
    ...open.map(({ application }) => `  no decision: ${isolated(index.nameOf(application))}`),
    ...counts.aside.map(({ id, decision, why }) => `  ${ASIDE[why]}: ${id} (${decision})`),
    '',
  ]
}

const ASIDE = {
  gone: 'decided about, and not in the tenant any more',
  system: 'decided about, and Halo’s own, which is not reviewed',
  'not-read': 'decided about, and not known whether it is still there',
} as const

const changeLines = (changes: ReviewChanges | null): readonly string[] => {
  if (changes === null) return []
  const lines = [
    ...changes.notDone.map(({ name, what }) => `  not done: ${isolated(name)}: ${what}`),
    ...changes.added.map(({ name }) => `  new: ${isolated(name)}`),
    ...changes.gone.map(({ name }) => `  gone: ${isolated(name)}`),
    ...changes.changed.map(({ name, what }) => `  changed: ${isolated(name)}: ${what.join(' ')}`),
    ...changes.unknown.map(({ name, what }) => `  not known: ${isolated(name)}: ${what.join(' ')}`),
  ]
  return ['Since the last review:', ...(lines.length === 0 ? ['  nothing changed'] : lines), '']
}
