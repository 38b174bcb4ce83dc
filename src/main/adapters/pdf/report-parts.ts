/**
 * A long report is printed in parts, each a document of its own: a browser takes more memory for a table than its
 * rows, and all of it until the last page is there. Parts begin at rows of tables whose columns have fixed widths, and at
 * articles, so that each page is as it is in the one document.
 */

/** Characters of HTML in a part: some 1,000 rows, 30 pages. */
const PART = 220_000
/** What a part has of a table at least, so that its last page begins with a row of it: some pages. */
const LEAST_OF_TABLE = 40_000
/** What is not worth a part of its own. */
const LEAST = 60_000

/** Where a part may begin. */
interface Start {
  readonly at: number
  /** What has to be open there; empty at an article. */
  readonly reopened: string
  /** Where its table begins; at an article, the article. */
  readonly within: number
}

/** What a browser makes no place of: where links of one part lead in another. */
export interface PartLinks {
  /** Names that links of this part lead to, and that are in others: here they are only so that these links are made. */
  readonly elsewhere: ReadonlySet<string>
  /** Names in this part that links of others lead to: at which of its headings, from 0. */
  readonly headings: ReadonlyMap<string, number>
}

export interface ReportPart {
  readonly html: string
  /** It goes on in the table that the part before ended in. */
  readonly continues: boolean
  /** It ends within a table, whose rows go on in the next part. */
  readonly isCut: boolean
  /** The rest of the report, of which the first rows are in this part too: those on its last page. null: nothing is left. */
  readonly next: ((rowsAgain: number) => ReportPart) | null
  /** Of the report, what has been printed with this part: from 0 to 1. */
  readonly done: number
  readonly links: PartLinks
}

/** The first part of a report; all of it, where it is short. */
export const firstPart = (html: string, size = PART): ReportPart => {
  const body = html.indexOf('<body>') + '<body>'.length
  const head = html.slice(0, body)
  const starts = startsOf(html, body)
  const allNames = namesIn(html, ID)
  const allLinks = namesIn(html, LINK)
  const least = Math.min(LEAST_OF_TABLE, size / 2)

  const from = (begin: Start | null): ReportPart => {
    const at = begin?.at ?? body
    const ends = (one: Start): boolean =>
      one.at - at >= size &&
      html.length - one.at >= Math.min(LEAST, size / 2) &&
      (one.reopened === '' || one.at - Math.max(one.within, at) >= least)
    const end = begin === null ? starts.findIndex(ends) : starts.findIndex((one) => one.at > at && ends(one))
    const endStart = end === -1 ? null : (starts[end] ?? null)
    const text = html.slice(at, endStart?.at)
    const [here, links] = [namesIn(text, ID), namesIn(text, LINK)]
    const elsewhere = new Set([...links].filter((name) => !here.has(name) && allNames.has(name)))
    const asked = [...here].filter((name) => !links.has(name) && allLinks.has(name))
    const places = [...elsewhere].map((name) => `<a id="${name}"></a>`).join('')
    return {
      // What is open at the end is closed by whoever reads it, as HTML has it.
      html: `${head}${places}${begin?.reopened ?? ''}${text}`,
      continues: begin !== null && begin.reopened !== '',
      isCut: endStart !== null && endStart.reopened !== '',
      next: endStart === null ? null : (rowsAgain) => from(starts[end - rowsAgain] ?? endStart),
      done: (endStart?.at ?? html.length) / html.length,
      links: { elsewhere, headings: new Map(asked.map((name) => [name, headingAt(text, name)])) },
    }
  }
  return from(null)
}

const ID = / id="([^"]*)"/g
const LINK = / href="#([^"]*)"/g

const namesIn = (html: string, pattern: RegExp): ReadonlySet<string> =>
  new Set([...html.matchAll(pattern)].map(([, name = '']) => name))

/** Which heading of a text it is that a place has, or that is the first in it. */
const headingAt = (text: string, name: string): number => {
  const tag = text.lastIndexOf('<', text.indexOf(` id="${name}"`))
  return [...text.slice(0, tag).matchAll(/<h[1-6][ >]/g)].length
}

/** Tables of the style sheet whose columns have fixed widths, so that rows look the same without those before. */
const PLACE = /<table class="(?:data|decided|overview)\b|<\/table>|<tr>|<article class="application">/g

const startsOf = (html: string, body: number): readonly Start[] => {
  const starts: Start[] = []
  let table: { readonly at: number; readonly rows: number; readonly reopened: string } | null = null
  for (const { 0: place, index } of html.slice(body).matchAll(PLACE)) {
    const at = body + index
    if (place === '</table>') table = null
    else if (place.startsWith('<article')) starts.push({ at, reopened: '', within: at })
    else if (place === '<tr>') {
      if (table !== null && at > table.rows) starts.push({ at, reopened: table.reopened, within: table.at })
    } else {
      const rows = html.indexOf('<tbody>', at) + '<tbody>'.length
      const reopened = html.slice(at, rows).replace(/<caption>[\s\S]*?<\/caption>/, '')
      table = { at, rows, reopened }
    }
  }
  return starts
}
