/** The figures of `npm run bench`, as a person reads them: in the terminal and in docs/benchmarks.md. */
import { table } from './markdown-table.mjs'

/**
 * @typedef {import('../../bench/figure.ts').Figure} Figure
 * @typedef {{ name: string, figures: readonly Figure[] } | { name: string, fault: string }} CaseResult
 * @typedef {object} Machine
 * @property {string} date a day, ISO 8601
 * @property {string} commit
 * @property {string} processor with the number of its cores
 * @property {number} memory in bytes
 * @property {readonly [number, number]} load the average of a minute, at the begin and at the end
 * @property {string} node its version
 * @property {readonly string[]} hosts what shows the window and prints, with versions
 */

const exact = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const rounded = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })
const ratios = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** Times and sizes to three digits; what is counted as it is. @param {number} value @param {Figure['unit']} unit */
const amount = (value, unit) => {
  const isMeasured = unit === 's' || unit === 'ms' || unit === 'MB' || unit === '%'
  return `${(isMeasured ? rounded : exact).format(value)} ${unit}`
}

const HEAD = ['what', 'ours', 'peer or floor', 'ratio', 'aim', 'runs']

/** @param {Figure} figure */
const cellsOf = ({ what, ours, unit, reference, aim, runs, unmeasured }) =>
  unmeasured !== undefined
    ? [what, 'not measured', '', '', aim ?? '', '']
    : [
        what,
        amount(ours, unit),
        reference === null ? '' : `${amount(reference.value, unit)}, ${reference.what}`,
        reference === null || reference.value === 0 ? '' : ratios.format(ours / reference.value),
        aim ?? '',
        exact.format(runs),
      ]

/** @param {readonly CaseResult[]} results @returns {readonly string[][]} */
const rowsOf = (results) =>
  results.flatMap((result) =>
    'fault' in result
      ? [[result.name, 'failed', '', '', '', '']]
      : result.figures.map((figure) => cellsOf(figure)),
  )

/** What has no numbers, with the reason. @param {readonly CaseResult[]} results @returns {readonly string[]} */
const missing = (results) =>
  results.flatMap((result) =>
    'fault' in result
      ? [`${result.name}: ${result.fault}`]
      : result.figures.flatMap(({ what, unmeasured }) =>
          unmeasured === undefined ? [] : [`${what}: ${unmeasured}`],
        ),
  )

/** In columns, for a terminal. @param {readonly CaseResult[]} results */
export const terminalTable = (results) => {
  const rows = [HEAD, ...rowsOf(results)]
  const widths = HEAD.map((_name, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
  return [...lines.map((line) => line.trimEnd()), ...missing(results)].join('\n')
}

const KEPT_BEGIN = '<!-- kept by hand: begin -->'
const KEPT_END = '<!-- kept by hand: end -->'
const NOTHING_KEPT = '\n## What was tried that did not help\n\nNothing yet.\n\n'

/**
 * What stands between the marks of a text, which no program writes.
 * @param {string | null} text null for none
 * @throws when it has no such part: writing would lose what a person wrote
 */
export const keptByHand = (text) => {
  if (text === null) return NOTHING_KEPT
  const [begin, end] = [text.indexOf(KEPT_BEGIN), text.indexOf(KEPT_END)]
  if (begin === -1 || end < begin)
    throw new Error(`docs/benchmarks.md has no part between “${KEPT_BEGIN}” and “${KEPT_END}”.`)
  return text.slice(begin + KEPT_BEGIN.length, end)
}

/**
 * The text of docs/benchmarks.md.
 * @param {readonly CaseResult[]} results
 * @param {Machine} machine
 * @param {string} kept the part that `keptByHand` found
 */
export const benchmarksText = (results, machine, kept) => {
  const reasons = missing(results)
  const [atBegin, atEnd] = machine.load
  return `# Benchmarks

Written by \`npm run bench -- all\` on ${machine.date} at commit ${machine.commit}.

${table(
  ['machine', ''],
  [
    ['processor', machine.processor],
    ['memory', `${rounded.format(machine.memory / 1e9)} GB`],
    ['load average of a minute', `${atBegin.toFixed(1)} at the begin, ${atEnd.toFixed(1)} at the end`],
    ['Node', machine.node],
    ['hosts', machine.hosts.join(', ') || 'none'],
  ],
)}

${table(HEAD, rowsOf(results))}

## What the words mean

- **ours** is the middle of the runs, **runs** how many there were. Times and sizes are rounded to three digits, requests are exact.
- **peer or floor** was measured in the same run, on the same machine: another program that does the same, or the least that anything of its kind could take.
- **ratio** is ours to that. Times depend on the machine and on what else it does; the ratio is what can be compared.
- **aim** is what was set out to reach, before it was measured. Nothing fails when it is missed.
- **s** and **ms** are of the clock, or of the processor where the row says so. **MB** are a million bytes.
- Every case runs in a process of its own, one after another, so that the memory and the warm code of one are not those of the next. Servers are processes of their own too.

## What could not be measured

${reasons.length === 0 ? 'Everything was.' : reasons.map((each) => `- ${each}`).join('\n')}

${KEPT_BEGIN}${kept}${KEPT_END}
`
}
