import type { RecordExplanation, RecordLine } from '../causes/record-explanation'
import { escapeMarkdown, plainLine } from '../comparison/markdown-text'
import { withoutIsolates } from '../comparison/name-text'
import { sentence } from '../explain/words'
import { BASIS_WORDS, CONFIDENCE_WORDS } from '../words/words'
import type { ChangeText } from './change-text'
import { openedWords, type FixWay } from './fix-ways'

/** A record's explanation with the ways to show it, as it is copied into a ticket or a message. */
export interface RecordToTell {
  readonly tenant: string
  readonly record: RecordExplanation
  readonly ways: readonly (Pick<FixWay, 'name' | 'opens' | 'opened'> & {
    readonly changes: readonly ChangeText[]
  })[]
  /** Why there is no way, in sentences. */
  readonly reasons: readonly string[]
  /** What would hide it, where the app sees it. */
  readonly wouldHide: readonly ChangeText[]
}

/** As plain text. No text in it steers the direction of others: it is pasted into texts of other people's. */
export const recordText = (told: RecordToTell): string => lines(told, PLAIN).join('\n')

/** The same as Markdown. */
export const recordMarkdown = (told: RecordToTell): string => lines(told, MARKDOWN).join('\n')

interface Form {
  readonly title: (tenant: string, name: string) => string
  readonly text: (text: string) => string
  /** A numbered change with the place to make it. */
  readonly step: (number: number, change: ChangeText) => string
}

const PLAIN: Form = {
  title: (tenant, name) => `${plainLine(tenant)}: ${plainLine(name)}`,
  text: plainLine,
  step: (number, { text, path }) => `${number}. ${plainLine(text)}\n   ${plainLine(path)}`,
}

const marked = (text: string): string => escapeMarkdown(withoutIsolates(text)).trim()

const MARKDOWN: Form = {
  title: (tenant, name) => `**${marked(tenant)}: ${marked(name)}**`,
  text: marked,
  step: (number, { text, path }) => `${number}. ${marked(text)}  \n   ${marked(path)}`,
}

/** The fix stands before the evidence. */
const lines = (
  { tenant, record, ways, reasons, wouldHide }: RecordToTell,
  { title, text, step }: Form,
): readonly string[] => {
  const [best, ...others] = ways
  return [
    title(tenant, record.name),
    '',
    text(record.message),
    ...(best === undefined
      ? []
      : [
          '',
          text(`To show it (${best.name.charAt(0).toLowerCase()}${best.name.slice(1)}):`),
          '',
          ...best.changes.map((change, index) => step(index + 1, change)),
          ...(best.opens === 0 ? [] : ['', text(`Also shown by this: ${openedWords(best.opened)}.`)]),
        ]),
    ...(others.length === 0 ? [] : ['', text('Other ways:'), '']),
    ...others.map(
      ({ name, changes }) => `- ${text(`${name}: ${changes.map((change) => change.text).join(' ')}`)}`,
    ),
    ...reasons.flatMap((reason) => ['', text(reason)]),
    ...(wouldHide.length === 0 ? [] : ['', text('Each of these would hide it:'), '']),
    ...wouldHide.map((change) => `- ${text(change.text)}`),
    ...(record.lines.length === 0 ? [] : ['', text('What decides it:'), '']),
    ...record.lines.map((line) => `- ${text(lineText(line))}`),
    '',
  ]
}

const lineText = (line: RecordLine): string =>
  `${sentence(line.what)}: ${line.value}. Allowed: ${line.allowed}. ${decisionWords(line)}.`

/** "Hides it (documented)", "Left open", "Does not hide it". */
export const decisionWords = ({ decided, basis, overruled }: RecordLine): string => {
  if (decided === 'hides') return basis === null ? 'Hides it' : `Hides it (${basisWords(basis)})`
  if (decided === 'open') return 'Left open'
  return overruled ? 'Does not hide it, as was observed' : 'Does not hide it'
}

const basisWords = (basis: NonNullable<RecordLine['basis']>): string =>
  basis === 'observed' ? CONFIDENCE_WORDS.observed.word.toLowerCase() : BASIS_WORDS[basis]
