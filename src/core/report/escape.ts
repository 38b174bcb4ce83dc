const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** HTML made by {@link html}: its text is escaped, so it may stand in other HTML. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = string | number | Html | readonly Html[]

/** A template whose every value is escaped, but for HTML that was made here. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Html =>
  new Html(parts.map((part, index) => `${part}${render(values[index] ?? '')}`).join(''))

const render = (value: Value): string => {
  if (value instanceof Html) return value.text
  if (typeof value === 'string' || typeof value === 'number') return escapeText(String(value))
  return value.map(({ text }) => text).join('')
}

/** Makes text literal: line breaks and tabs are spaces. What neither HTML nor XML may hold (control characters, halves of a pair, U+FFFE and U+FFFF) becomes the replacement sign. */
const escapeText = (text: string): string =>
  text
    .replace(/[\t\n\r]+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '\uFFFD')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
