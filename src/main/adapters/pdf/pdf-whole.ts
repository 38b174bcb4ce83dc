import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFString,
  type PDFPage,
} from '@cantoo/pdf-lib'
import fontkit from '@pdf-lib/fontkit'
import { copyInto, wholeRef } from './pdf-copy'
import type { PdfFile } from './pdf-file'
import { PAGE_NUMBER_FONT } from './pdf-font'

const FONT_SIZE = 8
const FROM_EDGE = 26
const GREY = '.34 .38 .45 rg'
const FONT = PDFName.of('CrossviewPageNumber')

/** What a document says of itself. */
export interface About {
  readonly title: string
  readonly date: Date
}

/** Numbers of pages, which are known when all of them are there. */
export interface PageNumbers {
  /** Leaves room on a page. */
  addTo(page: PDFPage): void
  /** "Page 1 of 2" on each, as an artifact, so that a screen reader does not read it in the middle of a sentence. */
  finish(): void
}

export const pageNumbers = async (file: PdfFile): Promise<PageNumbers> => {
  const pdf = await PDFDocument.create()
  pdf.registerFontkit(fontkit)
  const font = await pdf.embedFont(Buffer.from(PAGE_NUMBER_FONT, 'base64'), { subset: false })
  await pdf.flush()
  const copy = copyInto(file, pdf)
  const fontNumber = copy.number(font.ref)
  await copy.flush()
  const before = file.reserve()
  file.putStream(before, '', Buffer.from('q\n'))
  const pages: { readonly content: number; readonly width: number }[] = []
  return {
    addTo: (page) => {
      const content = file.reserve()
      pages.push({ content, width: page.getWidth() })
      const { node } = page
      const own = node.lookup(PDFName.of('Contents'))
      const contents = own instanceof PDFArray ? own.asArray() : [node.get(PDFName.of('Contents'))]
      node.set(
        PDFName.of('Contents'),
        node.context.obj([
          wholeRef(before),
          ...contents.filter((each) => each !== undefined),
          wholeRef(content),
        ]),
      )
      const resources = node.lookupMaybe(PDFName.of('Resources'), PDFDict) ?? node.context.obj({})
      const fonts = resources.lookupMaybe(PDFName.of('Font'), PDFDict) ?? node.context.obj({})
      fonts.set(FONT, wholeRef(fontNumber))
      resources.set(PDFName.of('Font'), fonts)
      node.set(PDFName.of('Resources'), resources)
    },
    finish: () => {
      for (const [index, { content, width }] of pages.entries()) {
        const text = `Page ${index + 1} of ${pages.length}`
        const left = (width - font.widthOfTextAtSize(text, FONT_SIZE)) / 2
        file.putStream(
          content,
          '',
          Buffer.from(
            `Q\n/Artifact BMC\nBT\n${FONT.toString()} ${FONT_SIZE} Tf\n${GREY}\n${left.toFixed(3)} ${FROM_EDGE} Td\n${font.encodeText(text).toString()} Tj\nET\nEMC\n`,
            'latin1',
          ),
        )
      }
    },
  }
}

/** Neutral document information, in place of the browser's name. @returns its number */
export const putInformation = (file: PdfFile, { title, date }: About): number => {
  const number = file.reserve()
  const when = PDFString.fromDate(date).toString()
  const by = PDFHexString.fromText('Crossview').toString()
  file.put(
    number,
    `<</Title ${PDFHexString.fromText(title).toString()} /Creator ${by} /Producer ${by} /CreationDate ${when} /ModDate ${when}>>`,
  )
  return number
}

/** XMP metadata that claims PDF/UA. @returns its number */
export const putXmp = (file: PdfFile, { title, date }: About): number => {
  const when = `${date.toISOString().slice(0, 19)}Z`
  const xmp = `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>en</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>${when}</xmp:CreateDate><xmp:ModifyDate>${when}</xmp:ModifyDate><xmp:CreatorTool>Crossview</xmp:CreatorTool>
<pdf:Producer>Crossview</pdf:Producer><pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`
  const number = file.reserve()
  file.putStream(number, '/Type /Metadata /Subtype /XML', Buffer.from(xmp, 'utf8'))
  return number
}

const escapeXml = (text: string): string =>
  text
    .replace(/\p{Cc}/gu, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
