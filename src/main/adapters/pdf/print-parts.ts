import { firstPart, type ReportPart } from './report-parts'
import { joinPdf } from './pdf-join'
import { readPart } from './pdf-part'
import type { About } from './pdf-whole'

export interface PartPrinting extends About {
  /** How much of the report is printed, from 0 to 1; after each part. */
  readonly onProgress?: (done: number) => void
  /** Characters of HTML in a part; as it was measured to be best, where it is not said. */
  readonly size?: number | undefined
}

/**
 * Prints a report in parts, and puts them together: one after the other, since where a page ends is only known when it is
 * printed. While one is printed, the one before is added.
 * @param print one document. Rejects when that was not printed, and so does this
 */
export const printParts = async (
  html: string,
  print: (html: string) => Promise<Uint8Array>,
  { onProgress = () => undefined, size, ...about }: PartPrinting,
): Promise<Uint8Array> => {
  const join = await joinPdf(about)
  let part: ReportPart | null = firstPart(html, size)
  let added: Promise<void> = Promise.resolve()
  while (part !== null) {
    const { html: text, links, next, done }: ReportPart = part
    const [printed] = await Promise.all([print(text), added])
    const read = await readPart(printed, part)
    added = join.add(read, links)
    onProgress(done)
    part = next?.(read.rowsAgain) ?? null
  }
  await added
  return join.finish()
}
