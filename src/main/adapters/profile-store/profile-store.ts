import { createHash } from 'node:crypto'
import { readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { countText } from '../../../core/comparison/count-text'
import { appError, type AppError } from '../../../shared/app-error'
import { FILES } from '../../../shared/bounds'
import { excessOf, excessText } from '../../../shared/files/json-bounds'
import { parseJson } from '../../../shared/files/json-text'
import { profileSchema, profileStoreSchema, type ProfileStoreData } from '../../../shared/files/profile'
import { err, ok, type Result } from '../../../shared/result'
import type { Clock, LoadedProfiles, ProfileStore } from '../../ports'
import { createSerialQueue } from '../../serial-queue'
import { codeOf, whileHeld } from '../../held-file'
import { decodeText, readFault } from '../../text-file'
import { backupOf, replaceFile, sweepOrphans } from '../files/atomic-file'
import { eraseProfiles, tracesIn } from './profile-traces'
import { whyNotWritten, type WriteFault } from '../files/write-fault'
import { createFileLock, type FileLock } from '../files/file-lock'

/** The tenant profiles in `profiles.json`, with the content before the last save in `profiles.json.bak`. */

const SCHEMA = 'crossview.profiles'
const VERSION = 3

/**
 * The oldest version of the file that can hold this, so that an older Crossview goes on with it: 2 brought
 * tenants without a main app connection, further app connections, and what is written down of applications; 3 that
 * nobody wants to be asked what some of them are there for.
 */
const versionFor = ({ profiles }: ProfileStoreData): number => {
  if (profiles.some(({ inventory }) => inventory?.neverAsk !== undefined)) return VERSION
  return profiles.some(
    ({ app, apps, inventory }) => app === null || apps !== undefined || inventory !== undefined,
  )
    ? 2
    : 1
}

const envelopeSchema = z.object({
  schema: z.literal(SCHEMA),
  version: z.number().int().min(1),
  savedAt: z.iso.datetime(),
  /** Over the JSON text of `data`. */
  sha256: z.string(),
  data: z.unknown(),
})
type Envelope = z.infer<typeof envelopeSchema>

type FileContent =
  | { readonly state: 'good'; readonly data: ProfileStoreData; readonly savedAt: string }
  | { readonly state: 'newer'; readonly data: ProfileStoreData; readonly unreadable: number }
  | { readonly state: 'broken' }
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly code: string }

const EMPTY: ProfileStoreData = { profiles: [] }

/**
 * Opens the profiles in a folder. One process changes them at a time; calls within the process wait
 * for each other.
 */
export const createProfileFile = (
  folder: string,
  clock: Pick<Clock, 'now'>,
  lock: FileLock = createFileLock(folder),
): ProfileStore => {
  const file = path.join(folder, 'profiles.json')
  const inOrder = createSerialQueue()
  return {
    load: () => inOrder(() => load(file, clock)),
    beginChange: () => lock.take(),
    save: (data) => inOrder(() => save(file, data, clock)),
    traces: () => inOrder(() => tracesIn(folder)),
    erase: () => inOrder(() => eraseProfiles(folder)),
  }
}

const load = async (file: string, clock: Pick<Clock, 'now'>): Promise<LoadedProfiles> => {
  await sweepOrphans(file)
  const content = await readContent(file)
  switch (content.state) {
    case 'good':
      return { data: content.data, readOnly: false, notice: null }
    case 'newer':
      return { data: content.data, readOnly: true, notice: newerNotice(content.unreadable) }
    case 'unreadable':
      return { data: EMPTY, readOnly: true, notice: unreadableNotice(file, content.code) }
    case 'absent':
      return loadBackup(file, null, clock)
    case 'broken': {
      const aside = await setAside(file, clock)
      return aside.ok
        ? loadBackup(file, aside.value, clock)
        : { data: EMPTY, readOnly: true, notice: damagedNotice(file, aside.error) }
    }
  }
}

/** @param aside where the broken file went; null when there was no file */
const loadBackup = async (
  file: string,
  aside: string | null,
  clock: Pick<Clock, 'now'>,
): Promise<LoadedProfiles> => {
  const backup = await readContent(backupOf(file))
  const lost =
    aside === null
      ? 'The file with the tenants was missing'
      : `The file with the tenants was damaged; it is kept as ${aside}`
  switch (backup.state) {
    case 'good':
      return {
        data: backup.data,
        readOnly: false,
        notice: `${lost}. The backup of ${readableTime(backup.savedAt)} is used instead.`,
      }
    case 'newer':
      return { data: backup.data, readOnly: true, notice: newerNotice(backup.unreadable) }
    case 'unreadable':
      return { data: EMPTY, readOnly: true, notice: unreadableNotice(backupOf(file), backup.code) }
    case 'absent':
      return {
        data: EMPTY,
        readOnly: false,
        notice: aside === null ? null : `${lost}. There is no backup, so the list is empty.`,
      }
    case 'broken': {
      const backupAside = await setAside(backupOf(file), clock)
      return backupAside.ok
        ? {
            data: EMPTY,
            readOnly: false,
            notice: `${lost}. The backup was damaged too; it is kept as ${backupAside.value}. The list is empty.`,
          }
        : { data: EMPTY, readOnly: true, notice: damagedNotice(backupOf(file), backupAside.error) }
    }
  }
}

const save = async (
  file: string,
  data: ProfileStoreData,
  clock: Pick<Clock, 'now'>,
): Promise<Result<null, AppError>> => {
  // What cannot be read back must not be written: a throw here is a fault in the caller.
  const checked = profileStoreSchema.parse(data)
  const savedAt = clock.now().toISOString()
  const envelope: Envelope = {
    schema: SCHEMA,
    version: versionFor(checked),
    savedAt,
    sha256: checksum(checked),
    data: checked,
  }
  const text = `${JSON.stringify(envelope, null, 2)}\n`
  const excess = excessOf(text, FILES.profiles)
  if (excess !== null)
    return err(
      notSaved(file, `it ${excessText(excess)} then, and could not be read again`, {
        advice: 'Export and remove tenants or reviews that are not needed.',
      }),
    )
  try {
    // The file may have changed since the profiles were loaded.
    const before = await readContent(file)
    if (before.state === 'newer') return err(newerFile())
    if (before.state === 'unreadable')
      return err(
        notSaved(file, `it cannot be read, since ${readFault(before.code)}`, { advice: 'Make it readable.' }),
      )
    // A damaged file must not take the place of the good backup.
    const aside = before.state === 'broken' ? await setAside(file, clock) : ok('')
    if (!aside.ok)
      return err(
        notSaved(file, `it is damaged and cannot be set aside, since ${aside.error.reason}`, aside.error),
      )
    await replaceFile(file, text, { keepBackup: true })
    return ok(null)
  } catch (error) {
    return err(await writeFailed(file, error))
  }
}

const readContent = async (file: string): Promise<FileContent> => {
  let bytes
  try {
    bytes = await whileHeld(() => readFile(file))
  } catch (error) {
    const code = codeOf(error)
    return code === 'ENOENT' ? { state: 'absent' } : { state: 'unreadable', code }
  }
  const text = decodeText(bytes)
  const json = text.ok ? parseJson(text.value, FILES.profiles) : text
  if (!json.ok) return { state: 'broken' }
  const envelope = envelopeSchema.safeParse(json.value)
  if (!envelope.success) return { state: 'broken' }
  const { version, sha256, savedAt, data } = envelope.data
  if (version > VERSION) return { state: 'newer', ...readNewer(data) }
  const store = profileStoreSchema.safeParse(data)
  return store.success && sha256 === checksum(data)
    ? { state: 'good', data: store.data, savedAt }
    : { state: 'broken' }
}

const checksum = (data: unknown): string => createHash('sha256').update(JSON.stringify(data)).digest('hex')

/** Shows what this version understands: fields it does not know are left out, the file stays as it is. */
const readNewer = (data: unknown): { data: ProfileStoreData; unreadable: number } => {
  const shape = z.object({ profiles: z.array(z.unknown()) }).safeParse(data)
  if (!shape.success) return { data: EMPTY, unreadable: 0 }
  const profiles = shape.data.profiles.flatMap((profile) => {
    const parsed = profileSchema.safeParse(withKnownFields(profile))
    return parsed.success ? [parsed.data] : []
  })
  return { data: { profiles }, unreadable: shape.data.profiles.length - profiles.length }
}

/** Deletes the fields that the strict schema complains about from a profile that was just parsed. */
const withKnownFields = (profile: unknown): unknown => {
  for (const issue of profileSchema.safeParse(profile).error?.issues ?? []) {
    if (issue.code !== 'unrecognized_keys') continue
    const owner = issue.path.reduce<unknown>(
      (current, key) =>
        typeof current === 'object' && current !== null ? Reflect.get(current, key) : undefined,
      profile,
    )
    if (typeof owner !== 'object' || owner === null) continue
    for (const key of issue.keys) Reflect.deleteProperty(owner, key)
  }
  return profile
}

/** Keeps a damaged file under a name that says when. @returns that name, or why it stands where it was */
const setAside = async (file: string, clock: Pick<Clock, 'now'>): Promise<Result<string, WriteFault>> => {
  const { dir, base } = path.parse(file)
  const time = clock.now().toISOString().replace(/[:.]/g, '-')
  const name = base.replace('.json', `.corrupt-${time}.json`)
  try {
    await whileHeld(() => rename(file, path.join(dir, name)))
    return ok(name)
  } catch (error) {
    return err(await whyNotWritten(file, error))
  }
}

const readableTime = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`

const damagedNotice = (file: string, { reason, advice }: WriteFault): string =>
  `The file ${file} is damaged and could not be set aside: ${reason}. So no tenant is shown and none can be saved. ${advice}`

const newerNotice = (unreadable: number): string =>
  'The tenants were saved by a newer Crossview. They are shown and can be used, but not changed here.' +
  (unreadable === 0 ? '' : ` ${countText(unreadable)} of them cannot be shown.`)

const unreadableNotice = (file: string, code: string): string =>
  `The file ${file} could not be read: ${readFault(code)}. So no tenant is shown and none can be saved. Make it readable and start again.`

const newerFile = (): AppError =>
  appError(
    'STORE_READ_ONLY',
    'The tenants were saved by a newer Crossview and are not changed by this one.',
    {
      advice: ['Use the newer Crossview to change tenants.'],
    },
  )

/** The file itself, or the backup that is made of it first. */
const writeFailed = async (file: string, error: unknown): Promise<AppError> => {
  const to = error instanceof Error && 'dest' in error ? error.dest : null
  const failed = to === backupOf(file) ? to : file
  const fault = await whyNotWritten(failed, error)
  return notSaved(file, failed === file ? fault.reason : `${fault.reason} (${failed})`, fault)
}

const notSaved = (file: string, reason: string, { advice }: Pick<WriteFault, 'advice'>): AppError =>
  appError('FILE_WRITE_FAILED', `The tenants could not be saved: ${reason}. The file ${file} is as it was.`, {
    advice: [advice, 'Then save again.'],
  })
