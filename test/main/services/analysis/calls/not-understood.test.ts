import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCalls } from '../../../../../src/main/services/analysis/calls/calls-file'

const BASE = 'https://contoso.halopsa.com'
const HOST = 'contoso.halopsa.com'

/** "GET contoso.halopsa.com /api/Tickets", in order; gaps as "! line 3". */
const read = (text: string): readonly string[] => {
  const result = readCalls(text)
  if (!result.ok) return [`refused: ${result.error.message}`]
  const { requests, gaps } = result.value
  return [
    ...requests.map(({ method, host, path }) => `${method} ${host ?? '-'} ${path}`),
    ...gaps.examples.map(({ at }) => `! ${at}`),
  ]
}
const json = (value: unknown) => JSON.stringify(value)

describe('what is not understood', () => {
  const GOOD = 'GET /api/Tickets'
  it.each([
    'Please GET the milk',
    'GET',
    'POST',
    'Hello world, we Get https things done',
    'GET https://',
    'FETCH /api/Tickets',
    '{"method":"GET"}',
    '{"path":"/api/Tickets"}',
    '{"level":"info","msg":"started"}',
    '{"method":"FETCH","path":"/api/Tickets"}',
    '{"method":"GET","path":',
    '[1]',
    'curl --help',
    'curl -K secret.conf',
    'curl -X GET "https://contoso.halopsa.com/api/Client',
    'curl "$(cat url)"',
    'curl -X FETCH https://contoso.halopsa.com/api/Client',
    'irm @parameters',
    'irm -Method $m https://contoso.halopsa.com/api/Client',
    'http',
    'VERBOSE: Requested HTTP/1.1 GET with 0-byte payload',
    'VERBOSE: Please GET the milk',
    'axios({ method: "get", url: "https://contoso.halopsa.com/api/Client" })',
    '10.0.0.9 - - [x] "\\x16\\x03\\x01" 400 0 "-" "-"',
    'data: GET, then nothing',
  ])('is a gap beside what is: %s', (line) => {
    expect(read(`${GOOD}\n${line}\n`)).toEqual(['GET - /api/Tickets', '! line 2'])
    expect(read(`${line}\n${GOOD}\n`).slice(0, 1)).not.toEqual([])
    // By itself it is no file of calls.
    expect(read(line)[0]).toMatch(/^refused: No request was understood/)
  })

  it.each([
    ['two methods', `${GOOD} and POST`, ['GET - /api/Tickets', '! line 1']],
    ['a second address', `${GOOD} /api/Client`, ['GET - /api/Tickets', '! line 1']],
    ['a call in words', `${GOOD} then delete /api/Client/1`, ['GET - /api/Tickets', '! line 1']],
    [
      'a command in a command',
      `curl ${BASE}/api/Tickets -H "A: $(curl ${BASE}/api/Users)"`,
      [`GET ${HOST} /api/Tickets`, '! line 1'],
    ],
    [
      'another command',
      `curl ${BASE}/api/Tickets && python sync.py`,
      [`GET ${HOST} /api/Tickets`, '! line 1'],
    ],
    [
      'xargs',
      `curl ${BASE}/api/Tickets | xargs -n1 curl -X DELETE`,
      [`GET ${HOST} /api/Tickets`, '! line 1'],
    ],
    [
      'columns that are not there',
      '#Fields: cs-method cs-uri-stem\nGET /api/Tickets\nGET\nGET -',
      ['GET - /api/Tickets', '! line 3', '! line 4'],
    ],
    [
      'a log without its columns',
      '#Fields: date cs-method cs-uri-stem\nd GET /api/Tickets\n#Fields: date time\nd t',
      ['GET - /api/Tickets', '! line 4'],
    ],
    [
      'an entry of HAR',
      json({
        log: {
          entries: [
            { request: { method: 'GET', url: '/api/Tickets' } },
            { request: { url: '/api/Hat' } },
            {},
          ],
        },
      }),
      ['GET - /api/Tickets', '! entry 2', '! entry 3'],
    ],
    [
      'an item of Postman',
      json({ info: {}, item: [{ request: '/api/Tickets' }, { name: 'x' }, { request: { url: '{{all}}' } }] }),
      ['GET - /api/Tickets', '! item 2', '! item 3'],
    ],
    [
      'a script of Postman',
      json({
        info: {},
        item: [{ request: '/api/Tickets', event: [{ script: { exec: ['pm.sendRequest("x")'] } }] }],
      }),
      ['GET - /api/Tickets', '! item 1'],
    ],
  ])('is a gap in part: %s', (_name, text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  it.each([
    ['# only\n// comments\n', 'nothing in it but comments'],
    ['{"log":{"entries":[', 'not valid JSON (line 1)'],
    ['{"log":{"entries":[]}}', 'nothing in it'],
    ['{"a":{"b":1}}', 'no method that is known'],
    ['Please GET the milk', 'line 1: no method with an address'],
  ])('refuses a file without any call: %s', (text, why) => {
    expect(read(text)[0]).toContain(why)
  })

  it('counts all, and tells the first of them', () => {
    const result = readCalls(`${GOOD}\n${'milk\n'.repeat(500)}`)
    expect(result).toMatchObject({ ok: true, value: { gaps: { count: 500 } } })
    expect(result.ok && result.value.gaps.examples.length).toBe(10)
  })

  it('never keeps or quotes a value: tokens, cookies, queries, users', () => {
    const SECRET = 'Hunter2Secret9'
    const file = [
      `GET https://u:${SECRET}@${HOST}/api/Tickets/${SECRET}?token=${SECRET}`,
      `curl ${BASE}/api/Client -H 'Authorization: Bearer ${SECRET}' -b c=${SECRET} -u a:${SECRET} -d client_secret=${SECRET}`,
      `Authorization: Bearer ${SECRET}`,
      `{"token":"${SECRET}"}`,
      `{"token":"${SECRET}`,
      `curl -H '${SECRET}`,
    ].join('\n')
    expect(JSON.stringify(readCalls(file))).not.toContain(SECRET)
    expect(JSON.stringify(readCalls(`{"a":"${SECRET}`))).not.toContain(SECRET)
  })
})

/** Every line of a file is a call or a gap, unless it is empty or a comment: whatever stands around it. */
it('loses no line', () => {
  const word = fc.stringMatching(/^[a-zA-Z:/"'{}$.-]{1,12}$/)
  const nonsense = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))
  fc.assert(
    fc.property(fc.array(fc.oneof(nonsense, fc.constant('GET /api/Tickets')), { maxLength: 8 }), (all) => {
      // Quotation marks of commands reach over lines.
      const file = ['GET /api/First', ...all]
        .filter((line) => !/^[\s#/:$>%]|^(?:rem|curl|https?|irm|iwr)\b/i.test(line))
        .concat('POST /api/Last')
      const result = readCalls(file.join('\n'))
      const { requests = [], gaps = { count: 0 } } = result.ok ? result.value : {}
      const calls = requests.reduce((sum, { times }) => sum + times, 0)
      expect(calls + gaps.count).toBeGreaterThanOrEqual(file.length)
    }),
  )
})
