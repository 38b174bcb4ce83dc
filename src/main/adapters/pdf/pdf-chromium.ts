import { chromium, type BrowserContext } from 'playwright-core'
import { appError, type AppError } from '../../../shared/app-error'
import { err, ok } from '../../../shared/result'
import type { PdfPrinter } from '../../ports'
import { ABORTED, unlessAborted } from '../../unless-aborted'
import { finishPdf } from './pdf-finish'
import { tooLargeToPrint } from './pdf-size'
import { preparePrivateBrowser, type PrivateBrowser } from './private-browser'

export interface ChromiumPrinterOptions {
  readonly executablePath: string
  readonly sandbox: boolean
  /** Milliseconds for the whole print. */
  readonly deadlineMs?: number
}

const DEADLINE_MS = 180_000
/** A browser whose first page dies while it starts is never heard of by Playwright. */
const START_MS = 30_000
/**
 * Playwright kills one that does not close after 30 s. Its folder is removed only then: it would make some
 * of it anew. Playwright is not always told of the end of one whose page got no memory.
 */
const CLOSE_MS = 45_000

/** Prints with an installed Chromium: no script, no network, one document. Tagged, with outline. */
export const createChromiumPrinter = ({
  executablePath,
  sandbox,
  deadlineMs = DEADLINE_MS,
}: ChromiumPrinterOptions): PdfPrinter => ({
  print: async (html, { title, date, signal }) => {
    const ended = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)])
    if (ended.aborted) return err(stopped(signal))
    const tooLarge = tooLargeToPrint(html)
    if (tooLarge !== null) return err(tooLarge)
    // A browser that hangs does not end at once either, so that nobody waits for its end.
    const printed = printInBrowser(html, ended, { executablePath, sandbox, deadlineMs }).then((pdf) =>
      finishPdf(pdf, title, date),
    )
    try {
      const pdf = await unlessAborted(printed, ended)
      return pdf === ABORTED ? err(stopped(signal)) : ok(pdf)
    } catch {
      return err(stopped(signal))
    }
  },
})

/** Rejects when the browser does not start, crashes, is killed, or has to be ended. */
const printInBrowser = async (
  html: string,
  ended: AbortSignal,
  options: Required<ChromiumPrinterOptions>,
): Promise<Uint8Array> => {
  const browser = await preparePrivateBrowser('print')
  try {
    const context = await launch(browser, options)
    try {
      // A call to a browser that hangs may never end.
      const printed = await unlessAborted(printPage(context, html), ended)
      if (printed === ABORTED) throw new Error('Printing was stopped')
      return printed
    } finally {
      const closed = context.close().catch(() => {
        // Crashed or killed: there is nothing left to close.
      })
      await unlessAborted(closed, AbortSignal.timeout(CLOSE_MS))
    }
  } finally {
    await browser.remove()
  }
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
  // SECURITY: the report is text of other people; it may load nothing.
  await context.route('**/*', (route) => route.abort('blockedbyclient'))
  const page = await context.newPage()
  // The whole document, set over the pipe: waiting for its load is waiting for its layout.
  await page.setContent(html, { waitUntil: 'load', timeout: 0 })
  return page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true })
}

const stopped = (signal: AbortSignal): AppError =>
  signal.aborted
    ? appError('CANCELLED', 'Printing was cancelled.')
    : appError('PRINT_FAILED', 'The browser did not print the report, or not in time.', {
        advice: ['Try again.', 'Export as HTML or CSV instead; they hold the same.'],
      })
