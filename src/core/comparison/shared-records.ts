import type { RecordSummary } from './record'

/** Different texts that are looked for when they come again. */
const MOST_TEXTS = 20_000

/**
 * What the lists of both sides have in common, kept in memory once: a record that the other list has just so, and texts
 * that come in row after row (clients, sites, teams, types, agents). Two lists of 100,000 tickets that are alike take
 * half of what they would each with its own records, which nobody changes.
 */
export class SharedRecords {
  private readonly texts = new Map<string, string>()
  /** Records that one list has and the other not yet. Lists that are read in step leave few of them. */
  private readonly waiting = new Map<string, RecordSummary>()

  /** The same text, as it came the first time. */
  text(text: string | null): string | null {
    if (text === null) return null
    const known = this.texts.get(text)
    if (known !== undefined) return known
    if (this.texts.size < MOST_TEXTS) this.texts.set(text, text)
    return text
  }

  /** The same record: that of the other list where it has one that is alike in every field. */
  record(record: RecordSummary): RecordSummary {
    const other = this.waiting.get(record.id)
    if (other === undefined) {
      this.waiting.set(record.id, record)
      return record
    }
    if (!areAlike(other, record)) return record
    this.waiting.delete(record.id)
    return other
  }
}

const areAlike = (a: RecordSummary, b: RecordSummary): boolean =>
  a.id === b.id &&
  a.label === b.label &&
  a.clientId === b.clientId &&
  a.clientName === b.clientName &&
  a.siteId === b.siteId &&
  a.siteName === b.siteName &&
  a.teamId === b.teamId &&
  a.teamName === b.teamName &&
  a.departmentId === b.departmentId &&
  a.typeId === b.typeId &&
  a.typeName === b.typeName &&
  a.agentId === b.agentId &&
  a.agentName === b.agentName &&
  a.date === b.date
