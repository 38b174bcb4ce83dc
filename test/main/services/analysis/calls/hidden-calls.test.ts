import { describe, expect, it } from 'vitest'
import { leastPrivilege } from '../../../../../src/core/policy/called'
import { readCalls } from '../../../../../src/main/services/analysis/calls/calls-file'

const BASE = 'https://contoso.halopsa.com'
const GOOD = 'GET /api/Tickets'
const json = (value: unknown) => JSON.stringify(value)
const har = (request: unknown) =>
  json({ log: { entries: [{ request: { method: 'GET', url: `${BASE}/api/Tickets` } }, { request }] } })
const postman = (item: unknown) =>
  json({ info: {}, item: [{ request: `${BASE}/api/Tickets` }, { name: 'x', ...(item as object) }] })

/** What a file comes to: gaps, calls that nothing known governs, and whatever deletes or creates. */
const outcome = (text: string): string => {
  const result = readCalls(text)
  if (!result.ok) return 'refused'
  const { requests, gaps } = result.value
  const { unknown, recipe } = leastPrivilege(requests)
  if (gaps.count > 0 || unknown.length > 0) return 'unknown'
  return recipe.permissions.some(({ verbs }) => verbs.includes('delete') || verbs.includes('create'))
    ? 'needs more'
    : 'reads'
}

describe('a call that writes is never taken for one that reads', () => {
  it.each<[string, string]>([
    ['a client of IPv6', `${GOOD}\n::1 - - [x] "DELETE /api/Client/1 HTTP/1.1" 200 5 "-" "-"`],
    [
      'IIS with the client first',
      '#Fields: c-ip cs-method cs-uri-stem\n10.0.0.1 GET /api/Tickets\n::1 DELETE /api/Client/1',
    ],
    ['lines that end as on an old Mac', 'GET /api/Tickets\rdelete Client/1\r'],
    ['curl, a header', `curl ${BASE}/api/Tickets -X POST -H 'X-HTTP-Method-Override: DELETE'\n${GOOD}`],
    ['curl, a value', `curl -G ${BASE}/api/Tickets -d _method=DELETE\n${GOOD}`],
    ['curl, another target', `curl ${BASE}/api/Tickets --request-target /api/Client\n${GOOD}`],
    ['curl, an unknown option', `curl --some-option key.value/x ${BASE}/api/Tickets\n${GOOD}`],
    ['HTTPie, a header', `http ${BASE}/api/Tickets X-HTTP-Method-Override:DELETE\n${GOOD}`],
    ['a query', 'GET /api/Tickets?_method=DELETE\nGET /api/Client'],
    [
      'a query in an access log',
      `${GOOD}\n10.0.0.1 - - [x] "GET /api/Tickets/1?_method=delete HTTP/1.1" 200 1`,
    ],
    [
      'a query in IIS',
      '#Fields: cs-method cs-uri-stem cs-uri-query\nGET /api/Tickets -\nGET /api/Tickets/1 _method=DELETE',
    ],
    [
      'HAR, a header',
      har({
        method: 'GET',
        url: `${BASE}/api/Client/1`,
        headers: [{ name: 'X-HTTP-Method', value: 'DELETE' }],
      }),
    ],
    [
      'HAR, a form',
      har({
        method: 'GET',
        url: `${BASE}/api/Client/1`,
        postData: { params: [{ name: '_method', value: 'delete' }] },
      }),
    ],
    [
      'Postman, a header',
      postman({
        request: { url: `${BASE}/api/Client/1`, header: [{ key: 'X-Method-Override', value: 'DELETE' }] },
      }),
    ],
    [
      'Postman, a script that runs a request',
      postman({
        request: '/api/Client',
        event: [{ script: { exec: ['await pm.execution.runRequest("1")'] } }],
      }),
    ],
    [
      'Postman, a script elsewhere',
      postman({ request: '/api/Client', event: [{ script: { src: 'https://x.example/s.js' } }] }),
    ],
    [
      'Insomnia, a script',
      json({
        _type: 'export',
        resources: [
          {
            _type: 'request',
            method: 'GET',
            url: '/api/Client',
            preRequestScript: 'insomnia.sendRequest("x")',
          },
        ],
      }),
    ],
    [
      'Insomnia, another kind of request',
      json({
        _type: 'export',
        resources: [
          { _type: 'request', method: 'GET', url: '/api/Client' },
          { _type: 'grpc_request', url: 'x' },
        ],
      }),
    ],
    [
      'PowerShell, a body out of a pipe',
      `irm -Uri ${BASE}/api/Tickets -Body ($x | ConvertTo-Json) -Method Delete\n${GOOD}`,
    ],
    ['PowerShell, a short name', `irm ${BASE}/api/Tickets -Me Delete\n${GOOD}`],
    ['PowerShell, a custom method', `irm ${BASE}/api/Tickets -Custom DELETE\n${GOOD}`],
    ['PowerShell, after an unknown switch', `irm ${BASE}/api/Tickets -SomeSwitch -Method DELETE\n${GOOD}`],
    ['PowerShell, a second address', `irm ${BASE}/api/Tickets ${BASE}/api/Client\n${GOOD}`],
    [
      'PowerShell, a command in brackets',
      `irm ${BASE}/api/Tickets -Body (irm ${BASE}/api/Client -Method Delete)\n${GOOD}`,
    ],
    [
      'PowerShell, brackets over lines',
      `irm ${BASE}/api/Tickets -Headers @{\n a = 1\n} -Method Delete\n${GOOD}`,
    ],
    [
      'a message about an answer',
      `VERBOSE: GET ${BASE}/api/Tickets with 0-byte payload\nVERBOSE: deleted ${BASE}/api/Client/1 of content type application/json`,
    ],
    [
      'one mark that cmd does not know',
      `curl ${BASE}/api/Tickets -H a:it's\ncurl -X DELETE ${BASE}/api/Client/1 -H b:it's`,
    ],
    ['a program that is fed', `curl ${BASE}/api/Tickets | python push.py\n${GOOD}`],
    ['a program by another name', `curl ${BASE}/api/Tickets | sh\n${GOOD}`],
    ['a second address without a scheme', `${GOOD} then contoso.halopsa.com/api/Client\n${GOOD}`],
    ['a path that only decoding changes', 'GET /api/Tickets%2f..%2fClient\nGET /api/Users'],
    ['backslashes', 'GET /api/Tickets%5c..%5cClient\nGET /api/Users'],
    ['parameters of a path', 'GET /api/Tickets;x=1\nGET /api/Users'],
    ['a list of variants', 'curl https://contoso.halopsa.com/api/{Tickets,Client}\nGET /api/Users'],
    ['a variable for the endpoint', 'GET {{base}}/api/{{entity}}\nGET /api/Users'],
    ['a verb of WebDAV', `${GOOD}\n10.0.0.1 - - [x] "PROPFIND /api/Client HTTP/1.1" 405 1`],
    ['a tunnel', `${GOOD}\nCONNECT contoso.halopsa.com:443`],
    ['a line that ends too early', `${GOOD}\n10.0.0.1 - - [x] "DELETE /api/Cli`],
    [
      'JSON, two methods',
      `${json({ method: 'GET', path: '/api/Tickets', upstream: { method: 'DELETE', path: '/api/Client/1' } })}\n${GOOD}`,
    ],
    [
      'JSON, a batch',
      `${json({ method: 'GET', path: '/api/Tickets', sub: [{ method: 'DELETE' }, { method: 'GET' }] })}\n${GOOD}`,
    ],
    [
      'JSON, a message of another call',
      `${json({ method: 'GET', path: '/api/Tickets', msg: 'DELETE /api/Client/1 done' })}\n${GOOD}`,
    ],
    [
      'JSON, two addresses',
      `${json({ method: 'GET', path: '/api/Tickets', target: `${BASE}/api/Client` })}\n${GOOD}`,
    ],
    ['JSON, lines in a text', `${json({ log: 'GET /api/Tickets\ndelete /api/Client/1' })}\n${GOOD}`],
    [
      'JSON, names that differ in case',
      `${json({ Method: 'GET', method: 'DELETE', path: '/api/Tickets' })}\n${GOOD}`,
    ],
    [
      'JSON, headers',
      `${json({ method: 'POST', path: '/api/Tickets', headers: { 'x-http-method-override': 'DELETE' } })}\n${GOOD}`,
    ],
    ['a call before JSON', `DELETE /api/Client/1 {"method":"GET","path":"/api/Tickets"}\n${GOOD}`],
    ['writing to Agent/me', `${GOOD}\nPOST /api/Agent/me`],
    ['writing to what needs nothing to be read', `${GOOD}\nPOST /api/AuthInfo`],
    ['an endpoint named as the token’s', `${GOOD}\nPOST /api/Token`],
  ])('%s', (_name, text) => {
    expect(outcome(text)).not.toBe('reads')
    expect(outcome(text)).not.toBe('refused')
  })

  it('JSON, a name twice', () => {
    const twice = '{"method":"DELETE","method":"GET","path":"/api/Tickets"}'
    expect(outcome(`${twice}\n${GOOD}`)).not.toBe('reads')
  })

  it.each<[string, string, string]>([
    [
      'PowerShell with its headers in one line',
      `irm ${BASE}/api/Tickets -Headers @{ Authorization = "Bearer x"; a = 1 }`,
      'reads',
    ],
    [
      'PowerShell with a body',
      `irm ${BASE}/api/Actions -Method Post -Body (@{ id = 1 } | ConvertTo-Json)`,
      'needs more',
    ],
    ['a call with its body behind', 'POST /api/Actions {"note":"x"}', 'needs more'],
    ['curl --json', `curl.exe --json '{"a":1}' ${BASE}/api/Actions`, 'needs more'],
    [
      'curl with common flags',
      `curl --silent --show-error --location contoso.halopsa.com/api/Tickets`,
      'reads',
    ],
    ['curl and jq', `curl ${BASE}/api/Tickets | jq '.tickets[] | select(.id>1)' | head -3`, 'reads'],
    [
      'one JSON entry with a list',
      json({ method: 'DELETE', url: '/api/Client/1', headers: [{ name: 'a' }] }),
      'needs more',
    ],
    ['POST of a token', `POST ${BASE}/auth/token\nGET /api/Agent/me\n${GOOD}`, 'reads'],
  ])('and is no gap for that: %s', (_name, text, expected) => {
    expect(outcome(text)).toBe(expected)
  })

  it('takes neither the client’s name nor a key for a host, and a final dot for none', () => {
    const hosts = (text: string) => {
      const result = readCalls(text)
      return result.ok ? result.value.requests.map(({ host }) => host) : []
    }
    const line = (behind: string) => `10.0.0.1 - - [x] "DELETE /api/Hat HTTP/1.1" 200 5 ${behind}`
    expect(hosts(line('"-" "sync.bot"'))).toEqual([null])
    expect(hosts(line('"www.example.com" "-"'))).toEqual([null])
    expect(hosts(line('"-" "-" "eyJhbGciOi.eyJzdWIi.SflKxwRJSM"'))).toEqual([null])
    expect(hosts(line('"-" "-" "contoso.halopsa.com"'))).toEqual(['contoso.halopsa.com'])
    expect(hosts(`DELETE https://contoso.halopsa.com./api/Hat`)).toEqual(['contoso.halopsa.com'])
  })
})
