import type { Comparison } from '../comparison/comparison'
import { counted, formatCount, plural } from '../comparison/count-text'
import { escapeMarkdown } from '../comparison/markdown-text'
import { withoutIsolates } from '../comparison/name-text'
import { shownRecords } from '../comparison/names'
import type { Count } from '../comparison/outcome'
import type { RecordSummary } from '../comparison/record'
import { resourceDefinition, type Resource } from '../halo/resource'
import { answerWord } from '../words/words'
import type { ChangeText } from './change-text'
import { nothingMoves, type ResourceOutlook, type SeenCounts, type WhatIf } from './what-if'

/** Fates of a record that are told, in the order of telling. */
export const FATES = ['appears', 'disappears', 'unknown'] as const
export type Fate = (typeof FATES)[number]

/** "259 tickets appear", "1 ticket disappears", "3 tickets may appear or disappear". */
export const fateWords = (fate: Fate, count: number, resource: Resource): string => {
  const what = `${formatCount(count)} ${nounOf(count, resource)}`
  if (fate === 'unknown') return `${what} may appear or disappear`
  const verb = fate === 'appears' ? 'appear' : 'disappear'
  return `${what} ${plural(count, `${verb}s`, verb)}`
}

/** "The app would see 361 of 1,500 tickets instead of 102." What is predicted is never called seen. */
export const outlookSentence = (outlook: ResourceOutlook): string =>
  seenSentence(outlook, nounOf(outlook.of.least, outlook.resource))

/** What came of the changes in one sentence: of the one kind of record that moves, or over all. */
export const outlookHeadline = ({ resources, total, workedOut }: WhatIf): string => {
  const [first, second] = resources
  if (first === undefined) return nothingMoves({ workedOut })
  return second === undefined
    ? outlookSentence(first)
    : `In all: ${seenSentence(total, plural(total.of.least, 'record')).replace(/^T/, 't')}`
}

const nounOf = (count: number, resource: Resource): string => {
  const { one, label } = resourceDefinition(resource)
  return count === 1 ? one : label.toLowerCase()
}

const seenSentence = ({ before, after, of }: SeenCounts, noun: string): string => {
  const all = `${of.exact ? '' : 'at least '}${formatCount(of.least)} ${noun}`
  const ending = before.least === after.least && before.exact && after.exact ? ', as many as it does' : null
  if (after.least === 0 && !after.exact)
    return `It is not known how many of ${all} the app would see instead of ${countText(before)}.`
  const share =
    after.exact && of.exact && after.least === of.least && of.least > 1
      ? `all ${all}`
      : `${countText(after)} of ${all}`
  return `The app would see ${share}${ending ?? ` instead of ${countText(before)}`}.`
}

const countText = ({ least, exact }: Count): string => {
  if (!exact) return `at least ${formatCount(least)}`
  return least === 0 ? 'none' : formatCount(least)
}

// --- To copy -----------------------------------------------------------------------------------

/** Records of each kind and fate that a copied text names; how many more there are it says. */
const NAMED_RECORDS = 50

/**
 * The whole answer as text to paste: what would come of it, the changes with where Halo has them, the records by
 * name, and what it cannot know.
 */
export const whatIfCopy = (
  answer: WhatIf,
  changes: readonly ChangeText[],
  comparison: Comparison,
): { readonly plain: string; readonly markdown: string } => {
  const shown = shownRecords(comparison)
  const write = (form: Form): string =>
    [
      form.heading(`What if: ${comparison.tenant.name} (predicted)`),
      form.paragraph(outlookHeadline(answer)),
      ...changes.map(({ text, path }, at) => form.step(at + 1, text, path)),
      ...answer.resources.flatMap((outlook) => [
        form.heading(resourceDefinition(outlook.resource).label),
        ...(answer.resources.length > 1 ? [form.paragraph(outlookSentence(outlook))] : []),
        ...FATES.flatMap((fate) => fateLines(outlook, fate, comparison, shown, form)),
      ]),
      ...(answer.permissions.length === 0 ? [] : [form.heading('Effective permissions')]),
      ...answer.permissions.map(({ before, after }) =>
        form.item(
          `${after.verb} ${after.feature}: ${answerWord(before.effective.allowed)} → ${answerWord(after.effective.allowed)}`,
        ),
      ),
      form.heading('What this cannot know'),
      ...answer.limits.map(form.item),
    ]
      .join('\n')
      .trim() + '\n'
  return { plain: withoutIsolates(write(PLAIN)), markdown: withoutIsolates(write(MARKDOWN)) }
}

const fateLines = (
  outlook: ResourceOutlook,
  fate: Fate,
  { resources }: Comparison,
  shown: ReturnType<typeof shownRecords>,
  form: Form,
): readonly string[] => {
  const ids = outlook[fate]
  if (ids.length === 0) return []
  const named = ids.slice(0, NAMED_RECORDS)
  const records = recordsOf(resources, outlook.resource, new Set(named))
  const more = ids.length - named.length
  return [
    form.paragraph(`${fateWords(fate, ids.length, outlook.resource)}:`),
    ...named.map((id) => {
      const record = records.get(id)
      return form.item(record === undefined ? id : recordLine(shown(outlook.resource, record)))
    }),
    ...(more > 0 ? [form.item(`and ${counted(more, 'more', 'more')}`)] : []),
  ]
}

const recordLine = ({ id, label, clientName }: RecordSummary): string =>
  [id, label, clientName].filter((text) => text !== null && text !== '').join(', ')

/** Rows of some ids, from whichever side has them. */
export const recordsOf = (
  resources: Comparison['resources'],
  resource: Resource,
  ids: ReadonlySet<string>,
): ReadonlyMap<string, RecordSummary> => {
  const found = new Map<string, RecordSummary>()
  const compared = resources.find((each) => each.resource === resource)
  for (const side of compared === undefined ? [] : [compared.app, compared.agent])
    if (side.state === 'listed')
      for (const record of side.records) if (ids.has(record.id)) found.set(record.id, record)
  return found
}

interface Form {
  readonly heading: (text: string) => string
  readonly paragraph: (text: string) => string
  readonly step: (number: number, text: string, path: string) => string
  readonly item: (text: string) => string
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ')

const PLAIN: Form = {
  heading: (text) => `\n${oneLine(text)}`,
  paragraph: oneLine,
  step: (number, text, path) => `${number}. ${oneLine(text)}\n   ${oneLine(path)}`,
  item: (text) => `- ${oneLine(text)}`,
}

const MARKDOWN: Form = {
  heading: (text) => `\n**${escapeMarkdown(text)}**\n`,
  paragraph: (text) => `${escapeMarkdown(text)}\n`,
  step: (number, text, path) => `${number}. ${escapeMarkdown(text)}  \n   ${escapeMarkdown(path)}`,
  item: (text) => `- ${escapeMarkdown(text)}`,
}
