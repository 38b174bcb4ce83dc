import { matching } from './match'

/** What the palette can lead to or do. */
export interface PaletteEntry {
  /** Its name between openings, for what was used last. */
  readonly id: string
  readonly group: string
  /** What it does. */
  readonly label: string
  /** Whose name it is about, in whatever script; null for nobody's. */
  readonly name: string | null
  /** Said beside it, and found by as well. */
  readonly hint: string | null
  /** Its shortcut as people of the system know it. */
  readonly keys: string | null
  /** Why it cannot be done now, in a sentence; null: it can. */
  readonly blocked: string | null
  readonly run: () => void
}

interface PaletteGroup {
  readonly name: string
  readonly entries: readonly PaletteEntry[]
}

interface Listed {
  readonly groups: readonly PaletteGroup[]
  /** How many more there are than are listed. */
  readonly more: number
}

/** What an entry is found by. */
export const searchText = ({ label, name, hint, group }: PaletteEntry): string =>
  [label, name, hint, group].filter((part) => part !== null).join(' ')

/** So many rows are drawn at most: nobody reads on, and of 5,000 tenants each has some. */
export const MOST_ROWS = 50
/** Of each group, before anything is typed. */
const MOST_OF_GROUP = 8

const RECENT_GROUP = 'Recently used'

const grouped = (entries: readonly PaletteEntry[]): readonly PaletteGroup[] => {
  const groups = new Map<string, PaletteEntry[]>()
  for (const entry of entries) {
    const group = groups.get(entry.group)
    if (group === undefined) groups.set(entry.group, [entry])
    else group.push(entry)
  }
  return [...groups].map(([name, members]) => ({ name, entries: members }))
}

/**
 * What is listed for a query: the best in groups, that with the best first. Before anything is typed: what was used last, then
 * the first of each group.
 * @param texts what each entry is found by, folded
 * @param recent ids, last used first
 */
export const listed = (
  entries: readonly PaletteEntry[],
  texts: readonly string[],
  query: string,
  recent: readonly string[],
): Listed => {
  if (query.trim() !== '') {
    // What can be done with one tenant stays in its order, whatever the words for it are.
    const lengths = entries.map(({ name, label }) => (name ?? label).length)
    const found = matching(texts, query, lengths).flatMap((at) => entries[at] ?? [])
    return { groups: grouped(found.slice(0, MOST_ROWS)), more: Math.max(0, found.length - MOST_ROWS) }
  }
  const used = recent.flatMap((id) => entries.find((entry) => entry.id === id) ?? [])
  const rest = grouped(entries.filter((entry) => !used.includes(entry)))
  const shown = rest.map((group) => ({ ...group, entries: group.entries.slice(0, MOST_OF_GROUP) }))
  const count = (groups: readonly PaletteGroup[]) =>
    groups.reduce((sum, group) => sum + group.entries.length, 0)
  return {
    groups: used.length === 0 ? shown : [{ name: RECENT_GROUP, entries: used }, ...shown],
    more: count(rest) - count(shown),
  }
}
