import type { CDPSession, Page } from 'playwright-core'
import type { AppError } from '../../shared/app-error'
import { LARGEST_FILE } from '../../shared/bounds'
import { err, ok, type Result } from '../../shared/result'
import type { ChosenBytes, ChosenFile } from '../ports'
import { decodeText, textFileError, TOO_LARGE, unreadable, tooManyBytes, type TextFault } from '../text-file'

/** Bytes that are read at once: between two of these whatever else waits has its turn. */
const PIECE = 4 * 1024 * 1024

/**
 * Lets the page's own browser ask for a file, within the seconds after the click that asked for
 * it. The browser reads the file, for the page, which sees what the user chose and nothing else; what it says is
 * decided here, as of any other file.
 */
export const chooseFile = async (
  page: Page,
  extensions: readonly string[],
): Promise<Result<ChosenFile | null, AppError>> => {
  const chosen = await chooseBytes(page, extensions, LARGEST_FILE)
  if (!chosen.ok || chosen.value === null) return chosen.ok ? ok(null) : chosen
  const { name, bytes } = chosen.value
  const text = decodeText(bytes)
  return text.ok ? ok({ name, text: text.value }) : err(textFileError(`The file ${name}`, text.error))
}

/** The same of a file that is no text. @param most bytes */
export const chooseBytes = async (
  page: Page,
  extensions: readonly string[],
  most: number,
): Promise<Result<ChosenBytes | null, AppError>> => {
  const session = await page.context().newCDPSession(page)
  try {
    const accept = extensions.map((extension) => `.${extension}`).join(',')
    const { result: file } = await session.send('Runtime.evaluate', {
      expression: `(${pickFile.toString()})(${JSON.stringify(accept)})`,
      awaitPromise: true,
      userGesture: true,
    })
    const { objectId } = file
    if (objectId === undefined) return ok(null)
    const { result: told } = await session.send('Runtime.callFunctionOn', {
      objectId,
      functionDeclaration: 'function () { return { name: this.name, size: this.size } }',
      returnByValue: true,
    })
    const { name, size } = told.value as { name: string; size: number } // as the function above answers
    const failed = (fault: TextFault) => err(textFileError(`The file ${name}`, fault))
    if (size > most) return failed(most === LARGEST_FILE ? TOO_LARGE : tooManyBytes(most))
    const bytes = size === 0 ? Buffer.alloc(0) : await bytesOf(session, objectId)
    return bytes === null ? failed(unreadable('')) : ok({ name, bytes })
  } finally {
    await session.detach().catch(() => undefined)
  }
}

/** Runs in the page, sent to it as source text. */
const pickFile = (accept: string): Promise<File | null> =>
  new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = accept
    input.addEventListener('cancel', () => {
      resolve(null)
    })
    input.addEventListener('change', () => {
      resolve(input.files?.[0] ?? null)
    })
    input.click()
  })

/**
 * What is in a file that the user chose, read from the browser piece by piece: as one text out of the page, a large
 * one took twice as long, and the page and this process held it several times over.
 * @returns null where it cannot be read, as when it is gone
 */
const bytesOf = async (session: CDPSession, objectId: string): Promise<Buffer | null> => {
  try {
    const { result: blob } = await session.send('Runtime.callFunctionOn', {
      objectId,
      // Of a kind that is always told in base 64.
      functionDeclaration: 'function () { return this.slice(0, this.size, "application/octet-stream") }',
    })
    const { uuid } = await session.send('IO.resolveBlob', { objectId: blob.objectId ?? '' })
    const pieces: Buffer[] = []
    for (;;) {
      const { data, eof, base64Encoded } = await session.send('IO.read', { handle: `blob:${uuid}`, size: PIECE })
      pieces.push(Buffer.from(data, base64Encoded === true ? 'base64' : 'utf8'))
      if (eof) return Buffer.concat(pieces)
    }
  } catch {
    return null
  }
}
