import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFRef,
  type PDFObject,
  type PDFPage,
} from '@cantoo/pdf-lib'

/** Objects that are read before others get their turn: some 20 ms. */
const AT_A_TIME = 1_000

/** One document that a browser printed, as far as it goes into the whole. */
export interface PdfPart {
  readonly pdf: PDFDocument
  /** Without the last one, where its rows are printed again at the top of the next part. */
  readonly pages: readonly PDFPage[]
  /** Pages and rows that are left out. */
  readonly left: ReadonlySet<PDFObject>
  /** How many rows are printed again. */
  readonly rowsAgain: number
  readonly structure: PartStructure | null
}

/** The tags of a part. */
interface PartStructure {
  readonly root: PDFRef
  /** The element that is the whole document; null where there is none. */
  readonly document: PDFRef | null
  readonly kids: readonly PDFObject[]
  /** By the number that a page or an annotation has: the elements of its marks, or its own. */
  readonly parents: ReadonlyMap<number, PDFObject>
  /** The table that goes on from the part before, and its row of headings, in the order of the document. */
  readonly first: readonly PDFRef[]
  /** The same of the table that it ends in. */
  readonly last: readonly PDFRef[]
}

interface PartPlace {
  /** It begins with rows of a table of the part before. */
  readonly continues: boolean
  /** It ends with rows of a table of which there are more. */
  readonly isCut: boolean
}

/**
 * Reads a printed part. Where it ends within a table, what is on its last page is left out, if that begins with a row:
 * then the next part begins there, and each page is as full as in the one document.
 */
export const readPart = async (printed: Uint8Array, place: PartPlace): Promise<PdfPart> => {
  const pdf = await PDFDocument.load(printed, { updateMetadata: false, parseSpeed: AT_A_TIME })
  const pages = pdf.getPages()
  const structure = structureOf(pdf, place)
  const [table] = structure?.last ?? []
  const rows = table === undefined ? [] : rowsOnPage(pdf, table, pages.at(-1)?.ref)
  const last = pages.at(-1)
  if (rows.length === 0 || last === undefined) return { pdf, pages, left: new Set(), rowsAgain: 0, structure }
  return {
    pdf,
    pages: pages.slice(0, -1),
    left: new Set([last.ref, ...rows]),
    rowsAgain: rows.length,
    structure,
  }
}

const structureOf = (pdf: PDFDocument, { continues, isCut }: PartPlace): PartStructure | null => {
  const root = pdf.catalog.get(PDFName.of('StructTreeRoot'))
  const tree = dictOf(pdf, root)
  if (!(root instanceof PDFRef) || tree === null) return null
  const [only, ...others] = kidsOf(pdf, tree)
  const isDocument = only instanceof PDFRef && others.length === 0 && kindOf(pdf, only) === 'Document'
  const document = isDocument ? only : null
  const parents = new Map<number, PDFObject>()
  readNumbers(pdf, tree.get(PDFName.of('ParentTree')), parents)
  const kids = kidsOf(pdf, (document === null ? null : dictOf(pdf, document)) ?? tree)
  return {
    root,
    document,
    kids,
    parents,
    first: continues ? headOf(pdf, tableAt(pdf, kids, 0)) : [],
    last: isCut ? headOf(pdf, tableAt(pdf, kids, -1)) : [],
  }
}

const readNumbers = (pdf: PDFDocument, node: PDFObject | undefined, into: Map<number, PDFObject>): void => {
  const tree = dictOf(pdf, node)
  const numbers = tree?.lookupMaybe(PDFName.of('Nums'), PDFArray)?.asArray() ?? []
  for (let at = 0; at + 1 < numbers.length; at += 2) {
    const [key, value] = [numbers[at], numbers[at + 1]]
    if (key instanceof PDFNumber && value !== undefined) into.set(key.asNumber(), value)
  }
  for (const kid of tree?.lookupMaybe(PDFName.of('Kids'), PDFArray)?.asArray() ?? [])
    readNumbers(pdf, kid, into)
}

// --- Elements ------------------------------------------------------------------------------------

const dictOf = (pdf: PDFDocument, object: PDFObject | undefined): PDFDict | null => {
  const found = object instanceof PDFRef ? pdf.context.lookup(object) : object
  return found instanceof PDFDict ? found : null
}

/** What is in an element: elements, and marks on pages. */
export const kidsOf = (pdf: PDFDocument, element: PDFDict): readonly PDFObject[] => {
  const kids = element.get(PDFName.of('K'))
  const found = kids instanceof PDFRef ? pdf.context.lookup(kids) : kids
  if (found instanceof PDFArray) return found.asArray()
  return kids === undefined ? [] : [kids]
}

/** What kind of element it is, as `TR`; null for a mark. */
export const kindOf = (pdf: PDFDocument, object: PDFObject | undefined): string | null => {
  const kind = dictOf(pdf, object)?.get(PDFName.of('S'))
  return kind instanceof PDFName ? kind.decodeText() : null
}

const elementsIn = (pdf: PDFDocument, kids: readonly PDFObject[]): readonly PDFRef[] =>
  kids.filter((kid): kid is PDFRef => kid instanceof PDFRef && kindOf(pdf, kid) !== null)

/** The table that is the first or the last of all, however deep. */
const tableAt = (pdf: PDFDocument, kids: readonly PDFObject[], end: 0 | -1): PDFRef | null => {
  const element = elementsIn(pdf, kids).at(end)
  const dict = dictOf(pdf, element)
  if (element === undefined || dict === null) return null
  return kindOf(pdf, element) === 'Table' ? element : tableAt(pdf, kidsOf(pdf, dict), end)
}

/** A table, its row of headings and all that is in that. */
const headOf = (pdf: PDFDocument, table: PDFRef | null): readonly PDFRef[] => {
  if (table === null) return []
  const [headings] = rowsOf(pdf, table)
  return headings === undefined ? [] : [table, ...within(pdf, headings)]
}

const rowsOf = (pdf: PDFDocument, table: PDFRef): readonly PDFRef[] =>
  elementsOf(pdf, table).filter((kid) => kindOf(pdf, kid) === 'TR')

const elementsOf = (pdf: PDFDocument, element: PDFRef): readonly PDFRef[] => {
  const dict = dictOf(pdf, element)
  return dict === null ? [] : elementsIn(pdf, kidsOf(pdf, dict))
}

const within = (pdf: PDFDocument, element: PDFRef): readonly PDFRef[] => [
  element,
  ...elementsOf(pdf, element).flatMap((kid) => within(pdf, kid)),
]

/** The rows of a table on its last page; none where that page does not begin with a row, or the table does. */
const rowsOnPage = (pdf: PDFDocument, table: PDFRef, page: PDFRef | undefined): readonly PDFRef[] => {
  const [, ...rows] = rowsOf(pdf, table)
  const first = rows.findLastIndex((row) => !pagesOf(pdf, row).has(page)) + 1
  return first > 0 && pagesOf(pdf, rows[first]).size === 1 ? rows.slice(first) : []
}

/** The pages that an element has marks on. */
const pagesOf = (pdf: PDFDocument, element: PDFObject | undefined): ReadonlySet<PDFObject | undefined> => {
  const pages = new Set<PDFObject | undefined>()
  const visit = (object: PDFObject | undefined, inherited: PDFObject | undefined): void => {
    const dict = dictOf(pdf, object)
    const page = dict?.get(PDFName.of('Pg')) ?? inherited
    if (object instanceof PDFNumber || dict?.has(PDFName.of('MCID')) === true) pages.add(page)
    if (dict !== null) for (const kid of kidsOf(pdf, dict)) visit(kid, page)
  }
  visit(element, undefined)
  return pages
}
