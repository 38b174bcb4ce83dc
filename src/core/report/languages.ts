import { scriptRuns } from '../comparison/script-runs'
import { html, type Html } from './escape'

const asText = (text: string): Html => html`${text}`

/**
 * Text of a tenant for an element of its own. With a language, all of it is in that one, and needs nothing around it; else
 * each script in it that tells one has an element. @param inner what becomes of a piece of it
 */
export const languages = (
  text: string,
  inner: (piece: string) => Html | readonly Html[] = asText,
): { readonly lang: string | null; readonly content: Html } => {
  const runs = scriptRuns(text)
  if (runs.length < 2) return { lang: runs[0]?.lang ?? null, content: html`${inner(text)}` }
  const pieces = runs.map((run) =>
    run.lang === null ? html`${inner(run.text)}` : html`<span lang="${run.lang}">${inner(run.text)}</span>`,
  )
  return { lang: null, content: html`${pieces}` }
}
