import { BrowserWindow, session } from 'electron'
import { appError, type AppError } from '../../../shared/app-error'
import { err, ok, type Result } from '../../../shared/result'
import type { PdfPrinter } from '../../ports'
import { SAFE_PREFERENCES } from '../../security/window-preferences'
import { ABORTED, unlessAborted } from '../../unless-aborted'
import { finishPdf } from './pdf-finish'
import { tooLargeToPrint } from './pdf-size'

/** `printToPDF` has no time-out of its own, and was seen never to settle (electron#20634). */
const DEADLINE_MS = 180_000
/** One origin for the one document; its session knows nothing else. */
const DOCUMENT = 'crossview-report://document/'

let printed = 0

/**
 * Prints in a hidden window. SECURITY: no script, no preload, a session of its own in memory that
 * answers one address with the report and cuts everything else.
 */
export const createWindowPrinter = (): PdfPrinter => ({
  print: async (html, { title, date, signal }) => {
    if (signal.aborted) return err(cancelledError())
    const tooLarge = tooLargeToPrint(html)
    if (tooLarge !== null) return err(tooLarge)
    const partition = `report-${++printed}`
    const own = session.fromPartition(partition)
    own.protocol.handle(
      'crossview-report',
      () => new Response(html, { headers: { 'Content-Type': 'text/html; charset=utf-8' } }),
    )
    own.webRequest.onBeforeRequest((details, decide) => {
      decide({ cancel: details.url !== DOCUMENT })
    })
    const window = new BrowserWindow({
      show: false,
      webPreferences: {
        ...SAFE_PREFERENCES,
        partition,
        javascript: false,
      },
    })
    const late = AbortSignal.timeout(DEADLINE_MS)
    try {
      const printed = await unlessAborted(printWindow(window, title, date), signal, crashOf(window), late)
      if (printed !== ABORTED) return printed
      return err(stopped(signal, late))
    } catch {
      return err(notPrinted('The report could not be printed.'))
    } finally {
      window.destroy()
      own.protocol.unhandle('crossview-report')
    }
  },
})

const printWindow = async (
  window: BrowserWindow,
  title: string,
  date: Date,
): Promise<Result<Uint8Array, AppError>> => {
  await window.loadURL(DOCUMENT)
  const pdf = await window.webContents.printToPDF({
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  })
  return ok(await finishPdf(pdf, title, date))
}

/** Aborts when the page of the window is gone: what it was asked is not always answered then. */
const crashOf = (window: BrowserWindow): AbortSignal => {
  const crash = new AbortController()
  window.webContents.once('render-process-gone', () => {
    crash.abort()
  })
  return crash.signal
}

const stopped = (cancelled: AbortSignal, late: AbortSignal): AppError =>
  cancelled.aborted
    ? cancelledError()
    : notPrinted(late.aborted ? 'Printing took more than three minutes.' : 'The report could not be printed.')

const cancelledError = (): AppError => appError('CANCELLED', 'Printing was cancelled.')

const notPrinted = (message: string): AppError =>
  appError('PRINT_FAILED', message, {
    advice: ['Try again.', 'Export as HTML or CSV instead; they hold the same.'],
  })
