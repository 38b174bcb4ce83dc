import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFOperator,
  PDFOperatorNames,
  PDFRawStream,
  rgb,
  type PDFFont,
  type PDFPage,
} from '@cantoo/pdf-lib'
import fontkit from '@pdf-lib/fontkit'
import { countText } from '../../../core/comparison/count-text'
import { PAGE_NUMBER_FONT } from './pdf-font'

const FONT_SIZE = 8
const FROM_EDGE = 26
const GREY = rgb(0.34, 0.38, 0.45)

/**
 * What Chromium's PDF lacks: page numbers, XMP metadata that claims PDF/UA, a title that readers
 * show, and neutral document information in place of the browser's name.
 */
export const finishPdf = async (printed: Uint8Array, title: string, made: Date): Promise<Uint8Array> => {
  const pdf = await PDFDocument.load(printed, { updateMetadata: false, parseSpeed: Number.POSITIVE_INFINITY })
  pdf.registerFontkit(fontkit)
  const font = await pdf.embedFont(Buffer.from(PAGE_NUMBER_FONT, 'base64'), { subset: false })
  const pages = pdf.getPages()
  for (const [index, page] of pages.entries()) {
    drawPageNumber(page, font, `Page ${countText(index + 1)} of ${countText(pages.length)}`)
    describeLinks(page)
  }
  mendUnicodeMaps(pdf)
  replaceInformation(pdf, title, made)
  addXmp(pdf, title, made)
  pdf.catalog.set(PDFName.of('Lang'), PDFHexString.fromText('en'))
  pdf.catalog.getOrCreateViewerPreferences().setDisplayDocTitle(true)
  return pdf.save({ useObjectStreams: true, objectsPerTick: Number.POSITIVE_INFINITY })
}

/** An artifact, so that a screen reader does not read it in the middle of a sentence. */
const drawPageNumber = (page: PDFPage, font: PDFFont, text: string): void => {
  const { width } = page.getSize()
  page.pushOperators(PDFOperator.of(PDFOperatorNames.BeginMarkedContent, [PDFName.of('Artifact')]))
  page.drawText(text, {
    font,
    size: FONT_SIZE,
    color: GREY,
    x: width / 2 - font.widthOfTextAtSize(text, FONT_SIZE) / 2,
    y: FROM_EDGE,
  })
  page.pushOperators(PDFOperator.of(PDFOperatorNames.EndMarkedContent))
}

/** Chromium gives link annotations no text of their own, which PDF/UA asks for. */
const describeLinks = (page: PDFPage): void => {
  const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray)
  for (let index = 0; index < (annotations?.size() ?? 0); index++) {
    const annotation = annotations?.lookupMaybe(index, PDFDict)
    if (annotation?.get(PDFName.of('Contents')) === undefined) {
      annotation?.set(PDFName.of('Contents'), PDFHexString.fromText('Link'))
    }
  }
}

/**
 * Ligatures of some scripts come mapped to U+0000, which PDF/UA forbids. What a reader takes is
 * Chromium's ActualText beside them; the map only must not be invalid.
 */
const mendUnicodeMaps = (pdf: PDFDocument): void => {
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

const replaceInformation = (pdf: PDFDocument, title: string, made: Date): void => {
  pdf.setTitle(title)
  pdf.setCreator('Crossview')
  pdf.setProducer('Crossview')
  pdf.setCreationDate(made)
  pdf.setModificationDate(made)
}

const addXmp = (pdf: PDFDocument, title: string, made: Date): void => {
  const date = `${made.toISOString().slice(0, 19)}Z`
  const xmp = `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>en</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>${date}</xmp:CreateDate><xmp:ModifyDate>${date}</xmp:ModifyDate><xmp:CreatorTool>Crossview</xmp:CreatorTool>
<pdf:Producer>Crossview</pdf:Producer><pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`
  const stream = pdf.context.stream(Buffer.from(xmp, 'utf8'), { Type: 'Metadata', Subtype: 'XML' })
  pdf.catalog.set(PDFName.of('Metadata'), pdf.context.register(stream))
}

const escapeXml = (text: string): string =>
  text
    .replace(/\p{Cc}/gu, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
