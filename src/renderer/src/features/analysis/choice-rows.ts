import type { ChangeChoice, ChoiceGroup } from '../../../../core/remedy/change-choices'
import { settingOf } from '../../../../core/remedy/change-syntax'
import { findChoices } from '../../../../core/remedy/find-choice'

/** A line of what could be changed. */
export type ChoiceRow =
  | {
      readonly kind: 'group'
      readonly key: string
      readonly title: string
      readonly count: number
      readonly isOpen: boolean
      readonly canToggle: boolean
      /** Why there is nothing in it. */
      readonly empty: string | null
    }
  | {
      readonly kind: 'choice'
      readonly key: string
      readonly choice: ChangeChoice
      /** The group, where the row does not stand below its heading. */
      readonly within: string | null
    }

/** Groups longer than this start closed. */
const LONG_GROUP = 12

/** Results that are shown; who looks for more types more. */
export const MOST_RESULTS = 100

/** No two choices have the same. */
export const keyOf = (choice: ChangeChoice): string =>
  settingOf(choice.kind === 'switch' ? choice.change : (choice.levels[0]?.change ?? choice.label))

/** All groups with their choices below them; `toggled` are those that are not as they started. */
export const groupRows = (
  groups: readonly ChoiceGroup[],
  toggled: ReadonlySet<string>,
): readonly ChoiceRow[] =>
  groups.flatMap(({ title, choices, empty }): readonly ChoiceRow[] => {
    const isOpen = choices.length <= LONG_GROUP !== toggled.has(title)
    return [
      {
        kind: 'group',
        key: `group ${title}`,
        title,
        count: choices.length,
        isOpen,
        canToggle: choices.length > 0,
        empty,
      },
      ...(isOpen ? choices.map((choice) => rowOf(choice, null)) : []),
    ]
  })

/** What was looked for, best first, and how many there are in all. */
export const foundRows = (
  groups: readonly ChoiceGroup[],
  typed: string,
): { readonly rows: readonly ChoiceRow[]; readonly total: number } => {
  const found = findChoices(groups, typed)
  return {
    rows: found.slice(0, MOST_RESULTS).map(({ group, choice }) => rowOf(choice, group)),
    total: found.length,
  }
}

const rowOf = (choice: ChangeChoice, within: string | null): ChoiceRow => ({
  kind: 'choice',
  key: keyOf(choice),
  choice,
  within,
})

/** The changes after one was tried or taken back: it replaces any other of the same setting, and touches no more. */
export const withChange = (
  changes: readonly string[],
  change: string,
  isOnlyNow: boolean,
): readonly string[] => {
  const others = changes.filter((each) => settingOf(each) !== settingOf(change))
  return isOnlyNow || changes.includes(change) ? others : [...others, change]
}
