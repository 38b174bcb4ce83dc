import { appError, type AppError } from '../app-error'

/**
 * What a text is that somebody gave to Crossview, by how it begins: files are handed around, and one that belongs
 * elsewhere is better called by its name than refused for its first field.
 */
interface FileKind {
  /** Behind "This file is". */
  readonly is: string
  /** Where it belongs, or what to choose in its place. */
  readonly belongs: string
}

const SNAPSHOT_INSTEAD =
  'Nothing can be worked out of it again. Choose the snapshot that was saved with it, or save one next time: in the window under Export, on the command line with --snapshot.'

/** Files with a `schema`, by what it names. */
const OWN: Readonly<Record<string, FileKind>> = {
  snapshot: {
    is: 'the snapshot of a comparison',
    belongs: 'Open it as a comparison: “Open snapshot” in the window, --snapshot of crossview report.',
  },
  'applications-snapshot': {
    is: 'the snapshot of a tenant’s applications',
    belongs:
      '“Open snapshot” in the window opens it under Applications, --snapshot of crossview applications too.',
  },
  comparison: { is: 'the result of a comparison in JSON', belongs: SNAPSHOT_INSTEAD },
  applications: { is: 'the result about a tenant’s applications in JSON', belongs: SNAPSHOT_INSTEAD },
  review: {
    is: 'the decisions about a tenant’s applications (a review)',
    belongs: 'Give it to crossview applications with --review.',
  },
  'profiles-export': {
    is: 'an export of tenants',
    belongs: 'Import it: “Import…” among the tenants in the window, crossview profiles import.',
  },
  recipe: {
    is: 'a recipe',
    belongs: 'Put it into the folder “recipes” of Crossview’s data, or name it with --recipe.',
  },
  expect: { is: 'a policy test', belongs: 'Give it to crossview expect.' },
  exceptions: {
    is: 'a list of exceptions',
    belongs: 'Give it to crossview compare, report, applications or drift with --exceptions.',
  },
  'scope-probe': {
    is: 'a saved probe of scopes',
    belongs: 'Give it to crossview check --scopes with --resume.',
  },
  recording: {
    is: 'a recording of a run',
    belongs: 'Name the folder that it stands in with --replay.',
  },
  fleet: {
    is: 'the result of many tenants in JSON',
    belongs: 'Its folder holds the results of each tenant; crossview fleet merge takes such folders.',
  },
  'fleet-tenant': {
    is: 'what a run of many tenants wrote down of one',
    belongs: 'Leave it in its folder: crossview fleet --resume and crossview fleet merge read it there.',
  },
  profiles: {
    is: 'the list of tenants that Crossview itself keeps',
    belongs: 'Leave it where it is, and export the tenants instead.',
  },
}

const SOME_RESULT: FileKind = {
  is: 'a result of the command line in JSON',
  belongs: 'Nothing can be worked out of it again. Choose a snapshot, or save one next time with --snapshot.',
}

const RESULTS: ReadonlySet<string> = new Set([
  'check',
  'drift',
  'expect-result',
  'fix',
  'permissions',
  'policy',
  'recipe-check',
  'what-if',
])

const REPORT: FileKind = { is: 'a web page, as a report in HTML is', belongs: SNAPSHOT_INSTEAD }
const TABLE: FileKind = { is: 'a table of a report in CSV', belongs: SNAPSHOT_INSTEAD }
const CONFIG: FileKind = {
  is: 'a config file of the command line',
  belongs: 'Give it to a command with --config, or import its tenant.',
}
const TENANTS: FileKind = {
  is: 'a list of tenants in CSV',
  belongs: 'Import it: “Import…” among the tenants in the window, crossview profiles import.',
}

/** The first columns of the tables of a report (`core/report/csv.ts`, `inventory-csv.ts`). */
const TABLES = [
  'tenant,address,started',
  'resource,agent,app',
  'cause,severity,code',
  'severity,code,about',
  'resource,id,record',
  'feature,read',
  'id,client id,application',
  'id,application,',
  'kind,what',
]

/** Places that read a file, by the kind that they read, and what that is called. */
const DOORS = {
  snapshot: 'a snapshot',
  'applications-snapshot': 'the snapshot of a tenant’s applications',
  review: 'a review',
  'profiles-export': 'a list of tenants',
  config: 'a config file',
  expect: 'a policy test',
  exceptions: 'a list of exceptions',
  recipe: 'a recipe',
  'scope-probe': 'a saved probe of scopes',
  recording: 'a recording',
  calls: 'a record of calls',
  'fleet-tenant': 'the part of a fleet',
} as const

export type Door = keyof typeof DOORS

/** So much of a text is looked at: what Crossview writes says first what it is. */
const BEGINNING = 4_000

/**
 * Why a text is nothing for the place where it was given; null where it may be, or is no kind that is known here.
 * What is wrong in a file of the kind that is wanted, another version of it among that, is told by who reads it.
 */
export const wrongFile = (text: string, door: Door, field: string | null = null): AppError | null => {
  const found = kindOf(text.slice(0, BEGINNING).trimStart())
  return found === null || fits(found, door) ? null : refusal(found, door, field)
}

/** The same of what a JSON names as its schema; a newer version is told as well. */
export const wrongSchema = (schema: string, door: Door): AppError | null => {
  const found = ofSchema(schema)
  return found === null || (fits(found, door) && !found.newer) ? null : refusal(found, door, 'schema')
}

interface Found {
  /** Of its schema, without the version; null: it has none. */
  readonly name: string | null
  readonly kind: FileKind
  readonly newer: boolean
}

/** The tenant of a config file can be imported as well. */
const fits = ({ name }: Found, door: Door): boolean =>
  name === door || (name === 'config' && door === 'profiles-export')

const refusal = (found: Found, door: Door, field: string | null): AppError => {
  const { is, belongs } = found.kind
  const not = fits(found, door) ? '' : `, not ${DOORS[door]}`
  return appError('INVALID_FILE', `This file is ${is}${found.newer ? ' of a newer Crossview' : ''}${not}.`, {
    field,
    advice: [found.newer ? 'Open it with a newer version of Crossview.' : belongs],
  })
}

const kindOf = (beginning: string): Found | null => {
  const schema = /"?\bschema"?\s*:\s*["']?(crossview\.[a-z-]{1,40}\/\d{1,4})/.exec(beginning)?.[1]
  if (schema !== undefined) return ofSchema(schema)
  if (/"secret(?:Env|File)"\s*:/.test(beginning)) return found(CONFIG, 'config')
  if (/^<(?:!doctype html|html)\b/i.test(beginning)) return found(REPORT)
  const header = (beginning.split(/[\r\n]/, 1)[0] ?? '').replaceAll(/["\uFEFF]/g, '').toLowerCase()
  if (TABLES.some((columns) => header.startsWith(columns))) return found(TABLE)
  if (/^name[,;\t]/.test(header) && header.includes('client_id')) return found(TENANTS, 'profiles-export')
  return null
}

const found = (kind: FileKind, name: string | null = null): Found => ({ name, kind, newer: false })

const ofSchema = (schema: string): Found | null => {
  const [, name = '', version = ''] = /^crossview\.([a-z-]+)\/(\d+)$/.exec(schema) ?? []
  const kind = OWN[name] ?? (RESULTS.has(name) ? SOME_RESULT : null)
  // A name that no file of ours has is likely mistyped: whoever reads the file says so of its field.
  return kind && { name, kind, newer: version !== '1' }
}
