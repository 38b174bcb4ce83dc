import type { Selection } from './result'

/** The records that are selected. */
export const selectedIds = (selection: Selection): readonly string[] => {
  if (selection.kind === 'row') return [selection.id]
  return selection.kind === 'rows' ? selection.ids : []
}

/** Some records, one, or the whole resource where none is left. */
export const selectionOf = (ids: readonly string[]): Selection => {
  const [first] = ids
  if (first === undefined) return { kind: 'resource' }
  return ids.length === 1 ? { kind: 'row', id: first } : { kind: 'rows', ids }
}

/** With a record or, where it is selected, without it. */
export const toggled = (selection: Selection, id: string): Selection => {
  const ids = selectedIds(selection)
  return selectionOf(ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id])
}
