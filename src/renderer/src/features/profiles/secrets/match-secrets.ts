import { nameKey } from '../../../../../core/comparison/name-text'

/** Lines and characters of a paste that are looked at; nobody has more tenants. */
export const PASTE = { lines: 5_000, characters: 2_000_000 } as const

/** Fields of one line; every way to put them together is looked at. */
const MOST_CELLS = 40

/** A connection whose secret is missing, by all that a list may call it. */
export interface SecretTarget {
  readonly key: string
  readonly tenant: string
  readonly url: string
  readonly clientId: string
  /** What the connection itself may be called: "App connection", "agent", the name of a further one. */
  readonly connections: readonly string[]
}

/** What became of a line. `key` and `secret` only where just one connection can be meant. */
export type LineMatch =
  | { readonly line: number; readonly state: 'matched'; readonly key: string; readonly secret: string }
  | { readonly line: number; readonly state: 'unmatched'; readonly why: Unmatched }

/**
 * `unknown`: nothing before the last field names a connection whose secret is missing. `ambiguous`: it names several.
 * `twice`: another line is for the same connection. `shape`: not some names and one secret.
 */
export type Unmatched = 'unknown' | 'ambiguous' | 'twice' | 'shape'

/**
 * Reads lines of a name, an address or a client id, or several of these, and then a secret, as copied from a spreadsheet
 * (tabs) or from a CSV file (commas or semicolons). Empty lines are left out. No secret is guessed: where a line is not
 * clear, nothing of it is taken.
 */
export const matchSecrets = (text: string, targets: readonly SecretTarget[]): readonly LineMatch[] => {
  const index = indexOf(targets)
  const matches = text
    .slice(0, PASTE.characters)
    .split(/\r\n|\r|\n/)
    .slice(0, PASTE.lines)
    .flatMap((content, at) => (content.trim() === '' ? [] : [matchLine(content, at + 1, targets, index)]))
  const times = new Map<string, number>()
  for (const match of matches)
    if (match.state === 'matched') times.set(match.key, (times.get(match.key) ?? 0) + 1)
  return matches.map((match) =>
    match.state === 'matched' && (times.get(match.key) ?? 0) > 1
      ? { line: match.line, state: 'unmatched', why: 'twice' }
      : match,
  )
}

/** The connections that each text names. */
type Index = ReadonlyMap<string, ReadonlySet<string>>

const indexOf = (targets: readonly SecretTarget[]): Index => {
  const index = new Map<string, Set<string>>()
  for (const { key, tenant, url, clientId, connections } of targets)
    for (const text of [tenant, url, hostOf(url), clientId, ...connections]) {
      const named = index.get(keyOf(text)) ?? new Set()
      index.set(keyOf(text), named.add(key))
    }
  return index
}

/** An address counts with and without its last slash. */
const keyOf = (text: string): string => {
  const bare = text.trim()
  return nameKey(bare.endsWith('/') ? bare.slice(0, -1) : bare)
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url)

const matchLine = (
  content: string,
  line: number,
  targets: readonly SecretTarget[],
  index: Index,
): LineMatch => {
  const mark = content.includes('\t') ? '\t' : /[,;]/.exec(withoutQuoted(content))?.[0]
  const unmatched = (why: Unmatched): LineMatch => ({ line, state: 'unmatched', why })
  if (mark === undefined) return unmatched('shape')
  const cells = cellsOf(content, mark)
  if (cells.length > MOST_CELLS) return unmatched('shape')
  let meant: ReadonlySet<string> = new Set(targets.map(({ key }) => key))
  let at = 0
  let named = false
  while (at < cells.length - 1) {
    if (cells[at] === '') {
      at += 1
      continue
    }
    const found = longestName(cells, at, mark, index)
    if (found === null) break
    meant = new Set([...meant].filter((key) => found.keys.has(key)))
    named = true
    at = found.next
  }
  const rest = cells.slice(at).filter((cell) => cell !== '')
  if (!named) return unmatched(rest.length < 2 ? 'shape' : 'unknown')
  const [secret] = rest
  if (rest.length !== 1 || secret === undefined) return unmatched('shape')
  const [key] = meant
  if (key === undefined) return unmatched('unknown')
  return meant.size === 1 ? { line, state: 'matched', key, secret } : unmatched('ambiguous')
}

/** A name may hold the mark that separates fields; the last field is the secret and no part of one. */
const longestName = (cells: readonly string[], at: number, mark: string, index: Index) => {
  for (let next = cells.length - 1; next > at; next -= 1) {
    const keys = index.get(keyOf(cells.slice(at, next).join(mark === '\t' ? mark : `${mark} `)))
    const exact = keys ?? index.get(keyOf(cells.slice(at, next).join(mark)))
    if (exact !== undefined) return { keys: exact, next }
  }
  return null
}

const QUOTED = /"(?:[^"]|"")*"/g

const withoutQuoted = (content: string): string => content.replaceAll(QUOTED, '')

/** The fields of a line, without the quotation marks around them. */
const cellsOf = (content: string, mark: string): readonly string[] => {
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (const letter of content) {
    if (letter === '"' && (isQuoted || cell.trim() === '' || cell.endsWith('"'))) {
      isQuoted = !isQuoted
      cell += letter
    } else if (letter === mark && !isQuoted) {
      cells.push(plain(cell))
      cell = ''
    } else cell += letter
  }
  return [...cells, plain(cell)]
}

const plain = (cell: string): string => {
  const text = cell.trim()
  return /^".*"$/s.test(text) && text.length > 1 ? text.slice(1, -1).replaceAll('""', '"').trim() : text
}
