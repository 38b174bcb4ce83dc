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
const sizeOf = (record: RecordSummary): number => {
  let size = 0
  for (const value of Object.values(record) as readonly (string | null)[])
    if (value !== null) size += WIDE.test(value) ? 2 * value.length : value.length
  return size
}

const WIDE = /[^\u0000-\u00ff]/
