import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Comparison } from '../../../../src/core/comparison/comparison'
import { chromiumSandbox, findChromium } from '../../../../src/main/adapters/pdf/chromium'
import { createReportFiles } from '../../../../src/main/adapters/files/export-files'
import { createChromiumPrinter } from '../../../../src/main/adapters/pdf/pdf-chromium'
import { exportComparison } from '../../../../src/main/services/reports/export-service'
import { COUNTS } from '../../../support/counts'
import { compareScenario } from '../../../support/demo-comparison'
import { eventually } from '../../../support/eventually'
import { temporaryFolder } from '../../../support/profiles'

/**
 * The browser that prints a report crashes, is killed, runs out of memory, hangs or does not start
 * (security-measurements.md F17): an error with advice, nothing left in the temporary folder, no half file, and
 * the file that was there before as it was.
 * @module-tag chromium
 */

const executablePath = findChromium(process.env) ?? ''
const sandbox = chromiumSandbox()
const BEFORE = 'the report of last week'
const options = () => ({ title: 'Report', date: new Date(0), signal: new AbortController().signal })

/** Too much to be printed before somebody gets to the browser. */
const LARGE = `<!doctype html><title>x</title><table>${'<tr><td>one</td><td>two</td></tr>'.repeat(5_000)}</table>`

let folder = ''
let temporary = ''
let made: Comparison | null = null
const inherited = process.env.TMPDIR
beforeEach(async () => {
  made ??= await compareScenario('mixed', ['clients'], { tickets: 50 })
  folder = temporaryFolder()
  // Short, or Chromium has its socket elsewhere, and leaves it there when it is killed.
  temporary = mkdtempSync('/tmp/p')
  process.env.TMPDIR = temporary
})
afterEach(() => {
  if (inherited === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = inherited
  rmSync(temporary, { recursive: true, force: true })
})

/** Text of a file of a process; empty when it has ended. */
const about = (pid: string, what: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'latin1')
  } catch {
    return ''
  }
}

/** Started for this test: itself or one before it has its temporary folder. Chromium’s own children hide theirs. */
const isOfThisTest = (pid: string): boolean => {
  if (pid === String(process.pid) || Number(pid) <= 1) return false
  if (about(pid, 'environ').includes(`TMPDIR=${temporary}`)) return true
  return isOfThisTest(/\) \S (\d+)/.exec(about(pid, 'stat'))?.[1] ?? '0')
}

const processes = (type = ''): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && about(name, 'cmdline').includes(type) && isOfThisTest(name))
    .map(Number)

const nothingIsLeft = () =>
  eventually(() => {
    expect(processes()).toEqual([])
    expect(readdirSync(temporary)).toEqual([])
  })

/** A program in the place of the browser. */
const program = (name: string, script: string): string => {
  const file = path.join(folder, name)
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return file
}

/** Exports over a file that is there. `during` is done again and again until that has ended. */
const exportWith = async (
  printerOptions: { executablePath: string; deadlineMs?: number },
  html: string | null,
  during: () => void = () => undefined,
) => {
  if (made === null) throw new Error('There is no comparison to print')
  const target = path.join(folder, 'report.pdf')
  writeFileSync(target, BEFORE)
  const real = createChromiumPrinter({ sandbox, ...printerOptions })
  const again = setInterval(during, 20)
  const exported = await exportComparison(
    made,
    { format: 'pdf' },
    {
      printer: { print: (report, printOptions) => real.print(html ?? report, printOptions) },
      dialogs: {
        chooseSave: () => Promise.resolve(target),
      },
      files: createReportFiles(),
    },
  ).finally(() => {
    clearInterval(again)
  })
  return { exported, target }
}

const expectNotPrinted = async ({ exported, target }: Awaited<ReturnType<typeof exportWith>>) => {
  expect(exported).toMatchObject({ ok: false, error: { code: 'PRINT_FAILED' } })
  expect(exported.ok ? [] : exported.error.advice).toContain(
    'Export as HTML or CSV instead; they hold the same.',
  )
  expect(readFileSync(target, 'utf8')).toBe(BEFORE)
  expect(readdirSync(folder).filter((name) => name.includes('crossview-tmp'))).toEqual([])
  await nothingIsLeft()
}

/** Done to each process of a kind; one that ended meanwhile needs it no more. */
const toEach =
  (type: string, act: (pid: number) => void, age = 2_000) =>
  () => {
    for (const pid of processes(type)) {
      try {
        // In the middle: what has only just begun is not printing yet.
        if (Date.now() - statSync(`/proc/${String(pid)}`).ctimeMs < age) continue
        act(pid)
      } catch {
        continue
      }
    }
  }

const RENDERER = '--type=renderer'
/** The browser itself, whose children have a type. */
const BROWSER = '--remote-debugging-pipe'

describe('a report that cannot be printed', () => {
  it.each([
    ['does not start', 'exit 1'],
    ['ends while it starts', 'kill -SEGV $$'],
    ['has no memory to start with', `ulimit -v 300000; exec '${executablePath}' "$@"`],
  ])('because the browser %s', async (_name, script) => {
    await expectNotPrinted(await exportWith({ executablePath: program('browser', script) }, null))
  })

  it('because the browser starts and says nothing', async () => {
    // It ends some time after it was given up: Playwright gives a browser half a minute for that.
    const silent = program('browser', 'exec sleep 4')
    await expectNotPrinted(await exportWith({ executablePath: silent, deadlineMs: 500 }, null))
  })

  it.each<[string, string, (pid: number) => void, number?, number?]>([
    ['its page is killed', RENDERER, (pid) => process.kill(pid, 'SIGKILL')],
    ['its page crashes', RENDERER, (pid) => process.kill(pid, 'SIGSEGV')],
    [
      'its page gets no more memory',
      RENDERER,
      // What it has, and nothing more: whatever it asks for is refused.
      (pid) => spawnSync('prlimit', ['--pid', String(pid), '--data=1000000', '--as=1000000']),
      // Later it may have all that it needs. It does not crash then, but waits, so that the deadline ends it.
      200,
      20_000,
    ],
    ['the browser is killed', BROWSER, (pid) => process.kill(pid, 'SIGKILL')],
  ])('because %s in the middle', async (_name, type, end, age, deadlineMs) => {
    let met = 0
    const outcome = await exportWith(
      { executablePath, ...(deadlineMs !== undefined && { deadlineMs }) },
      LARGE,
      toEach(
        type,
        (pid) => {
          met += 1
          end(pid)
        },
        age,
      ),
    )
    expect(met).toBeGreaterThan(0)
    await expectNotPrinted(outcome)
  })

  it('because it is too large: it is not begun', async () => {
    const html = `<!doctype html><title>x</title><table>${'<tr><td>one</td>'.repeat(50_001)}</table>`
    const outcome = await exportWith({ executablePath: '/nowhere' }, html)
    expect(outcome.exported).toMatchObject({
      error: { message: expect.stringContaining('50,001 cells') as string },
    })
    await expectNotPrinted(outcome)
  })

  it('in time', async () => {
    await expectNotPrinted(await exportWith({ executablePath, deadlineMs: 1_500 }, LARGE))
  })

  it('because the browser hangs: nobody waits for its end, and it is killed', async () => {
    const outcome = await exportWith(
      { executablePath, deadlineMs: 4_000 },
      LARGE,
      toEach(BROWSER, (pid) => process.kill(pid, 'SIGSTOP')),
    )
    await expectNotPrinted(outcome)
  })

  it('because it was cancelled', async () => {
    const controller = new AbortController()
    const printed = createChromiumPrinter({ executablePath, sandbox }).print(LARGE, {
      ...options(),
      signal: controller.signal,
    })
    await eventually(() => {
      expect(processes(RENDERER)).not.toEqual([])
    })
    controller.abort()
    expect(await printed).toMatchObject({ ok: false, error: { code: 'CANCELLED' } })
    await nothingIsLeft()
  })
})

it('a report of many pages is printed whole, and takes the place of the one before', async () => {
  const pages = '<p style="break-after: page">page</p>'.repeat(COUNTS.printedPages)
  const { exported, target } = await exportWith({ executablePath }, `<!doctype html><title>x</title>${pages}`)
  expect(exported).toMatchObject({ ok: true, value: { state: 'saved' } })
  const pdf = await PDFDocument.load(readFileSync(target))
  expect(pdf.getPageCount()).toBeGreaterThanOrEqual(COUNTS.printedPages)
  await nothingIsLeft()
})
