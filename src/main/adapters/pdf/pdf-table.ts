import { PDFDict, PDFName, PDFNumber, PDFRef, PDFString, type PDFDocument, type PDFObject } from '@cantoo/pdf-lib'
import type { PdfCopy } from './pdf-copy'
import type { PdfFile } from './pdf-file'
import { kidsOf, kindOf, type PdfPart } from './pdf-part'

/** An element that may go on in the next part. */
interface OpenElement {
  readonly number: number
  readonly kind: string | null
  readonly id: string | null
  readonly entries: string
  readonly kids: string[]
}

/** A table that parts of the document end in and begin with: one element, as are its headings, which are on each page. */
export type OpenTable = readonly OpenElement[]

const ID = PDFName.of('ID')
const PAGE = PDFName.of('Pg')
const WITHOUT_KIDS: ReadonlySet<PDFName> = new Set([PDFName.of('K'), PAGE])

/** The table that a part ends in, and that is written when all of it is there. */
export const openTable = (
  file: PdfFile,
  { pdf, left, structure }: PdfPart,
  copy: PdfCopy,
  rename: (id: string, number: number) => string,
): OpenTable => {
  const elements = structure?.last ?? []
  const numbered = elements.map((ref) => ({ ref, number: file.reserve() }))
  for (const { ref, number } of numbered) copy.is(ref, number)
  return numbered.map(({ ref, number }) => {
    const dict = pdf.context.lookup(ref, PDFDict)
    const id = dict.get(ID)
    return {
      number,
      kind: kindOf(pdf, ref),
      id: id instanceof PDFString ? rename(id.asString(), number) : null,
      entries: copy.entries(dict, WITHOUT_KIDS),
      kids: [...kidsText(pdf, dict, copy, left)],
    }
  })
}

/** Whether a part begins with more of a table: if so, what it has is in that table from now on. */
export const goesOn = (
  open: OpenTable,
  { pdf, structure }: PdfPart,
  copy: PdfCopy,
  alias: (id: string, is: string) => void,
): boolean => {
  const first = structure?.first ?? []
  const fits =
    open.length > 0 &&
    open.length === first.length &&
    open.every(({ kind }, at) => kind === kindOf(pdf, first[at]))
  if (!fits) return false
  for (const [at, ref] of first.entries()) {
    const element = open[at]
    if (element === undefined) continue
    copy.is(ref, element.number)
    const id = pdf.context.lookup(ref, PDFDict).get(ID)
    if (id instanceof PDFString && element.id !== null) alias(id.asString(), element.id)
  }
  return true
}

/** Adds what a part has of the table. */
export const extend = (open: OpenTable, { pdf, structure, left }: PdfPart, copy: PdfCopy): void => {
  const own: ReadonlySet<PDFObject> = new Set([...left, ...(structure?.first ?? [])])
  for (const [at, ref] of (structure?.first ?? []).entries())
    open[at]?.kids.push(...kidsText(pdf, pdf.context.lookup(ref, PDFDict), copy, own))
}

export const closeTable = (file: PdfFile, open: OpenTable): void => {
  for (const { number, entries, kids } of open) file.put(number, `<<${entries}/K [${kids.join(' ')}]>>`)
}

/** What is in an element, without what is left out. Each mark names its page: they are on several. */
const kidsText = (
  pdf: PDFDocument,
  element: PDFDict,
  copy: PdfCopy,
  left: ReadonlySet<PDFObject>,
): readonly string[] =>
  kidsOf(pdf, element).flatMap((kid) => {
    const page = (kid instanceof PDFDict ? kid.get(PAGE) : undefined) ?? element.get(PAGE)
    if (kid instanceof PDFRef) return left.has(kid) ? [] : [copy.text(kid)]
    if (page !== undefined && left.has(page)) return []
    if (kid instanceof PDFNumber && page !== undefined)
      return [`<</Type /MCR /Pg ${copy.text(page)} /MCID ${kid.toString()}>>`]
    return [copy.text(kid)]
  })
