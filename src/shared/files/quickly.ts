import { z } from 'zod'
import type { RecordSummary } from '../../core/comparison/record'
import { SharedRecords } from '../../core/comparison/shared-records'
import { SNAPSHOT } from '../bounds'

/**
 * A schema for what a file has hundreds of thousands of. Each is read by hand, and where that finds anything that it
 * does not know, the schema reads all of it again and says what is wrong: what is taken and what is told stays the
 * schema's (test/shared/files/quickly.test.ts holds them against each other). Of a snapshot with 100,000 tickets on
 * both sides the schema alone took 0.25 s, this takes 0.03 s.
 * What the schema is can still be asked of what is returned, as `readBy`.
 * @param read what the schema would make of a value that it takes; null for one that it may not take
 */
export const quickly = <Schema extends z.ZodType>(
  schema: Schema,
  read: (value: unknown) => z.output<Schema> | null,
) => {
  const quick = z.unknown().transform((value, context): z.output<Schema> => {
    const taken = read(value)
    if (taken !== null) return taken
    const slow = schema.safeParse(value)
    if (slow.success) return slow.data
    for (const issue of slow.error.issues)
      context.issues.push({ ...issue, input: value } as z.core.$ZodRawIssue) // it had its input, which nobody may quote
    return z.NEVER
  })
  return Object.assign(quick, { readBy: schema })
}

/** The records of a list; null where one of them is not as it is written. */
export const recordsIn = (value: unknown): RecordSummary[] | null => {
  if (!Array.isArray(value) || value.length > SNAPSHOT.records) return null
  const records: RecordSummary[] = []
  const shared = new SharedRecords()
  for (const each of value as readonly unknown[]) {
    const record = recordIn(each, shared)
    if (record === null) return null
    records.push(record)
  }
  return records
}

/** The texts of a list, which stays as it is; null where one of them is none, or too long. */
export const textsIn = (value: unknown): string[] | null =>
  Array.isArray(value) && value.length <= SNAPSHOT.records && value.every(isText) ? value : null

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= SNAPSHOT.text

const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value)

/** Of a record as it was written first; `date` came later. */
const FIELDS = 13

const recordIn = (value: unknown, shared: SharedRecords): RecordSummary | null => {
  if (typeof value !== 'object' || value === null) return null
  const sent: Readonly<Partial<Record<keyof RecordSummary, unknown>>> = value
  const { id, label, clientId, clientName, siteId, siteName, teamId, teamName } = sent
  const { departmentId, typeId, typeName, agentId, agentName, date } = sent
  let fields = 0
  for (const _name in value) fields += 1
  return fields === (date === undefined ? FIELDS : FIELDS + 1) &&
    isText(id) &&
    isText(label) &&
    isTextOrNull(clientId) &&
    isTextOrNull(clientName) &&
    isTextOrNull(siteId) &&
    isTextOrNull(siteName) &&
    isTextOrNull(teamId) &&
    isTextOrNull(teamName) &&
    isTextOrNull(departmentId) &&
    isTextOrNull(typeId) &&
    isTextOrNull(typeName) &&
    isTextOrNull(agentId) &&
    isTextOrNull(agentName) &&
    (date === undefined || isTextOrNull(date))
    ? {
        id,
        label,
        clientId,
        clientName: shared.text(clientName),
        siteId,
        siteName: shared.text(siteName),
        teamId,
        teamName: shared.text(teamName),
        departmentId,
        typeId,
        typeName: shared.text(typeName),
        agentId,
        agentName: shared.text(agentName),
        date: date ?? null,
      }
    : null
}
