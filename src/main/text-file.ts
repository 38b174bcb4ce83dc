import { createReadStream } from 'node:fs'
import { countText } from '../core/comparison/count-text'
import { LARGEST_FILE } from '../shared/bounds'
import { appError, type AppError } from '../shared/app-error'
import { err, ok, type Result } from '../shared/result'
import { codeOf, whileHeld } from './held-file'
import { otherThanText } from './text-kind'

/** Reads the text files that people give to Crossview, whatever editor or shell has written them. */

/** Why a file gives no text: `is not text in UTF-8 (line 3)` goes behind what the file is called. */
export interface TextFault {
  readonly code: 'FILE_READ_FAILED' | 'INVALID_FILE'
  readonly what: string
  readonly advice: string
}

/** The text of a file that somebody named, a device or a pipe too. No more than `LARGEST_FILE` is read. */
export const readTextFile = async (file: string): Promise<Result<string, TextFault>> => {
  try {
    const bytes = await whileHeld(() => bytesOf(file))
    const text = bytes === null ? err(TOO_LARGE) : decodeText(bytes)
    return text.ok && text.value.trim() === '' ? err(EMPTY) : text
  } catch (error) {
    return err(unreadable(codeOf(error)))
  }
}

/** The bytes of a file that somebody named; null: it has more than `most`. */
export const readBytesFile = async (
  file: string,
  most: number,
): Promise<Result<Uint8Array | null, TextFault>> => {
  try {
    return ok(await whileHeld(() => bytesOf(file, most)))
  } catch (error) {
    return err(unreadable(codeOf(error)))
  }
}

/** Null for more than is read, whatever the file says of its own size (a device has no end). */
const bytesOf = async (file: string, most = LARGEST_FILE): Promise<Buffer | null> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** @param called what the file is called, at the beginning of a sentence */
export const textFileError = (called: string, fault: TextFault, field: string | null = null): AppError =>
  appError(fault.code, `${called} ${fault.what}.`, { field, advice: [fault.advice] })

/**
 * Text as editors and shells write it: UTF-8 with or without a mark, or UTF-16 with one, as
 * Windows PowerShell 5 does. The mark is not part of it. Anything else would be read as other
 * letters than were meant, in a name or a secret, and is refused; nothing of it is quoted.
 */
export const decodeText = (bytes: Uint8Array): Result<string, TextFault> => {
  const other = otherThanText(bytes)
  if (other !== null) return err(other.startsWith('is text') ? notText(other) : noText(other))
  const mark = Buffer.from(bytes.subarray(0, 2)).toString('hex')
  if (mark === 'fffe') return decoded16(bytes)
  // Swapped: not every build of Node knows the other order.
  if (mark === 'feff') return bytes.length % 2 === 0 ? decoded16(swapped(bytes)) : err(BROKEN_16)
  const text = strictly(bytes, 'utf-8')
  if (text !== null && !text.includes('\0')) return ok(text)
  if (looksLike16(bytes)) return err(UNMARKED)
  return err(
    text === null
      ? notText(`is not text in UTF-8 (line ${String(badLine(bytes))}), but perhaps in Windows-1252 (“ANSI”)`)
      : NULS,
  )
}

const decoded16 = (bytes: Uint8Array): Result<string, TextFault> => {
  const text = strictly(bytes, 'utf-16le')
  if (text === null) return err(BROKEN_16)
  return text.includes('\0') ? err(NULS) : ok(text)
}

/** Without its mark; null where the bytes are no such text. */
const strictly = (bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le'): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const swapped = (bytes: Uint8Array): Uint8Array => Buffer.from(bytes).swap16()

/** Every other byte of the beginning is NUL, mostly: letters of the Latin alphabet in UTF-16. */
const looksLike16 = (bytes: Uint8Array): boolean => {
  const start = bytes.subarray(0, 1000)
  const nuls = [0, 1].map((parity) => start.filter((byte, at) => byte === 0 && at % 2 === parity).length)
  return Math.max(...nuls) > start.length / 4 && Math.min(...nuls) < start.length / 50
}

/** From 1. No character of UTF-8 spans a line break. */
const badLine = (bytes: Uint8Array): number => {
  let line = 1
  for (let start = 0; start < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, start)
    if (end < 0 || strictly(bytes.subarray(start, end), 'utf-8') === null) return line
    start = end + 1
  }
  return line
}

const SAVE_AS_UTF8 =
  'Save it as UTF-8 and try again: in Notepad as “UTF-8”, in Excel as “CSV UTF-8”, in PowerShell with Set-Content -Encoding utf8.'

const notText = (what: string): TextFault => ({ code: 'INVALID_FILE', what, advice: SAVE_AS_UTF8 })
/** Saving it in another encoding makes no text of it. */
const noText = (what: string): TextFault => ({
  code: 'INVALID_FILE',
  what: `${what}, not a text file`,
  advice: what.includes('PDF')
    ? 'A report cannot be opened again. Choose the snapshot that was saved with it, or save one next time.'
    : 'Unpack it, or save what it holds as text: from Excel as “CSV UTF-8”.',
})
const UNMARKED = notText('is text in UTF-16 without the mark at its beginning that would say so')
const BROKEN_16 = notText('begins as text in UTF-16 and does not go on as such')
const NULS = notText('holds NUL characters, as no text has')

const EMPTY: TextFault = {
  code: 'INVALID_FILE',
  what: 'is empty',
  advice: 'Check that it is the file that was meant, and that it was saved.',
}

export const TOO_LARGE: TextFault = {
  code: 'FILE_READ_FAILED',
  what: `could not be read: it has more than ${countText(LARGEST_FILE / 1e6)} MB`,
  advice: 'Check that it is the file that was meant.',
}

/** Of a file of which only a small one is of use. */
export const tooManyBytes = (most: number): TextFault => ({
  code: 'FILE_READ_FAILED',
  what: `was not read: it has more than ${countText(most)} bytes`,
  advice: 'Choose a smaller one.',
})

export const unreadable = (code: string): TextFault => ({
  code: 'FILE_READ_FAILED',
  what: `could not be read: ${readFault(code)}`,
  advice:
    code === 'EBUSY'
      ? 'Close it in the other program and try again.'
      : 'Check the path, and that you may read the file.',
})

const READ_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there',
  ENOTDIR: 'on its path a file stands in the place of a folder',
  EISDIR: 'it is a folder',
  EACCES: 'reading it is not allowed',
  EPERM: 'reading it is not allowed',
  EBUSY: 'another program holds it open',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ELOOP: 'it is a link that leads in a circle',
  ENAMETOOLONG: 'its path is too long',
  ENXIO: 'it is a device or a socket without anything behind it',
  EIO: 'the disk does not give it',
}

/** Why something could not be read, as a clause about it. @param code the system's, such as `EISDIR` */
export const readFault = (code: string): string => READ_FAULTS[code] ?? 'the system does not give it'
