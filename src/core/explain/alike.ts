import type { SideFacts } from '../access/side-facts'
import { countText } from '../comparison/count-text'
import type { Finding, FindingSide } from '../comparison/finding'
import { RESOURCES, type Resource } from '../halo/resource'
import { labelOf, nameSome } from './words'

/** What tells faults of one kind from each other, and how several of them are told as one. */

/**
 * A text without what is particular to one request: the path, and numbers. Faults whose texts are the same then are
 * one fault that struck several times.
 */
export const alikeText = (text: string): string => withoutPath(text).replace(/\d+(?:[.,:]\d+)*/g, '#')

/** "Tickets answered 503." said of all: "The server answered 503." */
export const withoutPath = (text: string): string =>
  text.replace(/^\/?[A-Z][A-Za-z]*(?:\/[\w{}.-]+)* answered /, 'The server answered ')

/** Items in groups of one key, in the order of their first. */
export const grouped = <T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] => {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return [...groups.values()]
}

/** What struck a resource on a side. */
export interface Strike {
  readonly facts: SideFacts
  readonly resource: Resource
}

/** Which resources were struck, on which sides. */
export interface Extent {
  readonly side: FindingSide
  /** In the order of all. */
  readonly resources: readonly Resource[]
  /** One side, or the same resources on both. */
  readonly isEven: boolean
  /** On a side nothing that was asked came through, of several resources. */
  readonly isAll: boolean
  /** "on the app side", "on either side", "by the inspector". */
  readonly where: string
  /** "tickets and sites", "9 of 14 resources". */
  readonly subject: string
  /** How many of a side were asked for. */
  readonly asked: number
}

export const extentOf = (strikes: readonly Strike[]): Extent => {
  const sides = [...new Set(strikes.map(({ facts }) => facts))]
  const ofSide = (side: SideFacts) => strikes.filter(({ facts }) => facts === side)
  const struck = new Set(strikes.map(({ resource }) => resource))
  const resources = RESOURCES.filter((resource) => struck.has(resource))
  const asked = Math.max(...sides.map(askedOf))
  const isEven = sides.every((side) => ofSide(side).length === resources.length)
  return {
    side: sides.length > 1 ? 'both' : (sides[0]?.side ?? 'both'),
    resources,
    isEven,
    isAll: resources.length > 1 && sides.some((side) => ofSide(side).length === askedOf(side)),
    where: sides.length > 1 ? (isEven ? 'on either side' : 'on one side or both') : whereOf(sides[0]),
    subject:
      resources.length <= MOST_NAMED
        ? nameSome(resources.map(labelOf))
        : `${countText(resources.length)} of ${countText(asked)} resources`,
    asked,
  }
}

const askedOf = ({ views }: SideFacts): number => views.filter(({ own }) => own.state !== 'skipped').length

/** More stand in the evidence alone. */
const MOST_NAMED = 3

const whereOf = (facts: SideFacts | undefined): string => {
  if (facts?.isInspector === true) return 'by the inspector'
  return facts?.side === 'agent' ? 'on the agent side' : 'on the app side'
}

/** A finding of one resource is one of that resource, whatever struck it on both sides. */
export const placeOf = (resources: readonly Resource[]): Pick<Finding, 'resource' | 'resources'> => {
  const [only, second] = resources
  return only !== undefined && second === undefined
    ? { resource: only }
    : { resource: null, ...(resources.length > 0 && { resources }) }
}
