import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFRef,
  PDFString,
  type PDFObject,
} from '@cantoo/pdf-lib'

/** What of a tagged PDF does not depend on the numbers of its objects. */
export interface TaggedPdf {
  /** Each element with what is in it, indented; the marks of an element page by page, after its elements. */
  readonly tree: readonly string[]
  /** "page:mark" of every mark of the tree. */
  readonly marks: readonly string[]
  /** Headings, indented, and the page that each leads to. */
  readonly outline: readonly string[]
  /** Page of a link, and the page that it leads to. */
  readonly links: readonly string[]
  /** Marks that the page does not know as the element's; headings of a cell that are nowhere; a wrong parent. */
  readonly faults: readonly string[]
}

const name = (text: string): PDFName => PDFName.of(text)

export const readTags = async (bytes: Uint8Array): Promise<TaggedPdf> => {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false })
  const look = (object: PDFObject | undefined): PDFObject | undefined =>
    object instanceof PDFRef ? pdf.context.lookup(object) : object
  const dict = (object: PDFObject | undefined): PDFDict | undefined => {
    const found = look(object)
    return found instanceof PDFDict ? found : undefined
  }
  const list = (object: PDFObject | undefined): readonly PDFObject[] => {
    const found = look(object)
    return found instanceof PDFArray ? found.asArray() : object === undefined ? [] : [object]
  }
  const pages = pdf.getPages()
  const pageOf = new Map<PDFObject | undefined, number>(pages.map((page, at) => [page.ref, at + 1]))
  const tags = dict(pdf.catalog.get(name('StructTreeRoot')))
  const numbers = list(dict(tags?.get(name('ParentTree')))?.get(name('Nums')))
  const parents = new Map<number, PDFObject | undefined>()
  for (let at = 0; at + 1 < numbers.length; at += 2) {
    const key = numbers[at]
    if (key instanceof PDFNumber) parents.set(key.asNumber(), numbers[at + 1])
  }
  const names = list(dict(tags?.get(name('IDTree')))?.get(name('Names')))
  const ids = new Map<string, PDFObject | undefined>()
  for (let at = 0; at + 1 < names.length; at += 2) ids.set(String(names[at]), names[at + 1])

  const tree: string[] = []
  const marks: string[] = []
  const faults: string[] = []
  const visit = (ref: PDFObject, parent: PDFObject | undefined, depth: number): void => {
    const element = dict(ref)
    if (element === undefined) return
    const kind = String(element.get(name('S')))
    if (element.get(name('P')) !== parent) faults.push(`${kind} has another parent`)
    const own: string[] = []
    const inner: PDFObject[] = []
    for (const kid of list(element.get(name('K')))) {
      const found = dict(kid)
      const mark = kid instanceof PDFNumber ? kid : found?.get(name('MCID'))
      const page = found?.get(name('Pg')) ?? element.get(name('Pg'))
      if (mark instanceof PDFNumber) {
        own.push(`${pageOf.get(page) ?? 'no page'}:${mark.asNumber()}`)
        const ofPage = dict(page)?.get(name('StructParents'))
        const known = ofPage instanceof PDFNumber ? list(parents.get(ofPage.asNumber())) : []
        if (known[mark.asNumber()] !== ref) faults.push(`${kind} is not the parent of ${own.at(-1) ?? ''}`)
      } else if (found?.has(name('Obj')) === true) {
        const annotation = dict(found.get(name('Obj')))?.get(name('StructParent'))
        if (!(annotation instanceof PDFNumber) || parents.get(annotation.asNumber()) !== ref)
          faults.push(`${kind} is not the parent of its annotation`)
        own.push(`annotation on ${pageOf.get(page) ?? 'no page'}`)
      } else inner.push(kid)
    }
    for (const attributes of list(element.get(name('A'))))
      for (const id of list(dict(attributes)?.get(name('Headers')))) {
        const heading = dict(ids.get(String(id)))
        if (!(id instanceof PDFString) || String(heading?.get(name('S'))) !== '/TH')
          faults.push(`${kind} names a heading that is nowhere`)
      }
    marks.push(...own.filter((mark) => !mark.startsWith('annotation')))
    // An element of no meaning is no level: a section is one or is not, as the browser likes.
    const isNone = kind === '/NonStruct'
    if (!isNone || own.length > 0) tree.push(`${' '.repeat(depth)}${isNone ? '' : kind} ${own.join(' ')}`)
    for (const kid of inner) visit(kid, ref, isNone ? depth : depth + 1)
  }
  for (const kid of list(tags?.get(name('K')))) visit(kid, pdf.catalog.get(name('StructTreeRoot')), 0)

  const leadsTo = (place: PDFObject | undefined): string => {
    const found = place instanceof PDFName ? dict(pdf.catalog.get(name('Dests')))?.get(place) : place
    return String(pageOf.get(list(found)[0]) ?? 'nowhere')
  }
  const outline: string[] = []
  const heading = (first: PDFObject | undefined, depth: number): void => {
    for (let entry = dict(first); entry !== undefined; entry = dict(entry.get(name('Next')))) {
      const tag = dict(entry.get(name('SE')))?.get(name('S'))
      outline.push(
        `${' '.repeat(depth)}${entry.get(name('Title'))?.toString() ?? ''} ${String(tag)} ${leadsTo(entry.get(name('Dest')))}`,
      )
      heading(entry.get(name('First')), depth + 1)
    }
  }
  heading(dict(pdf.catalog.get(name('Outlines')))?.get(name('First')), 0)
  const links = pages.flatMap((page, at) =>
    list(page.node.get(name('Annots'))).map(
      (annotation) => `${at + 1} to ${leadsTo(dict(annotation)?.get(name('Dest')))}`,
    ),
  )
  return { tree, marks, outline, links, faults }
}
