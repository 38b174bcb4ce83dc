import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Comparison } from '../../../src/core/comparison'
import { explain } from '../../../src/core/explain'
import { csvTables } from '../../../src/core/report/csv'
import { renderReportHtml } from '../../../src/core/report/html'
import { buildReport } from '../../../src/core/report/model'
import { chromiumSandbox, findChromium } from '../../../src/main/adapters/chromium'
import { createReportFiles } from '../../../src/main/adapters/export-files'
import { aComparison, aTicket, listed } from '../../core/support/builders'
import { SEED } from '../../support/counts'

/** Ways out of the place a text stands in, and what may follow. */
const WAYS_OUT = [
  '',
  '">',
  "'>",
  '</td>',
  '</bdi>',
  '</title>',
  '</style>',
  '-->',
  '`>',
  '</textarea>',
  ']]>',
  '&#34;&gt;',
]
const ATTACKS = [
  '<script>window.hit=1</script>',
  '<img src=x onerror=window.hit=1>',
  '<svg onload=window.hit=1>',
  '<svg><script>window.hit=1</script></svg>',
  '<iframe src="javascript:parent.hit=1"></iframe>',
  '<a href="javascript:window.hit=1" autofocus onfocus=window.hit=1>x</a>',
  '<body onload=window.hit=1>',
  '<input autofocus onfocus=window.hit=1>',
  '<details open ontoggle=window.hit=1>',
  '<object data="http://127.0.0.1:9/x"></object>',
  '<link rel=stylesheet href="http://127.0.0.1:9/x.css">',
  '<style>@import "http://127.0.0.1:9/x.css";</style>',
  '<meta http-equiv=refresh content="0;url=http://127.0.0.1:9/">',
  '<base href="http://127.0.0.1:9/">',
]
const PAYLOADS = WAYS_OUT.flatMap((wayOut) => ATTACKS.map((attack) => `${wayOut}${attack}`))

/** Each payload in every text that a tenant can put into a report. */
const hostile = (payloads: readonly string[]): Comparison => {
  const records = payloads.map((payload, index) =>
    aTicket(index + 1, {
      label: payload,
      clientId: `c${index}`,
      clientName: payload,
      siteName: payload,
      teamId: `t${index}`,
      teamName: payload,
      typeId: `y${index}`,
      typeName: payload,
      agentId: `a${index}`,
      agentName: payload,
    }),
  )
  const scene = aComparison({ observed: { tickets: [listed(records), listed([])] } })
  const [first = ''] = payloads
  const named = {
    ...scene,
    tenant: { name: first, url: first, version: first },
    configuration: { ...scene.configuration, gaps: payloads },
  }
  return { ...named, findings: explain(named) }
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'crossview-inert-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the HTML report in a browser', () => {
  it('runs nothing, asks for nothing and shows every text as it is', { timeout: 60_000 }, async () => {
    expect(PAYLOADS.length).toBeGreaterThan(150)
    const executablePath = findChromium(process.env)
    if (executablePath === null) throw new Error('This test needs Chromium')
    const browser = await chromium.launch({ executablePath, chromiumSandbox: chromiumSandbox() })
    try {
      const page = await browser.newPage()
      const requests: string[] = []
      const dialogs: string[] = []
      page.on('request', (request) => requests.push(request.url()))
      page.on('dialog', (dialog) => {
        dialogs.push(dialog.message())
        void dialog.dismiss()
      })
      await page.setContent(renderReportHtml(buildReport(hostile(PAYLOADS))))
      const seen = await page.evaluate(() => ({
        hit: Object.hasOwn(window, 'hit'),
        elements: document.querySelectorAll('script, img, svg, iframe, object, link, base, input, a, details')
          .length,
        handlers: [...document.querySelectorAll('*')].filter((element) =>
          element.getAttributeNames().some((name) => name.startsWith('on')),
        ).length,
        text: document.body.textContent,
      }))
      expect(seen).toMatchObject({ hit: false, elements: 0, handlers: 0 })
      expect(requests.filter((url) => !url.startsWith('about:') && !url.startsWith('data:'))).toEqual([])
      expect(dialogs).toEqual([])
      expect(PAYLOADS.filter((payload) => !seen.text.includes(payload))).toEqual([])
    } finally {
      await browser.close()
    }
  })
})

describe('the CSV files', () => {
  const STARTS = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠']
  const FORMULAS = ['1+1', 'cmd|"/c calc"!A1', 'HYPERLINK("http://127.0.0.1:9","x")', 'SUM(A1:A9)']
  const BEFORE = ['', ' ', '  ', '"', "'", '\u00a0', '\ufeff']
  const CELLS = BEFORE.flatMap((before) =>
    STARTS.flatMap((start) => FORMULAS.map((formula) => `${before}${start}${formula}`)),
  )

  it('hold no formula, whatever a name begins with', async () => {
    expect(CELLS.length).toBeGreaterThan(300)
    const target = path.join(folder, 'csv')
    await createReportFiles().writeFolder(target, csvTables(hostile(CELLS)))
    for (const table of ['records', 'findings', 'resources', 'coverage', 'permissions']) {
      const text = await readFile(path.join(target, `${table}.csv`), 'utf8')
      const cells = parse(text, { bom: true, relax_column_count: true }).flat()
      // A formula is what begins with one of these after what a spreadsheet skips.
      const live = cells.filter(
        (cell) => /^[\s"\u00a0\ufeff]*[=+\-@＝＋－＠\0]/u.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell),
      )
      expect(live).toEqual([])
    }
  })
})

describe('the name of a file', () => {
  const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\..*)?$/i
  const files = createReportFiles()

  it('is valid on Windows, macOS and Linux and stays in its folder, whatever it is made from', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom(
        '..',
        '.',
        '',
        'CON',
        'nul.txt',
        'COM1',
        'a/b',
        'a\\b',
        'C:\\x',
        '~',
        '-rf',
        '\u202Efdp.exe',
        '\u200b',
        ' x ',
        'x.',
        'a\0b',
      ),
      fc.string({
        unit: fc.constantFrom('.', '/', '\\', ' ', 'é', '株', '\u202e', '\u0000', 'a'),
        maxLength: 400,
      }),
    )
    fc.assert(
      fc.property(nasty, (text) => {
        const name = files.safeName(text)
        expect(name.length).toBeGreaterThan(0)
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200)
        expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u)
        expect(name).not.toMatch(/^[.\s]|[.\s]$/)
        expect(name).not.toMatch(RESERVED)
        expect(path.dirname(path.join(folder, name))).toBe(folder)
      }),
      { numRuns: 3000, seed: SEED },
    )
  })
})
