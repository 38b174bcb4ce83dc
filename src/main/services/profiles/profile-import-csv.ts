import { CsvError, parse } from 'csv-parse/sync'
import { countText, counted } from '../../../core/comparison/count-text'
import {
  columnName,
  DEFAULT_REDIRECT_PORT,
  isImportColumn,
  meantColumn,
  type ImportColumn,
} from '../../../shared/files/import'
import { isSecretName } from '../../../shared/files/secret-fields'
import { err, ok, type Result } from '../../../shared/result'
import { visibleLine } from '../../../shared/visible-text'
import { MAX_ENTRIES, TOO_MANY_ENTRIES, type ImportEntries, type ImportEntry } from './import-entries'

type Row = Partial<Record<ImportColumn, string>>

interface CsvRecord {
  readonly record: readonly string[]
  /** `lines`: where the record ends. */
  readonly info: { readonly lines: number }
}

/** Reads the rows of a CSV file with a header line; see `IMPORT_COLUMNS`. */
export const readCsvEntries = (text: string): Result<ImportEntries, string> => {
  const records = parseRecords(
    withoutPreamble(text.replaceAll(/\r\n?/g, '\n').replaceAll(/^\uFEFF|\uFEFF$/gm, '')),
  )
  if (!records.ok) return records
  const [header, ...rows] = records.value
  if (header === undefined) return err('it is empty')
  if (rows.length > MAX_ENTRIES) return err(TOO_MANY_ENTRIES)
  const columns = header.record.map(columnName)
  const clients = ['app_client_id', 'inspector_client_id']
  const missing = [
    ...['name', 'url'].filter((column) => !columns.includes(column)),
    ...(clients.some((column) => columns.includes(column)) ? [] : [clients.join(' or ')]),
  ]
  if (missing.length > 0)
    return err(`its first line has no column ${missing.join(', ')}${meantInstead(header.record)}`)
  const twice = columns.find((column, index) => isImportColumn(column) && columns.indexOf(column) !== index)
  if (twice !== undefined) return err(`it has the column ${twice} twice`)

  const entries: ImportEntry[] = []
  const rejected: { line: number; reason: string }[] = []
  for (const { record, line } of rows) {
    if (record.length === columns.length) {
      entries.push({ line, value: profileOf(rowOf(columns, record)) })
    } else {
      const reason = `This line has ${counted(record.length, 'field')}, the first line has ${countText(columns.length)}.`
      rejected.push({ line, reason })
    }
  }
  return ok({ entries, rejected, warnings: columnWarnings(header.record), columns: columnsOf(header.record) })
}

interface LocatedRecord {
  readonly record: readonly string[]
  /** Where the record begins, from 1. */
  readonly line: number
}

/** Characters of one tenant, certificate included. */
const LONGEST_RECORD = 500_000

/** A text without what stands before its header, and the delimiter that was named there. */
interface CsvText {
  readonly text: string
  readonly delimiter: string | null
}

/** `sep=;` is what Excel takes, `#TYPE …` what Export-Csv of Windows PowerShell writes. Their lines stay, empty, for the lines to count. */
const withoutPreamble = (whole: string): CsvText => {
  const lines = whole.split('\n')
  let delimiter: string | null = null
  for (const [index, line] of lines.entries()) {
    const plain = line.replaceAll('\uFEFF', '')
    const [named, mark] = /^"?sep=([,;|\t])"?[,;|\t]*$/i.exec(plain.replaceAll(/[ \r]/g, '')) ?? []
    if (named === undefined && !/^"?#TYPE\s/i.test(plain) && !/^[\s,;|"]*$/.test(plain)) break
    delimiter = mark ?? delimiter
    lines[index] = ''
  }
  return { text: lines.join('\n'), delimiter }
}

const parseRecords = ({ text, delimiter }: CsvText): Result<readonly LocatedRecord[], string> => {
  try {
    const parsed = parse(text, {
      bom: true,
      delimiter: delimiter ?? delimiterOf(text),
      info: true,
      max_record_size: LONGEST_RECORD,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      // The header, all that may be, and one more to tell that there are too many.
      to: MAX_ENTRIES + 2,
      trim: true,
    }) as unknown as readonly CsvRecord[]
    return ok(parsed.map(({ record, info }) => ({ record, line: info.lines - lineBreaksIn(record) })))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const at = error['lines']
    const line = typeof at === 'number' ? ` (line ${String(at)})` : ''
    if (error.code === 'CSV_MAX_RECORD_SIZE')
      return err('one of its lines is too long, or a quotation mark is not closed')
    return err(`a quotation mark is not closed or stands in the middle of a field${line}`)
  }
}

/** A record that spans lines ends on the line that is counted. */
const lineBreaksIn = (record: readonly string[]): number =>
  record.reduce((count, field) => count + (field.match(/\n/g)?.length ?? 0), 0)

/** Excel writes semicolons where the comma is the decimal mark; a copied table has tabs. */
const delimiterOf = (text: string): string => {
  const header = text.split('\n').find((line) => line.trim() !== '') ?? ''
  const counted = [',', ';', '\t'].map((mark) => ({ mark, count: header.split(mark).length }))
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).mark
}

const rowOf = (columns: readonly string[], record: readonly string[]): Row => {
  const row: Row = {}
  for (const [index, column] of columns.entries()) {
    const field = record[index]
    if (isImportColumn(column) && field !== undefined && field !== '') row[column] = field
  }
  return row
}

const profileOf = (row: Row): unknown => ({
  name: row.name ?? '',
  url: row.url ?? '',
  tenant: row.tenant ?? null,
  ca: row.ca ?? null,
  tags: (row.tags ?? '')
    .split(/[;|,]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== ''),
  app: optional(row.app_client_id, row.app_scope),
  agent: agentOf(row),
  inspector: optional(row.inspector_client_id, row.inspector_scope),
})

const optional = (clientId: string | undefined, scope: string | undefined) =>
  clientId === undefined ? null : application(clientId, scope)

const application = (clientId: string | undefined, scope: string | undefined) => ({
  kind: 'application',
  clientId: clientId ?? '',
  ...(scope !== undefined && { scope }),
})

const agentOf = (row: Row): unknown => {
  const { agent_kind: kind, agent_client_id: clientId, agent_scope: scope, agent_redirect_port: port } = row
  if (kind === undefined && clientId === undefined) return null
  const connection = application(clientId, scope)
  if ((kind ?? 'application') === 'application') return connection
  const redirectPort = port === undefined ? DEFAULT_REDIRECT_PORT : Number(port)
  return kind === 'sign-in' ? { ...connection, kind, redirectPort } : { ...connection, kind }
}

const columnWarnings = (header: readonly string[]): readonly string[] => {
  const columns = columnsOf(header)
  const unknown = columns.filter(({ ignored }) => ignored === 'unknown')
  return [
    ...columns
      .filter(({ ignored }) => ignored === 'secret')
      .map(
        (column) =>
          `The column “${column.header}” was ignored: secrets are not imported from files. Enter them after the import, and delete them from the file.`,
      ),
    ...(unknown.length === 0
      ? []
      : [`Unknown columns were ignored: ${unknown.map(namedWithMeant).join(', ')}.`]),
  ]
}

/** So many columns are shown, and so much of each. */
const MOST_COLUMNS = 100
const LONGEST_HEADER = 60

const columnsOf = (header: readonly string[]): ImportEntries['columns'] =>
  header
    .filter((text) => text !== '')
    .slice(0, MOST_COLUMNS)
    .map((text) => {
      const name = columnName(text)
      const shown = { header: visibleLine(text).slice(0, LONGEST_HEADER) }
      if (isImportColumn(name)) return { ...shown, column: name, ignored: null, meant: null }
      if (isSecretName(text)) return { ...shown, column: null, ignored: 'secret', meant: null }
      const meant = meantColumn(text)
      const isThere = header.some((other) => columnName(other) === meant)
      return { ...shown, column: null, ignored: 'unknown', meant: isThere ? null : meant }
    })

const namedWithMeant = ({ header, meant }: ImportEntries['columns'][number]): string =>
  meant === null ? header : `${header} (call it ${meant}, if that is meant)`

/** What a column that is missing may be called in this file, to go on with its sentence; empty where nothing is like one. */
const meantInstead = (header: readonly string[]): string => {
  const meant = columnsOf(header).filter((column) => column.meant !== null)
  return meant.length === 0 ? '' : `, but ${meant.map(namedWithMeant).join(', ')}`
}
