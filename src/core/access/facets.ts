import type { Access, AccessCause, AccessRules } from './access'
import { facetOf, RECORD_REASONS, type RecordReason } from './visibility'
import type { RecordSummary } from '../comparison/record'
import type { Resource } from '../halo/resource'

/**
 * The records of one list, sorted once by what each rule looks at: a rule is then asked once for all that agree in
 * it, and a hundred thousand tickets of forty applications are judged in a second. The rules are those of access.ts.
 */
export interface FacetIndex {
  readonly resource: Resource
  readonly records: readonly RecordSummary[]
  readonly facets: ReadonlyMap<RecordReason, Facet>
}

interface Facet {
  /** One record of each class. */
  readonly examples: readonly RecordSummary[]
  /** The class of each record. */
  readonly classes: Uint32Array
}

export const facetIndex = (resource: Resource, records: readonly RecordSummary[]): FacetIndex => ({
  resource,
  records,
  facets: new Map(RECORD_REASONS.map((code) => [code, facet(code, resource, records)])),
})

const facet = (code: RecordReason, resource: Resource, records: readonly RecordSummary[]): Facet => {
  const known = new Map<string, number>()
  const examples: RecordSummary[] = []
  const classes = numbersOf(records, (record) => {
    const key = facetOf(code, resource, record)
    const before = known.get(key)
    if (before !== undefined) return before
    known.set(key, examples.length)
    return examples.push(record) - 1
  })
  return { examples, classes }
}

/** As `Uint32Array.from`, which is slower with a function. */
const numbersOf = (
  records: readonly RecordSummary[],
  numberOf: (record: RecordSummary) => number,
): Uint32Array => {
  const numbers = new Uint32Array(records.length)
  for (const [place, record] of records.entries()) numbers[place] = numberOf(record)
  return numbers
}

/** What is said of records that are judged alike. */
export interface Judgement {
  readonly causes: ReadonlySet<AccessCause['code']>
  readonly undecided: ReadonlySet<AccessCause['code']>
}

export interface Judgements {
  /** Distinct judgements with the number of records of each. */
  readonly groups: readonly (Judgement & { readonly count: number })[]
  /** The place in `groups` of each record's. */
  readonly of: Uint32Array
}

/** @param correct what was observed of an access, asked with a record that it holds for */
export const judgeByFacets = (
  { whole, parts }: AccessRules,
  { resource, records, facets }: FacetIndex,
  correct: (access: Access, record: RecordSummary) => Access,
): Judgements => {
  const [first] = records
  if (first === undefined) return { groups: [], of: new Uint32Array() }
  const codes = new Numbered()
  const ofAll = codes.maskOf(correct(whole(resource), first))
  const masks = parts.flatMap(({ code, of }) => {
    const sorted = facets.get(code)
    if (sorted === undefined) return []
    const ofClass = numbersOf(sorted.examples, (record) =>
      codes.maskOf(correct(of(resource, record), record)),
    )
    return ofClass.some((mask) => mask !== 0) ? [{ ofClass, classes: sorted.classes }] : []
  })
  const places = new Map<number, number>()
  const counts: number[] = []
  const of = new Uint32Array(records.length)
  for (let index = 0; index < of.length; index += 1) {
    let mask = ofAll
    for (const { ofClass, classes } of masks) mask |= ofClass[classes[index] ?? 0] ?? 0
    let place = places.get(mask)
    if (place === undefined) {
      place = counts.push(0) - 1
      places.set(mask, place)
    }
    counts[place] = (counts[place] ?? 0) + 1
    of[index] = place
  }
  return {
    groups: [...places].map(([mask, place]) => ({ ...codes.judgement(mask), count: counts[place] ?? 0 })),
    of,
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
