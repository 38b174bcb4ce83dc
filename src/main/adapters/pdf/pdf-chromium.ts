import { chromium, type BrowserContext } from 'playwright-core'
import { appError, type AppError } from '../../../shared/app-error'
import { err, ok } from '../../../shared/result'
import type { PdfPrinter } from '../../ports'
import { ABORTED, unlessAborted } from '../../unless-aborted'
import { noticeBrowser } from './browser-end'
import { createDeadline } from './print-deadline'
import { tooLargeToPrint } from './pdf-size'
import type { About } from './pdf-whole'
import { printParts } from './print-parts'
import { preparePrivateBrowser, type PrivateBrowser } from './private-browser'

export interface ChromiumPrinterOptions {
  readonly executablePath: string
  readonly sandbox: boolean
  /** Milliseconds for each part of a print, the browser's start with the first. */
  readonly deadlineMs?: number
}

const DEADLINE_MS = 180_000
/** A browser whose first page dies while it starts is never heard of by Playwright. */
const START_MS = 30_000
/** One that does not close by itself in this time is ended; its folder is removed only then: it would make some of it anew. */
const CLOSE_MS = 10_000

/** Prints with an installed Chromium: no script, no network, one document. Tagged, with outline. */
export const createChromiumPrinter = ({
  executablePath,
  sandbox,
  deadlineMs = DEADLINE_MS,
}: ChromiumPrinterOptions): PdfPrinter => ({
  print: async (html, options) => {
    const { signal } = options
    if (signal.aborted) return err(stopped(signal))
    const tooLarge = tooLargeToPrint(html)
    if (tooLarge !== null) return err(tooLarge)
    const deadline = createDeadline(deadlineMs)
    const ended = AbortSignal.any([signal, deadline.signal])
    // A browser that hangs does not end at once either, so that nobody waits for its end.
    const printed = printInBrowser(
      html,
      ended,
      { executablePath, sandbox, deadlineMs },
      (done) => {
        if (ended.aborted) return
        deadline.extend()
        options.onProgress?.(done)
      },
      options,
    )
    try {
      const pdf = await unlessAborted(printed, ended)
      return pdf === ABORTED ? err(stopped(signal)) : ok(pdf)
    } catch {
      return err(stopped(signal))
    } finally {
      deadline.end()
    }
  },
})

/** Rejects when the browser does not start, crashes, is killed, or has to be ended. */
const printInBrowser = async (
  html: string,
  ended: AbortSignal,
  options: Required<ChromiumPrinterOptions>,
  onProgress: (done: number) => void,
  about: About,
): Promise<Uint8Array> => {
  const browser = await preparePrivateBrowser('print')
  const endBrowser = noticeBrowser(browser.profile)
  try {
    const context = await launch(browser, options)
    try {
      // Any call to a browser whose page died may never end.
      const printed = await unlessAborted(printIn(context, html, onProgress, about), ended)
      if (printed === ABORTED) throw new Error('Printing was stopped')
      return printed
    } finally {
      const closed = context.close().catch(() => {
        // Crashed or killed: there is nothing left to close.
      })
      await unlessAborted(closed, AbortSignal.timeout(CLOSE_MS))
    }
  } finally {
    endBrowser()
    await browser.remove()
  }
}

const printIn = async (
  context: BrowserContext,
  html: string,
  onProgress: (done: number) => void,
  { title, date }: About,
): Promise<Uint8Array> => {
  // SECURITY: the report is text of other people; it may load nothing.
  await context.route('**/*', (route) => route.abort('blockedbyclient'))
  return printParts(html, (part) => printPage(context, part), { title, date, onProgress })
}

const launch = (
  { profile, options, args }: PrivateBrowser,
  { executablePath, sandbox, deadlineMs }: Required<ChromiumPrinterOptions>,
): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, {
    ...options,
    timeout: Math.min(deadlineMs, START_MS),
    executablePath,
    headless: true,
    chromiumSandbox: sandbox,
    javaScriptEnabled: false,
    serviceWorkers: 'block',
    args: [...args],
  })

const printPage = async (context: BrowserContext, html: string): Promise<Uint8Array> => {
  const page = await context.newPage()
  // Set over the pipe: waiting for its load is waiting for its layout.
  await page.setContent(html, { waitUntil: 'load', timeout: 0 })
  const printed = await page.pdf({
    preferCSSPageSize: true,
    printBackground: true,
    tagged: true,
    outline: true,
  })
  // One page after the other in a process of its own, so that none has the memory of those before it.
  await page.close()
  return printed
}

const stopped = (signal: AbortSignal): AppError =>
  signal.aborted
    ? appError('CANCELLED', 'Printing was cancelled.')
    : appError('PRINT_FAILED', 'The browser did not print the report, or not in time.', {
        advice: ['Try again.', 'Export as HTML or CSV instead; they hold the same.'],
      })
