import { nameKey } from '../comparison/name-text'
import type { ChangeChoice, ChoiceGroup } from './change-choices'

/** A choice that was looked for, and the group that it is in. */
export interface FoundChoice {
  readonly group: string
  readonly choice: ChangeChoice
}

/**
 * Choices of all groups by what somebody typed: the one of that name first, then those that begin with it, those
 * with a word that does, those that contain it, those that have each word of it. Accents, capital letters and
 * spaces make no difference. Equals keep the order of the groups.
 */
export const findChoices = (groups: readonly ChoiceGroup[], typed: string): readonly FoundChoice[] => {
  const sought = folded(typed)
  if (sought === '') return []
  return groups
    .flatMap(({ title, choices }) =>
      choices.map((choice) => ({ group: title, choice, rank: rankOf(folded(choice.label), title, sought) })),
    )
    .filter(({ rank }) => rank < RANKS)
    .sort((a, b) => a.rank - b.rank)
    .map(({ group, choice }) => ({ group, choice }))
}

const RANKS = 5

const rankOf = (label: string, title: string, sought: string): number => {
  if (label === sought) return 0
  if (label.startsWith(sought)) return 1
  if (wordsOf(label).some((at) => label.startsWith(sought, at))) return 2
  if (label.includes(sought)) return 3
  const all = `${label} ${folded(title)}`
  return sought.split(' ').every((word) => all.includes(word)) ? 4 : RANKS
}

/** Where words begin. */
const wordsOf = (text: string): readonly number[] =>
  [...text.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)].map(({ index }) => index)

const folded = (name: string): string => nameKey(name).normalize('NFD').replace(/\p{M}+/gu, '')
