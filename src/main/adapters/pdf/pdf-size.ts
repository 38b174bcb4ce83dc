import { countText } from '../../../core/comparison/count-text'
import { appError, type AppError } from '../../../shared/app-error'
import { firstPart, type ReportPart } from './report-parts'

/**
 * What was really printed: 9,900 records, 59,883 cells, 279 pages in 9 parts, with 1.1 GB in all processes and 64 s of
 * processor time. More was not tried.
 */
const MOST_CELLS = 60_000
/**
 * Of what cannot be cut. Memory that Chromium takes for one tagged table grows faster than it: 16,000 cells were seen to
 * take 0.7 GB, 24,000 took 1.1 GB, 120,000 took 10 GB and did not end in three minutes.
 */
const MOST_CELLS_IN_A_PART = 50_000

/** Why a document is not begun to be printed; null when it is fine. */
export const tooLargeToPrint = (html: string): AppError | null => {
  const cells = cellsIn(html)
  if (cells <= MOST_CELLS_IN_A_PART) return null
  if (cells > MOST_CELLS) return tooLarge(cells, MOST_CELLS)
  let part: ReportPart | null = firstPart(html)
  while (part !== null) {
    const here = cellsIn(part.html)
    if (here > MOST_CELLS_IN_A_PART) return tooLarge(here, MOST_CELLS_IN_A_PART)
    part = part.next?.(0) ?? null
  }
  return null
}

const cellsIn = (html: string): number => html.split('<td').length - 1

const tooLarge = (cells: number, most: number): AppError =>
  appError(
    'PRINT_FAILED',
    `The report is too large for a PDF: its tables have ${countText(cells)} cells, and ${countText(most)} can be printed.`,
    {
      advice: ['Export as HTML or CSV instead; they hold the same.', 'Or compare fewer resources at a time.'],
    },
  )
