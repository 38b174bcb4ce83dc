import { createHash } from 'node:crypto'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, readlink, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'csv-parse/sync'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Comparison } from '../../../../src/core/comparison/comparison'
import { csvTables } from '../../../../src/core/report/csv'
import { renderReportHtml } from '../../../../src/core/report/html'
import { buildReport } from '../../../../src/core/report/model'
import { chromiumSandbox, findChromium } from '../../../../src/main/adapters/pdf/chromium'
import { createReportFiles } from '../../../../src/main/adapters/files/export-files'
import { createChromiumPrinter } from '../../../../src/main/adapters/pdf/pdf-chromium'
import { temporaryFolder } from '../../../support/profiles'
import { compareScenario } from '../../../support/demo-comparison'

const run = promisify(execFile)
const VERAPDF = path.join(import.meta.dirname, '../../../../../shared/verapdf/check')

let comparison: Comparison
beforeAll(async () => {
  comparison = await compareScenario('mixed')
})

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})

const differing = (of: Comparison): readonly string[] =>
  of.resources.flatMap(({ onlyAgent, onlyApp }) => [...onlyAgent, ...onlyApp])

const print = async (of: Comparison): Promise<string> => {
  const executablePath = findChromium(process.env)
  if (executablePath === null) throw new Error('Printing needs Chromium')
  const report = buildReport(of)
  const printed = await createChromiumPrinter({ executablePath, sandbox: chromiumSandbox() }).print(
    renderReportHtml(report),
    {
      title: report.title,
      date: new Date(report.finishedAt),
      signal: new AbortController().signal,
    },
  )
  if (!printed.ok) throw new Error(printed.error.message)
  const file = path.join(folder, 'report.pdf')
  await writeFile(file, printed.value)
  return file
}

const textOf = async (pdf: string): Promise<string> =>
  (await run('pdftotext', ['-layout', pdf, '-'], { maxBuffer: 100e6 })).stdout

describe('the PDF', { tags: 'chromium' }, () => {
  it('holds every differing record, tagged, with outline, A4, neutral, and passes veraPDF', async () => {
    const file = await print(comparison)
    const text = await textOf(file)
    expect(differing(comparison).filter((id) => !text.includes(id.slice(0, 12)))).toEqual([])
    expect(text).toContain('18 of 26 resources compared, 8 refused')
    // In the summary no number and no word of a heading is broken in two.
    for (const whole of ['Agent', 'Both', 'Changed', 'Categories']) expect(text).toContain(whole)
    expect(text).toMatch(/^Tickets +1,500 +102 +102 +1,398 +0 +0 /m)
    const { stdout: info } = await run('pdfinfo', [file])
    expect(info).toMatch(/Tagged:\s+yes/)
    expect(info).toMatch(/A4/)
    expect(info).toMatch(/Creator:\s+Crossview\nProducer:\s+Crossview/)
    expect(info).toContain(comparison.tenant.name)
    expect(await readFile(file, 'latin1')).not.toMatch(/Chromium|HeadlessChrome|Skia/)
    if (existsSync(VERAPDF)) expect((await run(VERAPDF, [file])).stdout).toMatch(/: compliant/)
    else console.warn('veraPDF did not run: ../shared/verapdf is not here')
  })

  it('prints 5,000 differing records, none missing', async () => {
    const large = await compareScenario('agent.no-team', ['tickets'], { tickets: 5000 })
    expect(differing(large)).toHaveLength(5000)
    const text = await textOf(await print(large))
    expect(differing(large).filter((id) => !text.includes(id))).toEqual([])
  })

  it('keeps a name written from right to left in its place, letters, brackets and numbers', async () => {
    const named = await compareScenario('healthy', ['tickets'])
    if (named.app.state !== 'connected') throw new Error('It connects')
    const name = 'חברה (12) Ltd.'
    const file = await print({
      ...named,
      app: { ...named.app, identity: { ...named.app.identity, agentId: '31', name } },
    })
    // Where each word stands: in its own line of letters the name runs to the left, the sentence to the right.
    const { stdout: words } = await run('pdftotext', ['-bbox', file, '-'], { maxBuffer: 100e6 })
    const at = (word: RegExp) =>
      Number(
        [...words.matchAll(/xMin="([\d.]+)".*>(.*)<\/word>/g)].find(([, , text = '']) =>
          word.test(text),
        )?.[1],
      )
    expect(at(/Ltd/)).toBeLessThan(at(/חברה|הרבח/))
    expect(at(/חברה|הרבח/)).toBeLessThan(at(/^31\)$/))
  })

  it('says on page 1 that a comparison is incomplete', async () => {
    const file = await print(await compareScenario('data.incomplete', ['tickets']))
    const { stdout: first } = await run('pdftotext', ['-l', '1', file, '-'])
    expect(first).toMatch(/Incomplete\. This comparison is incomplete/)
  })
})

describe('the HTML report', () => {
  it('is inert: every text literal, no script, and a policy that fits its one style sheet', () => {
    const payload = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
    const html = renderReportHtml(
      buildReport({ ...comparison, tenant: { name: payload, url: payload, version: payload } }),
    )
    expect(html).not.toMatch(/<script|<img|onerror=alert\(1\)>/)
    expect(html).toContain('&lt;script&gt;alert(2)&lt;/script&gt;')
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(html) ?? []
    const hash = createHash('sha256').update(style).digest('base64')
    expect(html).toContain(`style-src 'sha256-${hash}'`)
  })

  it('names what could not be had instead of leaving it out', async () => {
    const failed = await compareScenario('connection.invalid-client', ['tickets'])
    const html = renderReportHtml(buildReport(failed))
    expect(html).toContain('Nothing could be compared: the app side could not connect.')
    expect(html).not.toContain('Scopes granted</span> none')
  })
})

describe('the CSV files', () => {
  it('hold every differing record, and no formula', async () => {
    const target = path.join(folder, 'csv')
    expect(await createReportFiles().writeFolder(target, csvTables(comparison))).toEqual({
      ok: true,
      value: null,
    })
    expect((await readdir(target)).sort()).toEqual([
      'causes.csv',
      'coverage.csv',
      'findings.csv',
      'permissions.csv',
      'records.csv',
      'resources.csv',
    ])
    const rows = parse<Record<string, string>>(await readFile(path.join(target, 'records.csv'), 'utf8'), {
      bom: true,
      columns: true,
    })
    expect(rows.map(({ id }) => id).sort()).toEqual([...differing(comparison)].sort())
    expect(
      rows
        .flatMap((row) => Object.values(row))
        .filter((field) => /^[\s"']*[=+\-@]/.test(field) && !field.startsWith("'")),
    ).toEqual([])
    expect(rows.some(({ record }) => record === `'=HYPERLINK("http://example.test") in subject`)).toBe(true)
  })

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@A1', "'@A1"],
    [' =1', " '=1"],
    ['\t=1', "'\t'=1"],
    ['"=1', `'"=1`],
    ['＝1', "'＝1"],
    ['\r=1', "'\r'=1"],
  ])('neutralises %j', async (field, written) => {
    await createReportFiles().writeFolder(folder, [{ name: 'x', header: ['a'], rows: [[field]] }])
    const [row] = parse<{ a: string }>(await readFile(path.join(folder, 'x.csv'), 'utf8'), {
      bom: true,
      columns: true,
    })
    expect(row?.a).toBe(written)
  })
})

describe('writing a report', () => {
  const files = createReportFiles()

  it('writes to where a link leads, which stays a link', { tags: 'links' }, async () => {
    const other = path.join(folder, 'other.txt')
    const link = path.join(folder, 'report.json')
    await writeFile(other, 'untouched')
    await symlink(other, link)
    expect(await files.writeFile(link, 'new')).toEqual({ ok: true, value: null })
    expect(await readFile(other, 'utf8')).toBe('new')
    expect(await readlink(link)).toBe(other)
  })

  it('names the place and the reason, and leaves nothing behind', async () => {
    const taken = path.join(folder, 'taken')
    await mkdir(path.join(taken, 'inside'), { recursive: true })
    expect(await files.writeFile(taken, 'x')).toMatchObject({
      ok: false,
      error: { code: 'FILE_WRITE_FAILED', message: expect.stringContaining(taken) },
    })
    expect(await files.writeFile(path.join(folder, 'missing', 'report.json'), 'x')).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('does not exist') },
    })
    expect(await readdir(folder)).toEqual(['taken'])
  })
})
