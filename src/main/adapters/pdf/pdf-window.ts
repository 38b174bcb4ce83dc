import { BrowserWindow, session } from 'electron'
import { appError, type AppError } from '../../../shared/app-error'
import { err, ok } from '../../../shared/result'
import type { PdfPrinter } from '../../ports'
import { SAFE_PREFERENCES } from '../../security/window-preferences'
import { ABORTED, unlessAborted } from '../../unless-aborted'
import { createDeadline } from './print-deadline'
import { printParts } from './print-parts'
import { tooLargeToPrint } from './pdf-size'

/** Of a part. `printToPDF` has no time-out of its own, and was seen never to settle (electron#20634). */
const DEADLINE_MS = 180_000
/** One origin for one document after the other; its session knows nothing else. */
const DOCUMENT = 'crossview-report://document/'

let printed = 0

/**
 * Prints in a hidden window. SECURITY: no script, no preload, a session of its own in memory that
 * answers one address with the report and cuts everything else.
 */
export const createWindowPrinter = (): PdfPrinter => ({
  print: async (html, { title, date, signal, onProgress }) => {
    if (signal.aborted) return err(cancelledError())
    const tooLarge = tooLargeToPrint(html)
    if (tooLarge !== null) return err(tooLarge)
    const partition = `report-${++printed}`
    const own = session.fromPartition(partition)
    let document = ''
    own.protocol.handle(
      'crossview-report',
      () => new Response(document, { headers: { 'Content-Type': 'text/html; charset=utf-8' } }),
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
    const late = createDeadline(DEADLINE_MS)
    const crash = crashOf(window)
    const over = AbortSignal.any([signal, crash, late.signal])
    const print = async (part: string): Promise<Uint8Array> => {
      document = part
      const printed = await unlessAborted(printWindow(window), over)
      if (printed === ABORTED) throw new Error('Printing was stopped')
      return printed
    }
    try {
      const whole = await unlessAborted(
        printParts(html, print, {
          title,
          date,
          onProgress: (done) => {
            late.extend()
            onProgress?.(done)
          },
        }),
        over,
      )
      return whole === ABORTED ? err(stopped(signal, late.signal)) : ok(whole)
    } catch {
      return err(stopped(signal, late.signal))
    } finally {
      late.end()
      window.destroy()
      own.protocol.unhandle('crossview-report')
    }
  },
})

const printWindow = async (window: BrowserWindow): Promise<Uint8Array> => {
  await window.loadURL(DOCUMENT)
  return window.webContents.printToPDF({
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  })
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
    : notPrinted(late.aborted ? 'Printing a part of the report took more than three minutes.' : 'The report could not be printed.')

const cancelledError = (): AppError => appError('CANCELLED', 'Printing was cancelled.')

const notPrinted = (message: string): AppError =>
  appError('PRINT_FAILED', message, {
    advice: ['Try again.', 'Export as HTML or CSV instead; they hold the same.'],
  })
