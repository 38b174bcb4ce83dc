import { quotedText, type Escape } from './quoted-text'

/**
 * A line of commands as a shell cuts it into words, without running anything: quotes, escapes and lines
 * that go on, of POSIX shells, of the Windows prompt (as browsers copy it) and of PowerShell.
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

interface Scan {
  readonly text: string
  readonly escape: Escape
  /** Index of what is read next. */
  at: number
  readonly commands: ShellCommand[]
  words: string[]
  /** The word under way; null between words. */
  word: string | null
  isFed: boolean
  /** Whether the next word is the file of a `>` or `<`. */
  isFile: boolean
  /** How many `(` and `{` outside of quotation marks are open: `@{ a = 1; b = 2 }`, `($x | ConvertTo-Json)`. */
  depth: number
  fault: string | null
}

/** The commands of the line that begins at an index. */
export const shellLine = (text: string, start: number): ShellLine => {
  const scan: Scan = {
    text,
    escape: escapeOf(text, start),
    at: start,
    commands: [],
    words: [],
    word: null,
    isFed: false,
    isFile: false,
    depth: 0,
    fault: null,
  }
  while (scan.at < text.length && text.charAt(scan.at) !== '\n') step(scan)
  if (scan.depth > 0) scan.fault ??= 'a bracket in it is not closed in its line'
  endCommand(scan)
  return { commands: scan.commands, end: Math.min(scan.at + 1, text.length), fault: scan.fault }
}

/** By how its first line goes on, or by the carets before quotation marks. */
const escapeOf = (text: string, start: number): Escape => {
  const end = text.indexOf('\n', start)
  const line = text.slice(start, end < 0 ? undefined : end).trimEnd()
  if (line.endsWith('^') || line.includes('^"')) return '^'
  return line.endsWith('`') ? '`' : '\\'
}

const step = (scan: Scan): void => {
  const char = scan.text.charAt(scan.at)
  if (char === scan.escape) readEscape(scan)
  else if (char === '"' || (char === "'" && scan.escape !== '^')) readQuoted(scan)
  else if (scan.depth > 0) readPlain(scan, char)
  else if (' \t\r'.includes(char)) skip(scan)
  else if ('|;&'.includes(char)) readSeparator(scan, char)
  else if (char === '>' || char === '<') readRedirection(scan, char)
  else if (char === '#' && scan.word === null && scan.escape !== '^') readComment(scan)
  else readPlain(scan, char)
}

const skip = (scan: Scan): void => {
  endWord(scan)
  scan.at += 1
}

const endWord = (scan: Scan): void => {
  if (scan.word === null) return
  if (!scan.isFile) scan.words.push(scan.word)
  scan.isFile = false
  scan.word = null
}

const endCommand = (scan: Scan): void => {
  endWord(scan)
  if (scan.words.length > 0) scan.commands.push({ words: scan.words, isFed: scan.isFed })
  scan.words = []
  scan.isFed = false
}

/** A line that goes on, or a character as it is. */
const readEscape = (scan: Scan): void => {
  const [brokenLine] = /^\r?\n/.exec(scan.text.slice(scan.at + 1, scan.at + 3)) ?? []
  if (brokenLine !== undefined) scan.at += 1 + brokenLine.length
  else if (scan.escape === '^' && scan.text.charAt(scan.at + 1) === '"') scan.at += 1
  else {
    scan.word = (scan.word ?? '') + scan.text.charAt(scan.at + 1)
    scan.at += 2
  }
}

const readQuoted = (scan: Scan): void => {
  const isAnsi = scan.escape === '\\' && scan.word === '$'
  const quoted = quotedText(scan.text, scan.at, scan.escape, isAnsi)
  if (quoted === null) {
    scan.fault = 'a quotation mark in it is never closed'
    scan.at = scan.text.length
    return
  }
  if (quoted.runs) scan.fault = NESTED
  // Only one shell takes this for a quotation mark, so that the next command would be lost.
  if (COMMAND_IN_QUOTES.test(quoted.text)) scan.fault = 'a command inside of quotation marks is not read'
  scan.word = (isAnsi ? '' : (scan.word ?? '')) + quoted.text
  scan.at = quoted.end + 1
}

/** `|`, `||`, `;`, `&`, `&&` */
const readSeparator = (scan: Scan, char: string): void => {
  const isDouble = scan.text.charAt(scan.at + 1) === char
  endCommand(scan)
  scan.isFed = char === '|' && !isDouble
  scan.at += isDouble ? 2 : 1
}

/** `> file`, `>> file`, `2>&1`, `< file` */
const readRedirection = (scan: Scan, char: string): void => {
  if (scan.word !== null && /^\d$/.test(scan.word)) scan.word = null
  endWord(scan)
  scan.isFile = true
  scan.isFed ||= char === '<'
  while (scan.at < scan.text.length && '>&<'.includes(scan.text.charAt(scan.at))) scan.at += 1
}

const readComment = (scan: Scan): void => {
  const end = scan.text.indexOf('\n', scan.at)
  scan.at = end < 0 ? scan.text.length : end
}

const readPlain = (scan: Scan, char: string): void => {
  const runs =
    (char === '$' && scan.text.charAt(scan.at + 1) === '(') || (char === '`' && scan.escape === '\\')
  const isInside = scan.depth > 0 || char === '('
  if (runs || (isInside && COMMAND_HERE.test(scan.text.slice(scan.at, scan.at + 40)))) scan.fault = NESTED
  if (char === '(' || char === '{') scan.depth += 1
  if ((char === ')' || char === '}') && scan.depth > 0) scan.depth -= 1
  scan.word = (scan.word ?? '') + char
  scan.at += 1
}

const COMMAND_IN_QUOTES = /\n[ \t]*(?:curl|https?|invoke-\w+|irm|iwr)(?:\.exe)?[ \t]/i
const COMMAND_HERE = /^[\s(|;&{](?:curl|https?|wget|invoke-\w+|irm|iwr)(?:\.exe)?[ \t]/i

const NESTED = 'a command inside another is not read'
