import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InventoryEntry } from '../../../src/core/inventory/inventory'
import { closeReview, reviewChanges, reviewCounts } from '../../../src/core/inventory/review-counts'
import { DECISIONS, type ClosedReview, type Decision } from '../../../src/core/inventory/review'
import { aFailure, aTicket, listed, truncated } from '../support/builders'
import {
  aDecision,
  anEntry,
  anInventory,
  applicationId,
  aReview,
  aRisk,
  inspectorLists,
  predicted,
} from '../support/inventory-builders'

const CLOSED = { closedAt: '2026-08-20T09:00:00.000Z', sha256: 'b'.repeat(64) }

/** The last review of one application, decided on then. */
const lastOf = (entry: InventoryEntry, decision: Partial<Decision> = {}): ClosedReview =>
  closeReview(anInventory([entry]), aReview({ 1: decision }), CLOSED)

const changesOf = (then: InventoryEntry, now: InventoryEntry, decision: Partial<Decision> = {}) => {
  const changes = reviewChanges(anInventory([now]), lastOf(then, decision))
  if (changes === null) throw new Error('There was a review')
  return changes
}

/** The sentences about the one application, that it changed and that something is not known. */
const saidOf = (then: InventoryEntry, now: InventoryEntry) => {
  const { changed, unknown } = changesOf(then, now)
  return { changed: changed.flatMap(({ what }) => what), unknown: unknown.flatMap(({ what }) => what) }
}

describe('reviewCounts', () => {
  it('adds up, for any decisions about any applications', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 12 })
    const decisions = fc.dictionary(
      fc.integer({ min: 1, max: 20 }).map(String),
      fc.record({ decision: fc.constantFrom(...DECISIONS) }),
    )
    fc.assert(
      fc.property(numbers, fc.func(fc.boolean()), decisions, (ids, isSystem, decided) => {
        const entries = ids.map((id) => anEntry({ id: applicationId(id), system: isSystem(id) }))
        const review = aReview(decided)
        const counts = reviewCounts(anInventory(entries), review)
        const { keep, reduce, remove, defer } = counts
        expect(counts.reviewed).toBe(keep + reduce + remove + defer)
        expect(counts.reviewed + counts.open).toBe(counts.applications)
        expect(counts.applications).toBe(entries.filter(({ application }) => !application.system).length)
        expect(counts.reviewed + counts.aside.length).toBe(Object.keys(review.decisions).length)
      }),
    )
  })

  it('names a decision about what is gone, or Halo’s own, and counts it nowhere else', () => {
    const entries = [anEntry(), anEntry({ id: applicationId(2), system: true })]
    const review = aReview({ 1: {}, 2: { decision: 'remove' }, 3: { decision: 'reduce' } })
    expect(reviewCounts(anInventory(entries), review)).toEqual({
      applications: 1,
      reviewed: 1,
      keep: 1,
      reduce: 0,
      remove: 0,
      defer: 0,
      open: 0,
      aside: [
        { id: applicationId(2), decision: 'remove', why: 'system' },
        { id: applicationId(3), decision: 'reduce', why: 'gone' },
      ],
    })
  })

  it('calls nothing gone where the list could not be read', () => {
    const inventory = anInventory([], { facts: { listFailure: aFailure('request.failed', { status: 403 }) } })
    expect(reviewCounts(inventory, aReview({ 1: {} })).aside).toMatchObject([{ why: 'not-read' }])
  })
})

describe('closeReview', () => {
  it('keeps every application but Halo’s own, with its decision or none, and the evidence', () => {
    const entries = [
      anEntry({}, { risks: [aRisk()] }),
      anEntry({ id: applicationId(2), name: 'Backup', scopes: null }),
      anEntry({ id: applicationId(3), system: true }),
    ]
    const closed = closeReview(anInventory(entries), aReview({ 1: { decision: 'keep' } }), CLOSED)
    expect(closed).toMatchObject({
      closedAt: CLOSED.closedAt,
      reviewer: 'Ada Keller',
      population: { readAt: '2026-11-23T10:01:10.000Z', sha256: CLOSED.sha256 },
    })
    expect(closed.applications).toEqual([
      {
        id: applicationId(1),
        name: 'Reporting sync',
        login: 'agent',
        agentId: '42',
        loginName: 'API Agent',
        inactive: false,
        scopes: ['read:tickets'],
        sees: { tickets: { visible: 2, of: 3 } },
        risks: ['application.person'],
        decision: aDecision(),
      },
      expect.objectContaining({ name: 'Backup', scopes: null, decision: null }),
    ])
  })

  it('keeps no number that is only the least', () => {
    const undecided = anEntry({}, { sees: [predicted({ visible: 1, unknown: 1 })] })
    expect(lastOf(undecided).applications[0]?.sees).toEqual({})
    const part = inspectorLists({ tickets: truncated([aTicket(1), aTicket(2), aTicket(3)], 9) })
    const closed = closeReview(anInventory([anEntry()], { facts: { lists: part } }), aReview(), CLOSED)
    expect(closed.applications[0]?.sees).toEqual({})
    const refused = anEntry(
      {},
      { sees: [{ resource: 'tickets', state: 'refused', causes: ['scope.missing'] }] },
    )
    expect(lastOf(refused).applications[0]?.sees).toEqual({ tickets: { visible: 0, of: null } })
  })
})

describe('reviewChanges', () => {
  it('is nothing where there was no review, and says nothing where all is as it was', () => {
    expect(reviewChanges(anInventory(), null)).toBeNull()
    expect(changesOf(anEntry(), anEntry())).toEqual({
      added: [],
      gone: [],
      changed: [],
      unknown: [],
      notDone: [],
    })
  })

  it('names what was added and what is gone, with what was decided about it, and tells two of one name apart', () => {
    const last = lastOf(anEntry(), { decision: 'remove', reason: 'Replaced.' })
    const changes = reviewChanges(anInventory([anEntry({ id: applicationId(2) })]), last)
    expect(changes?.added).toEqual([{ id: applicationId(2), name: `Reporting sync (#${applicationId(2)})` }])
    expect(changes?.gone).toEqual([
      { id: applicationId(1), name: `Reporting sync (#${applicationId(1)})`, decision: 'remove' },
    ])
    expect(changes?.notDone).toEqual([])
  })

  it('calls none gone where the list could not be read: not known', () => {
    const facts = { listFailure: aFailure('request.failed', { status: 403 }) }
    const changes = reviewChanges(anInventory([], { facts }), lastOf(anEntry()))
    expect(changes).toMatchObject({ gone: [], unknown: [{ name: 'Reporting sync' }] })
  })

  it('takes another letter case of an id, another order of scopes and a new name for no change', () => {
    const then = anEntry({ scopes: ['read:tickets', 'read:assets'] })
    const now = anEntry({
      id: applicationId(1).toUpperCase(),
      name: 'Reports',
      scopes: ['read:assets', 'read:tickets'],
      login: { type: 'agent', agentId: '42', name: 'API - Reporting' },
    })
    expect(changesOf(then, now)).toEqual({ added: [], gone: [], changed: [], unknown: [], notDone: [] })
  })

  it.each<[string, InventoryEntry, InventoryEntry, readonly (string | RegExp)[]]>([
    [
      'scopes',
      anEntry({ scopes: ['read:tickets'] }),
      anEntry({ scopes: ['edit:tickets'] }),
      ['Scope edit:tickets was added.', 'Scope read:tickets was removed.'],
    ],
    [
      'another agent',
      anEntry(),
      anEntry({ login: { type: 'agent', agentId: '7', name: 'Tim Bowers' } }),
      ['Logs in as agent Tim Bowers (7) now, as agent API Agent (42) last time.'],
    ],
    [
      'nobody any more',
      anEntry(),
      anEntry({ login: { type: 'unset', agentId: null, name: null } }),
      ['Logs in as nobody now, as agent API Agent (42) last time.'],
    ],
    ['switched off', anEntry(), anEntry({ inactive: true }), ['It was switched off.']],
    ['switched on', anEntry({ inactive: true }), anEntry(), ['It was switched on.']],
    [
      'a risk',
      anEntry(),
      anEntry({}, { risks: [aRisk()] }),
      ['Risk application.person was found, and was not last time.'],
    ],
    [
      'a risk less',
      anEntry({}, { risks: [aRisk()] }),
      anEntry(),
      ['Risk application.person is found no more.'],
    ],
    [
      'what it would see',
      anEntry({}, { sees: [predicted({ visible: 2 })] }),
      anEntry({}, { sees: [predicted({ visible: 1 })] }),
      ['Tickets: would see 1 of 3 (predicted), 2 of 3 last time.'],
    ],
    [
      'refused now',
      anEntry(),
      anEntry({}, { sees: [{ resource: 'tickets', state: 'refused', causes: ['scope.missing'] }] }),
      ['Tickets: would see none, refused (predicted), 2 of 3 last time.'],
    ],
  ])('tells a change of %s', (_name, then, now, sentences) => {
    expect(saidOf(then, now)).toEqual({ changed: sentences, unknown: [] })
  })

  it('takes more records in the tenant for no change of who sees all or nothing', () => {
    const seeing = (visible: number, of: number) => anEntry({}, { sees: [predicted({ visible, of })] })
    expect(saidOf(seeing(3, 3), seeing(5, 5)).changed).toEqual([])
    expect(saidOf(seeing(0, 3), seeing(0, 5)).changed).toEqual([])
    expect(saidOf(seeing(3, 3), seeing(3, 5)).changed).toHaveLength(1)
    expect(saidOf(seeing(2, 3), seeing(3, 5)).changed).toHaveLength(1)
  })

  it.each<[string, InventoryEntry, InventoryEntry, RegExp]>([
    ['its scopes, now', anEntry(), anEntry({ scopes: null }), /scopes could not be read now/],
    ['its scopes, then', anEntry({ scopes: null }), anEntry(), /scopes could not be read last time/],
    ['its scopes, ever', anEntry({ scopes: null }), anEntry({ scopes: null }), /last time, nor now/],
    [
      'its login',
      anEntry(),
      anEntry({ login: { type: 'unknown', agentId: null, name: null } }),
      /logs in as was not told now/,
    ],
    ['whether it is on', anEntry({ inactive: null }), anEntry(), /switched on was not told last time/],
    ['what it would see, now', anEntry(), anEntry({}, { sees: [] }), /not known now: Tickets/],
    ['what it would see, then', anEntry({}, { sees: [] }), anEntry(), /not known last time: Tickets/],
    [
      'a risk that needs what is not readable any more',
      anEntry({}, { risks: [aRisk()] }),
      anEntry({}, { risks: [aRisk({ code: 'application.unread' })] }),
      /risk application.person is still there/,
    ],
  ])('does not call unchanged what is not known: %s', (_name, then, now, words) => {
    const { changed, unknown } = saidOf(then, now)
    expect(unknown).toEqual([expect.stringMatching(words)])
    expect(changed.filter((what) => !what.includes('application.unread'))).toEqual([])
  })

  describe('what was decided', () => {
    const notDone = (decision: Partial<Decision>, then: InventoryEntry, now: InventoryEntry) =>
      changesOf(then, now, { reason: 'Too much.', ...decision }).notDone.map(({ what }) => what)
    const wide = anEntry({ scopes: ['all'] }, { sees: [predicted({ visible: 3 })] })
    const narrow = anEntry({ scopes: [] }, { sees: [predicted({ visible: 2 })] })

    it('to remove is not done while it is there, switched off or not', () => {
      expect(notDone({ decision: 'remove' }, anEntry(), anEntry())).toEqual([
        'Was to be removed, and is still there.',
      ])
      expect(notDone({ decision: 'remove' }, anEntry(), anEntry({ inactive: true }))).toEqual([
        'Was to be removed; it is switched off, and still there.',
      ])
    })

    it('to reduce is done where it lost something and got nothing', () => {
      expect(notDone({ decision: 'reduce' }, wide, narrow)).toEqual([])
      expect(
        notDone({ decision: 'reduce' }, wide, anEntry({ scopes: ['all'] }, { sees: wide.sees, can: [] })),
      ).toEqual(['Was to be reduced, and can do as much as it could.'])
      expect(
        notDone({ decision: 'reduce' }, anEntry({ scopes: ['read:tickets'] }), anEntry({ scopes: ['all'] })),
      ).toEqual(['Was to be reduced, and can do as much as it could.'])
    })

    it('to reduce is not proven by fewer records where the tenant has fewer', () => {
      const fewer = anEntry({}, { sees: [predicted({ visible: 1, of: 2 })] })
      expect(notDone({ decision: 'reduce' }, anEntry(), fewer)).toHaveLength(1)
      const hidden = anEntry({}, { sees: [predicted({ visible: 1, of: 3 })] })
      expect(notDone({ decision: 'reduce' }, anEntry(), hidden)).toEqual([])
    })

    it('to reduce is not known to be done where nothing is known', () => {
      expect(notDone({ decision: 'reduce' }, wide, anEntry({ scopes: null }, { sees: wide.sees }))).toEqual([
        'Was to be reduced; whether it was is not known.',
      ])
    })

    it('to put off is due from its day on, and to keep after its day', () => {
      const due = (decision: 'defer' | 'keep', until: string) =>
        notDone({ decision, until }, anEntry(), anEntry())
      expect(due('defer', '2026-11-23')).toEqual(['Was put off until 2026-11-23.'])
      expect(due('defer', '2026-11-24')).toEqual([])
      expect(due('keep', '2026-11-22')).toEqual(['Was to be kept until 2026-11-22, and no longer.'])
      expect(due('keep', '2026-11-23')).toEqual([])
    })
  })

  it('compares a thousand applications with what they were, and says something of each', () => {
    const entries = Array.from({ length: 1_000 }, (_, at) => anEntry({ id: applicationId(at) }))
    const last = closeReview(anInventory(entries), aReview(), CLOSED)
    const now = entries.map(({ application }) => anEntry({ ...application, scopes: [] }))
    const inventory = anInventory(now, { facts: { lists: inspectorLists({ tickets: listed([]) }) } })
    expect(reviewChanges(inventory, last)?.changed).toHaveLength(1_000)
  })
})
