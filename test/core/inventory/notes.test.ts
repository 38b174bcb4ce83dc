import { describe, expect, it } from 'vitest'
import { noteOf, NO_NOTE, withNote } from '../../../src/core/inventory/notes'

const CLIENT = '11111111-2222-3333-4444-55555555555A'
const SYNC = { ...NO_NOTE, purpose: 'halo-tickets' }

describe('notes about applications', () => {
  it('are found by the client id in whatever way it is written', () => {
    const notes = withNote({}, CLIENT, SYNC)
    expect(noteOf(notes, CLIENT.toLowerCase())).toEqual(SYNC)
    expect(noteOf(notes, 'another')).toBeNull()
  })

  it('take the place of an older one, and go when nothing is left in them', () => {
    const notes = withNote({ other: SYNC, [CLIENT]: SYNC }, CLIENT.toLowerCase(), {
      ...SYNC,
      owner: 'Ann Lee',
    })
    expect(Object.keys(notes)).toEqual(['other', CLIENT.toLowerCase()])
    expect(noteOf(notes, CLIENT)?.owner).toBe('Ann Lee')
    expect(withNote(notes, CLIENT, NO_NOTE)).toEqual({ other: SYNC })
  })
})
