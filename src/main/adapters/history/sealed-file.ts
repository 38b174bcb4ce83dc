import { createCipheriv, createDecipheriv, createHash, randomBytes, type Hash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { setImmediate as turn } from 'node:timers/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'
import { HISTORY, LARGEST_FILE } from '../../../shared/bounds'
import { historyEntrySchema, type HistoryFault } from '../../../shared/files/history'
import { err, ok, type Result } from '../../../shared/result'
import { openToRead } from '../files/regular-file'
import type { HistoryKey } from './history-key'

/**
 * A snapshot as it stands in the history. In bytes:
 *
 * | `CVSEALED` | version, 2 | length of the header, 2 | header, JSON | nonce, 12 | gzip of the text, AES-256-GCM | its tag, 16 | length of all, 6 |
 *
 * All before the nonce is authenticated with the text (AAD), so that a file of another tenant, or under another name, or with
 * other counts, is told as damaged. What stands there is read without the key: no name, nothing of a record. The length at the
 * end tells a file that was cut off, without the key as well.
 */

const MAGIC = Buffer.from('CVSEALED', 'latin1')
const VERSION = 1
const START = MAGIC.length + 4
const NONCE = 12
const TAG = 16
const LENGTH = 6
const ALGORITHM = 'aes-256-gcm'

/** Little slower than copying; a higher level takes twice as long for a tenth of the size (bench/history.ts). */
const LEVEL = 4
/** Characters that are turned to bytes at once: some 0.2 ms. */
const CHUNK = 256 * 1024

export const sealedHeaderSchema = z.strictObject({
  ...historyEntrySchema.omit({ bytes: true, baseline: true }).shape,
  tenant: z.uuid(),
  /** Of the key it is sealed with ({@link HistoryKey}). */
  key: z.string().regex(/^[0-9a-f]{16}$/),
})

/** What is said in plain of a sealed snapshot. */
export type SealedHeader = z.infer<typeof sealedHeaderSchema>

/** Where a file stands: what its header has to say too. */
export type SealedPlace = Pick<SealedHeader, 'tenant' | 'id'>

export type SealedFault = Omit<HistoryFault, 'file'>

const damaged = (reason: string): Result<never, SealedFault> => err({ state: 'damaged', reason })

/** The text in bytes of UTF-8, piece by piece, none of which ends inside a character. */
function* piecesOf(text: string): Generator<Buffer> {
  for (let at = 0; at < text.length;) {
    let end = Math.min(at + CHUNK, text.length)
    const last = text.charCodeAt(end - 1)
    if (end < text.length && last >= 0xd800 && last <= 0xdbff) end += 1
    yield Buffer.from(text.slice(at, end), 'utf8')
    at = end
  }
}

/** How many bytes a text has, and their SHA-256 in hexadecimal; whatever else waits has its turn meanwhile. */
export const measured = async (
  text: string,
): Promise<{ readonly bytes: number; readonly sha256: string }> => {
  const hash: Hash = createHash('sha256')
  let bytes = 0
  for (const piece of piecesOf(text)) {
    hash.update(piece)
    bytes += piece.length
    await turn()
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** The bytes of a sealed file. The text is packed and sealed as it is written, never held a second time. */
export async function* seal(header: SealedHeader, text: string, key: HistoryKey): AsyncGenerator<Buffer> {
  const plain = Buffer.from(JSON.stringify(header), 'utf8')
  const start = Buffer.alloc(START)
  MAGIC.copy(start)
  start.writeUInt16BE(VERSION, MAGIC.length)
  start.writeUInt16BE(plain.length, MAGIC.length + 2)
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(ALGORITHM, key.bytes, nonce, { authTagLength: TAG })
  const open = Buffer.concat([start, plain])
  cipher.setAAD(open)
  let length = open.length + NONCE
  yield Buffer.concat([open, nonce])
  const gzip = createGzip({ level: LEVEL })
  // What goes wrong is thrown by the iteration.
  pipeline(Readable.from(piecesOf(text)), gzip, () => undefined)
  for await (const packed of gzip as AsyncIterable<Buffer>) {
    const sealed = cipher.update(packed)
    length += sealed.length
    yield sealed
  }
  const rest = cipher.final()
  const end = Buffer.alloc(LENGTH)
  end.writeUIntBE(length + rest.length + TAG + LENGTH, 0, LENGTH)
  yield Buffer.concat([rest, cipher.getAuthTag(), end])
}

/** What a file says of itself in plain. Needs no key, and so believes it. Rejects with the system's error. */
export const readHeader = async (
  handle: FileHandle,
  size: number,
  place: SealedPlace,
): Promise<Result<SealedHeader, SealedFault>> => {
  if (size === 0) return damaged('it is empty')
  const start = await bytesAt(handle, 0, Math.min(size, START + HISTORY.header))
  const header = headerIn(start, place)
  if (!header.ok) return header
  const least = START + start.readUInt16BE(MAGIC.length + 2) + NONCE + TAG + LENGTH
  if (size > HISTORY.sealed) return damaged('it is larger than any snapshot')
  const end = await bytesAt(handle, Math.max(0, size - LENGTH), LENGTH)
  return size < least || end.length < LENGTH || end.readUIntBE(0, LENGTH) !== size
    ? damaged('it was cut off, or something was added to it')
    : header
}

const headerIn = (start: Buffer, place: SealedPlace): Result<SealedHeader, SealedFault> => {
  if (start.length < START || !start.subarray(0, MAGIC.length).equals(MAGIC))
    return damaged('it does not begin as a snapshot of the history does')
  const version = start.readUInt16BE(MAGIC.length)
  if (version > VERSION) return err({ state: 'newer', reason: 'it was kept by a newer Crossview' })
  const length = start.readUInt16BE(MAGIC.length + 2)
  const plain = start.subarray(START, START + length)
  const header = plain.length === length ? headerOf(plain) : null
  if (version !== VERSION || header === null) return damaged('what stands at its beginning is changed')
  if (header.tenant !== place.tenant)
    return damaged('it was kept of another tenant than the one it stands at')
  return header.id === place.id ? ok(header) : damaged('it stands under another name than it was kept under')
}

const headerOf = (plain: Buffer): SealedHeader | null => {
  try {
    return sealedHeaderSchema.safeParse(JSON.parse(plain.toString('utf8'))).data ?? null
  } catch {
    return null
  }
}

/** Fewer where the file ends before. */
const bytesAt = async (handle: FileHandle, position: number, length: number): Promise<Buffer> => {
  const buffer = Buffer.alloc(length)
  let got = 0
  while (got < length) {
    const { bytesRead } = await handle.read(buffer, got, length - got, position + got)
    if (bytesRead === 0) break
    got += bytesRead
  }
  return buffer.subarray(0, got)
}

/** What a sealed file holds, when all of it was found to be as it was sealed. */
export interface Opened {
  readonly header: SealedHeader
  /** Packed. */
  readonly packed: Buffer
}

/**
 * Checks the seal, before anything of what is in it is used.
 * @returns `foreign` where it was sealed with another key. Rejects with the system's error
 */
export const unseal = async (
  file: string,
  place: SealedPlace,
  key: HistoryKey,
): Promise<Result<Opened, SealedFault>> => {
  const handle = await openToRead(file)
  try {
    const stats = await handle.stat()
    if (!stats.isFile()) return damaged('it is no file')
    const { size } = stats
    const header = await readHeader(handle, size, place)
    if (!header.ok) return header
    if (header.value.key !== key.id) return err(OTHER_KEY)
    const bytes = await bytesAt(handle, 0, size)
    if (bytes.length < size) return damaged('it was cut off while it was read')
    const open = START + bytes.readUInt16BE(MAGIC.length + 2)
    const tag = size - LENGTH - TAG
    const cipher = createDecipheriv(ALGORITHM, key.bytes, bytes.subarray(open, open + NONCE), {
      authTagLength: TAG,
    })
    cipher.setAAD(bytes.subarray(0, open))
    cipher.setAuthTag(bytes.subarray(tag, tag + TAG))
    const pieces: Buffer[] = []
    try {
      for (let at = open + NONCE; at < tag; at += CHUNK) {
        pieces.push(cipher.update(bytes.subarray(at, Math.min(at + CHUNK, tag))))
        await turn()
      }
      pieces.push(cipher.final())
    } catch {
      return damaged('it is not as it was sealed')
    }
    return ok({ header: header.value, packed: Buffer.concat(pieces) })
  } finally {
    await handle.close()
  }
}

/** Its reason says more where there was a key before: history-folder.ts. */
export const OTHER_KEY: SealedFault = {
  state: 'foreign',
  reason:
    'it was sealed with a key that is not the one in the keychain, as after the loss of the keychain or on another computer',
}

/** The text of what was unsealed. @returns why it cannot be had, though nobody but the key's owner could have made it so */
export const unpack = async ({ packed }: Opened): Promise<Result<string, SealedFault>> => {
  const gunzip = createGunzip()
  pipeline(Readable.from([packed]), gunzip, () => undefined)
  const decoder = new StringDecoder('utf8')
  const texts: string[] = []
  let bytes = 0
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      bytes += piece.length
      if (bytes > LARGEST_FILE) return damaged('it holds more than any snapshot')
      texts.push(decoder.write(piece))
    }
  } catch {
    return damaged('what is sealed in it is not packed as it should be')
  }
  texts.push(decoder.end())
  return ok(texts.join(''))
}
