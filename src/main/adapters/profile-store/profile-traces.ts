import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { appError, type AppError } from '../../../shared/app-error'
import { err, ok, type Result } from '../../../shared/result'
import { codeOf, whileHeld } from '../../held-file'
import { readFault } from '../../text-file'
import { whyNotWritten } from '../files/write-fault'

/** The store, its backup, damaged ones that were set aside, and what a killed writer left. */
const STORE_FILE = /^profiles(\.corrupt-[\dTZ-]+)?\.json(\.bak)?(\.\d+-[0-9a-f]{8}\.tmp)?$/

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi

/** What config files were let do, which names tenants, too (`trusted-destinations.ts`). */
const TRUST_FILE = /^trusted-configs\.json(\.bak)?(\.\d+-[0-9a-f]{8}\.tmp)?$/

/**
 * Every UUID in any file of the store, readable as JSON or not. Ids of tenants are among them.
 * @returns `FILE_READ_FAILED` where a file cannot be read: whose secrets there are is not known then
 */
export const tracesIn = async (folder: string): Promise<Result<readonly string[], AppError>> => {
  const files = await filesNamed(folder, STORE_FILE)
  if (!files.ok) return files
  const found = new Set<string>()
  for (const file of files.value) {
    try {
      const bytes = await whileHeld(() => readFile(file))
      // Also in UTF-16, as an editor may have saved a file that is damaged since.
      const text = bytes.toString('latin1').replaceAll('\0', '')
      for (const id of text.match(UUID) ?? []) found.add(id.toLowerCase())
    } catch (error) {
      return err(notRead(file, codeOf(error)))
    }
  }
  return ok([...found])
}

/** Deletes all of them. A file that cannot be deleted is named, the others are gone then. */
export const eraseProfiles = async (folder: string): Promise<Result<null, AppError>> => {
  const faults: AppError[] = []
  const files = await filesNamed(folder, STORE_FILE, TRUST_FILE)
  if (!files.ok) return files
  for (const file of files.value) {
    await whileHeld(() => rm(file, { force: true })).catch(async (error: unknown) => {
      const { reason } = await whyNotWritten(file, error)
      faults.push(
        appError('FILE_WRITE_FAILED', `The file ${file} could not be deleted: ${reason}.`, {
          advice: [
            'Close it in other programs or allow writing there, and repeat this; or delete the file by hand.',
          ],
        }),
      )
    })
  }
  return faults[0] === undefined ? ok(null) : err(faults[0])
}

const filesNamed = async (
  folder: string,
  ...patterns: readonly RegExp[]
): Promise<Result<readonly string[], AppError>> => {
  try {
    const names = await readdir(folder)
    const meant = names.filter((name) => patterns.some((pattern) => pattern.test(name)))
    return ok(meant.map((name) => path.join(folder, name)))
  } catch (error) {
    const code = codeOf(error)
    return code === 'ENOENT' ? ok([]) : err(notRead(folder, code))
  }
}

const notRead = (file: string, code: string): AppError =>
  appError('FILE_READ_FAILED', `${file} could not be read: ${readFault(code)}. It may still name tenants.`, {
    advice: ['Allow reading it and repeat this, or delete it by hand.'],
  })
