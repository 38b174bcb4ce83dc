import { create } from 'zustand'
import type { Column, RiskFilter, DecisionFilter, Sorting } from './table-rows'

/** How the table of one inventory is looked at. */
interface TableLook {
  readonly search: string
  readonly risk: RiskFilter
  readonly decision: DecisionFilter
  readonly sorting: Sorting
  /** The row that has the focus, so that it is found again after an application was looked at. */
  readonly active: string | null
}

interface TableState extends TableLook {
  /** The inventory that it is about. */
  readonly inventoryId: string | null
  /** Puts how another one was looked at aside, and looks at this one as it was left. */
  readonly enter: (inventoryId: string) => void
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

const FIRST_LOOK: TableLook = { ...ALL, sorting: { column: 'risks', descending: true }, active: null }

/** How the table is looked at; kept while an application is open, and while other inventories are. */
export const useTable = create<TableState>()((set, get) => {
  const aside = new Map<string, TableLook>()
  return {
    inventoryId: null,
    ...FIRST_LOOK,
    enter: (inventoryId) => {
      const { inventoryId: before, search, risk, decision, sorting, active } = get()
      if (before === inventoryId) return
      if (before !== null) aside.set(before, { search, risk, decision, sorting, active })
      set({ ...FIRST_LOOK, ...aside.get(inventoryId), inventoryId })
    },
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
  }
})
