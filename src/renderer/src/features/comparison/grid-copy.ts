import { withoutIsolates } from '../../../../core/comparison/name-text'
import type { RowTable } from '../../../../core/comparison/row-table'
import { rowAt } from '../../../../core/comparison/row-table'
import { inertCell } from '../../../../core/report/inert-cell'
import { cellText, headOf, isSide, type ColumnId } from './grid-columns'

interface Copied {
  readonly table: RowTable
  /** Those in sight, in their order. */
  readonly columns: readonly ColumnId[]
  readonly predicted: boolean
}

/**
 * Records for a spreadsheet: a line each, fields parted by tabs. Number, name and who sees it, then what else is in sight.
 * @param heads whether the first line says what the fields are
 */
export const copiedRows = (
  rows: Iterable<number>,
  { table, columns, predicted }: Copied,
  heads: boolean,
): string => {
  const others = columns.filter((id) => !isSide(id) && id !== 'id' && id !== 'seenBy')
  const lines: string[] = []
  if (heads)
    lines.push(
      ['ID', 'Record', headOf('seenBy', predicted), ...others.map((id) => headOf(id, predicted))].join('\t'),
    )
  for (const at of rows) {
    const row = rowAt(table, at)
    if (row === undefined) continue
    const texts = [
      row.id,
      row.label,
      cellText(row, 'seenBy', predicted),
      ...others.map((id) => cellText(row, id, predicted)),
    ]
    lines.push(texts.map(copiedField).join('\t'))
  }
  return lines.join('\n')
}

/** One cell. SECURITY: it may be pasted into a spreadsheet as well as a line may. */
export const copiedCell = (text: string): string => inertCell(withoutIsolates(text))

/** SECURITY: made inert before quoting, as in a CSV file. */
const copiedField = (text: string): string => {
  const inert = copiedCell(text)
  return /[\t\n\r"]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
