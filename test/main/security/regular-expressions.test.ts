import { createContext, Script } from 'node:vm'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { filesIn, find, parse, textOf } from '../../support/source-scan'

/**
 * Every regular expression of the product, taken from the syntax tree, on long texts made for it: of
 * its own characters, repeated, with an end that does not match. The rule in eslint.config.js is the
 * gate; this finds what a rule about patterns misses.
 */

const LONG = 100_000
/** What is linear takes some milliseconds; what is not takes seconds at this length, or years. */
const MOST_MS = 1_500

interface Found {
  readonly where: string
  readonly literal: string
}

const literalsIn = (file: string): readonly Found[] => {
  const tree = parse(file, textOf(file))
  return find(tree, ts.isRegularExpressionLiteral).map((node) => {
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart())
    return { where: `${file}:${String(line + 1)}`, literal: node.text }
  })
}

/** Pieces of texts that the pattern is about: its own words and characters, and what classes stand for. */
const piecesOf = (literal: string): readonly string[] => {
  const body = literal.slice(1, literal.lastIndexOf('/'))
  const words = body.match(/[a-z]{2,}/gi) ?? []
  const marks = body.match(/[^\w\s\\]/g) ?? []
  return [...new Set([' ', '\t', '\n', 'a', '0', ...words, ...marks])]
}

const attacksOn = (literal: string): readonly string[] => {
  const pieces = piecesOf(literal)
  const starts = ['', ...pieces.filter((piece) => piece.length > 1), 'https://', 'agent.', '-']
  const repeated = (piece: string) => piece.repeat(Math.ceil(LONG / piece.length))
  return [
    ...pieces.flatMap((piece) =>
      starts.flatMap((start) => ['', '\u0001'].map((end) => `${start}${repeated(piece)}${end}`)),
    ),
    ...pieces.flatMap((piece) => ['a', '0', ' '].map((other) => `${repeated(piece + other)}\u0001\n`)),
  ]
}

const script = new Script('for (const text of texts) { pattern.lastIndex = 0; text.replace(pattern, "") }')

/** Whether the expression is done with all of the texts in time. */
const isDone = (literal: string, milliseconds = MOST_MS): boolean => {
  const end = literal.lastIndexOf('/')
  const pattern = new RegExp(literal.slice(1, end), literal.slice(end + 1))
  for (const text of attacksOn(literal)) {
    try {
      script.runInContext(createContext({ pattern, texts: [text] }), { timeout: milliseconds })
    } catch {
      return false
    }
  }
  return true
}

const all = filesIn('src', /\.tsx?$/).flatMap(literalsIn)

describe('a regular expression', () => {
  it('is found where there is one', () => {
    expect(all.length).toBeGreaterThan(100)
  })

  it.each(
    [...new Map(all.map((found) => [found.literal, found])).values()].map((found) => [found.where, found]),
  )('takes no more than linear time: %s', (_where, { literal }) => {
    expect(isDone(literal), literal).toBe(true)
  })

  // The control: those that were here.
  it.each([
    String.raw`/\/+$/`,
    String.raw`/^tenant(?:\s*(?:id|name))?\s*[:=\t ]\s*([^\s:=].*)$/i`,
    String.raw`/\(?([\w./-]+\.c?js:\d+:\d+)\)?/`,
    String.raw`/["',]+$/`,
  ])('would be noticed that takes more: %s', (literal) => {
    expect(isDone(literal)).toBe(false)
  })
})
