import { readJson } from '../src/main/adapters/halo/answers/json-answer'
import { listPages } from '../src/main/adapters/halo/paging'
import { err, ok } from '../src/shared/result'
import { cpuOf } from './cpu'
import type { Benchmark } from './figure'
import { ticketBodies } from './ticket-bodies'

const ROWS = 20_000
const RUNS = 9

/**
 * From the bytes of 200 pages to the records of a list, without the network: text, bounds, JSON, envelope, rows,
 * budget and the list's own state, against `JSON.parse` of the same pages alone.
 */
export const run: Benchmark = async () => {
  const bodies = ticketBodies(ROWS)
  const end = Buffer.from(JSON.stringify({ record_count: ROWS, tickets: [] }))
  const texts = bodies.map((body) => body.toString())
  const headers = { retryAfter: null, location: null, contentType: 'application/json' }
  const listed = async () => {
    const list = await listPages(
      'tickets',
      (pageNo) => {
        const text = new TextDecoder().decode(bodies[pageNo - 1] ?? end)
        const answer = readJson({ status: 200, headers, text })
        return Promise.resolve(
          answer.kind === 'json'
            ? ok(answer.value)
            : err({ code: 'request.failed', message: answer.what, advice: [], status: 200 }),
        )
      },
      () => undefined,
    )
    if (list.state !== 'listed' || !list.complete || list.records.length !== ROWS)
      throw new Error('Not all rows were read')
  }
  const floor = await cpuOf(RUNS, () => texts.map((text) => JSON.parse(text) as unknown))
  const ours = await cpuOf(RUNS, listed)
  return [
    {
      what: 'CPU of reading 20,000 rows, from bytes to records',
      ours,
      unit: 'ms',
      reference: { what: 'JSON.parse of the same pages alone', value: floor },
      aim: 'half of what it was: 5 times it',
      runs: RUNS,
    },
  ]
}
