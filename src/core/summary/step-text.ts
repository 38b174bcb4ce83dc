import type { FixStep, ResourceRecords } from './summary'
import type { Comparison } from '../comparison/comparison'
import { counted } from '../comparison/count-text'
import { countOf } from '../explain/words'
import { changeText } from '../remedy/change-text'

/**
 * A step of a plan as sentences, one for each change. A scope is told as its cause tells it, which knows whether it is
 * ticked and only not asked for.
 */
export const stepTexts = (comparison: Comparison, { cause, changes }: FixStep): readonly string[] => {
  const fix = comparison.causes[cause ?? -1]?.fix
  return changes.some(({ kind }) => kind === 'scope') && fix != null
    ? [fix.text]
    : changes.map((change) => changeText(change, comparison).text)
}

/** So many kinds of records stand in a sentence. */
export const KINDS = 4

/** "1,085 tickets and 57 sites", "1,265 records: 418 assets, 305 users and 542 of 7 other kinds". */
export const addsText = (adds: readonly ResourceRecords[]): string => {
  const texts = adds.slice(0, KINDS).map(({ resource, records }) => countOf(records, resource))
  const left = adds.slice(KINDS)
  const sum = (of: readonly ResourceRecords[]) => of.reduce((all, { records }) => all + records, 0)
  if (left.length > 0)
    return `${counted(sum(adds), 'record')}: ${texts.join(', ')} and ${counted(sum(left), 'record')} of ${counted(left.length, 'other kind')}`
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1) ?? ''}`
}
