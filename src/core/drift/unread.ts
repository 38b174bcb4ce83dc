import { isolated } from '../comparison/name-text'

/** Something that cannot be held against the other end. */
export interface UnreadPart {
  /** “its teams”, “level for Tickets”. */
  readonly what: string
  /** At which end it was not read; `open`: it was, and not so that one can be told from another. */
  readonly end: 'earlier' | 'later' | 'both' | 'open'
}

/** What of somebody's settings is not known to have changed or not: a sentence for each end. */
export const unreadSentences = (of: string, parts: readonly UnreadPart[]): readonly string[] =>
  ENDS.flatMap(({ end, words }) => {
    const lacking = parts.filter((part) => part.end === end).map(({ what }) => what)
    return lacking.length === 0 ? [] : [`${words(isolated(of))}: ${[...new Set(lacking)].join(', ')}.`]
  })

const ENDS: readonly { readonly end: UnreadPart['end']; readonly words: (of: string) => string }[] = [
  { end: 'earlier', words: (of) => `Of ${of} these were not read in the earlier snapshot` },
  { end: 'later', words: (of) => `Of ${of} these were not read in the later snapshot` },
  { end: 'both', words: (of) => `Of ${of} these were read in neither snapshot` },
  { end: 'open', words: (of) => `Of ${of} these cannot be told from one another` },
]
