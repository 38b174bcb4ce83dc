import { dateOf } from '../../../core/comparison/halo-date'
import { isBlank } from '../../../core/comparison/name-text'
import type { RecordSummary } from '../../../core/comparison/record'
import { SharedRecords } from '../../../core/comparison/shared-records'
import { resourceDefinition, type Resource } from '../../../core/halo/resource'
import { idText, keptText } from './answers/foreign-text'
import { turn } from './answers/json-answer'

/** Rows of Halo's lists, reduced to records. Anything may be null, absent or of a neighbouring type. */

/** What a person recognises a record by, the best first. */
const LABELS = [
  'summary',
  'name',
  'key_field',
  'inventory_number',
  'ref',
  'reference',
  'subject',
  'title',
] as const

/**
 * Every field of a row that is looked at. The reader below can ask for no other, and a recording
 * (`--record`) keeps no other.
 */
export const ROW_FIELDS = [
  'id',
  ...LABELS,
  'client_id',
  'client_name',
  'site_id',
  'site_name',
  'team_id',
  'team',
  'department_id',
  'tickettype_id',
  'tickettype_name',
  'assettype_id',
  'assettype_name',
  'agent_id',
  'agent_name',
  'dateoccurred',
] as const
type RowField = (typeof ROW_FIELDS)[number]

type Row = Readonly<Record<string, unknown>>

const fieldOf = (row: Row, name: RowField): unknown => (Object.hasOwn(row, name) ? row[name] : null)

const textOf = (row: Row, name: RowField): string | null => {
  const value = fieldOf(row, name)
  return typeof value === 'string' && !isBlank(value) ? keptText(value) : null
}

const parentOf = (row: Row, name: RowField): string | null => {
  const id = idText(fieldOf(row, name))
  return id === '0' || id === '-1' ? null : id
}

/** The longest way to write a time of day with its zone takes some 35 characters. */
const LONGEST_DATE = 40

/** null: none, or in no form that is known. */
const openedAt = (row: Row): string | null => {
  const value = fieldOf(row, 'dateoccurred')
  return typeof value === 'string' && value.length <= LONGEST_DATE ? dateOf(value) : null
}

const labelOf = (row: Row): string => {
  for (const name of LABELS) {
    const label = textOf(row, name)
    if (label !== null) return label
  }
  return ''
}

const TYPE_FIELDS = {
  'ticket type': { id: 'tickettype_id', name: 'tickettype_name' },
  'asset type': { id: 'assettype_id', name: 'assettype_name' },
} as const

/** The record of a row; null when it is no object or has no id. */
export const recordOf = (
  resource: Resource,
  row: unknown,
  shared = new SharedRecords(),
): RecordSummary | null => {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return null
  const fields = row as Row // an object, whatever its fields are
  const id = idText(fieldOf(fields, 'id'))
  if (id === null) return null
  const repeated = (name: RowField) => shared.text(textOf(fields, name))
  const { kind, typeKind } = resourceDefinition(resource)
  const type = typeKind === null ? null : TYPE_FIELDS[typeKind]
  return {
    id,
    label: labelOf(fields),
    clientId: kind === 'client' ? id : parentOf(fields, 'client_id'),
    clientName: kind === 'client' ? textOf(fields, 'name') : repeated('client_name'),
    siteId: kind === 'site' ? id : parentOf(fields, 'site_id'),
    siteName: kind === 'site' ? textOf(fields, 'name') : repeated('site_name'),
    teamId: parentOf(fields, 'team_id'),
    teamName: repeated('team'),
    departmentId: parentOf(fields, 'department_id'),
    typeId: type && parentOf(fields, type.id),
    typeName: type && repeated(type.name),
    agentId: parentOf(fields, 'agent_id'),
    agentName: repeated('agent_name'),
    date: openedAt(fields),
  }
}

/** Rows between two turns of the event loop: some 10 ms. */
const ROWS_AT_ONCE = 2_000

/** The records of a page in its order, null for a row that is none. Others get their turn in between. */
export const recordsOf = async (
  resource: Resource,
  rows: readonly unknown[],
  shared = new SharedRecords(),
): Promise<readonly (RecordSummary | null)[]> => {
  const records: (RecordSummary | null)[] = []
  for (const row of rows) {
    const record = recordOf(resource, row, shared)
    records.push(record && shared.record(record))
    if (records.length % ROWS_AT_ONCE === 0) await turn()
  }
  return records
}
