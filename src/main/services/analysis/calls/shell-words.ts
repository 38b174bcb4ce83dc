/**
 * A command as a shell cuts it into words, without running anything: quotes, escapes and lines that
 * go on, of POSIX shells, of cmd (as browsers copy "cURL (cmd)") and of PowerShell.
 */

/** One command of a line, up to `|`, `;` or `&`. */
export interface ShellCommand {
  readonly words: readonly string[]
  /** Whether it is given something to read: the output of the one before it, or a file. */
  readonly isFed: boolean
}

export interface ShellLine {
  readonly commands: readonly ShellCommand[]
  /** Index into the text behind the line's end. */
  readonly end: number
  /** What keeps it from being understood whole, as a clause; null when nothing does. */
  readonly fault: string | null
}

type Dialect = 'posix' | 'cmd' | 'powershell'

const ESCAPES: Readonly<Record<Dialect, string>> = { posix: '\\', cmd: '^', powershell: '`' }

/** Words of the line of commands that begins at an index. Only this line's first dialect sign is heard. */
export const shellLine = (text: string, start: number): ShellLine => {
  const dialect = dialectOf(text, start)
  const escape = ESCAPES[dialect]
  const commands: ShellCommand[] = []
  let words: string[] = []
  let word: string | null = null
  let isFed = false
  /** What comes next is the file of a `>` or `<`. */
  let isFile = false
  let fault: string | null = null
  const endWord = () => {
    if (word !== null && !isFile) words.push(word)
    if (word !== null) isFile = false
    word = null
  }
  const endCommand = (pipe: boolean) => {
    endWord()
    if (words.length > 0) commands.push({ words, isFed })
    words = []
    isFed = pipe
  }

  let at = start
  for (; at < text.length; at += 1) {
    const char = text.charAt(at)
    const next = text.charAt(at + 1)
    if (char === '\n') break
    if (char === '\r' && next === '\n') continue
    if (char === escape) {
      if (next === '\n' || (next === '\r' && text.charAt(at + 2) === '\n')) at += next === '\r' ? 2 : 1
      else if (dialect === 'cmd' && next === '"') continue
      else {
        word = (word ?? '') + next
        at += 1
      }
    } else if (char === '"' || (char === "'" && dialect !== 'cmd')) {
      const ansi: boolean = dialect === 'posix' && word === '$'
      const quoted: Quoted | null = quotedText(text, at, ansi ? 'ansi' : dialect)
      if (quoted === null)
        return { commands, end: text.length, fault: 'a quotation mark in it is never closed' }
      if (quoted.runs) fault = 'a command inside another is not read'
      word = (ansi ? '' : (word ?? '')) + quoted.text
      at = quoted.end
    } else if (char === ' ' || char === '\t') endWord()
    else if (char === '|' || char === ';' || char === '&') {
      if (next === char) at += 1
      endCommand(char === '|' && next !== '|')
    } else if (char === '>' || char === '<') {
      // `2>&1`, `> file`, `>> file`, `< file`
      if (word !== null && /^\d$/.test(word)) word = null
      endWord()
      while (next !== '' && '>&<'.includes(text.charAt(at + 1))) at += 1
      isFile = true
      isFed ||= char === '<'
    } else if (char === '#' && word === null && dialect !== 'cmd') {
      while (at + 1 < text.length && text.charAt(at + 1) !== '\n') at += 1
    } else {
      if ((char === '$' && next === '(') || (char === '`' && dialect === 'posix'))
        fault = 'a command inside another is not read'
      word = (word ?? '') + char
    }
  }
  endCommand(false)
  return { commands, end: at + 1, fault }
}

/** By how its first line goes on, or by the carets before quotation marks. */
const dialectOf = (text: string, start: number): Dialect => {
  const end = text.indexOf('\n', start)
  const line = text.slice(start, end < 0 ? undefined : end).trimEnd()
  if (line.endsWith('^') || line.includes('^"')) return 'cmd'
  return line.endsWith('`') ? 'powershell' : 'posix'
}

interface Quoted {
  readonly text: string
  /** Index of the mark that closes it. */
  readonly end: number
  /** Whether a command is run inside it. */
  readonly runs: boolean
}

/** What stands between quotation marks from an index on; null when they are never closed. */
const quotedText = (text: string, start: number, dialect: Dialect | 'ansi'): Quoted | null => {
  const mark = text.charAt(start)
  const isLiteral = mark === "'" && dialect !== 'ansi'
  const escapes = isLiteral ? '' : dialect === 'powershell' ? '`' : dialect === 'cmd' ? '\\^' : '\\'
  const doubles = dialect === 'powershell' || dialect === 'cmd'
  const parts: string[] = []
  let runs = false
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charAt(at)
    const next = text.charAt(at + 1)
    // In cmd `^"` is a quotation mark, and `^\^"` one inside of quotes.
    if (dialect === 'cmd' && char === '^' && next === '"') continue
    if (char === mark) {
      if (!(doubles && next === mark)) return { text: parts.join(''), end: at, runs }
      parts.push(mark)
      at += 1
    } else if (char !== '' && escapes.includes(char)) {
      if (dialect === 'cmd' && char === '^' && next === '\\' && text.charAt(at + 2) === '^') at += 2
      parts.push(text.charAt(at + 1))
      at += 1
    } else {
      if (!isLiteral && ((char === '$' && next === '(') || (char === '`' && dialect === 'posix'))) runs = true
      parts.push(char)
    }
  }
  return null
}
