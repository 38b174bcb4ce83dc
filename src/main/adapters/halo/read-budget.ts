import { countText } from '../../../core/comparison/count-text'
import type { RecordSummary } from '../../../core/comparison/record'
import { CONNECTION } from '../../../shared/bounds'

/** What one connection may still read in its run. What it refuses is told as a sentence. */
export class ReadBudget {
  private pages = 0
  private received = 0
  private records = 0
  private text = 0

  /** Counts an answer of so many characters. */
  answer(characters: number): void {
    this.pages += 1
    this.received += characters
  }

  /** Why nothing more is asked; null while there is something left. */
  spent(): string | null {
    if (this.pages >= CONNECTION.pages)
      return `${countText(CONNECTION.pages)} answers were read in this run, the most that are.`
    if (this.received >= CONNECTION.received)
      return `${countText(CONNECTION.received / 1e6)} MB were read in this run, the most that are.`
    return null
  }

  /** Counts a record that is kept. @returns why it is not; null when it may be */
  keep(record: RecordSummary): string | null {
    if (this.records >= CONNECTION.records)
      return `${countText(CONNECTION.records)} records were read in this run, the most that are kept.`
    const size = sizeOf(record)
    if (this.text + size > CONNECTION.text)
      return `The texts of the records take more than ${countText(CONNECTION.text / 1e6)} MB, the most that are kept.`
    this.records += 1
    this.text += size
    return null
  }
}

/**
 * Bytes that a record's own texts take in memory: the engine keeps a text in one byte a character while
 * all of them are Latin-1, and in two from the first that is not.
 */
const sizeOf = (record: RecordSummary): number =>
  bytesOf(record.id) +
  bytesOf(record.label) +
  bytesOf(record.clientId) +
  bytesOf(record.clientName) +
  bytesOf(record.siteId) +
  bytesOf(record.siteName) +
  bytesOf(record.teamId) +
  bytesOf(record.teamName) +
  bytesOf(record.departmentId) +
  bytesOf(record.typeId) +
  bytesOf(record.typeName) +
  bytesOf(record.agentId) +
  bytesOf(record.agentName) +
  bytesOf(record.date)

const bytesOf = (text: string | null): number =>
  text === null ? 0 : WIDE.test(text) ? 2 * text.length : text.length

const WIDE = /[^\u0000-\u00ff]/
