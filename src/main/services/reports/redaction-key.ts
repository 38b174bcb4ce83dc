import { createHash, createHmac, scrypt } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import type { Redaction } from '../../../core/comparison/comparison'
import { REDACTION_RULES, type Pseudonym } from '../../../core/report/redaction'
import { canonicalPieces } from '../../canonical-text'

/** Under what key stand-ins are made: one that somebody chose, or one of the content alone. */
export type KeyChoice = { readonly chosen: string } | { readonly content: unknown }

/** Hex digits of a stand-in: 80 bits, so that no two names of a tenant share one. */
const PSEUDONYM_DIGITS = 20

/**
 * Stand-ins that say what they stand for, as `client-0f0e…`: the same for the same name under the same key.
 *
 * Without a chosen key it comes from the content, so that the same snapshot gives the same bytes and another gives
 * other stand-ins; nobody can try a name out who does not have everything that was read. With a chosen key, results
 * of several snapshots can be laid beside each other; whoever knows the key can try names out.
 */
export const pseudonymsFor = async (choice: KeyChoice): Promise<Pseudonym> => {
  const key = 'chosen' in choice ? await keyFrom(choice.chosen) : await sha256Of(choice.content, CONTENT_KEY)
  return (kind, text) =>
    `${kind}-${createHmac('sha256', key).update(`${kind}\n${text}`).digest('hex').slice(0, PSEUDONYM_DIGITS)}`
}

/** Keeps the key from being what is told of a content anywhere else (its SHA-256). */
const CONTENT_KEY = 'crossview redaction key\n'

/** The SHA-256 of a value as canonical JSON. The largest takes seconds: whatever else waits has its turn. */
export const sha256Of = async (value: unknown, before = ''): Promise<Buffer> => {
  const hash = createHash('sha256').update(before)
  let pieces = 0
  for (const piece of canonicalPieces(value)) {
    hash.update(piece)
    pieces += 1
    if (pieces % PIECES_PER_TURN === 0) await turn()
  }
  return hash.digest()
}

/** A record each, mostly: some 10 ms of work. */
const PIECES_PER_TURN = 2_000

/**
 * Slow on purpose (RFC 7914: 32 MB and some 100 ms a guess), since a key that people choose may be guessed. The salt
 * is the same everywhere: the same key has to give the same stand-ins on another computer.
 */
const keyFrom = (chosen: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(chosen.normalize('NFC'), SALT, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 }, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })

const SALT = 'crossview redaction'

/** @param snapshot that is to be known again, without its redaction */
export const redactionOf = async (snapshot: object): Promise<Redaction> => ({
  rules: REDACTION_RULES,
  sha256: (await sha256Of(snapshot)).toString('hex'),
  intact: true,
})

/** What a snapshot file says of its redaction, held against what is in it. @param json of the file */
export const redactionIn = async (
  json: unknown,
  stated: Pick<Redaction, 'rules' | 'sha256'>,
): Promise<Redaction> => {
  const content = Object.entries(json ?? {}).filter(([field]) => field !== 'redaction')
  return {
    ...stated,
    intact: (await sha256Of(Object.fromEntries(content))).toString('hex') === stated.sha256,
  }
}
