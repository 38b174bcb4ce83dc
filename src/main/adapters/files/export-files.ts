import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { CsvTable } from '../../../core/report/csv'
import { inertCell } from '../../../core/report/inert-cell'
import { appError, type AppError } from '../../../shared/app-error'
import { err, ok, type Result } from '../../../shared/result'
import { codeOf, whileHeld } from '../../held-file'
import type { ReportFiles } from '../../ports'
import { destinationOf, type Destination } from './destination'
import { writeToDevice } from './device'
import { safeFileName } from './file-name'
import { hasOtherNames, mayBeInPlace, temporaryBeside, writeInPlace, writeNew } from './new-content'
import { fileFault, firstThere, folderFault, folderNameFault } from './output-check'
import { heldFault, OTHER_KIND, whyNotWritten, type WriteFault } from './write-fault'

/** Writes reports: whole or not at all where that can be, in the place of what was there, whose owner and rights they take. */
export const createReportFiles = (): ReportFiles => ({
  safeName: safeFileName,
  fileFault: async (target) => asError(target, await fileFault(target)),
  folderFault: async (target, names) => asError(target, await folderFault(target, names)),
  writeFile,
  writeFolder,
})

const asError = (target: string, fault: WriteFault | null): AppError | null =>
  fault === null
    ? null
    : appError('FILE_WRITE_FAILED', `${target} cannot be written: ${fault.reason}.`, {
        advice: [fault.advice],
      })

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
  const found = await destinationOf(target)
  if (!found.ok) return err(notWritten(target, found.error, UNCHANGED))
  await sweepUnfinished(path.dirname(found.value.path))
  const prepared = await prepare(target, found.value, content)
  return prepared.ok ? prepared.value.finish() : prepared
}

/** What is ready to take its place. */
interface Prepared {
  readonly finish: () => Promise<Written>
  readonly discard: () => Promise<void>
}

/** @param target as it was asked for; `found` is where that leads */
const prepare = async (
  target: string,
  found: Destination,
  content: string | Uint8Array,
): Promise<Result<Prepared, AppError>> => {
  const direct = (write: () => Promise<Written>) => ok({ finish: write, discard: () => Promise.resolve() })
  const { path: file } = found
  if (found.kind === 'device')
    return direct(async () => written(target, await writeToDevice(file, content), null))
  const inPlace = async () => {
    const half = await writeInPlace(file, content)
    return written(target, half?.fault ?? null, half?.isBegun === true ? CHANGED : UNCHANGED)
  }
  if (hasOtherNames(found)) return direct(inPlace)
  const temporary = temporaryBeside(file)
  const discard = () => discarded(temporary)
  const failed = async (error: unknown): Promise<Result<() => Promise<Written>, AppError>> => {
    await discard()
    // Its folder lets nobody replace it, or its owner is not to be kept so: then its content is, as it stands.
    if (mayBeInPlace(found, codeOf(error))) return ok(inPlace)
    return err(notWritten(target, await whyNotWritten(file, error), UNCHANGED))
  }
  try {
    await writeNew(temporary, content, found.there)
  } catch (error) {
    const other = await failed(error)
    return other.ok ? direct(other.value) : other
  }
  const finish = async (): Promise<Written> => {
    try {
      await whileHeld(() => rename(temporary, file))
      return ok(null)
    } catch (error) {
      const other = await failed(error)
      return other.ok ? other.value() : other
    }
  }
  return ok({ finish, discard })
}

const written = (target: string, fault: WriteFault | null, old: string | null): Written =>
  fault === null ? ok(null) : err(notWritten(target, fault, old))

/** What cannot be removed now is swept by a later report. */
const discarded = (temporary: string): Promise<void> =>
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
    const found = await destinationOf(target)
    const fault = found.ok ? await heldFault(found.value.path) : found.error
    const file =
      found.ok && fault === null
        ? await prepare(target, found.value, await csvText(table))
        : err(notWritten(target, fault ?? OTHER_KIND, UNCHANGED))
    if (file.ok) prepared.push(file.value)
    else outcome = file
    if (!outcome.ok) break
  }
  for (const file of prepared) {
    if (outcome.ok) outcome = await file.finish()
    else await file.discard()
  }
  return outcome
}

/**
 * Makes a folder and those above it that are missing, none under a name that a system does not take.
 * @param mode of those that are made
 */
export const makeFolder = async (folder: string, mode = 0o777): Promise<Written> => {
  const fault = folderNameFault(folder, await firstThere(folder))
  if (fault !== null) return err(notWritten(folder, fault, UNCHANGED))
  try {
    await mkdir(folder, { recursive: true, mode })
    return ok(null)
  } catch (error) {
    return err(notWritten(folder, await whyNotWritten(folder, error), UNCHANGED))
  }
}

const UNCHANGED = 'A file that was there before is unchanged.'
const CHANGED = 'It was written where it stands, so that what was in it before may be lost.'

const notWritten = (target: string, { reason, advice }: WriteFault, old: string | null): AppError =>
  appError('FILE_WRITE_FAILED', `${target} was not written: ${reason}.`, {
    advice: old === null ? [advice] : [advice, old],
  })

/** RFC 4180 with a byte order mark, every field quoted, no field a formula at any separator. SECURITY: made inert before quoting. */
const csvText = async ({ header, rows }: CsvTable): Promise<string> => {
  const { stringify } = await import('csv-stringify/sync')
  return stringify(
    [header, ...rows].map((row) => row.map(inertCell)),
    { bom: true, quoted: true, record_delimiter: '\r\n' },
  )
}
