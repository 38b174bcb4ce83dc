import { z } from 'zod'
import type { RecordSummary } from '../../../core/record'
import type { Resource } from '../../../core/resource'

/** A field that may be absent, null or of any type. */
export const anything = z.unknown().default(null)

/** Rows of Halo's lists, reduced to records. Anything may be null, absent or of a neighbouring type. */

/**
 * An id as text: `12`, `12.0` and `"12"` are one; 0 and -1 stand for "none" where a parent is meant.
 * A number too large to be exact is no id: two records would become one.
 */
export const idText = (value: unknown): string | null => {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null
  if (typeof value !== 'string' || value.trim() === '') return null
  return /^\d+\.0+$/.test(value.trim()) ? value.trim().replace(/\.0+$/, '') : value.trim()
}

const anyId = anything.transform(idText)
const parentId = anything.transform((value) => {
  const id = idText(value)
  return id === '0' || id === '-1' ? null : id
})
const text = anything.transform((value) => (typeof value === 'string' && value !== '' ? value : null))

const rowSchema = z.object({
  id: anyId,
  summary: text,
  name: text,
  key_field: text,
  inventory_number: text,
  ref: text,
  reference: text,
  subject: text,
  title: text,
  client_id: parentId,
  client_name: text,
  site_id: parentId,
  site_name: text,
  team_id: parentId,
  team: text,
  department_id: parentId,
  tickettype_id: parentId,
  tickettype_name: text,
  assettype_id: parentId,
  assettype_name: text,
  agent_id: parentId,
  agent_name: text,
  dateoccurred: text,
})

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

/** The record of a row; null when it is no object or has no id. */
export const recordOf = (resource: Resource, row: unknown): RecordSummary | null => {
  const parsed = rowSchema.safeParse(row)
  if (!parsed.success || parsed.data.id === null) return null
  const { data } = parsed
  const isAsset = resource === 'assets'
  return {
    id: parsed.data.id,
    label: LABELS.map((name) => data[name]).find((label) => label !== null) ?? '',
    clientId: resource === 'clients' ? data.id : data.client_id,
    clientName: resource === 'clients' ? data.name : data.client_name,
    siteId: resource === 'sites' ? data.id : data.site_id,
    siteName: resource === 'sites' ? data.name : data.site_name,
    teamId: data.team_id,
    teamName: data.team,
    departmentId: data.department_id,
    typeId: isAsset ? data.assettype_id : data.tickettype_id,
    typeName: isAsset ? data.assettype_name : data.tickettype_name,
    agentId: data.agent_id,
    agentName: data.agent_name,
    // Halo's 1900-01-01 means none (halo-api.md section 7).
    date: data.dateoccurred?.startsWith('1900-') === true ? null : data.dateoccurred,
  }
}
