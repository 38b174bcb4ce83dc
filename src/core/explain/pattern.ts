import { countText } from '../comparison/count-text'
import type { NameOf } from '../comparison/names'
import { dateOf } from '../comparison/halo-date'
import { resourceDefinition, type NameKind, type Resource } from '../halo/resource'
import { UNASSIGNED, UNASSIGNED_AGENT_ID, type RecordSummary } from '../comparison/record'

/**
 * What tells the records a side does not see from those it does, read from the rows alone: a facet,
 * two facets together, or a date. A pattern is no cause; it says where to look.
 */
export interface Pattern {
  /** "site Head Office", "client Contoso and team Projects", "opened before 2026-03-01". */
  readonly text: string
  /** Records not seen that fit it, of how many. */
  readonly support: number
  readonly of: number
  /** Records that fit it and are seen all the same. */
  readonly counterExamples: number
  /** Fits all that are not seen and none that is. */
  readonly exact: boolean
}

type ValueOf = (record: RecordSummary) => string | null
type Facet = 'client' | 'site' | 'team' | 'department' | 'type' | 'assignee'

const FACETS: readonly (readonly [name: Facet, value: ValueOf])[] = [
  ['client', ({ clientId }) => clientId],
  ['site', ({ siteId }) => siteId],
  ['team', ({ teamId }) => teamId],
  ['department', ({ departmentId }) => departmentId],
  ['type', ({ typeId }) => typeId],
  ['assignee', ({ agentId }) => agentId],
]

/** What the values of a facet name. */
const KINDS: Readonly<Record<Facet, readonly NameKind[]>> = {
  client: ['client'],
  site: ['site'],
  team: ['team'],
  department: ['department'],
  type: ['ticket type', 'asset type'],
  assignee: ['agent'],
}

/** Whether a facet of a resource's records is what they are themselves: that tells nothing about them. */
const isOwnIdentity = (facet: Facet, resource: Resource): boolean => {
  const { kind } = resourceDefinition(resource)
  return kind !== null && KINDS[facet].includes(kind)
}

/** Fewer not seen than this, and anything they share may be chance. */
const LEAST_RECORDS = 2
const SHOWN_VALUES = 3

/**
 * The pattern that separates best: exact ones first, a single facet before two, then the one with
 * most support after its counter-examples. null when nothing separates better than chance.
 */
export const bestPattern = (
  lost: readonly RecordSummary[],
  seen: readonly RecordSummary[],
  nameOf: NameOf,
  resource: Resource,
): Pattern | null => {
  if (lost.length < LEAST_RECORDS || seen.length === 0) return null
  const facets = FACETS.filter(([name]) => !isOwnIdentity(name, resource))
  const single = facets.map(([name, value]) =>
    separation(lost, seen, value, (record) => describe(name, record, nameOf, resource)),
  )
  const exact = single.find((pattern) => pattern?.exact === true) ?? datePattern(lost, seen)
  if (exact != null) return exact
  for (const [index, [first, valueA]] of facets.entries()) {
    for (const [second, valueB] of facets.slice(index + 1)) {
      const pair = separation(
        lost,
        seen,
        (record) => {
          const [a, b] = [valueA(record), valueB(record)]
          return a === null || b === null ? null : `${a}\n${b}`
        },
        (record) =>
          `${describe(first, record, nameOf, resource)} and ${describe(second, record, nameOf, resource)}`,
      )
      if (pair?.exact === true) return pair
    }
  }
  const [best] = single
    .filter((pattern) => pattern !== null && pattern.isShared && pattern.support > pattern.counterExamples)
    .sort((a, b) => weight(b) - weight(a))
  return best ?? null
}

const weight = (pattern: Pattern | null): number =>
  pattern === null ? -Infinity : pattern.support - pattern.counterExamples

/** Takes the values of which more records are lost than seen. */
const separation = (
  lost: readonly RecordSummary[],
  seen: readonly RecordSummary[],
  value: ValueOf,
  text: (record: RecordSummary) => string,
): (Pattern & { readonly isShared: boolean }) | null => {
  const counts = new Map<string, { lost: number; seen: number; example: RecordSummary }>()
  for (const record of lost) {
    const key = value(record)
    if (key === null) continue
    const known = counts.get(key)
    if (known === undefined) counts.set(key, { lost: 1, seen: 0, example: record })
    else known.lost += 1
  }
  for (const record of seen) {
    const key = value(record)
    const known = key === null ? undefined : counts.get(key)
    if (known !== undefined) known.seen += 1
  }
  const fitting = [...counts.values()]
    .filter((count) => count.lost > count.seen)
    .map((count) => ({ ...count, name: text(count.example) }))
    // By name where counts are equal: the order of rows must not matter.
    .sort((a, b) => b.lost - a.lost || (a.name < b.name ? -1 : 1))
  if (fitting.length === 0) return null
  const support = fitting.reduce((sum, count) => sum + count.lost, 0)
  const counterExamples = fitting.reduce((sum, count) => sum + count.seen, 0)
  // As many values as records would fit anything.
  const isShared = fitting.length <= support / 2
  const shown = fitting.slice(0, SHOWN_VALUES).map(({ name }) => name)
  const more = fitting.length - shown.length
  return {
    text: `${shown.join(', ')}${more > 0 ? ` and ${countText(more)} more` : ''}`,
    support,
    of: lost.length,
    counterExamples,
    exact: support === lost.length && counterExamples === 0 && isShared,
    isShared,
  }
}

const describe = (facet: Facet, record: RecordSummary, nameOf: NameOf, resource: Resource): string => {
  switch (facet) {
    case 'client':
      return `client ${nameOf('client', record.clientId ?? '')}`
    case 'site':
      return `site ${nameOf('site', record.siteId ?? '')}`
    case 'team':
      return `team ${nameOf('team', record.teamId ?? '')}`
    case 'department':
      return `department ${nameOf('department', record.departmentId ?? '')}`
    case 'type':
      return `type ${nameOf(resourceDefinition(resource).typeKind ?? 'ticket type', record.typeId ?? '')}`
    case 'assignee':
      return record.agentId === UNASSIGNED_AGENT_ID
        ? UNASSIGNED.toLowerCase()
        : `assigned to ${nameOf('agent', record.agentId ?? '')}`
  }
}

/** All that are not seen are older than all that are, or newer. */
const datePattern = (lost: readonly RecordSummary[], seen: readonly RecordSummary[]): Pattern | null => {
  const [lostFirst, lostLast] = rangeOf(lost)
  const [seenFirst, seenLast] = rangeOf(seen)
  if (lostFirst === null || lostLast === null || seenFirst === null || seenLast === null) return null
  // A time with its zone and one without are not comparable.
  if (new Set([lostFirst, lostLast, seenFirst, seenLast].map(hasZone)).size > 1) return null
  const exact = { support: lost.length, of: lost.length, counterExamples: 0, exact: true }
  if (lostLast < seenFirst) return { text: `opened before ${moment(seenFirst, lostLast)}`, ...exact }
  return lostFirst > seenLast ? { text: `opened after ${moment(seenLast, lostFirst)}`, ...exact } : null
}

const hasZone = (date: string): boolean => date.endsWith('Z')

/** First and last date; null where a record has none. Dates of one form sort as text. */
const rangeOf = (records: readonly RecordSummary[]): readonly [string | null, string | null] => {
  let first: string | null = null
  let last: string | null = null
  for (const record of records) {
    // A snapshot may hold a date as Halo wrote it.
    const date = dateOf(record.date)
    if (date === null || (first !== null && hasZone(first) !== hasZone(date))) return [null, null]
    if (first === null || date < first) first = date
    if (last === null || date > last) last = date
  }
  return [first, last]
}

/** The day, unless that of the other is the same: then to what part of a second tells them apart. */
const moment = (date: string, other: string): string => {
  const length = [10, 16, 19].find((end) => date.slice(0, end) !== other.slice(0, end)) ?? date.length
  return date.slice(0, length).replace('T', ' ')
}

/** "site Head Office: 12 of 12 not seen, 0 seen all the same (exact)". */
export const patternText = ({ text, support, of, counterExamples, exact }: Pattern): string =>
  `${text}: ${countText(support)} of ${countText(of)} not seen, ${countText(counterExamples)} seen all the same${exact ? ' (exact)' : ''}`
