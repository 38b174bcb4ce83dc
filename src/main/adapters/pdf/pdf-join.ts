import { PDFName, PDFNumber, PDFRef, type PDFObject } from '@cantoo/pdf-lib'
import { copyInto, wholeRef, type PdfCopy } from './pdf-copy'
import { createPdfFile } from './pdf-file'
import { annotationsOf, describeLinks, mendUnicodeMaps } from './pdf-mend'
import { outlineOf, placesOf, putOutline, type OutlineEntry } from './pdf-outline'
import type { PdfPart } from './pdf-part'
import { closeTable, extend, goesOn, openTable, type OpenTable } from './pdf-table'
import { pageNumbers, putInformation, putXmp, type About } from './pdf-whole'
import type { PartLinks } from './report-parts'

const PAGES_IN_A_NODE = 50
const PARENT_KEYS = [PDFName.of('StructParents'), PDFName.of('StructParent')]

/** Puts parts together, each as soon as it is there: only what they have in common is kept until the end. */
export interface PdfJoin {
  add(part: PdfPart, links: PartLinks): Promise<void>
  /** What Chromium's PDF lacks is added: page numbers, what PDF/UA asks for, a title that readers show. */
  finish(): Uint8Array
}

/** One document of its parts, with one tree of tags, one outline, and one set of places that links lead to. */
export const joinPdf = async (about: About): Promise<PdfJoin> => {
  const file = createPdfFile()
  const [root, whole, pageTree] = [file.reserve(), file.reserve(), file.reserve()] as const
  const numbers = await pageNumbers(file)
  const nodes: { readonly number: number; readonly pages: number[] }[] = []
  const kids: number[] = []
  /** What the marks of a page, or an annotation, belong to; a page or annotation has its place here. */
  const parents: string[] = []
  const ids: (readonly [id: string, number: number])[] = []
  const places = new Map<string, string>()
  const outline: OutlineEntry[] = []
  let open: OpenTable = []
  let parts = 0
  let isTagged = false

  const addTags = (part: PdfPart, copy: PdfCopy, named: (id: string, number: number) => string, alias: Map<string, string>): void => {
    const { structure } = part
    if (structure === null) return
    isTagged = true
    copy.is(structure.root, structure.document === null ? whole : root)
    if (structure.document !== null) copy.is(structure.document, whole)
    const continues = goesOn(open, part, copy, (id, is) => alias.set(id, is))
    if (continues) extend(open, part, copy)
    const [table] = structure.last
    if (!continues || table !== structure.first[0]) {
      closeTable(file, open)
      open = openTable(file, part, copy, named)
    }
    for (const kid of structure.kids) {
      if (kid instanceof PDFRef && !(continues && kid === structure.first[0])) kids.push(copy.number(kid))
    }
  }

  const addPages = ({ pages, structure }: PdfPart, copy: PdfCopy): void => {
    const parentText = (parent: PDFObject): string => {
      if (parent instanceof PDFRef) return copy.text(parent)
      const number = file.reserve()
      file.put(number, copy.text(parent))
      return `${number} 0 R`
    }
    for (const page of pages) {
      describeLinks(page)
      numbers.addTo(page)
      for (const holder of [page.node, ...annotationsOf(page)]) {
        for (const key of PARENT_KEYS) {
          const was = holder.get(key)
          const parent = was instanceof PDFNumber ? structure?.parents.get(was.asNumber()) : undefined
          if (parent === undefined) continue
          holder.set(key, PDFNumber.of(parents.length))
          parents.push(parentText(parent))
        }
      }
      if ((nodes.at(-1)?.pages.length ?? PAGES_IN_A_NODE) === PAGES_IN_A_NODE)
        nodes.push({ number: file.reserve(), pages: [] })
      page.node.set(PDFName.of('Parent'), wholeRef(nodes.at(-1)?.number ?? pageTree))
      nodes.at(-1)?.pages.push(copy.number(page.ref))
    }
  }

  return {
    add: async (part, links) => {
      const prefix = `${(parts += 1)}-`
      const aliases = new Map<string, string>()
      const rename = (id: string, number: number | null): string => {
        const name = aliases.get(id) ?? `${prefix}${id}`
        if (number !== null) ids.push([name, number])
        return name
      }
      const copy = copyInto(file, part.pdf, rename)
      mendUnicodeMaps(part.pdf)
      addTags(part, copy, rename, aliases)
      addPages(part, copy)
      const headings = outlineOf(part.pdf, copy)
      outline.push(...headings)
      for (const [name, place] of placesOf(part.pdf, copy, headings, links)) places.set(name, place)
      await copy.flush()
    },
    finish: () => {
      closeTable(file, open)
      numbers.finish()
      const count = nodes.reduce((sum, { pages }) => sum + pages.length, 0)
      for (const { number, pages } of nodes)
        file.put(number, `<</Type /Pages /Parent ${pageTree} 0 R /Count ${pages.length} /Kids [${refs(pages)}]>>`)
      file.put(pageTree, `<</Type /Pages /Count ${count} /Kids [${refs(nodes.map(({ number }) => number))}]>>`)
      const catalog = [
        `/Type /Catalog /Pages ${pageTree} 0 R /Lang (en) /ViewerPreferences <</DisplayDocTitle true>>`,
        `/Metadata ${putXmp(file, about)} 0 R`,
      ]
      if (places.size > 0) {
        const number = file.reserve()
        file.put(number, `<<${[...places].map((each) => each.join(' ')).join(' ')}>>`)
        catalog.push(`/Dests ${number} 0 R`)
      }
      const outlines = putOutline(file, outline)
      if (outlines !== null) catalog.push(`/Outlines ${outlines} 0 R`)
      if (isTagged) {
        catalog.push(`/MarkInfo <</Marked true>> /StructTreeRoot ${root} 0 R`)
        const numbered = parents.map((parent, at) => `${at} ${parent}`).join(' ')
        const named = ids.sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, number]) => `(${id}) ${number} 0 R`)
        file.put(whole, `<</Type /StructElem /S /Document /Lang (en) /P ${root} 0 R /K [${refs(kids)}]>>`)
        file.put(
          root,
          `<</Type /StructTreeRoot /K ${whole} 0 R /ParentTreeNextKey ${parents.length} /ParentTree <</Nums [${numbered}]>> /IDTree <</Names [${named.join(' ')}]>>>>`,
        )
      }
      const number = file.reserve()
      file.put(number, `<<${catalog.join(' ')}>>`)
      return file.finish(number, putInformation(file, about))
    },
  }
}

const refs = (numbers: readonly number[]): string => numbers.map((number) => `${number} 0 R`).join(' ')
