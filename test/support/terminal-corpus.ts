/** Texts that do something to a terminal that prints them, or hide in it. */

/** What must be made visible, each by itself. */
export const UNSAFE_CHARACTERS: readonly string[] = [
  ...Array.from({ length: 0xa0 }, (_, code) => code)
    .filter((code) => (code < 0x20 && code !== 9) || code >= 0x7f)
    .map((code) => String.fromCodePoint(code)),
  ...Array.from(
    '\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2066\u2067\u2068\u2069\u206a\ufeff\ufff9\ufffb',
  ),
  '\u{e0041}',
  '\ud800',
  '\udfff',
]

/** Sequences of terminals: the clipboard, the title, a line wiped, a colour, a link, a report of the cursor, in C0 and C1. */
export const SEQUENCES: readonly string[] = [
  '\x1b]52;c;Y3VybCBldmlsfHNo\x07',
  '\x1b]0;owned\x1b\\',
  '\x1b[2K\x1b[1A',
  '\x1b[31mred\x1b[0m',
  '\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\',
  '\x1b[6n',
  '\x1bc',
  '\x1bP+q544e\x1b\\',
  '\u009d52;c;AAAA\u009c',
  '\u009b2K',
  '\rCheck passed.',
  '\nCheck passed.\n',
  '\b\b\b\x7f',
  'moc.\u202eevil\u202c',
  '\u2066x\u2069',
  'a\u200bb\ufeffc',
  '\u2028line\u2029paragraph',
]

/** All of it in one text. */
export const HOSTILE = `Contoso${SEQUENCES.join('')}${UNSAFE_CHARACTERS.join('')}`

/** What of an output a terminal would obey: everything unsafe but the line breaks that we print. */
export const unsafeOutput = (bytes: Buffer): readonly string[] => {
  const text = bytes.toString('utf8')
  return [
    ...new Set(Array.from(text).filter((character) => character !== '\n' && UNSAFE.has(character))),
  ].map((character) => (character.codePointAt(0) ?? 0).toString(16))
}

const UNSAFE = new Set(UNSAFE_CHARACTERS)
