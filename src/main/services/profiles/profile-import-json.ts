import { randomUUID } from 'node:crypto'
import { visit, type JSONPath } from 'jsonc-parser'
import { FILES } from '../../../shared/bounds'
import { importFileSchema } from '../../../shared/files/import'
import { faultText, parseJson, withoutMark } from '../../../shared/files/json-text'
import { RECIPE_NAME } from '../../../shared/files/recipe'
import { secretFields, withoutSecretFields } from '../../../shared/files/secret-fields'
import { err, ok, type Result } from '../../../shared/result'
import { MAX_ENTRIES, TOO_MANY_ENTRIES, type ImportEntries, type ImportEntry } from './import-entries'

/** Fields that other files of ours have and an import does not take over. */
const OWN_FIELDS = new Set(['id', 'createdAt', 'updatedAt', 'lastRun', 'keychainSecrets', 'inventory'])

/** SECURITY: no file confirms a host, an authority or a proxy for its reader. */
const isConfirmation = (field: string): boolean => field.startsWith('confirmed')

/** Reads our own export, or an array of profiles such as config files hold (docs/cli.md), or one of those. */
export const readJsonEntries = (text: string): Result<ImportEntries, string> => {
  const json = parseJson(text, FILES.import)
  if (!json.ok) return err(`it ${faultText(json.error)}`)
  const values = entriesOf(json.value)
  if (values === null) return err('it holds no list of tenants')
  if (values.length > MAX_ENTRIES) return err(TOO_MANY_ENTRIES)
  const lines = entryLines(text)
  const warnings = new Set<string>()
  const entries = values.map((value, index) => {
    const line = lines[index] ?? 1
    for (const field of secretFields(value)) {
      warnings.add(
        `Line ${String(line)}: the field “${field}” was ignored: secrets are not imported from files. Enter them after the import, and delete them from the file.`,
      )
    }
    const bare = withoutSecretFields(value)
    return { line, value: importable(bare, line, warnings), ...purposeIn(bare, line, warnings) }
  })
  return ok({ entries, rejected: [], warnings: [...warnings], columns: [] })
}

const entriesOf = (value: unknown): readonly unknown[] | null => {
  if (Array.isArray(value)) return value as readonly unknown[]
  const file = importFileSchema.safeParse(value)
  if (file.success) return file.data.profiles
  return isObject(value) && 'url' in value ? [value] : null
}

/** Takes a config file's entry as a profile: no environment variables, no path to a secret or a certificate. */
const importable = (value: unknown, line: number, warnings: Set<string>): unknown => {
  if (!isObject(value)) return value
  const profile = Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !OWN_FIELDS.has(key) && !isConfirmation(key))
      .map(([key, inner]: [string, unknown]) => [
        key,
        key === 'apps'
          ? withOwnIds(inner)
          : withoutSecretSource(key === 'app' ? withoutPurpose(inner) : inner),
      ]),
  )
  if ('applications' in profile) {
    delete profile['applications']
    warnings.add(
      `Line ${String(line)}: what is said of applications was ignored. It is taken over by: crossview profiles add --config FILE`,
    )
  }
  const ca = profile['ca']
  if (typeof ca !== 'string' || ca.trim() === '' || ca.includes('-----BEGIN')) return profile
  warnings.add(
    `Line ${String(line)}: “ca” names a file and was ignored. Paste the certificate into the tenant after the import.`,
  )
  return { ...profile, ca: null }
}

/** What the main app connection is there for is kept among the notes about applications, by a recipe's name. */
const purposeIn = (value: unknown, line: number, warnings: Set<string>): Pick<ImportEntry, 'purpose'> => {
  const app = isObject(value) ? value['app'] : null
  const purpose = isObject(app) ? app['purpose'] : null
  if (purpose == null || (typeof purpose === 'string' && purpose.trim() === '')) return {}
  if (typeof purpose === 'string' && RECIPE_NAME.test(purpose.trim())) return { purpose: purpose.trim() }
  warnings.add(
    `Line ${String(line)}: “app.purpose” was ignored, since it is not the name of a recipe. Choose the purpose after the import.`,
  )
  return {}
}

const withoutPurpose = (app: unknown): unknown => {
  if (!isObject(app)) return app
  const { purpose: _purpose, ...rest } = app
  return rest
}

/** SECURITY: no file says under which id a secret is kept. Entries that are none stay for the schema to refuse. */
const withOwnIds = (apps: unknown): unknown =>
  Array.isArray(apps)
    ? apps.map((app: unknown) => (isObject(app) ? { ...app, id: randomUUID() } : app))
    : apps

const withoutSecretSource = (connection: unknown): unknown => {
  if (!isObject(connection)) return connection
  const { secretEnv: _secretEnv, secretFile: _secretFile, ...rest } = connection
  return rest
}

/** The line on which each entry begins. */
const entryLines = (text: string): readonly number[] => {
  const lines: number[] = []
  const note = (line: number, path: JSONPath) => {
    const [index, ...rest] = path[0] === 'profiles' ? path.slice(1) : path
    if (typeof index === 'number' && rest.length === 0) lines.push(line + 1)
  }
  visit(withoutMark(text), {
    onObjectBegin: (_offset, _length, line, _character, path) => {
      note(line, path())
    },
    onArrayBegin: (_offset, _length, line, _character, path) => {
      note(line, path())
    },
    onLiteralValue: (_value, _offset, _length, line, _character, path) => {
      note(line, path())
    },
  })
  return lines
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
