import type { Access, AccessCause, AccessRules } from './access'
import { facetOf, facetsOf, RECORD_REASONS, type Facet, type RecordReason } from './visibility'
import type { RecordSummary } from '../comparison/record'
import type { Resource } from '../halo/resource'

/**
 * The records of one list, sorted once by what each rule looks at: a rule is then asked once for all that agree in
 * it, and a hundred thousand tickets of forty applications are judged in a second. The rules are those of access.ts.
 */
export interface FacetIndex {
  readonly resource: Resource
  readonly records: readonly RecordSummary[]
  /** For each rule that looks at records of the resource. */
  readonly facets: ReadonlyMap<RecordReason, Classes>
}

/** Records by what of them a rule looks at. */
interface Classes {
  /** The first record of each class. */
  readonly examples: readonly RecordSummary[]
  /** The class of each record. */
  readonly of: Uint32Array
}

/** Kept with the list, since explanations, causes, summary, fixes and what-if all ask for the same ones. */
const known = new WeakMap<readonly RecordSummary[], FacetIndex>()

export const facetIndex = (resource: Resource, records: readonly RecordSummary[]): FacetIndex => {
  const before = known.get(records)
  if (before?.resource === resource) return before
  const made = new Map<string, Classes>()
  const once = (key: string, make: () => Classes): Classes => {
    const classes = made.get(key) ?? make()
    made.set(key, classes)
    return classes
  }
  const byFacet = (facet: Facet): Classes => once(facet, () => classesBy(facet, resource, records))
  const facets = new Map<RecordReason, Classes>()
  for (const code of RECORD_REASONS) {
    const [facet, second] = facetsOf(code, resource)
    if (facet === undefined) continue
    const classes =
      second === undefined
        ? byFacet(facet)
        : once(`${facet} ${second}`, () => crossed(byFacet(facet), byFacet(second), records))
    facets.set(code, classes)
  }
  const index = { resource, records, facets }
  known.set(records, index)
  return index
}

const classesBy = (facet: Facet, resource: Resource, records: readonly RecordSummary[]): Classes =>
  classesOf(records, (record) => facetOf(facet, resource, record))

/** By two facets together. */
const crossed = (some: Classes, others: Classes, records: readonly RecordSummary[]): Classes => {
  const size = others.examples.length
  return classesOf(records, (_record, place) => (some.of[place] ?? 0) * size + (others.of[place] ?? 0))
}

/** By keys that are equal for what is alike. */
const classesOf = (
  records: readonly RecordSummary[],
  keyOf: (record: RecordSummary, place: number) => string | number | null,
): Classes => {
  const numbers = new Map<string | number | null, number>()
  const examples: RecordSummary[] = []
  const of = new Uint32Array(records.length)
  for (const [place, record] of records.entries()) {
    const key = keyOf(record, place)
    let number = numbers.get(key)
    if (number === undefined) {
      number = examples.push(record) - 1
      numbers.set(key, number)
    }
    of[place] = number
  }
  return { examples, of }
}

/** The records that no rule tells apart, together. */
export const alike = ({
  records,
  facets,
}: FacetIndex): readonly (readonly [RecordSummary, ...RecordSummary[]])[] => {
  const [first = { examples: records.slice(0, 1), of: new Uint32Array(records.length) }, ...more] = new Set(
    facets.values(),
  )
  const { of } = more.reduce((some, other) => crossed(some, other, records), first)
  const groups: [RecordSummary, ...RecordSummary[]][] = []
  for (const [place, record] of records.entries()) {
    const group = groups[of[place] ?? 0]
    if (group === undefined) groups.push([record])
    else group.push(record)
  }
  return groups
}

/** What is said of records that are judged alike. */
export interface Judgement {
  readonly causes: ReadonlySet<AccessCause['code']>
  readonly undecided: ReadonlySet<AccessCause['code']>
}

export interface Judgements {
  /** Distinct judgements in the order of their first record, with the number of records of each. */
  readonly groups: readonly (Judgement & { readonly count: number; readonly first: RecordSummary })[]
  /** The place in `groups` of each record's. */
  readonly of: Uint32Array
}

/** @param correct what was observed of an access, asked with a record that it holds for */
export const judgeByFacets = (
  rules: AccessRules,
  index: FacetIndex,
  correct: (access: Access, record: RecordSummary) => Access,
): Judgements => {
  const { records } = index
  const codes = new Numbered()
  const { ofAll, masks } = masksOf(rules, index, correct, codes)
  const of = new Uint32Array(records.length)
  // What is judged alike has one number, with a digit for each rule; a loop for each, since that is many times faster.
  const numbers = new Uint32Array(records.length)
  for (const { classes, digits } of masks)
    for (let at = 0; at < numbers.length; at += 1)
      numbers[at] = (numbers[at] ?? 0) + (digits[classes[at] ?? 0] ?? 0)
  const places = new Uint32Array(masks.reduce((size, { distinct }) => size * distinct.length, 1))
  const counts: number[] = []
  const firsts: number[] = []
  for (let at = 0; at < of.length; at += 1) {
    const number = numbers[at] ?? 0
    let place = places[number] ?? 0
    if (place === 0) {
      place = firsts.push(at)
      counts.push(0)
      places[number] = place
    }
    counts[place - 1] = (counts[place - 1] ?? 0) + 1
    of[at] = place - 1
  }
  const groups = firsts.flatMap((at, place) => {
    const first = records[at]
    if (first === undefined) return []
    const mask = masks.reduce((all, { classes, ofClass }) => all | (ofClass[classes[at] ?? 0] ?? 0), ofAll)
    return [{ ...codes.judgement(mask), count: counts[place] ?? 0, first }]
  })
  return { groups, of }
}

/** Whether nothing is said of any record: no cause, and nothing undecided. Looks at one record of each class only. */
export const isClear = (
  rules: AccessRules,
  index: FacetIndex,
  correct: (access: Access, record: RecordSummary) => Access,
): boolean => {
  const { ofAll, masks } = masksOf(rules, index, correct, new Numbered())
  return ofAll === 0 && masks.length === 0
}

/** What the rules say of each class: for all records together, and where classes differ. */
const masksOf = (
  { whole, parts }: AccessRules,
  { resource, records, facets }: FacetIndex,
  correct: (access: Access, record: RecordSummary) => Access,
  codes: Numbered,
) => {
  const [first] = records
  if (first === undefined) return { ofAll: 0, masks: [] }
  let ofAll = codes.maskOf(correct(whole(resource), first))
  const masks = parts.flatMap(({ code, of }) => {
    const maskOf = (record: RecordSummary) => codes.maskOf(correct(of(resource, record), record))
    const sorted = facets.get(code)
    if (sorted === undefined) {
      // Looks at no record of the resource: what it says, it says of all.
      ofAll |= maskOf(first)
      return []
    }
    const ofClass = Uint32Array.from(sorted.examples, maskOf)
    const distinct = [...new Set(ofClass)]
    return distinct.length === 1 && distinct[0] === 0 ? [] : [{ classes: sorted.of, ofClass, distinct }]
  })
  let size = 1
  return {
    ofAll,
    masks: masks.map((part) => {
      const digits = part.ofClass.map((mask) => part.distinct.indexOf(mask) * size)
      size *= part.distinct.length
      return { ...part, digits }
    }),
  }
}

/** A code has two bits: one as a cause, one as undecided. There are fewer than sixteen codes. */
const BITS = 16

class Numbered {
  readonly #codes: AccessCause['code'][] = []

  maskOf({ causes, undecided }: Access): number {
    let mask = 0
    for (const { code } of causes) mask |= 1 << this.#place(code)
    for (const code of undecided) mask |= 1 << (this.#place(code) + BITS)
    return mask >>> 0
  }

  judgement(mask: number): Judgement {
    const at = (shift: number) =>
      new Set(this.#codes.filter((_code, place) => ((mask >>> (place + shift)) & 1) === 1))
    return { causes: at(0), undecided: at(BITS) }
  }

  #place(code: AccessCause['code']): number {
    const known = this.#codes.indexOf(code)
    return known < 0 ? this.#codes.push(code) - 1 : known
  }
}
