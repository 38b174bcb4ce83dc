import { chromium, type Browser } from 'playwright-core'
import { appError, type AppError } from '../../shared/app-error'
import { err, ok } from '../../shared/result'
import type { PdfPrinter } from '../ports'
import { OFFLINE } from './chromium'
import { finishPdf } from './pdf-finish'

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
    let browser: Browser | null = null
    const close = () => void browser?.close()
    ended.addEventListener('abort', close, { once: true })
    try {
      browser = await launch(executablePath, sandbox)
      if (ended.aborted) return err(stopped(signal))
      const printed = await printPage(browser, html)
      return ok(await finishPdf(printed, title, date))
    } catch {
      return err(stopped(signal))
    } finally {
      ended.removeEventListener('abort', close)
      await browser?.close()
    }
  },
})

const launch = (executablePath: string, sandbox: boolean): Promise<Browser> =>
  chromium.launch({
    executablePath,
    headless: true,
    chromiumSandbox: sandbox,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      ...OFFLINE,
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
    ],
  })

const printPage = async (browser: Browser, html: string): Promise<Uint8Array> => {
  const context = await browser.newContext({ javaScriptEnabled: false, serviceWorkers: 'block' })
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
