import { nameKey } from '../core/comparison/name-text'

/** Names of tenants: shown as typed, and told apart by what a person can see. */

/** They write the other way round what follows, in a list, a message or a file name. */
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/

/** The form in which a name is stored: a space of any kind is one space. */
export const cleanName = (name: string): string => name.normalize('NFC').replace(/\s+/gu, ' ').trim()

/** What is wrong with a name, or null; its length is the schema's. */
export const nameFault = (name: string): string | null => {
  const clean = cleanName(name)
  // Line breaks and tabs are spaces by now.
  if (BIDI_CONTROLS.test(clean) || /[\p{Cc}\p{Surrogate}]/u.test(clean))
    return 'The name holds characters that cannot be seen and change how text is shown. Type it instead of pasting it.'
  if (clean !== '' && nameKey(clean) === '')
    return 'The name holds nothing that can be seen. Type a name that can be read.'
  return null
}

/** The one of this very name, else the one whose name looks the same. */
export const findByName = <Named extends { readonly name: string }>(
  all: readonly Named[],
  name: string,
): Named | undefined => {
  const [exact, key] = [cleanName(name), nameKey(name)]
  return all.find((each) => cleanName(each.name) === exact) ?? all.find((each) => nameKey(each.name) === key)
}
