import { sentenceParts } from '../comparison/name-text'
import { Html, html } from './escape'
import { REPORT_STYLE, REPORT_STYLE_HASH } from './style'

/**
 * A report as one self-contained document: no script, no request, one style sheet that its own
 * policy names by hash. Every text goes through the escaping template.
 */
export const page = (title: string, body: Html): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src '${REPORT_STYLE_HASH}'"
        />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light" />
        <title>${title}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        ${body}
      </body>
    </html> `.text

/** One piece, so that no formatter puts space into it: its policy names it by hash. */
const STYLE_ELEMENT = new Html(`<style>${REPORT_STYLE}</style>`)

/**
 * Text of a tenant, in whatever direction it is written. An empty cell gets a dash: Chromium drops
 * one without content from the tags, and the table's columns no longer agree.
 */
export const name = (text: string): Html => html`<bdi dir="auto">${text === '' ? '–' : text}</bdi>`

/** A cell of a long table; without an element of its own, which would double the work of printing. */
export const cell = (text: string): Html => html`<td dir="auto">${text === '' ? '–' : text}</td>`

/** A sentence of ours, from left to right; each name in it has its own direction. */
export const sentence = (text: string): Html =>
  html`<span dir="ltr"
    >${sentenceParts(text).map((part) => (part.isName ? name(part.text) : html`${part.text}`))}</span
  >`
