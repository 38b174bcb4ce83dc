import type { CsvTable } from '../../core/report/csv'
import { wrapHandlers } from '../ipc/wrap-handlers'
import type { Handlers } from '../ipc/handlers'
import type { PdfPrinter, ReportFiles } from '../ports'
import type { Scrubber } from './secret-scrubber'

/**
 * SECURITY: the second net at each way out of main. The first is that nothing which holds a secret
 * is made; this one catches what came back from elsewhere, such as a secret that somebody wrote
 * into a ticket. The log and the command line's messages have theirs where they are made.
 */

/** Reports and exports are written without any live secret. Bytes (a PDF) are scrubbed before they are made. */
export const scrubbedFiles = (files: ReportFiles, scrubber: Scrubber): ReportFiles => ({
  ...files,
  safeName: (text) => files.safeName(scrubber.scrub(text)),
  writeFile: (path, content) =>
    files.writeFile(path, typeof content === 'string' ? scrubber.scrub(content) : content),
  writeFolder: (path, tables) => files.writeFolder(path, scrubber.scrubData<readonly CsvTable[]>(tables)),
})

/** The document that is printed holds no live secret. */
export const scrubbedPrinter = (printer: PdfPrinter, scrubber: Scrubber): PdfPrinter => ({
  print: (html, options) =>
    printer.print(scrubber.scrub(html), { ...options, title: scrubber.scrub(options.title) }),
})

/**
 * What the window is answered. A profile that was read is answered as it is stored: a changed text in
 * it would be saved back. That it holds no secret is the profile service's promise.
 */
export const scrubbedHandlers = (handlers: Handlers, scrubber: Scrubber): Handlers =>
  wrapHandlers(handlers, async (channel, handle) => {
    const answer = await handle()
    return channel.startsWith('profiles:') && answer.ok ? answer : scrubber.scrubData(answer)
  })
