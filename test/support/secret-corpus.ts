/** Secrets as they are pasted, and what has to become of each between the form and the token request. */

const GUIDS = '1f0e3dad-9990-8345-b743-9f8ffabdffc4-6b86b273-ff34-fce1-9d6b-804eff5a3f57'

/** What was entered, and what Halo gets: the same, but for what stands around it. */
export const KEPT_SECRETS: readonly (readonly [what: string, typed: string, kept: string])[] = [
  ['what Halo makes', GUIDS, GUIDS],
  ['spaces around it', `  ${GUIDS} \t`, GUIDS],
  ['a line break after it', `${GUIDS}\n`, GUIDS],
  ['a no-break space and a byte order mark around it', `\uFEFF${GUIDS}\u00A0`, GUIDS],
  ['one character', 'x', 'x'],
  ['a space inside', 'one two  three', 'one two  three'],
  ['signs that mean something in a form', 'a+b&c=d%20e;f#g?h/i', 'a+b&c=d%20e;f#g?h/i'],
  ['quotes and a backslash', `a"'\\\`b`, `a"'\\\`b`],
  ['emoji', '🔐 and 👩', '🔐 and 👩'],
  ['right-to-left text', 'سرّ שלום', 'سرّ שלום'],
  ['accents as marks of their own', 'Cafe\u0301', 'Cafe\u0301'],
  ['1,024 bytes', 'a'.repeat(1024), 'a'.repeat(1024)],
  ['1,024 bytes in 512 characters', 'é'.repeat(512), 'é'.repeat(512)],
  ['1,024 bytes between spaces', `  ${'a'.repeat(1024)}  `, 'a'.repeat(1024)],
]

/** Refused before the keychain is asked. */
export const REFUSED_SECRETS: readonly (readonly [what: string, typed: string])[] = [
  ['1,025 bytes', 'b'.repeat(1025)],
  ['1,026 bytes in 513 characters', 'ö'.repeat(513)],
  ['2,561 bytes', 'c'.repeat(2561)],
  ['a NUL', 'canary\0rest'],
  ['a lone surrogate', 'canary\uD83Drest'],
  ['an override', 'canary\u202Erest'],
  ['a zero-width joiner', 'canary\u200Drest'],
]
