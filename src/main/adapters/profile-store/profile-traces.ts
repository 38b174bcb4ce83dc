import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { appError, type AppError } from '../../../shared/app-error'
import { err, ok, type Result } from '../../../shared/result'
import { codeOf } from '../files/atomic-file'
import { writeFault } from '../files/write-fault'

/** The store, its backup, damaged ones that were set aside, and what a killed writer left. */
const STORE_FILE = /^profiles(\.corrupt-[\dTZ-]+)?\.json(\.bak)?(\.\d+-[0-9a-f]{8}\.tmp)?$/

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi

/** What config files were let do, which names tenants, too (`trusted-destinations.ts`). */
const TRUST_FILE = /^trusted-configs\.json(\.bak)?(\.\d+-[0-9a-f]{8}\.tmp)?$/

/** Every UUID in any file of the store, readable as JSON or not. Ids of tenants are among them. */
export const tracesIn = async (folder: string): Promise<readonly string[]> => {
  const found = new Set<string>()
  for (const file of await filesNamed(STORE_FILE, folder)) {
    const text = await readFile(file, 'utf8').catch(() => '')
    for (const id of text.match(UUID) ?? []) found.add(id.toLowerCase())
  }
  return [...found]
}

/** Deletes all of them. A file that cannot be deleted is named, the others are gone then. */
export const eraseProfiles = async (folder: string): Promise<Result<null, AppError>> => {
  const faults: AppError[] = []
  const files = await Promise.all([STORE_FILE, TRUST_FILE].map((names) => filesNamed(names, folder)))
  for (const file of files.flat()) {
    await rm(file, { force: true }).catch((error: unknown) => {
      faults.push(
        appError(
          'FILE_WRITE_FAILED',
          `The file ${file} could not be deleted: ${writeFault(codeOf(error))}.`,
          {
            advice: ['Allow writing there and repeat this, or delete the file by hand.'],
          },
        ),
      )
    })
  }
  return faults[0] === undefined ? ok(null) : err(faults[0])
}

const filesNamed = async (pattern: RegExp, folder: string): Promise<readonly string[]> => {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => pattern.test(name)).map((name) => path.join(folder, name))
}
