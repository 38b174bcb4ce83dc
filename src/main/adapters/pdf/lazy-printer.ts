import type { PdfPrinter } from '../../ports'

/** A printer that is loaded when something is printed: what finishes a PDF is more code than all of Crossview. */
export const lazyPrinter = (load: () => Promise<PdfPrinter>): PdfPrinter => {
  let loading: Promise<PdfPrinter> | null = null
  return { print: async (...document) => (await (loading ??= load())).print(...document) }
}
