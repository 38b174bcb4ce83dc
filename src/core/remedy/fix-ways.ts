import type { Change } from '../access/change'
import { counted, countText } from '../comparison/count-text'
import { countOf } from '../explain/words'
import type { Resource } from '../halo/resource'

/** A way to make chosen records visible: no change of it can be left out. */
export interface TriedWay {
  readonly changes: readonly Change[]
  /** Which records would appear although they were not chosen: worked out for those ways only that somebody chooses between. */
  readonly opened: () => readonly OpenedRecords[]
  /** How many. */
  readonly opens: number
  /** Records that the app side sees now and would not see any more: another agent may see less elsewhere. */
  readonly hides: number
}

interface OpenedRecords {
  readonly resource: Resource
  readonly records: readonly string[]
}

export interface FixWay extends Omit<TriedWay, 'opened'> {
  readonly opened: readonly OpenedRecords[]
  /** What sets it apart from the others: "Opens nothing else", "One change, opens 259 more". */
  readonly name: string
}

/**
 * Of all ways the few that somebody would choose between, what opens least first, then the fewest changes; what takes
 * something away last. Of two ways none is both larger and opens more. Those that change settings one by one are three at most: the one
 * that opens least, the one of the fewest changes and the best compromise; another agent is one more.
 */
export const fewWays = (all: readonly TriedWay[], predicted: boolean): readonly FixWay[] => {
  const ofSettings = all.filter((way) => !isAgentWay(way))
  const chosen = [...compromises(undominated(ofSettings)), ...undominated(all.filter(isAgentWay))].sort(
    inOrder,
  )
  return chosen.map((way) => ({ ...way, opened: way.opened(), name: nameOf(way, chosen, predicted) }))
}

const inOrder = (a: TriedWay, b: TriedWay): number =>
  Number(a.hides > 0) - Number(b.hides > 0) || a.opens - b.opens || a.changes.length - b.changes.length

const isAgentWay = ({ changes }: TriedWay): boolean => changes.some(({ kind }) => kind === 'agent')

/** Each opens more than the one before, and has fewer changes. Of those that do the same, the first. */
const undominated = (ways: readonly TriedWay[]): readonly TriedWay[] => {
  let fewest = Infinity
  return [...ways].sort(inOrder).filter(({ changes }) => {
    const isLess = changes.length < fewest
    if (isLess) fewest = changes.length
    return isLess
  })
}

/** The first, the last, and of those between them the one that saves the most changes for what it opens. */
const compromises = (ways: readonly TriedWay[]): readonly TriedWay[] => {
  const [first, last] = [ways[0], ways.at(-1)]
  if (first === undefined || last === undefined || ways.length < 4) return ways
  const worth = ({ opens, changes }: TriedWay) =>
    (first.changes.length - changes.length) * (last.opens - opens)
  const [best = first] = ways.slice(1, -1).sort((a, b) => worth(b) - worth(a))
  return [first, best, last]
}

const nameOf = (way: TriedWay, all: readonly TriedWay[], predicted: boolean): string => {
  const { opens, hides } = way
  const others = all.filter((other) => other !== way)
  const changes = way.changes.length === 1 ? 'One change' : counted(way.changes.length, 'change')
  const isLeast = others.length > 0 && all[0] === way
  const ofSettings = others.filter((other) => !isAgentWay(other))
  const isFewest =
    ofSettings.length > 0 && ofSettings.every((other) => other.changes.length > way.changes.length)
  const head = isAgentWay(way)
    ? `Another agent: ${changes.toLowerCase()}`
    : isLeast && opens > 0
      ? `Opens least: ${changes.toLowerCase()}`
      : isFewest && way.changes.length > 1
        ? `Fewest settings: ${changes}`
        : changes
  const more = opens === 0 ? 'opens nothing else' : `opens ${countText(opens)} more`
  const less =
    hides === 0 ? '' : `, hides ${countText(hides)} that it ${predicted ? 'would see' : 'sees'} now`
  return `${head}, ${more}${less}`
}

/** "26 clients, 57 sites": what a way opens, most records first. */
export const openedWords = (opened: FixWay['opened']): string =>
  [...opened]
    .sort((a, b) => b.records.length - a.records.length)
    .map(({ resource, records }) => countOf(records.length, resource))
    .join(', ')
