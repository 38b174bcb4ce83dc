import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { chromium } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import type { Comparison } from '../../../../src/core/comparison/comparison'
import { explained } from '../../../../src/core/causes/explained'
import { csvTables } from '../../../../src/core/report/csv'
import { renderReportHtml } from '../../../../src/core/report/html'
import { buildReport } from '../../../../src/core/report/model'
import { chromiumSandbox, findChromium } from '../../../../src/main/adapters/pdf/chromium'
import { createReportFiles } from '../../../../src/main/adapters/files/export-files'
import { createChromiumPrinter } from '../../../../src/main/adapters/pdf/pdf-chromium'
import { renderReport } from '../../../../src/main/services/reports/report-service'
import { aComparison, aTicket, listed } from '../../../core/support/builders'
import { SEED } from '../../../support/counts'
import { temporaryFolder } from '../../../support/profiles'
import { PAYLOADS } from '../../../support/xss-corpus'

const run = promisify(execFile)

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
  return explained(named)
}

/** As it is exported. */
const htmlFile = async (comparison: Comparison): Promise<string> => {
  const rendered = await renderReport(comparison, 'html', {
    printer: { print: () => Promise.reject(new Error('No page is printed here')) },
    signal: new AbortController().signal,
  })
  if (!rendered.ok || rendered.value.kind !== 'file') throw new Error('Not rendered')
  return String(rendered.value.content)
}

const folder = temporaryFolder(afterAll)

describe('the HTML report in a browser', { tags: 'chromium' }, () => {
  it('runs nothing, asks for nothing and shows every text as it is', async () => {
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
      const opened = async (texts: readonly string[]) => {
        await page.setContent(await htmlFile(hostile(texts)))
        return page.evaluate(() => ({
          hit: Object.hasOwn(window, 'hit'),
          elements: [
            ...document.querySelectorAll('script, img, svg, iframe, object, link, base, input, a, details'),
          ].map(({ tagName }) => tagName),
          handlers: [...document.querySelectorAll('*')].filter((element) =>
            element.getAttributeNames().some((name) => name.startsWith('on')),
          ).length,
          text: document.body.textContent,
        }))
      }
      // The report has pictures, links within itself and a script of its own: as many, whatever the texts are.
      const harmless = await opened(PAYLOADS.map((_, at) => `Text ${String(at)}`))
      const seen = await opened(PAYLOADS)
      expect(harmless.elements).toContain('svg')
      expect(seen).toMatchObject({ hit: false, elements: harmless.elements, handlers: 0 })
      expect(requests.filter((url) => !url.startsWith('about:') && !url.startsWith('data:'))).toEqual([])
      expect(dialogs).toEqual([])
      expect(PAYLOADS.filter((payload) => !seen.text.includes(payload))).toEqual([])
    } finally {
      await browser.close()
    }
  })
})

const STARTS = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠']
const FORMULAS = ['1+1', 'cmd|"/c calc"!A1', 'HYPERLINK("http://127.0.0.1:9","x")', 'SUM(A1:A9)']
const BEFORE = ['', ' ', '  ', '"', "'", '\u00a0', '\ufeff']
/** What a spreadsheet in another language, or a person, may split a line at: its number for LibreOffice, and its sign. */
const SEPARATORS = [
  ['comma', 44, ','],
  ['semicolon', 59, ';'],
  ['tab', 9, '\t'],
  ['bar', 124, '|'],
  ['colon', 58, ':'],
  ['blank', 32, ' '],
] as const
/** A formula at the start of a text, and behind each separator in it, alone and behind a quote. */
const CELLS = BEFORE.flatMap((before) =>
  STARTS.flatMap((start) =>
    FORMULAS.flatMap((formula) => [
      `${before}${start}${formula}`,
      ...SEPARATORS.map(([, , separator]) => `x${separator}${before}${start}${formula}`),
    ]),
  ),
)

describe('the PDF report', { tags: 'chromium' }, () => {
  it('has no script, no address and no action, and shows every text as it is', async () => {
    const executablePath = findChromium(process.env)
    if (executablePath === null) throw new Error('This test needs Chromium')
    const report = buildReport(hostile(PAYLOADS))
    const printed = await createChromiumPrinter({ executablePath, sandbox: chromiumSandbox() }).print(
      renderReportHtml(report),
      { title: report.title, date: new Date(report.finishedAt), signal: new AbortController().signal },
    )
    if (!printed.ok) throw new Error(printed.error.message)
    const file = path.join(folder, 'hostile.pdf')
    await writeFile(file, printed.value)
    const said = async (command: string, ...args: string[]) =>
      (await run(command, args, { maxBuffer: 100e6 })).stdout.replace(/\s+/g, '')
    expect(await said('pdfinfo', file)).toContain('JavaScript:no')
    expect(await said('pdfinfo', '-js', file)).toBe('')
    expect(await said('pdfinfo', '-url', file)).not.toMatch(/javascript:|127\.0\.0\.1|https?:/)
    const pdf = await PDFDocument.load(printed.value)
    const dictionaries = pdf.context
      .enumerateIndirectObjects()
      .map(([, object]) => object)
      .filter((object) => object instanceof PDFDict)
    expect(dictionaries.length).toBeGreaterThan(100)
    const actions = [
      'JavaScript',
      'JS',
      'Launch',
      'SubmitForm',
      'OpenAction',
      'AA',
      'EmbeddedFiles',
      'AcroForm',
    ]
    expect(
      actions.filter((name) => dictionaries.some((dictionary) => dictionary.has(PDFName.of(name)))),
    ).toEqual([])
    // Where a line breaks, and what a soft hyphen does, is up to the printer.
    const text = await said('pdftotext', '-raw', file, '-')
    expect(PAYLOADS.filter((payload) => !text.includes(payload.replace(/\s+/g, '')))).toEqual([])
  })
})

describe('the CSV files', () => {
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

  it.each(SEPARATORS)(
    'hold none when they are split at a %s, with quotes or without',
    async (_name, _code, separator) => {
      const target = path.join(folder, `csv-${_name}`)
      await createReportFiles().writeFolder(target, csvTables(hostile(CELLS)))
      for (const table of ['records', 'findings']) {
        const text = await readFile(path.join(target, `${table}.csv`), 'utf8')
        const parsed = [
          parse(text, {
            bom: true,
            relax_column_count: true,
            relax_quotes: true,
            delimiter: separator,
          }).flat(),
          parse(text, { bom: true, relax_column_count: true, quote: null, delimiter: separator }).flat(),
          text.split(/[\r\n]/).flatMap((line) => line.split(separator)),
        ].flat()
        expect(parsed.length).toBeGreaterThan(10)
        const live = parsed.filter(
          (cell) => /^[\s"\u00a0\ufeff]*[=+\-@＝＋－＠]./u.test(cell) && !/^"?-?\d+(\.\d+)?"?$/.test(cell),
        )
        expect(live).toEqual([])
      }
    },
  )
})

describe('the CSV files in LibreOffice', () => {
  /** Opens them split at a character, as with “Evaluate formulas” ticked, the worst case. @returns the formulas it made */
  const formulasIn = async (separator: number, ...files: readonly string[]): Promise<readonly string[]> => {
    const target = await mkdtemp(path.join(folder, 'opened-'))
    const options = `${String(separator)},34,76,1,,0,false,true,false,false,false,-1,true`
    await run('soffice', [
      `-env:UserInstallation=file://${path.join(folder, 'libreoffice')}`,
      '--headless',
      `--infilter=CSV:${options}`,
      ...['--convert-to', 'fods', '--outdir', target],
      ...files,
    ])
    const texts = await Promise.all(
      files.map((file) => readFile(path.join(target, `${path.parse(file).name}.fods`), 'utf8')),
    )
    return texts.flatMap((text) => text.match(/table:formula="[^"]*"|<text:a [^>]*>/g) ?? [])
  }

  it.each(SEPARATORS)(
    'are text in every cell when split at a %s, while a live formula is found',
    { tags: 'libreoffice' },
    async (name, code, separator) => {
      const control = path.join(folder, `control-${name}.csv`)
      await writeFile(
        control,
        `name,"x${separator}=1+1"\n=1+1${separator}"=HYPERLINK(""http://127.0.0.1:9"",""x"")"\n`,
      )
      const written = path.join(folder, `spreadsheet-${name}`)
      await createReportFiles().writeFolder(written, csvTables(hostile(CELLS)))
      const tables = (await readdir(written)).map((table) => path.join(written, table))
      expect(tables.length).toBeGreaterThan(3)
      expect((await formulasIn(code, control)).length).toBeGreaterThanOrEqual(separator === ',' ? 2 : 3)
      expect(await formulasIn(code, ...tables)).toEqual([])
    },
  )
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
