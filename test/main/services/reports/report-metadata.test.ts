import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Comparison } from '../../../../src/core/comparison/comparison'
import { csvTables } from '../../../../src/core/report/csv'
import { comparisonToJson } from '../../../../src/core/comparison/comparison-json'
import { renderReportHtml } from '../../../../src/core/report/html'
import { buildReport } from '../../../../src/core/report/model'
import { chromiumSandbox, findChromium } from '../../../../src/main/adapters/pdf/chromium'
import { createChromiumPrinter } from '../../../../src/main/adapters/pdf/pdf-chromium'
import { temporaryFolder } from '../../../support/profiles'
import { compareScenario } from '../../../support/demo-comparison'

const run = promisify(execFile)

let comparison: Comparison
beforeAll(async () => {
  comparison = await compareScenario('mixed')
})

const printed = async (): Promise<string> => {
  const executablePath = findChromium(process.env)
  if (executablePath === null) throw new Error('Printing needs Chromium')
  const report = buildReport(comparison)
  const pdf = await createChromiumPrinter({ executablePath, sandbox: chromiumSandbox() }).print(
    renderReportHtml(report),
    { title: report.title, date: new Date(report.finishedAt), signal: new AbortController().signal },
  )
  if (!pdf.ok) throw new Error(pdf.error.message)
  const file = path.join(temporaryFolder(), 'report.pdf')
  await writeFile(file, pdf.value)
  return file
}

/** What tells of the person or the computer that made a report. */
const traces = (): readonly string[] => [os.homedir(), process.cwd(), process.execPath]

describe('what a report says about itself', () => {
  it('in a PDF is its title, its date and the program, and nothing else', { tags: 'chromium' }, async () => {
    const file = await printed()
    const { stdout: info } = await run('pdfinfo', ['-custom', file])
    const fields = new Map(
      [...info.matchAll(/^(\w+):\s+(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
    )
    const { title, finishedAt } = buildReport(comparison)
    expect([...fields.keys()].sort()).toEqual(['CreationDate', 'Creator', 'ModDate', 'Producer', 'Title'])
    for (const [name, value] of [
      ['Title', title],
      ['Creator', 'Crossview'],
      ['Producer', 'Crossview'],
    ] as const) {
      expect(fields.get(name)).toBe(value)
    }
    expect(new Date(fields.get('CreationDate') ?? '').getTime()).toBe(
      Math.floor(Date.parse(finishedAt) / 1000) * 1000,
    )
    const { stdout: xmp } = await run('pdfinfo', ['-meta', file])
    const elements = [...xmp.matchAll(/<([a-z]+:\w+)/gi)].map(([, name = '']) => name)
    expect([...new Set(elements)].sort()).toEqual(
      [
        ...[
          'dc:language',
          'dc:title',
          'pdf:Producer',
          'pdfuaid:part',
          'rdf:Alt',
          'rdf:Bag',
          'rdf:Description',
        ],
        ...['rdf:RDF', 'rdf:li', 'x:xmpmeta', 'xmp:CreateDate', 'xmp:CreatorTool', 'xmp:ModifyDate'],
      ].sort(),
    )
    for (const trace of traces()) expect(`${info}${xmp}`).not.toContain(trace)
  })

  it('in HTML, CSV and JSON names neither the person nor the computer', () => {
    const texts = [
      renderReportHtml(buildReport(comparison)),
      JSON.stringify(csvTables(comparison)),
      JSON.stringify(comparisonToJson(comparison)),
    ]
    for (const trace of traces()) for (const text of texts) expect(text).not.toContain(trace)
  })
})
