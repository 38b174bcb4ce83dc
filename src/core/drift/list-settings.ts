import { changedList } from '../access/list-changes'
import { idKey } from './setting-difference'

/** What became of a list of an agent: of its entries one by one, or of it as a whole. */
export interface ListDifference<T> {
  /** From no entry to some, or from some to none: where an empty list means all, a limit came or went. */
  readonly whole: boolean
  readonly added: readonly T[]
  readonly removed: readonly T[]
  /** In both, as they were and as they are. */
  readonly kept: readonly (readonly [before: T, after: T])[]
  /** An entry without its id may be one that seems added or removed: of those nothing is said. */
  readonly open: boolean
}

/** By ids, whatever the order; one that comes twice counts once. */
export const listDifference = <T>(
  before: readonly T[],
  after: readonly T[],
  idOf: (entry: T) => string,
): ListDifference<T> => {
  const [was, is] = [byId(before, idOf), byId(after, idOf)]
  const added = [...is].flatMap(([id, entry]) => (was.has(id) ? [] : [entry]))
  const removed = [...was].flatMap(([id, entry]) => (is.has(id) ? [] : [entry]))
  const kept = [...was].flatMap(([id, entry]) => {
    const now = is.get(id)
    return now === undefined ? [] : [[entry, now] as const]
  })
  const nameless = (list: readonly T[]) => list.some((entry) => idOf(entry) === '')
  const [open, wasOpen] = [nameless(after), nameless(before)]
  return {
    whole: (before.length === 0) !== (after.length === 0),
    added: wasOpen ? [] : added,
    removed: open ? [] : removed,
    kept,
    open: (wasOpen && added.length > 0) || (open && removed.length > 0) || open !== wasOpen,
  }
}

const byId = <T>(list: readonly T[], idOf: (entry: T) => string): ReadonlyMap<string, T> =>
  new Map(list.filter((entry) => idOf(entry) !== '').map((entry) => [idKey(idOf(entry)), entry]))

/** The list with its entry of one id as it is in another list: put in, replaced or left out. */
export const withEntryOf = <T>(
  list: readonly T[] | null,
  other: readonly T[] | null,
  idOf: (entry: T) => string,
  id: string,
): readonly T[] | null => {
  if (other === null) return list
  const wanted = other.find((entry) => idOf(entry) === id)
  return changedList(list, idOf, [
    { id, become: () => wanted ?? null, ...(wanted !== undefined && { make: () => wanted }) },
  ])
}
