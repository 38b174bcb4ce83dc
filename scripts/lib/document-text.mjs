/** What a Markdown document holds that others may refer to, and what it names itself. */

/**
 * @typedef {object} Outline
 * @property {ReadonlySet<string>} numbers of its sections: `4.3`
 * @property {ReadonlySet<string>} titles without their number, in lower case
 * @property {ReadonlySet<string>} anchors as GitHub makes them: `config-files`
 * @property {readonly { section: string, id: string }[]} rows first cells of tables that are numbers or ids: `3`, `B13`, `8-10`
 */

const FENCE = /^\s*```/

/**
 * The lines of a text, each with whether it stands in a fenced block.
 * @param {string} text
 * @returns {readonly { line: string, fenced: boolean }[]}
 */
const linesOf = (text) => {
  let fenced = false
  return text.split('\n').map((line) => {
    const isFence = FENCE.test(line)
    if (isFence) fenced = !fenced
    return { line, fenced: fenced || isFence }
  })
}

/** @param {string} title @returns {string} */
const anchorOf = (title) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')

/** @param {string} text @returns {Outline} */
export const outlineOf = (text) => {
  /** @type {[Set<string>, Set<string>, Set<string>]} */
  const [numbers, titles, anchors] = [new Set(), new Set(), new Set()]
  /** @type {{ section: string, id: string }[]} */
  const rows = []
  let section = ''
  for (const { line, fenced } of linesOf(text)) {
    if (fenced) continue
    const heading = /^#{1,6} (?:(\d+(?:\.\d+)*)\.? )?(.*)$/.exec(line)
    if (heading !== null) {
      const [, number, title = ''] = heading
      section = number ?? ''
      if (number !== undefined) numbers.add(number)
      titles.add(title.trim().toLowerCase())
      anchors.add(anchorOf(line.replace(/^#+ /, '')))
    }
    const id = /^\| ([A-Z]?\d+(?:-\d+)?) \|/.exec(line)?.[1]
    if (id !== undefined) rows.push({ section, id })
  }
  return { numbers, titles, anchors, rows }
}

/**
 * Whether a table of a section (of any, when undefined) has a row of that number or id; `8-10` holds 9.
 * @param {Outline} outline
 * @param {string} id
 * @param {string} [section]
 */
export const hasRow = ({ rows }, id, section) =>
  rows.some((row) => {
    if (section !== undefined && row.section !== section) return false
    const [from = 0, to] = row.id.split('-').map(Number)
    return row.id === id || (to !== undefined && Number(id) >= from && Number(id) <= to)
  })

/**
 * What stands in fenced blocks and between backticks: a line of a block and a span each by itself.
 * @param {string} text
 * @returns {readonly { line: number, code: string, fenced: boolean }[]} lines from 1
 */
export const codeOf = (text) =>
  linesOf(text).flatMap(({ line, fenced }, index) =>
    fenced
      ? [{ line: index + 1, code: line, fenced: /** @type {boolean} */ (fenced) }]
      : [...line.matchAll(/`([^`]+)`/g)].map(([, code = '']) => ({
          line: index + 1,
          code,
          fenced: /** @type {boolean} */ (fenced),
        })),
  )

/** Targets of links and pictures. @param {string} text @returns {readonly { line: number, target: string }[]} */
export const linksOf = (text) =>
  linesOf(text).flatMap(({ line, fenced }, index) =>
    fenced
      ? []
      : [...line.matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = '']) => ({ line: index + 1, target })),
  )
