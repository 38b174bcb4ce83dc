import {
  PDFArray,
  PDFDict,
  PDFName,
  PDFRef,
  PDFStream,
  PDFString,
  type PDFDocument,
  type PDFObject,
} from '@cantoo/pdf-lib'
import type { PdfFile } from './pdf-file'

/** Objects that are written before others get their turn: some 10 ms. */
const AT_A_TIME = 1_000
/** Generation of a reference to an object of the whole file, among those to objects of a part. */
const OF_THE_WHOLE = 65_535

const ID = PDFName.of('ID')
const HEADERS = PDFName.of('Headers')
const LENGTH: ReadonlySet<PDFName> = new Set([PDFName.of('Length')])
const NONE: ReadonlySet<PDFName> = new Set()

/** In a part, a reference to an object of the whole file. */
export const wholeRef = (number: number): PDFRef => PDFRef.of(number, OF_THE_WHOLE)

/** Objects of one document on their way into a file, each under a new number. */
export interface PdfCopy {
  /** As the object is written in the file; what it refers to will be written too. */
  text(object: PDFObject): string
  /** The entries of a dictionary likewise, but for some. */
  entries(dict: PDFDict, without: ReadonlySet<PDFName>): string
  /** The number that an object has in the file; it will be written. */
  number(ref: PDFRef): number
  /** What the object refers to by this is written by somebody else. */
  is(ref: PDFRef, number: number): void
  /** Writes all that was referred to. */
  flush(): Promise<void>
}

/** @param rename what an element is called in the whole; it is told once for each that has a name */
export const copyInto = (
  file: PdfFile,
  pdf: PDFDocument,
  rename: (id: string, number: number | null) => string = (id) => id,
): PdfCopy => {
  const known = new Map<PDFRef, number>()
  const waiting: PDFRef[] = []

  const number = (ref: PDFRef): number => {
    if (ref.generationNumber === OF_THE_WHOLE) return ref.objectNumber
    const found = known.get(ref)
    if (found !== undefined) return found
    const given = file.reserve()
    known.set(ref, given)
    waiting.push(ref)
    return given
  }
  const text = (object: PDFObject): string => {
    if (object instanceof PDFRef) return `${number(object)} 0 R`
    if (object instanceof PDFArray) return `[${object.asArray().map(text).join(' ')}]`
    if (object instanceof PDFDict) return `<<${entries(object)}>>`
    return object.toString()
  }
  const entries = (dict: PDFDict, without = NONE): string => {
    let all = ''
    for (const [key, value] of dict.entries()) {
      if (!without.has(key)) all += `${key.toString()} ${valueText(key, value)} `
    }
    return all
  }
  // An element is named by a string of its own part.
  const valueText = (key: PDFName, value: PDFObject): string => {
    if (key === ID && value instanceof PDFString) return idText(value)
    if (key === HEADERS && value instanceof PDFArray)
      return `[${value
        .asArray()
        .map((each) => (each instanceof PDFString ? idText(each) : text(each)))
        .join(' ')}]`
    return text(value)
  }
  const idText = (id: PDFString): string => `(${rename(id.asString(), null)})`

  const write = (ref: PDFRef): void => {
    const object = pdf.context.lookup(ref)
    const given = number(ref)
    if (object instanceof PDFStream) file.putStream(given, entries(object.dict, LENGTH), object.getContents())
    else file.put(given, object === undefined ? 'null' : text(object))
    const id = object instanceof PDFDict ? object.get(ID) : undefined
    if (id instanceof PDFString) rename(id.asString(), given)
  }
  return {
    text,
    entries,
    number,
    is: (ref, given) => {
      known.set(ref, given)
    },
    flush: async () => {
      for (let written = 0; written < waiting.length; written++) {
        const ref = waiting[written]
        if (ref !== undefined) write(ref)
        if (written % AT_A_TIME === AT_A_TIME - 1) await new Promise((resolve) => setImmediate(resolve))
      }
      waiting.length = 0
    },
  }
}
