import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFRawStream,
  type PDFDocument,
  type PDFPage,
} from '@cantoo/pdf-lib'

export const annotationsOf = (page: PDFPage): readonly PDFDict[] => {
  const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray)
  return Array.from({ length: annotations?.size() ?? 0 }, (_, at) =>
    annotations?.lookupMaybe(at, PDFDict),
  ).filter((each) => each !== undefined)
}

/** Chromium gives link annotations no text of their own, which PDF/UA asks for. */
export const describeLinks = (page: PDFPage): void => {
  for (const annotation of annotationsOf(page)) {
    if (annotation.get(PDFName.of('Contents')) === undefined)
      annotation.set(PDFName.of('Contents'), PDFHexString.fromText('Link'))
  }
}

/**
 * Ligatures of some scripts come mapped to U+0000, which PDF/UA forbids. What a reader takes is
 * Chromium's ActualText beside them; the map only must not be invalid.
 */
export const mendUnicodeMaps = (pdf: PDFDocument): void => {
  for (const [, object] of pdf.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || object.get(PDFName.of('Type')) !== PDFName.of('Font')) continue
    const map = object.lookup(PDFName.of('ToUnicode'))
    if (!(map instanceof PDFRawStream)) continue
    const text = Buffer.from(decodePDFRawStream(map).decode()).toString('latin1')
    const mended = text.replace(/^(<[0-9A-Fa-f]+>) <0000>$/gm, '$1 <FFFD>')
    if (mended !== text) {
      object.set(
        PDFName.of('ToUnicode'),
        pdf.context.register(pdf.context.flateStream(Buffer.from(mended, 'latin1'))),
      )
    }
  }
}
