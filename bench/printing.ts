import { renderReportHtml } from '../src/core/report/html'
import { PDFDocument } from '@cantoo/pdf-lib'
import type { Comparison } from '../src/core/comparison/comparison'
import { explained } from '../src/core/causes/explained'
import { buildReport } from '../src/core/report/model'
import { chromiumSandbox, findChromium } from '../src/main/adapters/pdf/chromium'
import { createChromiumPrinter } from '../src/main/adapters/pdf/pdf-chromium'
import { watchLoop } from '../test/support/loop-lag'
import { comparisonOf, restrictedTenant } from '../test/support/random-tenant'
import { enlarged } from './on-records'
import type { Benchmark, Figure } from './figure'
import { watchTree, type TreeUse } from './process-tree'

/** Differing records: half of a size, and all of it. */
const SIZES = [2_500, 4_950, 9_900] as const
/** Lines on a page of plain text. */
const LINES = 45

interface Printed extends TreeUse {
  readonly rows: number
  readonly pages: number
  readonly seconds: number
  readonly stall: number
  readonly htmlSeconds: number
  readonly joinSeconds: number
}

/** Prints comparisons with an installed Chromium, held against plain text of as many pages. */
export const run: Benchmark = async () => {
  const printed: Printed[] = []
  for (const tickets of SIZES) printed.push(await printComparison(tickets))
  const [, before, most] = printed
  if (before === undefined || most === undefined) throw new Error('There are three sizes')
  const text = await print(plainText(most.pages))
  const perRow = ({ cpu, rows }: Printed) => (cpu / rows) * 1000
  const reference = {
    what: `plain text of ${most.pages} pages, printed the same way, processor time`,
    value: text.cpu,
  }
  const figures: Figure[] = [
    ...printed.map(({ rows, pages, cpu }) => ({
      what: `PDF of ${rows.toLocaleString('en')} differing records, ${pages} pages, processor time of all processes`,
      ours: cpu,
      unit: 's' as const,
      reference: rows === most.rows ? reference : null,
      aim: null,
      runs: 1,
    })),
    {
      what: `PDF of ${most.rows.toLocaleString('en')} differing records, time passed`,
      ours: most.seconds,
      unit: 's',
      reference: { what: 'the same plain text', value: text.seconds },
      aim: 'under 20 s on a machine with nothing else to do',
      runs: 1,
    },
    {
      what: 'PDF, processor time for 1,000 rows at the largest size',
      ours: perRow(most),
      unit: 's',
      reference: { what: 'at half of it', value: perRow(before) },
      aim: 'the same: it grows in a line',
      runs: 1,
    },
    {
      what: `PDF of ${most.rows.toLocaleString('en')} differing records, most memory of all processes`,
      ours: most.memory,
      unit: 'MB',
      reference: { what: 'at half of them', value: before.memory },
      aim: 'under 1,000 MB',
      runs: 1,
    },
    {
      what: `PDF of ${most.rows.toLocaleString('en')} differing records, longest that the event loop was late by its own doing`,
      ours: most.stall,
      unit: 'ms',
      reference: null,
      aim: 'under 100 ms',
      runs: 1,
    },
    {
      what: `HTML of ${most.rows.toLocaleString('en')} differing records`,
      ours: most.htmlSeconds,
      unit: 's',
      reference: { what: 'escaping and joining the same cells once', value: most.joinSeconds },
      aim: null,
      runs: 1,
    },
  ]
  return figures
}

const printComparison = async (records: number): Promise<Printed> => {
  const comparison = comparisonWith(records)
  const started = performance.now()
  const report = buildReport(comparison)
  const html = renderReportHtml(report)
  const htmlSeconds = (performance.now() - started) / 1000
  const rows = report.differences.flatMap((section) => section.rows)
  const joined = performance.now()
  const cells = rows.map((row) =>
    Object.values(row)
      .map((value) => `<td>${escaped(String(value))}</td>`)
      .join(''),
  )
  if (cells.join('').length === 0) throw new Error('Nothing differs')
  const joinSeconds = (performance.now() - joined) / 1000
  return { rows: rows.length, htmlSeconds, joinSeconds, ...(await print(html)) }
}

/** A comparison of which so many tickets differ, about. */
const comparisonWith = (differing: number): Comparison => {
  const small = comparisonOf(restrictedTenant())
  const tickets = small.resources.find(({ resource }) => resource === 'tickets')
  if (tickets?.agent.state !== 'listed' || tickets.onlyAgent.length === 0) throw new Error('Tickets differ')
  return explained(
    enlarged(small, Math.ceil((differing * tickets.agent.records.length) / tickets.onlyAgent.length)),
  )
}

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

const print = async (html: string) => {
  const executablePath = findChromium(process.env)
  if (executablePath === null) throw new Error('Printing needs Chromium')
  const printer = createChromiumPrinter({ executablePath, sandbox: chromiumSandbox(), deadlineMs: 600_000 })
  const use = watchTree()
  const lag = watchLoop()
  const started = performance.now()
  const pdf = await printer.print(html, {
    title: 'Report',
    date: new Date(0),
    signal: new AbortController().signal,
  })
  const seconds = (performance.now() - started) / 1000
  const { most: stall } = lag()
  if (!pdf.ok) throw new Error(pdf.error.message)
  return { seconds, stall, pages: await pagesOf(pdf.value), ...use() }
}

const pagesOf = async (pdf: Uint8Array): Promise<number> => {
  return (await PDFDocument.load(pdf, { updateMetadata: false })).getPageCount()
}

const plainText = (pages: number): string => {
  const page = `<pre style="break-after: page">${'The quick brown fox jumps over the lazy dog. 0123456789\n'.repeat(LINES)}</pre>`
  return `<!doctype html><html lang="en"><head><title>Text</title></head><body><h1>Text</h1>${page.repeat(pages - 1)}</body></html>`
}
