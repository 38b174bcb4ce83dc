import { sameClient } from '../halo/client-id'
import type { ApplicationNote, ApplicationNotes } from './inventory'

export const NO_NOTE: ApplicationNote = { purpose: null, owner: null, nextReview: null }

/** What is written down of an application, by its client id in whatever way it is written; null: nothing. */
export const noteOf = (notes: ApplicationNotes, clientId: string): ApplicationNote | null =>
  Object.entries(notes).find(([id]) => sameClient(id, clientId))?.[1] ?? null

/** The notes with another one of an application; an empty one is none. */
export const withNote = (
  notes: ApplicationNotes,
  clientId: string,
  note: ApplicationNote,
): ApplicationNotes => {
  const others = Object.entries(notes).filter(([id]) => !sameClient(id, clientId))
  const isEmpty = Object.values(note).every((text) => text === null)
  return Object.fromEntries(isEmpty ? others : [...others, [clientId, note] as const])
}
