import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderReportHtml } from '../../../../src/core/report/html'
import { buildReport } from '../../../../src/core/report/model'
import { chromiumSandbox, findChromium } from '../../../../src/main/adapters/pdf/chromium'
import { printParts } from '../../../../src/main/adapters/pdf/print-parts'
import { compareScenario } from '../../../support/demo-comparison'
import { readTags, type TaggedPdf } from '../../../support/pdf-tags'
import { temporaryFolder } from '../../../support/profiles'

/**
 * A report that is printed in parts is the report that is printed as one document: pages, text, tags, outline, links.
 * @module-tag chromium
 */

const run = promisify(execFile)
const VERAPDF = path.join(import.meta.dirname, '../../../../../shared/verapdf/check')

interface Printed {
  readonly file: string
  readonly parts: number
  readonly tags: TaggedPdf
  readonly progress: readonly number[]
}

const print = async (html: string, size: number): Promise<Printed> => {
  const browser = await chromium.launch({
    executablePath: findChromium(process.env) ?? '',
    chromiumSandbox: chromiumSandbox(),
  })
  try {
    const context = await browser.newContext({ javaScriptEnabled: false })
    let parts = 0
    const progress: number[] = []
    const pdf = await printParts(
      html,
      async (part) => {
        parts += 1
        const page = await context.newPage()
        await page.setContent(part)
        const printed = await page.pdf({
          preferCSSPageSize: true,
          printBackground: true,
          tagged: true,
          outline: true,
        })
        await page.close()
        return printed
      },
      { title: 'Report', date: new Date(0), size, onProgress: (done) => progress.push(done) },
    )
    const file = path.join(temporaryFolder(afterAll), `${size}.pdf`)
    await writeFile(file, pdf)
    return { file, parts, progress, tags: await readTags(pdf) }
  } finally {
    await browser.close()
  }
}

const output = async (program: string, ...args: readonly string[]): Promise<string> =>
  (await run(program, args, { maxBuffer: 100e6 })).stdout

let whole: Printed
let joined: Printed
beforeAll(async () => {
  const comparison = await compareScenario('mixed', ['tickets', 'clients', 'users'], { tickets: 400 })
  const html = renderReportHtml(buildReport(comparison))
  whole = await print(html, Infinity)
  joined = await print(html, 40_000)
})

describe('a report in parts', () => {
  it('has the pages and the text of the one document, and tells how far it is', async () => {
    expect(whole.parts).toBe(1)
    expect(joined.parts).toBeGreaterThan(2)
    expect(joined.progress).toHaveLength(joined.parts)
    expect(joined.progress.at(-1)).toBe(1)
    expect(await output('pdftotext', '-layout', joined.file, '-')).toBe(
      await output('pdftotext', '-layout', whole.file, '-'),
    )
  })

  it('has its tags, each mark on its page once, and its headings are those of the cells', () => {
    expect(joined.tags.tree).toEqual(whole.tags.tree)
    for (const { tags } of [whole, joined]) {
      expect(tags.faults).toEqual([])
      expect(tags.marks.length).toBe(new Set(tags.marks).size)
    }
  })

  it('has its outline, and every link leads to the page that it leads to in the one document', () => {
    expect(joined.tags.outline).toEqual(whole.tags.outline)
    expect(whole.tags.links.length).toBeGreaterThan(5)
    expect(joined.tags.links).toEqual(whole.tags.links)
  })

  it('passes veraPDF', async () => {
    if (existsSync(VERAPDF)) expect(await output(VERAPDF, joined.file)).toMatch(/: compliant/)
    else console.warn('veraPDF did not run: ../shared/verapdf is not here')
  })
})
