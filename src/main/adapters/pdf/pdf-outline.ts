import { PDFDict, PDFName, PDFRef, type PDFDocument, type PDFObject } from '@cantoo/pdf-lib'
import type { PdfCopy } from './pdf-copy'
import type { PdfFile } from './pdf-file'
import { kindOf } from './pdf-part'
import type { PartLinks } from './report-parts'

/** A heading, as it is in the outline. */
export interface OutlineEntry {
  /** 1 for the title of the document. */
  readonly level: number
  /** Its dictionary as PDF writes it, without its neighbours. */
  readonly entries: string
  /** Where it leads. */
  readonly place: string
}

const LINKS: ReadonlySet<PDFName> = new Set(
  ['Parent', 'Prev', 'Next', 'First', 'Last', 'Count'].map((key) => PDFName.of(key)),
)

/** The outline of a part, one heading after the other. */
export const outlineOf = (pdf: PDFDocument, copy: PdfCopy): readonly OutlineEntry[] => {
  const all: OutlineEntry[] = []
  const visit = (first: PDFObject | undefined, depth: number): void => {
    let entry = first
    while (entry instanceof PDFRef) {
      const dict: PDFObject | undefined = pdf.context.lookup(entry)
      if (!(dict instanceof PDFDict)) return
      const heading = /^H(\d)$/.exec(kindOf(pdf, dict.get(PDFName.of('SE'))) ?? '')
      const level = heading === null ? depth : Number(heading[1])
      const place = dict.get(PDFName.of('Dest'))
      all.push({
        level,
        entries: copy.entries(dict, LINKS),
        place: place === undefined ? 'null' : copy.text(place),
      })
      visit(dict.get(PDFName.of('First')), level + 1)
      entry = dict.get(PDFName.of('Next'))
    }
  }
  const outlines = pdf.catalog.lookupMaybe(PDFName.of('Outlines'), PDFDict)
  visit(outlines?.get(PDFName.of('First')), 1)
  return all
}

/** Where the names of a part lead, each name as PDF writes it. */
export const placesOf = (
  pdf: PDFDocument,
  copy: PdfCopy,
  outline: readonly OutlineEntry[],
  { elsewhere, headings }: PartLinks,
): readonly (readonly [name: string, place: string])[] => {
  const own = pdf.catalog.lookupMaybe(PDFName.of('Dests'), PDFDict)?.entries() ?? []
  return [
    ...own
      .filter(([name]) => !elsewhere.has(name.decodeText()))
      .map(([name, place]) => [name.toString(), copy.text(place)] as const),
    ...[...headings].flatMap(([name, at]) => {
      const heading = outline[at]
      return heading === undefined ? [] : [[PDFName.of(name).toString(), heading.place] as const]
    }),
  ]
}

interface Branch extends Pick<OutlineEntry, 'level' | 'entries'> {
  readonly number: number
  readonly inner: Branch[]
}

/** Writes one outline of all headings, each below the last one before it that is above it. @returns its number, or null */
export const putOutline = (file: PdfFile, all: readonly OutlineEntry[]): number | null => {
  if (all.length === 0) return null
  const root: Branch = { number: file.reserve(), level: 0, entries: '/Type /Outlines', inner: [] }
  const above = [root]
  for (const { level, entries } of all) {
    while ((above.at(-1)?.level ?? 0) >= level) above.pop()
    const branch: Branch = { number: file.reserve(), level, entries, inner: [] }
    above.at(-1)?.inner.push(branch)
    above.push(branch)
  }
  putBranch(file, root, '')
  return root.number
}

/** @returns how many are in it, itself not among them */
const putBranch = (file: PdfFile, { number, entries, inner }: Branch, links: string): number => {
  const count = inner.reduce((sum, each, at) => {
    const [before, after] = [inner[at - 1], inner[at + 1]]
    const places = [
      `/Parent ${number} 0 R`,
      ...(before === undefined ? [] : [`/Prev ${before.number} 0 R`]),
      ...(after === undefined ? [] : [`/Next ${after.number} 0 R`]),
    ]
    return sum + 1 + putBranch(file, each, places.join(' '))
  }, 0)
  const [first, last] = [inner[0], inner.at(-1)]
  const own =
    first === undefined || last === undefined
      ? ''
      : `/First ${first.number} 0 R /Last ${last.number} 0 R /Count ${count}`
  file.put(number, `<<${entries} ${links} ${own}>>`)
  return count
}
