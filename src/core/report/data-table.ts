import { isolated } from '../comparison/name-text'
import { html, Html } from './escape'
import { languages } from './languages'

/** A column of a table on paper. */
export interface Column {
  readonly head: string
  /** `number` stands to the right; `head` heads its row. */
  readonly kind?: 'text' | 'number' | 'head'
}

/** What is in a cell: a text of a tenant or of ours, or markup with the text that it takes the room of. */
export type Cell = string | { readonly html: Html; readonly text: string }

interface DataTable {
  readonly caption: string
  readonly columns: readonly Column[]
  /** Each as wide as `columns`. */
  readonly rows: readonly (readonly Cell[])[]
  /** Of the style sheet, besides what all tables have. */
  readonly look?: string
}

/**
 * A table of which no column breaks a word that has room on the page. Its columns are as wide as what is in them
 * asks for: laid out by the browser instead, 10,000 rows take seconds, and a short column breaks "Manageme-nt".
 */
export const dataTable = ({ caption, columns, rows, look = '' }: DataTable): Html =>
  html`<table class="data ${look}">
    <caption>
      ${caption}
    </caption>
    <colgroup>
      ${columnWidths(
        columns.map(({ head }) => head),
        rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : cell.text))),
      ).map((width) => html`<col class="w${width}" />`)}
    </colgroup>
    <thead>
      <tr>
        ${columns.map(
          ({ head, kind }) => html`<th scope="col" class="${kind === 'number' ? 'number' : ''}">${head}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell, at) => cellHtml(cell, columns[at]?.kind))}
          </tr> `,
      )}
    </tbody>
  </table>`

/**
 * Of plain text without an element of its own, which would double the work of printing. Only what is written from
 * right to left has its direction looked for: of 70,000 cells that is what takes a browser longest.
 */
const cellHtml = (cell: Cell, kind: Column['kind']): Html => {
  const text = typeof cell === 'string' ? cell : ''
  const { lang, content } =
    typeof cell === 'string' ? languages(cell, broken) : { lang: null, content: cell.html }
  if (kind === 'number') return html`<td class="number">${content}</td>`
  const attributes = [
    isolated(text) === text ? '' : ' dir="auto"',
    lang === null ? '' : ` lang="${lang}"`,
  ].join('')
  return kind === 'head'
    ? new Html(`<th scope="row"${attributes}>${content.text}</th>`)
    : new Html(`<td${attributes}>${content.text}</td>`)
}

const LONG_ADDRESS = /[^\s@/]{3}[@/]\S{12}/

/** Where addresses may go on in the next line. */
const broken = (text: string): Html | readonly Html[] => {
  if (text === '') return html`–`
  if (!LONG_ADDRESS.test(text)) return html`${text}`
  return text.split(/(?<=[@/._])(?=\S)/).map((part, at) => (at === 0 ? html`${part}` : html`<wbr />${part}`))
}

// --- Widths --------------------------------------------------------------------------------------

/** How wide the page is, in the type size of a table (8 points on 182 mm). */
const PAGE_EM = 64
/** Between two columns. */
const GAP_EM = 0.9
/** A longer word is broken where the page has no room for it. */
const LONGEST_WORD_EM = 18
const SHORTEST_WORD_EM = 4
/** No column asks for more than this for itself. */
const WIDEST_EM = 44
/** Semibold letters of a heading. */
const BOLD = 1.1

/**
 * Widths of the columns of a table in percent, whole numbers that add up to 100. Each takes its longest word, as far
 * as all of them fit; what is left goes to where it saves most lines.
 */
export const columnWidths = (
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): readonly number[] => {
  const columns = heads.map((head, at) => {
    const cells = rows.map((row) => row[at] ?? '')
    return {
      head: longestWord(head) * BOLD,
      word: cells.reduce((most, cell) => Math.max(most, longestWord(cell)), 0),
      usual: Math.min(WIDEST_EM, Math.max(widthOf(head) * BOLD, mostOf(cells.map(widthOf)))),
    }
  })
  const least = (cap: number) => columns.map(({ head, word }) => Math.max(head, Math.min(word, cap)) + GAP_EM)
  let cap = LONGEST_WORD_EM
  while (cap > SHORTEST_WORD_EM && sumOf(least(cap)) > PAGE_EM) cap -= 0.5
  const needed = least(cap)
  const wishes = columns.map(({ usual }, at) => Math.max(0, usual + GAP_EM - (needed[at] ?? 0)))
  const left = Math.max(0, PAGE_EM - sumOf(needed))
  const share = sumOf(wishes) === 0 ? 0 : Math.min(1, left / sumOf(wishes))
  const wanted = needed.map((width, at) => width + (wishes[at] ?? 0) * share)
  return inPercent(wanted)
}

/** What nine of ten cells have room in. */
const mostOf = (widths: readonly number[]): number =>
  [...widths].sort((a, b) => a - b)[Math.floor(widths.length * 0.9)] ?? 0

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0)

/** What is left goes to all alike. Rounded up, so that no word loses its room; the widest pays for that. */
const inPercent = (widths: readonly number[]): readonly number[] => {
  const all = sumOf(widths)
  const rounded = widths.map((width) => Math.ceil((width / all) * 100))
  const widest = rounded.indexOf(Math.max(...rounded))
  return rounded.map((width, at) => (at === widest ? width + 100 - sumOf(rounded) : width))
}

const longestWord = (text: string): number =>
  (LONG_ADDRESS.test(text) ? text.split(/[\s@/._]+/) : text.split(/\s+/)).reduce(
    (most, word) => Math.max(most, widthOf(word)),
    0,
  )

/** About how wide a text is in Noto Sans, in em. */
export const widthOf = (text: string): number => {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

const characterWidth = (character: string): number => {
  const code = character.codePointAt(0) ?? 0
  if (code > 0x2e7f) return 1.05
  if (code > 0x590) return 0.62
  if ("ijl.,:;’'|!()[]".includes(character)) return 0.31
  if ('mwMW@%—'.includes(character)) return 0.94
  if (character >= 'A' && character <= 'Z') return 0.69
  if (character === ' ' || character === '-' || character === 'r' || character === 't' || character === 'f')
    return 0.36
  return 0.6
}

/** The rules of {@link columnWidths}: a class for each width. */
export const WIDTH_RULES = Array.from({ length: 100 }, (_, at) => `.w${at + 1}{width:${at + 1}%}`).join('')
