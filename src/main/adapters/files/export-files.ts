import { randomBytes } from 'node:crypto'
import { lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { stringify } from 'csv-stringify/sync'
import type { CsvTable } from '../../../core/report/csv'
import { inertCell } from '../../../core/report/inert-cell'
import { appError, type AppError } from '../../../shared/app-error'
import { err, ok, type Result } from '../../../shared/result'
import { whileHeld } from '../../held-file'
import type { ReportFiles } from '../../ports'
import { isDevice, writeToDevice } from './device'
import { safeFileName } from './file-name'
import { inTheWay, inTheWayOrHeld, nameFault, whyNotWritten, type WriteFault } from './write-fault'

/** Writes reports: whole or not at all, in the place of whatever was there, following no link. */
export const createReportFiles = (): ReportFiles => ({ safeName: safeFileName, writeFile, writeFolder })

type Written = Result<null, AppError>

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
  const device = await isDevice(target)
  const fault = device
    ? await writeToDevice(target, content)
    : (nameFault(target) ?? (await inTheWay(target)))
  if (fault !== null) return err(notWritten(target, fault))
  if (device) return ok(null)
  await sweepUnfinished(path.dirname(target))
  const prepared = await prepare(target, content)
  return prepared.ok ? finish(prepared.value) : prepared
}

/** A file that is whole on the disk, beside the one whose place it is to take. */
interface Prepared {
  readonly target: string
  readonly temporary: string
}

const prepare = async (target: string, content: string | Uint8Array): Promise<Result<Prepared, AppError>> => {
  const temporary = path.join(path.dirname(target), `.${randomBytes(6).toString('hex')}.crossview-tmp`)
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    return ok({ target, temporary })
  } catch (error) {
    await discard({ temporary })
    return err(notWritten(target, await whyNotWritten(target, error)))
  }
}

const finish = async ({ target, temporary }: Prepared): Promise<Written> => {
  try {
    // A link at the target is replaced, never written through.
    await whileHeld(() => rename(temporary, target))
    return ok(null)
  } catch (error) {
    await discard({ temporary })
    return err(notWritten(target, await whyNotWritten(target, error)))
  }
}

/** What cannot be removed now is swept by a later report. */
const discard = ({ temporary }: Pick<Prepared, 'temporary'>): Promise<void> =>
  whileHeld(() => rm(temporary, { force: true })).catch(() => undefined)

/** All tables are whole on the disk before the first takes its place: tables of two reports do not mix. */
const writeFolder: ReportFiles['writeFolder'] = async (folder, tables) => {
  const made = await makeFolder(folder)
  if (!made.ok) return made
  await sweepUnfinished(folder)
  const prepared: Prepared[] = []
  let outcome: Written = ok(null)
  for (const table of tables) {
    const target = path.join(folder, `${table.name}.csv`)
    const fault = await inTheWayOrHeld(target)
    const file = fault === null ? await prepare(target, csvText(table)) : err(notWritten(target, fault))
    if (file.ok) prepared.push(file.value)
    else outcome = file
    if (!outcome.ok) break
  }
  for (const file of prepared) {
    if (outcome.ok) outcome = await finish(file)
    else await discard(file)
  }
  return outcome
}

/**
 * Makes a folder and those above it that are missing, none under a name that a system does not take.
 * @param mode of those that are made
 */
export const makeFolder = async (folder: string, mode = 0o777): Promise<Written> => {
  try {
    for (let above = folder; (await lstat(above).catch(() => null)) === null; above = path.dirname(above)) {
      // A drive or a share that is not there: making the folder says so.
      if (above === path.dirname(above)) break
      const fault = nameFault(above)
      if (fault !== null) return err(notWritten(folder, fault))
    }
    await mkdir(folder, { recursive: true, mode })
    return ok(null)
  } catch (error) {
    return err(notWritten(folder, await whyNotWritten(folder, error)))
  }
}

const notWritten = (target: string, { reason, advice }: WriteFault): AppError =>
  appError('FILE_WRITE_FAILED', `${target} was not written: ${reason}.`, {
    advice: [advice, 'A file that was there before is unchanged.'],
  })

/** RFC 4180 with a byte order mark, every field quoted, no field a formula at any separator. SECURITY: made inert before quoting. */
const csvText = ({ header, rows }: CsvTable): string =>
  stringify(
    [header, ...rows].map((row) => row.map(inertCell)),
    { bom: true, quoted: true, record_delimiter: '\r\n' },
  )
