import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type ErrorCode,
  type Node,
} from 'yaml'
import { countText } from '../core/comparison/count-text'
import { err, ok, type Result } from '../shared/result'

/** A YAML text that people keep by hand, with the place of everything in it. */
export interface YamlText {
  /** Lists and objects of texts. */
  readonly content: unknown
  /** Line, from 1, of a field, or of what is nearest above it. */
  readonly lineOf: (path: readonly PropertyKey[]) => number
  /** "line 4: WHAT (column 7)". */
  readonly placed: (path: readonly PropertyKey[], what: string) => string
}

/**
 * Reads YAML 1.2; JSON is YAML too. Nothing in it is run. Every value is the text that stands there, quoted or not
 * (YAML's failsafe schema): `007`, `1e3`, `yes` and `9007199254740993` are names as they are written.
 * @param most characters: a hundred thousand take some 2 s at worst
 * @returns why it cannot be read, with line and column where it has one
 */
export const readYaml = (text: string, most: number): Result<YamlText, string> => {
  const unread = unreadable(text, most)
  if (unread !== null) return err(unread)
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    version: '1.2',
    schema: 'failsafe',
  })
  const at = (offset: number, what: string): string => {
    const { line, col } = lines.linePos(offset)
    return `line ${line}: ${what} (column ${col})`
  }
  const problem = problemOf(document)
  if (problem !== null) return err(at(problem.offset, problem.what))
  return ok({
    content: document.toJS({ maxAliasCount: 0 }) as unknown,
    lineOf: (path) => lines.linePos(offsetOf(document, path)).line,
    placed: (path, what) => at(offsetOf(document, path), what),
  })
}

interface Problem {
  readonly offset: number
  readonly what: string
}

/** What keeps a document from being read: where it is no YAML, or has what a list of settings needs none of. */
const problemOf = (document: Document.Parsed): Problem | null => {
  const [error] = document.errors
  if (error !== undefined) {
    const why = YAML_FAULTS[error.code]
    return { offset: error.pos[0], what: `it is not valid YAML${why === undefined ? '' : `: ${why}`}` }
  }
  let problem: Problem | null = null
  visit(document, {
    Node: (_key, node) => {
      const what = unreadNode(node)
      if (what === null) return undefined
      problem = { offset: node.range?.[0] ?? 0, what }
      return visit.BREAK
    },
  })
  return problem
}

const YAML_FAULTS: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_INDENT: 'the indentation does not fit what is above it',
  DUPLICATE_KEY: 'the same key stands twice in one place',
  MISSING_CHAR: 'a bracket, a quotation mark or a space is missing',
  MULTIPLE_DOCS: 'it holds several documents (---), where one is read',
  TAB_AS_INDENT: 'a tab stands where spaces belong',
}

/** A file of aliases to aliases would grow without end, and a tag makes another value of a text. */
const unreadNode = (node: Node): string | null => {
  if (isAlias(node)) return 'it uses YAML aliases (*), which are not read'
  if (node.tag !== undefined && node.tag !== TAGS[isMap(node) ? 'map' : isSeq(node) ? 'seq' : 'str'])
    return 'it uses a YAML tag (!), which is not read; put a name in quotes instead'
  const isNothing = isScalar(node) && node.type === 'PLAIN' && /^(?:~|null)?$/i.test(node.source ?? '')
  return isNothing ? 'there is no value; a name that is “null” or “~” is put in quotes' : null
}

const TAGS = {
  map: 'tag:yaml.org,2002:map',
  seq: 'tag:yaml.org,2002:seq',
  str: 'tag:yaml.org,2002:str',
} as const

const offsetOf = (document: Document, path: readonly PropertyKey[]): number => {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node)) return node.range?.[0] ?? 0
  }
  return 0
}

/** What keeps the text from the parser; null when nothing does. */
const unreadable = (text: string, most: number): string | null => {
  if (text.length > most) return `the file has more than ${countText(most)} characters`
  // Explicit keys inside one another take the parser exponential time; such a file has none.
  for (const [index, line] of text.split('\n').entries()) {
    if (/^[ \t-]*\?(?:\s|$)|\?[ \t]+\?/.test(line))
      return `line ${index + 1}: it uses an explicit key (“? ”), which is not read (column ${line.indexOf('?') + 1})`
  }
  return null
}
