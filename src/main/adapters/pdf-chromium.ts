import { chromium, type BrowserContext } from 'playwright-core'
import { appError, type AppError } from '../../shared/app-error'
import { err, ok } from '../../shared/result'
import type { PdfPrinter } from '../ports'
import { finishPdf } from './pdf-finish'
import { preparePrivateBrowser, type PrivateBrowser } from './private-browser'

export interface ChromiumPrinterOptions {
  readonly executablePath: string
  readonly sandbox: boolean
  /** Milliseconds for the whole print. */
  readonly deadlineMs?: number
}

const DEADLINE_MS = 180_000

/** Prints with an installed Chromium: no script, no network, one document. Tagged, with outline. */
export const createChromiumPrinter = ({
  executablePath,
  sandbox,
  deadlineMs = DEADLINE_MS,
}: ChromiumPrinterOptions): PdfPrinter => ({
  print: async (html, { title, date, signal }) => {
    const ended = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)])
    let context: BrowserContext | null = null
    let browser: PrivateBrowser | null = null
    // A second call of Playwright's own does not wait for the end of the browser, which still writes then.
    let closing: Promise<void> | undefined
    const close = () => (closing ??= context?.close())
    const stop = () => void close()
    ended.addEventListener('abort', stop, { once: true })
    try {
      browser = await preparePrivateBrowser('print')
      context = await launch(browser, executablePath, sandbox)
      if (ended.aborted) return err(stopped(signal))
      const printed = await printPage(context, html)
      return ok(await finishPdf(printed, title, date))
    } catch {
      return err(stopped(signal))
    } finally {
      ended.removeEventListener('abort', stop)
      await close()
      await browser?.remove()
    }
  },
})

const launch = (
  { profile, options, args }: PrivateBrowser,
  executablePath: string,
  sandbox: boolean,
): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, {
    ...options,
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
