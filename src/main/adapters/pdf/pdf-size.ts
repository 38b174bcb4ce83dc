import { countText } from '../../../core/comparison/count-text'
import { appError, type AppError } from '../../../shared/app-error'

/**
 * Memory and time that Chromium takes for a tagged PDF grow faster than its tables: 16,000 cells were
 * seen to take 0.7 GB, 24,000 took 1.1 GB, 120,000 took 10 GB and did not end in three minutes.
 */
const MOST_CELLS = 50_000

/** Why a document is not begun to be printed; null when it is fine. */
export const tooLargeToPrint = (html: string): AppError | null => {
  const cells = html.split('<td').length - 1
  return cells <= MOST_CELLS
    ? null
    : appError(
        'PRINT_FAILED',
        `The report is too large for a PDF: its tables have ${countText(cells)} cells, and ${countText(MOST_CELLS)} can be printed.`,
        {
          advice: [
            'Export as HTML or CSV instead; they hold the same.',
            'Or compare fewer resources at a time.',
          ],
        },
      )
}
