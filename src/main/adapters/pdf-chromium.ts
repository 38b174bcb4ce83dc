import { chromium, type Browser } from 'playwright-core'
import { appError, type AppError } from '../../shared/app-error'
import { err, ok } from '../../shared/result'
import type { PdfPrinter } from '../ports'
import { OFFLINE } from './chromium'
import { finishPdf } from './pdf-finish'
import { tooLargeToPrint } from './pdf-size'

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
    if (ended.aborted) return err(stopped(signal))
    const tooLarge = tooLargeToPrint(html)
    if (tooLarge !== null) return err(tooLarge)
    // A browser that hangs does not end at once either, so that nobody waits for its end.
    return new Promise((resolve) => {
      const stop = () => {
        resolve(err(stopped(signal)))
      }
      ended.addEventListener('abort', stop, { once: true })
      void printInBrowser(html, ended, { executablePath, sandbox, deadlineMs })
        .then((printed) => finishPdf(printed, title, date))
        .then((pdf) => {
          resolve(ok(pdf))
        })
        .catch(stop)
        .finally(() => {
          ended.removeEventListener('abort', stop)
        })
    })
  },
})

/** Rejects when the browser does not start, crashes, is killed, or has to be ended. */
const printInBrowser = async (
  html: string,
  ended: AbortSignal,
  options: Required<ChromiumPrinterOptions>,
): Promise<Uint8Array> => {
  const browser = await launch(options)
  const close = () => void browser.close().catch(() => undefined)
  ended.addEventListener('abort', close, { once: true })
  try {
    ended.throwIfAborted()
    return await printPage(browser, html)
  } finally {
    ended.removeEventListener('abort', close)
    await browser.close()
  }
}

const launch = ({
  executablePath,
  sandbox,
  deadlineMs,
}: Required<ChromiumPrinterOptions>): Promise<Browser> =>
  chromium.launch({
    executablePath,
    timeout: deadlineMs,
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
