import type { Change } from '../../../core/access/change'
import { explainRecord } from '../../../core/causes/record'
import type { RecordExplanation } from '../../../core/causes/record-explanation'
import type { Comparison } from '../../../core/comparison/comparison'
import type { Resource } from '../../../core/halo/resource'
import { changeSyntax } from '../../../core/remedy/change-syntax'
import { changeText, fixWayMarkdown } from '../../../core/remedy/change-text'
import { recordMarkdown, recordText } from '../../../core/remedy/record-text'
import { smallestFixes } from '../../../core/remedy/smallest-fix'
import { wouldHide } from '../../../core/remedy/would-hide'
import type { FixAnswer, RecordAnswer } from '../../../shared/ipc/analysis'

const described = (changes: readonly Change[], comparison: Comparison) =>
  changes.map((change) => ({ change: changeSyntax(change), ...changeText(change, comparison) }))

/** The smallest fixes with each change in words and the whole way as Markdown. */
export const fixesFor = (
  comparison: Comparison,
  resource: Resource,
  records: readonly string[] | null,
): FixAnswer => {
  const { ways, open, reasons } = smallestFixes(comparison, resource, records)
  return {
    open,
    reasons,
    ways: ways.map((way) => ({
      name: way.name,
      changes: described(way.changes, comparison),
      opens: way.opens,
      hides: way.hides,
      opened: way.opened,
      markdown: fixWayMarkdown(way, comparison),
    })),
  }
}

/** One record explained with its ways, in words and to be copied; null where neither side listed it. */
export const recordAnswer = (comparison: Comparison, resource: Resource, id: string): RecordAnswer | null => {
  const record = explainRecord(comparison, resource, id)
  if (record === null) return null
  const fixes = isToShow(record) ? fixesFor(comparison, resource, [id]) : null
  const hiding = described(wouldHide(comparison, resource, id), comparison)
  const told = {
    tenant: comparison.tenant.name,
    record,
    ways: fixes?.ways ?? [],
    reasons: fixes?.reasons.map(({ message }) => message) ?? [],
    wouldHide: hiding,
  }
  return { ...record, fixes, wouldHide: hiding, text: recordText(told), markdown: recordMarkdown(told) }
}

/** Ways show records to the app, those that it is known to lack or that nothing decides. */
const isToShow = ({ side, state, seenBy }: RecordExplanation): boolean =>
  side === 'app' && (state === 'hidden' || seenBy === 'undecided')
