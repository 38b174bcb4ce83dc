import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonInTurns } from '../../../../src/main/services/history/snapshot-text'
import { SEED } from '../../../support/counts'

it('is what JSON.stringify writes, whatever the data', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 8 }), async (value) => {
      expect(await jsonInTurns(value, 1e6)).toBe(`${JSON.stringify(value)}\n`)
    }),
    { seed: SEED },
  )
})

it('leaves out what JSON has no value for, and writes long lists at any depth', async () => {
  const records = Array.from({ length: 2_500 }, (_each, index) => ({
    id: String(index),
    label: `“${String(index)}”`,
  }))
  const value = {
    none: undefined,
    resources: [{ agent: { records } }, { ids: records.map(({ id }) => id) }],
    last: null,
  }
  expect(await jsonInTurns(value, 1e7)).toBe(`${JSON.stringify(value)}\n`)
})

it('ends at its bound, and takes out what it is to', async () => {
  const records = Array.from({ length: 5_000 }, () => 'x'.repeat(10))
  expect(await jsonInTurns({ records }, 20_000)).toBeNull()
  expect(
    await jsonInTurns({ a: 'secret-71930', b: ['secret-71930'] }, 100, (text) =>
      text.replaceAll('secret-71930', '***'),
    ),
  ).toBe('{"a":"***","b":["***"]}\n')
})
