import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dataTable } from '../../../../src/core/report/data-table'
import { html } from '../../../../src/core/report/escape'
import { page } from '../../../../src/core/report/page'
import { firstPart, type ReportPart } from '../../../../src/main/adapters/pdf/report-parts'

/** A report is cut only between rows and articles: nothing of it is lost, doubled or out of order, however it is cut. */

const SIZE = 4_000

const table = (name: string, rows: number) =>
  html`<section id="s-${name}">
    <h3>${name}</h3>
    ${dataTable({
      caption: `Table ${name}`,
      look: 'records',
      columns: [{ head: 'Id', kind: 'head' }, { head: 'Record' }],
      rows: Array.from({ length: rows }, (_, at) => [`${name}-${at}`, 'text '.repeat(1 + (at % 7))]),
    })}
  </section>`

const reportOf = (rows: readonly number[], articles: number): string =>
  page(
    'Report',
    html`<h2 id="contents">Contents</h2>
      ${rows.map((_, at) => html`<p><a href="#s-t${at}">t${at}</a></p>`)}
      ${rows.map((count, at) => table(`t${at}`, count))}
      <section>
        <h2>Each</h2>
        ${Array.from(
          { length: articles },
          (_, at) => html`<article class="application"><h3>Application ${at}</h3><p>${'text '.repeat(60)}</p></article>`,
        )}
      </section>`,
  )

const body = (text: string): string => text.slice(text.indexOf('<body>'))
const idsIn = (text: string): readonly string[] =>
  [...body(text).matchAll(/<th scope="row">(t\d+-\d+)<|<h3>(Application \d+)</g)].map(
    ([, row, article]) => row ?? article ?? '',
  )

/** Every part, as if the rows of its last page were printed again in the next one. */
const partsOf = (report: string, again: (rows: number, at: number) => number) => {
  const parts: { readonly part: ReportPart; readonly kept: readonly string[] }[] = []
  let part: ReportPart | null = firstPart(report, SIZE)
  while (part !== null) {
    const ids = idsIn(part.html)
    const name = /^t\d+-/.exec(ids.at(-1) ?? '')?.[0] ?? ' '
    const ofTable = ids.filter((id) => id.startsWith(name)).length
    const left: number = part.isCut ? Math.min(again(ofTable, parts.length), ofTable - 1) : 0
    parts.push({ part, kept: left === 0 ? ids : ids.slice(0, -left) })
    part = part.next?.(left) ?? null
  }
  return parts
}

it('has every row and article once and in order, in parts of any length, whatever is printed again', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 0, max: 8 }),
      (rows, articles, again) => {
        const report = reportOf(rows, articles)
        const parts = partsOf(report, (_, at) => (again * (at + 1)) % 9)
        expect(parts.flatMap(({ kept }) => kept)).toEqual(idsIn(report))
        for (const { part } of parts) {
          // What goes on has the columns and the headings of its table, and no caption.
          if (part.continues) {
            expect(body(part.html)).toMatch(/^<body>(?:<a id="[^"]*"><\/a>)*<table class="data records">\s*<colgroup>/)
            expect(body(part.html).split('<caption>')[0]).toContain('<th scope="col"')
          }
        }
        expect(parts.map(({ part }) => part.done)).toEqual(
          parts.map(({ part }) => part.done).sort((a, b) => a - b),
        )
        expect(parts.at(-1)?.part.done).toBe(1)
      },
    ),
  )
})

it('leaves a report whole that is short', () => {
  const report = reportOf([3], 1)
  expect(firstPart(report)).toMatchObject({ html: report, next: null, continues: false, isCut: false, done: 1 })
})

it('tells which links lead out of a part, and at which heading others lead into it', () => {
  const parts = partsOf(reportOf([150, 150], 0), () => 0)
  expect(parts.length).toBeGreaterThan(2)
  expect([...(parts[0]?.part.links.elsewhere ?? [])]).toEqual(['s-t1'])
  const into = parts.flatMap(({ part }) => [...part.links.headings])
  expect(into).toEqual([['s-t1', 0]])
})

it('never cuts a table whose columns the browser makes as wide as what is in them', () => {
  const rows = Array.from({ length: 400 }, (_, at) => html`<tr><td>${at}</td><td>some text</td></tr>`)
  const report = page('Report', html`<table><tbody>${rows}</tbody></table>`)
  expect(firstPart(report, SIZE).next).toBeNull()
})
