import { randomBytes } from 'node:crypto'
import { lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { stringify } from 'csv-stringify/sync'
import type { CsvTable } from '../../../core/report/csv'
import { inertCell } from '../../../core/report/inert-cell'
import { appError, type AppError } from '../../../shared/app-error'
import { err, ok } from '../../../shared/result'
import type { ReportFiles } from '../../ports'
import { codeOf } from './atomic-file'

/** Writes reports: whole or not at all, in the place of whatever was there, following no link. */
export const createReportFiles = (): ReportFiles => ({ safeName, writeFile, writeFolder })

const UNFINISHED = /^\.[0-9a-f]{12}\.crossview-tmp$/
/** No report takes so long to write. Whether its process still runs cannot be known of another machine's. */
const ABANDONED_MS = 3_600_000

/** Removes what writers that were killed left in a folder: it holds a tenant's data. */
const sweepUnfinished = async (folder: string): Promise<void> => {
  // Not there, or not to be read: writing into it says so.
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((each) => UNFINISHED.test(each))) {
    const left = path.join(folder, name)
    const found = await lstat(left).catch(() => null)
    if (found?.isFile() !== true || Date.now() - found.mtimeMs < ABANDONED_MS) continue
    // Somebody else's, which only they can remove.
    await rm(left, { force: true }).catch(() => undefined)
  }
}

const writeFile: ReportFiles['writeFile'] = async (target, content) => {
  const folder = path.dirname(target)
  await sweepUnfinished(folder)
  const temporary = path.join(folder, `.${randomBytes(6).toString('hex')}.crossview-tmp`)
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    // A link at the target is replaced, never written through.
    await rename(temporary, target)
    return ok(null)
  } catch (error) {
    // What cannot be removed now is swept by a later report.
    await rm(temporary, { force: true }).catch(() => undefined)
    return err(notWritten(target, codeOf(error)))
  }
}

const writeFolder: ReportFiles['writeFolder'] = async (folder, tables) => {
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    return err(notWritten(folder, codeOf(error)))
  }
  for (const table of tables) {
    const written = await writeFile(path.join(folder, `${table.name}.csv`), csvText(table))
    if (!written.ok) return written
  }
  return ok(null)
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'the folder does not exist',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EISDIR: 'a folder has this name',
  ENOTEMPTY: 'a folder has this name',
  ENOTDIR: 'a file stands where a folder should be',
  EEXIST: 'a file stands where a folder should be',
}

const notWritten = (target: string, code: string): AppError =>
  appError(
    'FILE_WRITE_FAILED',
    `${target} was not written: ${REASONS[code] ?? `the system said ${code || 'nothing'}`}.`,
    {
      advice: ['Choose another place. A file that was there before is unchanged.'],
    },
  )

/** RFC 4180 with a byte order mark, every field quoted, no field a formula at any separator. SECURITY: made inert before quoting. */
const csvText = ({ header, rows }: CsvTable): string =>
  stringify(
    [header, ...rows].map((row) => row.map(inertCell)),
    { bom: true, quoted: true, record_delimiter: '\r\n' },
  )

const LONGEST_NAME_BYTES = 120
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/** A file name that Windows, macOS and Linux all take: plain letters, at most 120 bytes. */
const safeName = (text: string): string => {
  const plain = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9 _.-]+/g, '-')
    .replace(/^[ .-]+|(?<![ .-])[ .-]+$/g, '')
    .slice(0, LONGEST_NAME_BYTES)
    .replace(/(?<![ .-])[ .-]+$/, '')
  return plain === '' || RESERVED.test(plain.split('.')[0] ?? '') ? `Crossview-${plain}` : plain
}
