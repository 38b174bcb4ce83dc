import { expect, it } from 'vitest'
import { predictorFor } from '../../../../src/core/inventory/predict'
import { exportComparison } from '../../../../src/main/services/reports/export-service'
import { renderReport } from '../../../../src/main/services/reports/report-service'
import type { ExportFormat } from '../../../../src/shared/ipc/api'
import { anApplication, inventoryFacts } from '../../../core/support/inventory-builders'

const FORMATS: readonly ExportFormat[] = ['pdf', 'html', 'csv', 'json', 'snapshot']

const never = (): never => {
  throw new Error('Nothing of a prediction is printed, asked for or written')
}

const predicted = () =>
  predictorFor(inventoryFacts(), { contradicted: [], agreement: [] }).comparison(anApplication())

it.each(FORMATS)('no %s passes a predicted comparison off as one that was made', async (format) => {
  const expected = {
    ok: false,
    error: {
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(/predicted/),
      advice: [expect.stringMatching(/inventory/)],
    },
  }
  expect(
    await renderReport(predicted(), format, {
      printer: { print: never },
      signal: new AbortController().signal,
    }),
  ).toMatchObject(expected)
  for (const redact of [true, false]) {
    expect(
      await exportComparison(
        predicted(),
        { format, redact },
        {
          printer: { print: never },
          dialogs: { chooseSave: never },
          files: {
            safeName: never,
            writeFile: never,
            writeFolder: never,
            fileFault: never,
            folderFault: never,
          },
        },
      ),
    ).toMatchObject(expected)
  }
})
