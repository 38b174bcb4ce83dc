import type { Severity } from '../../../../../core/comparison/finding'
import { DECISIONS, type DecisionKind } from '../../../../../core/inventory/review'
import type { EntrySummary } from '../../../../../shared/ipc/inventory'
import { loginWords, type MAIN_RESOURCES } from '../../../../../core/inventory/inventory-words'
import { applicationName, viewOf, worstOf } from '../inventory-text'

/** Which applications the table shows, and in which order. */

type MainResource = (typeof MAIN_RESOURCES)[number]

export type Column = 'name' | 'login' | 'scopes' | MainResource | 'risks' | 'purpose' | 'decision'

export interface Sorting {
  readonly column: Column
  readonly descending: boolean
}

/** `unread`: scopes or agent are not known, which is a risk of its own. `none`: no risk, and Halo's own. */
export type RiskFilter = 'all' | Severity | 'unread' | 'none'
export type DecisionFilter = 'all' | 'open' | DecisionKind

interface Shown {
  readonly search: string
  readonly risk: RiskFilter
  readonly decision: DecisionFilter
  readonly sorting: Sorting
}

const isUnread = ({ application, risks }: EntrySummary): boolean =>
  application.scopes === null ||
  application.detail.state !== 'read' ||
  risks.some(({ code }) => code === 'application.unread')

/** Entries in which every word of the search occurs, that fit both filters, sorted; the order is stable. */
export const tableRows = (
  entries: readonly EntrySummary[],
  { search, risk, decision, sorting }: Shown,
): readonly EntrySummary[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const shown = entries.filter((entry) => {
    if (!fitsRisk(entry, risk) || !fitsDecision(entry, decision)) return false
    const text = searchText(entry)
    return words.every((word) => text.includes(word))
  })
  const keyed = shown.map((entry) => ({ entry, key: keyOf(entry, sorting.column) }))
  const sign = sorting.descending ? -1 : 1
  return keyed
    .sort((a, b) => byKey(a.key, b.key, sign) || collator.compare(nameOf(a.entry), nameOf(b.entry)))
    .map(({ entry }) => entry)
}

/** How many entries each choice of the risk filter would show. */
export const countRisks = (entries: readonly EntrySummary[]): Readonly<Record<RiskFilter, number>> => ({
  all: entries.length,
  error: entries.filter((entry) => fitsRisk(entry, 'error')).length,
  warning: entries.filter((entry) => fitsRisk(entry, 'warning')).length,
  info: entries.filter((entry) => fitsRisk(entry, 'info')).length,
  unread: entries.filter(isUnread).length,
  none: entries.filter((entry) => fitsRisk(entry, 'none')).length,
})

const fitsRisk = (entry: EntrySummary, filter: RiskFilter): boolean => {
  if (filter === 'all') return true
  if (filter === 'unread') return isUnread(entry)
  return (worstOf(entry.risks) ?? 'none') === filter
}

/** Halo's own applications are not reviewed, and so never open. */
const fitsDecision = ({ application, decision }: EntrySummary, filter: DecisionFilter): boolean => {
  if (filter === 'all') return true
  if (filter === 'open') return decision === null && !application.system
  return decision?.decision === filter
}

const searchText = ({ application, risks, note, decision, purpose }: EntrySummary): string =>
  [
    application.name,
    application.id,
    application.clientId,
    application.login.name,
    application.description,
    ...(application.scopes ?? []),
    ...risks.map(({ code, message }) => `${code} ${message}`),
    note.purpose,
    purpose?.recipe.title,
    note.owner,
    decision?.decision,
    decision?.ticket,
    application.createdBy,
  ]
    .filter((text) => text != null)
    .join('\n')
    .toLowerCase()

const nameOf = ({ application }: EntrySummary): string => applicationName(application)

// A fixed locale: the same data reads the same on every machine.
const collator = new Intl.Collator('en', { numeric: true })

/** null: not known, or nothing; last whichever way the column is sorted. */
type Key = string | number | null

const byKey = (a: Key, b: Key, sign: number): number => {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b)
  return sign * collator.compare(String(a), String(b))
}

const SEVERITY_RANK: Readonly<Record<Severity, number>> = { info: 1, warning: 100, error: 10_000 }

const keyOf = (entry: EntrySummary, column: Column): Key => {
  const { application, risks, note, decision } = entry
  switch (column) {
    case 'name':
      return nameOf(entry)
    case 'login':
      return loginWords(entry.application.login, entry.agent).who
    case 'scopes':
      return application.scopes?.length ?? null
    case 'risks':
      return risks.reduce((sum, { severity }) => sum + SEVERITY_RANK[severity], 0)
    case 'purpose':
      return note.purpose ?? note.owner
    case 'decision':
      return decision === null ? null : DECISIONS.indexOf(decision.decision)
    default: {
      const view = viewOf(entry, column)
      return view?.state === 'predicted' ? view.visible : view?.state === 'refused' ? -1 : null
    }
  }
}
