import { appError, type AppError } from '../../shared/app-error'
import type { ProfileInput, TenantProfile } from '../../shared/files/profile'
import type { ImportPreview } from '../../shared/ipc/api'
import { err, ok, type Result } from '../../shared/result'
import { readCsvEntries } from './profile-import-csv'
import { readJsonEntries } from './profile-import-json'
import { cleanProfile, nameKey, profileNamed } from './profile-rules'

export interface ImportedProfiles {
  readonly accepted: readonly ProfileInput[]
  readonly rejected: ImportPreview['rejected']
  readonly warnings: readonly string[]
}

/** A file of this size holds more tenants than can be stored. */
const MAX_CHARACTERS = 20_000_000

/**
 * Reads tenants from the text of a CSV or JSON file. Nothing is left out without saying so:
 * an entry is accepted, or rejected with its line and the reason; fields that are ignored are
 * named in a warning. `INVALID_FILE` when no entry can be told from another.
 */
export const readImport = (
  fileName: string,
  text: string,
  stored: readonly TenantProfile[],
): Result<ImportedProfiles, AppError> => {
  if (text.length > MAX_CHARACTERS) return err(unusable(fileName, 'it is too large'))
  // By content: a `.txt` may be either.
  const read = /^\uFEFF?\s*[[{]/.test(text) ? readJsonEntries(text) : readCsvEntries(text)
  if (!read.ok) return err(unusable(fileName, read.error))
  const accepted: ProfileInput[] = []
  const rejected = [...read.value.rejected]
  const lineOfName = new Map<string, number>()
  for (const { line, value } of read.value.entries) {
    const profile = cleanProfile(value)
    const reason = profile.ok ? nameTaken(profile.value.name, lineOfName, stored) : wordsOf(profile.error)
    if (profile.ok && reason === null) {
      accepted.push(profile.value)
      lineOfName.set(nameKey(profile.value.name), line)
    } else {
      rejected.push({ line, reason: reason ?? '' })
    }
  }
  return ok({ accepted, rejected: rejected.sort((a, b) => a.line - b.line), warnings: read.value.warnings })
}

const nameTaken = (
  name: string,
  lineOfName: ReadonlyMap<string, number>,
  stored: readonly TenantProfile[],
): string | null => {
  const line = lineOfName.get(nameKey(name))
  if (line !== undefined) return `The name “${name}” is already on line ${String(line)}.`
  return profileNamed(stored, name) === undefined ? null : `There is already a tenant named “${name}”.`
}

const wordsOf = ({ message, advice }: AppError): string => [message, ...advice].join(' ')

const unusable = (fileName: string, reason: string): AppError =>
  appError('INVALID_FILE', `The file ${fileName} cannot be imported: ${reason}.`, {
    advice: [
      'Use a CSV file with the columns name, url and app_client_id, or a JSON file exported from Crossview.',
    ],
  })
