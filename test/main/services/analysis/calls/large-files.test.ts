import { describe, expect, it } from 'vitest'
import { readCalls } from '../../../../../src/main/services/analysis/calls/calls-file'

const SIZE = 20e6
const filled = (line: string): string => line.repeat(Math.floor(SIZE / line.length))
const CURL = `curl -X POST 'https://contoso.halopsa.com/api/Actions' -H 'a: b' -d '{"a":"b"}' | jq .\n`

describe('a file of 20 MB is read in seconds, whatever stands in it', () => {
  it.each<[string, string]>([
    [
      'an access log',
      filled('10.0.0.1 - - [x] "GET /api/Tickets/1?page_no=2 HTTP/1.1" 200 5 "-" "sync/1.0"\n'),
    ],
    [
      'JSON lines',
      filled('{"req":{"method":"GET","url":"/api/Tickets","headers":{"host":"contoso.halopsa.com"}}}\n'),
    ],
    ['commands', filled(CURL)],
    ['brackets', `GET /api/Tickets\ncurl ${filled('(')}`],
    ['words of methods', filled(`${'GET '.repeat(20_000)}\n`)],
    ['hosts that never end', filled(`"GET /api/Tickets" ${'"a.b'.repeat(20_000)}\n`)],
  ])('%s', { timeout: 60_000 }, (_name, text) => {
    const before = performance.now()
    readCalls(text)
    expect(performance.now() - before).toBeLessThan(30_000)
  })
})
