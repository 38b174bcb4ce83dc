import { sentenceParts } from '../comparison/name-text'
import { Html, html } from './escape'
import { languages } from './languages'
import { REPORT_STYLE, REPORT_STYLE_HASH } from './style'

/** What a document has besides its text: each piece named by its SHA-256 in the document's own policy. */
export interface PageParts {
  /** A style sheet after the report's own. */
  readonly style?: { readonly css: string; readonly hash: string }
  /** For whoever reads it in a browser; nothing that is on the page depends on it. */
  readonly script?: { readonly code: string; readonly hash: string }
  /** Pictures that are in the document itself may be shown. */
  readonly pictures?: boolean
}

/**
 * A report as one self-contained document: no request, and no style and no script but what its own policy names by
 * hash. Every text goes through the escaping template.
 */
export const page = (
  title: string,
  body: Html,
  { style, script, pictures = false }: PageParts = {},
): string => {
  const policy = [
    "default-src 'none'",
    `style-src '${REPORT_STYLE_HASH}'${style === undefined ? '' : ` '${style.hash}'`}`,
    ...(script === undefined ? [] : [`script-src '${script.hash}'`]),
    ...(pictures ? ['img-src data:'] : []),
  ].join('; ')
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${new Html(policy)}" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light" />
        <title>${title}</title>
        ${STYLE_ELEMENT} ${style === undefined ? [] : new Html(`<style>${style.css}</style>`)}
      </head>
      <body>
        ${body} ${script === undefined ? [] : new Html(`<script>${script.code}</script>`)}
      </body>
    </html> `.text
}

/** One piece, so that no formatter puts space into it: its policy names it by hash. */
const STYLE_ELEMENT = new Html(`<style>${REPORT_STYLE}</style>`)

/** A whole name or cell: a dash where there is nothing. */
const shown = (text: string) => languages(text === '' ? '–' : text)

/**
 * Text of a tenant, in whatever direction it is written and with the language of its script. An empty cell gets a dash:
 * Chromium drops one without content from the tags, and the table's columns no longer agree.
 */
export const name = (text: string): Html => {
  const { lang, content } = shown(text)
  return lang === null
    ? html`<bdi dir="auto">${content}</bdi>`
    : html`<bdi dir="auto" lang="${lang}">${content}</bdi>`
}

/** A cell of a long table; without an element of its own, which would double the work of printing. */
export const cell = (text: string): Html => {
  const { lang, content } = shown(text)
  return lang === null
    ? html`<td dir="auto">${content}</td>`
    : html`<td dir="auto" lang="${lang}">${content}</td>`
}

/** A sentence of ours, from left to right; each name in it has its own direction, and each script its language. */
export const sentence = (text: string): Html => {
  const parts = sentenceParts(text).map((part) => (part.isName ? name(part.text) : scripts(part.text)))
  return html`<span dir="ltr">${parts}</span>`
}

const scripts = (text: string): Html => {
  const { lang, content } = languages(text)
  return lang === null ? content : html`<span lang="${lang}">${content}</span>`
}
