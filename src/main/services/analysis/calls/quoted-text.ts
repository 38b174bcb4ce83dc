/** What escapes a character, which tells the shells apart: POSIX, PowerShell, the Windows prompt. */
export type Escape = '\\' | '`' | '^'

export interface QuotedText {
  readonly text: string
  /** Index of the mark that closes it. */
  readonly end: number
  /** Whether a command would be run inside it. */
  readonly runs: boolean
}

/**
 * What stands between the quotation mark at an index and the one that closes it; null when none does.
 * @param isAnsi whether it is `$'…'`, where a backslash escapes
 */
export const quotedText = (
  text: string,
  start: number,
  escape: Escape,
  isAnsi: boolean,
): QuotedText | null => {
  const mark = text.charAt(start)
  const isLiteral = mark === "'" && !isAnsi
  const parts: string[] = []
  let runs = false
  for (let at = start + 1; at < text.length; at += 1) {
    const escaped = isLiteral ? null : escapedAt(text, at, escape)
    if (escaped !== null) {
      parts.push(escaped.text)
      at = escaped.end
    } else if (text.charAt(at) !== mark) {
      runs ||= !isLiteral && runsAt(text, at, escape)
      parts.push(text.charAt(at))
    } else if (escape !== '\\' && text.charAt(at + 1) === mark) {
      // PowerShell and the Windows prompt double a mark.
      parts.push(mark)
      at += 1
    } else return { text: parts.join(''), end: at, runs }
  }
  return null
}

interface Escaped {
  readonly text: string
  /** Index of its last character. */
  readonly end: number
}

const escapedAt = (text: string, at: number, escape: Escape): Escaped | null => {
  const char = text.charAt(at)
  if (escape !== '^') return char === escape ? { text: text.charAt(at + 1), end: at + 1 } : null
  // Browsers write every quotation mark as ^", and one that is meant as ^\^".
  if (text.startsWith('^\\^"', at)) return { text: '"', end: at + 3 }
  if (text.startsWith('^"', at)) return { text: '', end: at }
  if (text.startsWith('\\"', at)) return { text: '"', end: at + 1 }
  return char === '^' ? { text: text.charAt(at + 1), end: at + 1 } : null
}

const runsAt = (text: string, at: number, escape: Escape): boolean =>
  text.startsWith('$(', at) || (text.charAt(at) === '`' && escape === '\\')
