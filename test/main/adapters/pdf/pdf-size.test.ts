import { expect, it } from 'vitest'
import { dataTable } from '../../../../src/core/report/data-table'
import { page } from '../../../../src/core/report/page'
import { tooLargeToPrint } from '../../../../src/main/adapters/pdf/pdf-size'

const report = (rows: number): string =>
  page(
    'Report',
    dataTable({
      caption: 'Records',
      look: 'records',
      columns: Array.from({ length: 11 }, (_, at) => ({ head: `${at}`, kind: at === 0 ? 'head' : 'text' })),
      rows: Array.from({ length: rows }, () => Array.from({ length: 11 }, () => 'x')),
    }),
  )

it('prints long tables of records, which go in parts, and says of what is too long how long it may be', () => {
  expect(tooLargeToPrint(report(100))).toBeNull()
  expect(tooLargeToPrint(report(6_000))).toBeNull()
  expect(tooLargeToPrint(report(6_001))?.message).toBe(
    'The report is too large for a PDF: its tables have 60,010 cells, and 60,000 can be printed.',
  )
})
