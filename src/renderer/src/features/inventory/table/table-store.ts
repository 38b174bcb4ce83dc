import { create } from 'zustand'
import type { Column, RiskFilter, DecisionFilter, Sorting } from './table-rows'

interface TableState {
  readonly search: string
  readonly risk: RiskFilter
  readonly decision: DecisionFilter
  readonly sorting: Sorting
  /** The row that has the focus, so that it is found again after an application was looked at. */
  readonly active: string | null
  readonly setSearch: (search: string) => void
  readonly setRisk: (risk: RiskFilter) => void
  readonly setDecision: (decision: DecisionFilter) => void
  /** A column that is sorted by already turns around. */
  readonly sortBy: (column: Column) => void
  readonly setActive: (applicationId: string) => void
  readonly showAll: () => void
}

/** Sorted from the start of the alphabet first; numbers from the largest. */
const TEXTS: readonly Column[] = ['name', 'login', 'purpose', 'decision']

const ALL = { search: '', risk: 'all', decision: 'all' } as const

/** How the table is looked at; kept while an application is open. */
export const useTable = create<TableState>()((set) => ({
  ...ALL,
  sorting: { column: 'risks', descending: true },
  active: null,
  setSearch: (search) => {
    set({ search })
  },
  setRisk: (risk) => {
    set({ risk })
  },
  setDecision: (decision) => {
    set({ decision })
  },
  sortBy: (column) => {
    set(({ sorting }) => ({
      sorting: {
        column,
        descending: sorting.column === column ? !sorting.descending : !TEXTS.includes(column),
      },
    }))
  },
  setActive: (active) => {
    set({ active })
  },
  showAll: () => {
    set(ALL)
  },
}))
