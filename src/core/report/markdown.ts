import { counted, countText } from '../comparison/count-text'
import { escapeMarkdown } from '../comparison/markdown-text'
import { SEVERITY_WORDS } from '../words/words'
import type { Accepted, Fix, Severity } from '../comparison/finding'

/** What the short summaries for a pull request, a chat or a ticket are made of. */

/**
 * A text as it stands in a summary: `escapeMarkdown`, and nothing of it that GitHub or a chat finds after Markdown was
 * read either: no mention (`@team`), no reference (`#12`), no formula (`$`), no list at its beginning.
 */
export const inert = (text: string): string =>
  escapeMarkdown(text)
    .trim()
    // Between blanks neither quotes nor begins anything: a click path is read as text as well.
    .replace(/(?<=\S )\\(?=[>&] )/g, '')
    .replace(/\$/g, '\\$')
    // A word joiner: nobody sees it, and what would be called by it is not.
    .replace(/([@#])(?=[\p{L}\p{N}_])/gu, '$1\u2060')
    .replace(/^(?=[-+=])/, '\\')
    .replace(/^(\d+)(?=[.)])/, '$1\\')

/** A table of texts; a cell without text has a dash. */
export const markdownTable = (
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] =>
  [heads, heads.map(() => '---'), ...rows.map((row) => row.map((cell) => inert(cell) || '–'))].map(
    (cells) => `| ${cells.join(' | ')} |`,
  )

/** The first of several, a block of lines each, and how many more there are: a summary says what it leaves out. */
export const firstOf = <Item>(
  items: readonly Item[],
  most: number,
  lines: (item: Item) => readonly string[],
  [one, many]: readonly [one: string, many: string],
): readonly string[] => [
  ...items.slice(0, most).flatMap(lines),
  ...(items.length > most ? [`- and ${counted(items.length - most, `more ${one}`, `more ${many}`)}`] : []),
]

interface Problem {
  readonly severity: Severity
  readonly message: string
  readonly fix: Fix | null
  readonly accepted?: Accepted | undefined
}

/** What somebody has to look at first: what nobody accepted, then errors before warnings. */
export const worstFirst = (
  a: Pick<Problem, 'severity' | 'accepted'>,
  b: Pick<Problem, 'severity' | 'accepted'>,
): number =>
  Number(a.accepted !== undefined) - Number(b.accepted !== undefined) || RANK[a.severity] - RANK[b.severity]

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

/** "Error", what is wrong, and below it the smallest fix with Halo's click path. */
export const problemLines = ({ severity, message, fix, accepted }: Problem): readonly string[] => [
  `- **${SEVERITY_WORDS[severity]}${accepted === undefined ? '' : `, accepted until ${accepted.until}`}:** ${inert(message)}`,
  ...(fix === null ? [] : [`  - Fix: ${inert(fix.text)}${fix.path === null ? '' : ` (${inert(fix.path)})`}`]),
]

/** "2 errors, 1 warning, 3 of information": always all three, so that none reads as left out. */
export const severityCounts = (of: readonly Pick<Problem, 'severity' | 'accepted'>[]): string => {
  const count = (wanted: Severity) => of.filter(({ severity }) => severity === wanted).length
  const accepted = of.filter((each) => each.accepted !== undefined).length
  const severities = `${counted(count('error'), 'error')}, ${counted(count('warning'), 'warning')}, ${counted(count('info'), 'of information', 'of information')}`
  return accepted === 0 ? severities : `${severities}; ${countText(accepted)} of them accepted`
}

/** Blocks of lines, parted by empty ones; a block without a line is left out. */
export const markdownText = (blocks: readonly (readonly string[])[]): string =>
  `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`
