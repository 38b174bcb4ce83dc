import { countText } from '../../../core/comparison/count-text'
import { appError, type AppError } from '../../../shared/app-error'
import { credentialHints } from '../../../shared/credential-look'
import { wrongFile } from '../../../shared/files/file-kind'
import {
  connectionKeys,
  connectionOf,
  type Connection,
  type ProfileInput,
  type TenantProfile,
} from '../../../shared/files/profile'
import type { ImportPreview } from '../../../shared/ipc/api'
import { unconfirmedHost, unusualText, type HaloAddress } from '../../../shared/halo-address'
import { err, ok, type Result } from '../../../shared/result'
import { nameKey } from '../../../core/comparison/name-text'
import { readCsvEntries } from './profile-import-csv'
import { readJsonEntries } from './profile-import-json'
import { cleanProfile, connectionName } from './profile-rules'

export interface ImportedProfiles {
  readonly accepted: readonly ProfileInput[]
  /** What the main app connections are there for, by the tenant's name. */
  readonly purposes: ReadonlyMap<string, string>
  readonly rejected: ImportPreview['rejected']
  readonly warnings: readonly string[]
  readonly columns: ImportPreview['columns']
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
  // Read as UTF-8, other encodings leave these marks, and would change names without a word.
  if (/[\0\uFFFD]/.test(text)) return err(unusable(fileName, 'it is not in UTF-8; save it as “CSV UTF-8”'))
  const wrong = wrongFile(text, 'profiles-export')
  if (wrong !== null) return err(wrong)
  // By content: a `.txt` may be either.
  const read = /^\uFEFF?\s*[[{]/.test(text) ? readJsonEntries(text) : readCsvEntries(text)
  if (!read.ok) return err(unusable(fileName, read.error))
  const accepted: ProfileInput[] = []
  const rejected = [...read.value.rejected]
  const unusualHosts: string[] = []
  const warnings: string[] = []
  const purposes = new Map<string, string>()
  const lineOfName = new Map<string, number>()
  const storedNames = new Set(stored.map(({ name }) => nameKey(name)))
  for (const { line, value, purpose } of read.value.entries) {
    const profile = cleanProfile(value)
    const reason = profile.ok
      ? nameTaken(profile.value.name, lineOfName, storedNames)
      : wordsOf(profile.error)
    if (profile.ok && reason === null) {
      accepted.push(profile.value)
      if (purpose !== undefined && profile.value.app !== null) purposes.set(profile.value.name, purpose)
      warnings.push(...hintsOf(line, profile.value))
      lineOfName.set(nameKey(profile.value.name), line)
      const address = unconfirmedHost(profile.value)
      if (address !== null) unusualHosts.push(hostWarning(line, profile.value.name, address))
    } else {
      rejected.push({ line, reason: reason ?? '' })
    }
  }
  return ok({
    accepted,
    purposes,
    columns: read.value.columns,
    rejected: rejected.sort((a, b) => a.line - b.line),
    warnings: [
      ...bounded(read.value.warnings, 'fields were ignored for the same reasons'),
      ...bounded(warnings, 'client ids look unusual'),
      ...bounded(unusualHosts, 'tenants lead to unusual hosts'),
    ],
  })
}

const hostWarning = (line: number, name: string, address: HaloAddress): string =>
  `Line ${String(line)}: “${name}” leads to an unusual host. ${unusualText(address)} After the import, edit the tenant and confirm that it is your own Halo server; no secret is sent there before.`

const hintsOf = (line: number, profile: ProfileInput): readonly string[] =>
  connectionKeys(profile).flatMap((key) =>
    credentialHints(connectionOf<Connection>(profile, key)?.clientId ?? '', null, 'unsure').map(
      (hint) => `Line ${String(line)}, ${connectionName(profile, key)}: ${hint}`,
    ),
  )

/** As many of a kind as somebody reads; the rest is counted. */
const MAX_WARNINGS = 100

const bounded = (warnings: readonly string[], rest: string): readonly string[] => {
  const left = warnings.length - MAX_WARNINGS
  return left <= 0 ? warnings : [...warnings.slice(0, MAX_WARNINGS), `${countText(left)} more ${rest}.`]
}

const nameTaken = (
  name: string,
  lineOfName: ReadonlyMap<string, number>,
  storedNames: ReadonlySet<string>,
): string | null => {
  const key = nameKey(name)
  const line = lineOfName.get(key)
  if (line !== undefined) return `The name “${name}” is already on line ${String(line)}.`
  return storedNames.has(key) ? `There is already a tenant named “${name}”.` : null
}

const wordsOf = ({ message, advice }: AppError): string => [message, ...advice].join(' ')

const unusable = (fileName: string, reason: string): AppError =>
  appError('INVALID_FILE', `The file ${fileName} cannot be imported: ${reason}.`, {
    advice: [
      'Use a CSV file with the columns name, url and app_client_id (or inspector_client_id), or a JSON file exported from Crossview. “Import…” in the window explains each, and saves a template.',
    ],
  })
