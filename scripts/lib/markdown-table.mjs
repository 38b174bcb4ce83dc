/**
 * A table in Markdown.
 * @param {readonly string[]} head
 * @param {readonly (readonly (string | number)[])[]} rows
 */
export const table = (head, rows) =>
  [
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.map(inCell).join(' | ')} |`),
  ].join('\n')

const inCell = (/** @type {string | number} */ text) =>
  String(text).replaceAll('|', '\\|').replace(/\s+/g, ' ')
