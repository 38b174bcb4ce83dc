import {
  BAR_SCALE_WORDS,
  SEGMENT_COLOURS,
  SEGMENT_KINDS,
  SEGMENT_PATTERNS,
  SEGMENT_WORDS,
  type SegmentKind,
} from '../summary/picture'
import type { Html } from './escape'
import { html } from './escape'
import type { BarLine } from './summary-part'

/** Units of a bar's own measure. */
const LONG = 400
const HIGH = 12
/** No part is thinner than can be seen. */
const THINNEST = 3

/**
 * Each resource with its bar. A table, so that every number is read with its resource; each bar is a figure with a
 * text of its own, as PDF/UA wants of all that is drawn.
 */
export const barTable = (bars: readonly BarLine[], kinds: readonly SegmentKind[]): Html => {
  const firstDrawn = bars.find(({ parts }) => parts.length > 0)
  const withPurpose = bars.some(({ needed }) => needed !== null)
  return html`<table class="legends">
      <caption>
        What the parts of a bar look like
      </caption>
      <thead>
        <tr>
          ${kinds.map((kind) => html`<th scope="col">${SEGMENT_WORDS[kind]}</th>`)}
        </tr>
      </thead>
      <tbody>
        <tr>
          ${kinds.map((kind) => html`<td>${swatch(kind)}</td>`)}
        </tr>
      </tbody>
    </table>
    <table class="bars">
      <caption>
        Records of each resource, and who sees them
      </caption>
      <thead>
        <tr>
          <th scope="col">Resource</th>
          <th scope="col">Picture</th>
          <th scope="col">Seen by</th>
          <th scope="col" class="number">Records</th>
        </tr>
      </thead>
      <tbody>
        ${bars.map(
          (bar) =>
            html`<tr>
              <th scope="row">
                ${bar.label}${withPurpose && bar.needed === true ? html` <span class="label">(needed)</span>` : ''}
              </th>
              <td>${barPicture(bar, bar === firstDrawn)}</td>
              <td>${bar.words}</td>
              <td class="number">${bar.total}</td>
            </tr> `,
        )}
      </tbody>
    </table>
    <p class="note">${BAR_SCALE_WORDS}</p>`
}

/** A bar of one colour, for a number among others. @param length from 0 to 1 */
export const plainBar = (length: number, what: string): Html =>
  html`<svg
    class="bar"
    role="img"
    aria-label="${what}"
    viewBox="0 0 ${LONG} ${HIGH}"
    preserveAspectRatio="none"
  >
    <rect
      width="${rounded(Math.max(THINNEST, length * LONG))}"
      height="${HIGH}"
      fill="${SEGMENT_COLOURS['only-agent']}"
    />
  </svg>`

const barPicture = ({ length, parts }: BarLine, isFirst: boolean): Html => {
  if (parts.length === 0) return html`–`
  const widths = partWidths(parts.map(({ share }) => share * length * LONG))
  let at = 0
  const drawn = parts.map(({ kind }, index) => {
    const width = widths[index] ?? 0
    const part = html`<rect
      x="${rounded(at)}"
      width="${rounded(width)}"
      height="${HIGH}"
      fill="url(#part-${kind})"
      stroke="${SEGMENT_COLOURS[kind]}"
    />`
    at += width
    return part
  })
  const alt = parts
    .map(({ kind, share }) => `${percent(share)} ${SEGMENT_WORDS[kind].toLowerCase()}`)
    .join(', ')
  return html`<svg class="bar" role="img" aria-label="${alt}" viewBox="0 0 ${LONG} ${HIGH}">
    ${isFirst ? PATTERNS : []}${drawn}
  </svg>`
}

/** Whole ones; what is there is never none of it, nor all where there is something else. */
const percent = (share: number): string =>
  share > 0 && share < 0.01
    ? 'less than 1%'
    : share < 1 && share > 0.99
      ? 'more than 99%'
      : `${Math.round(share * 100)}%`

const partWidths = (widths: readonly number[]): readonly number[] =>
  widths.map((width) => Math.max(THINNEST, width))

const rounded = (value: number): string => String(Math.round(value * 10) / 10)

const swatch = (kind: SegmentKind): Html =>
  html`<svg class="swatch" role="img" aria-label="${SEGMENT_PATTERNS[kind]}" viewBox="0 0 24 12">
    <rect width="24" height="12" fill="url(#part-${kind})" stroke="${SEGMENT_COLOURS[kind]}" />
  </svg>`

/** What each part is filled with; told apart without colour. */
const patternOf = (kind: SegmentKind): Html => {
  const colour = SEGMENT_COLOURS[kind]
  const marks: Readonly<Record<(typeof SEGMENT_PATTERNS)[SegmentKind], Html>> = {
    solid: html`<rect width="6" height="6" fill="${colour}" />`,
    stripes: html`<rect width="6" height="6" fill="${colour}" /><path
        d="M-1 7L7 -1M-4 4L4 -4M2 10L10 2"
        stroke="#fff"
        stroke-width="1"
      />`,
    dots: html`<rect width="6" height="6" fill="${colour}" /><circle cx="3" cy="3" r="1.2" fill="#fff" />`,
    crosses: html`<rect width="6" height="6" fill="${colour}" /><path
        d="M-1 7L7 -1M-1 -1L7 7"
        stroke="#fff"
        stroke-width="0.9"
      />`,
    outline: html`<rect width="6" height="6" fill="#fff" />`,
  }
  return html`<pattern id="part-${kind}" width="6" height="6" patternUnits="userSpaceOnUse">
    ${marks[SEGMENT_PATTERNS[kind]]}
  </pattern>`
}

/** Once in a document, in its first bar. */
const PATTERNS = html`<defs>${SEGMENT_KINDS.map(patternOf)}</defs>`
