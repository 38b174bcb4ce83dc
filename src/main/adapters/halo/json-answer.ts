import type { HttpAnswer } from '../http'

/** What a 2xx body turned out to be. Halo omits Content-Type at times: the first byte decides. */
export type JsonAnswer =
  { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'not-json'; readonly what: string }

/** Parses a body strictly. An empty body, a web page or broken JSON is never "no records". */
export const readJson = ({ text }: HttpAnswer): JsonAnswer => {
  const body = text.replace(/^\uFEFF/, '').trimStart()
  if (body === '') return { kind: 'not-json', what: 'an empty body' }
  if (body.startsWith('<')) return { kind: 'not-json', what: 'a web page instead of JSON' }
  try {
    const value: unknown = JSON.parse(body)
    return { kind: 'json', value }
  } catch {
    return { kind: 'not-json', what: 'text that is not whole JSON' }
  }
}

/** An object's property, or undefined; for reading what may be anything. */
export const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name] // checked to be an object with this property
    : undefined

/** A property that is a text with something in it, or null. */
export const textProperty = (value: unknown, name: string): string | null => {
  const found = property(value, name)
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : null
}
