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
const THREE = [`GET ${HOST} /api/Tickets`, `POST ${HOST} /api/Actions`, `GET ${HOST} /api/Client`]
const PATHS = ['GET - /api/Tickets', 'POST - /api/Actions', 'GET - /api/Client']
const CALLS = [
  ['GET', '/api/Tickets?page_no=1'],
  ['POST', '/api/Actions'],
  ['GET', '/api/Client/12'],
] as const
const lines = (line: (method: string, path: string) => string) =>
  CALLS.map(([method, path]) => line(method, path)).join('\n')

describe('the forms that people have calls in', () => {
  const har = (version: string) =>
    json({
      log: {
        version,
        entries: CALLS.map(([method, path]) => ({
          request: { method, url: BASE + path, headers: [] },
          response: {},
        })),
      },
    })
  const postman = {
    info: { schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    variable: [
      { key: 'baseUrl', value: `https://{{tenant}}.halopsa.com/api` },
      { key: 'tenant', value: 'contoso' },
    ],
    item: [
      {
        name: 'a folder',
        item: [
          {
            item: [
              {
                request: {
                  method: 'GET',
                  url: { raw: '{{baseUrl}}/Tickets?x=1', query: [{ key: 'x', disabled: true }] },
                },
              },
            ],
          },
        ],
      },
      {
        request: {
          method: 'POST',
          url: {
            protocol: 'https',
            host: ['contoso', 'halopsa', 'com'],
            path: ['api', { value: 'Actions' }],
          },
        },
      },
      { request: '{{baseUrl}}/Client/:id' },
    ],
  }

  it.each<[string, string, readonly string[]]>([
    ['a list', lines((method, path) => `${method} ${path}`), PATHS],
    [
      'a list in small letters with comments',
      `# calls\n\n${lines((m, p) => `${m.toLowerCase()} ${p}`)}`,
      PATHS,
    ],
    ['a list without slashes', 'GET Tickets\nget api/Client/12', ['GET - /Tickets', 'GET - /api/Client']],
    ['a list of points', lines((method, path) => `- ${method}: \`${BASE}${path}\`,`), THREE],
    ['HAR 1.1', har('1.1'), THREE],
    ['HAR 1.2, indented', json(JSON.parse(har('1.2'))).replaceAll('{', '{\n'), THREE],
    ['Postman 2.1 with folders and variables', json(postman), THREE],
    ['Postman, wrapped as its API answers', json({ collection: postman }), THREE],
    [
      'Postman 1',
      json({ order: [], requests: CALLS.map(([method, p]) => ({ method, url: BASE + p })) }),
      THREE,
    ],
    [
      'Postman without its variables',
      json({ info: {}, item: [{ request: '{{base}}/api/Tickets' }] }),
      ['GET - /api/Tickets'],
    ],
    [
      'Insomnia',
      json({
        _type: 'export',
        resources: [
          { _type: 'workspace' },
          { _type: 'request', method: 'GET', url: '{{ _.base }}/api/Tickets' },
        ],
      }),
      ['GET - /api/Tickets'],
    ],
    [
      'OpenAPI',
      json({
        openapi: '3.0.1',
        servers: [{ url: `${BASE}/api` }],
        paths: { '/Tickets/{id}': { get: {}, delete: {} } },
      }),
      [`GET ${HOST} /api/Tickets`, `DELETE ${HOST} /api/Tickets`],
    ],
    ['JSON: method, path', lines((method, path) => json({ ts: 1, method, path })), PATHS],
    ['JSON: verb, uri', lines((verb, uri) => json({ verb, uri })), PATHS],
    [
      'JSON: ECS',
      lines((method, path) => json({ http: { request: { method } }, url: { path, domain: HOST } })),
      THREE,
    ],
    ['JSON: ECS with dots', lines((m, p) => json({ 'http.request.method': m, 'url.full': BASE + p })), THREE],
    ['JSON: Caddy', lines((method, uri) => json({ request: { method, uri, host: HOST } })), THREE],
    ['JSON: Traefik', lines((m, p) => json({ RequestMethod: m, RequestPath: p, RequestHost: HOST })), THREE],
    ['JSON: nginx', lines((m, p) => json({ request: `${m} ${p} HTTP/1.1`, host: HOST })), THREE],
    [
      'JSON: Google Cloud',
      lines((m, p) => json({ httpRequest: { requestMethod: m, requestUrl: BASE + p } })),
      THREE,
    ],
    ['JSON: pino', lines((method, url) => json({ req: { method, url, headers: { host: HOST } } })), THREE],
    [
      'JSON: Docker around an access log',
      lines((m, p) => json({ log: `10.0.0.1 - - [x] "${m} ${p} HTTP/1.1" 200 1\n` })),
      PATHS,
    ],
    ['JSON behind a time', lines((method, path) => `Jan 02 web caddy[1]: ${json({ method, path })}`), PATHS],
    [
      'JSON: a machine of an own network is no host',
      json({ host: 'web01.local', method: 'GET', path: '/api/Hat' }),
      ['GET - /api/Hat'],
    ],
    ['a list of JSON entries', json(CALLS.map(([method, url]) => ({ method, url }))), PATHS],
    [
      'a list inside one object',
      json({ total: 3, data: CALLS.map(([method, url]) => ({ method, url })) }),
      PATHS,
    ],
    [
      'nginx, combined',
      lines((m, p) => `10.0.0.9 - - [02/Jan/2026:03:04:05 +0000] "${m} ${p} HTTP/1.1" 200 5 "-" "python/2"`),
      PATHS,
    ],
    [
      'Apache with its virtual host',
      lines((m, p) => `${HOST}:443 10.0.0.9 - - [x] "${m} ${p} HTTP/1.1" 200 5 "-" "-"`),
      THREE,
    ],
    [
      'nginx with the host behind',
      lines((m, p) => `10.0.0.9 - - [x] "${m} ${p} HTTP/2.0" 200 5 "-" "go" "${HOST}"`),
      THREE,
    ],
    [
      'nginx with an upstream',
      lines((m, p) => `[x] 10.0.0.9 - - - to: ${HOST}:443: ${m} ${p} HTTP/1.1 0.1`),
      THREE,
    ],
    [
      'a load balancer',
      lines((m, p) => `https 2026-01-02 app/lb 1.2.3.4:5 200 "${m} ${BASE}:443${p} HTTP/1.1" "-"`),
      THREE,
    ],
    [
      'urllib3',
      lines((m, p) => `DEBUG:urllib3.connectionpool:${BASE}:443 "${m} ${p} HTTP/1.1" 200 None`),
      THREE,
    ],
    [
      'a closed connection is no call',
      `10.0.0.9 - - [x] "-" 400 0 "-" "-"\n${lines((m, p) => `${m} ${p}`)}`,
      PATHS,
    ],
    [
      'IIS, whose columns change',
      '#Software: IIS\n#Fields: date cs-method cs-uri-stem cs-uri-query\nd GET /api/Tickets a=1\n#Fields: cs-uri-stem cs-host cs-method\n/api/Client/12 contoso.halopsa.com GET\n/api/Actions - POST',
      ['GET - /api/Tickets', `GET ${HOST} /api/Client`, 'POST - /api/Actions'],
    ],
    [
      'PowerShell -Verbose',
      lines(
        (m, p) =>
          `VERBOSE: ${m} ${BASE}${p} with 0-byte payload\nVERBOSE: received 12-byte response of content type application/json`,
      ),
      THREE,
    ],
    [
      'PowerShell -Verbose in German and French',
      `AUSFÜHRLICH: GET ${BASE}/api/Tickets mit 0-Byte-Nutzlast\nAUSFÜHRLICH: 12-Byte-Antwort vom Inhaltstyp application/json empfangen\nCOMMENTAIRES : POST ${BASE}/api/Actions avec une charge utile de 0 octets`,
      THREE.slice(0, 2),
    ],
    [
      'PowerShell, the address in the next line',
      `VERBOSE: Requested HTTP/1.1 GET with 0-byte payload\nVERBOSE: ${BASE}/api/Tickets\nVERBOSE: Received HTTP/1.1 200 response of content type application/json`,
      THREE.slice(0, 1),
    ],
    ['curl', lines((m, p) => `curl -s -X ${m} '${BASE}${p}' -H "Authorization: Bearer x"`), THREE],
    [
      'curl over lines',
      lines((m, p) => `$ curl --request ${m} \\\r\n  --url "${BASE}${p}" \\\r\n  -H 'a: b'`),
      THREE,
    ],
    ['curl in cmd', lines((m, p) => `curl.exe -X ${m} ^"${BASE}${p}^" ^\r\n  -H ^"a: ^\\^"b^\\^"^"`), THREE],
    [
      'curl in PowerShell',
      lines((m, p) => `PS C:\\> curl.exe -X${m} "${BASE}${p}" \`\n  -H 'it''s: x'`),
      THREE,
    ],
    [
      'curl with data, on many lines',
      `curl ${BASE}/api/Actions --data-raw $'[{"a": "it\\'s\n POST /api/Hat"}]'`,
      [`POST ${HOST} /api/Actions`],
    ],
    [
      'curl -G, -I, -T, -F',
      `curl -G -d a=b ${BASE}/api/Tickets\ncurl -sI ${BASE}/api/Client\ncurl -T f ${BASE}/api/Asset\ncurl -F a=@b ${BASE}/api/Attachment`,
      [
        `GET ${HOST} /api/Tickets`,
        `HEAD ${HOST} /api/Client`,
        `PUT ${HOST} /api/Asset`,
        `POST ${HOST} /api/Attachment`,
      ],
    ],
    [
      'curl, several addresses and commands',
      `curl ${BASE}/api/Tickets -d x --next ${HOST}/api/Client | jq '.a' > out.json 2>&1 && curl -x http://proxy:8080 ${BASE}/api/Users`,
      [`POST ${HOST} /api/Tickets`, `GET ${HOST} /api/Client`, `GET ${HOST} /api/Users`],
    ],
    [
      'curl with a variable',
      'curl "$HALO_URL/api/Tickets" -H "Authorization: Bearer $TOKEN"',
      ['GET - /api/Tickets'],
    ],
    [
      'HTTPie',
      `http ${HOST}/api/Tickets page_no==1 Authorization:x\nhttp ${BASE}/api/Actions note=x\nhttps PUT ${HOST}/api/Asset`,
      [`GET ${HOST} /api/Tickets`, `POST ${HOST} /api/Actions`, `PUT ${HOST} /api/Asset`],
    ],
    [
      'Invoke-RestMethod',
      `Invoke-RestMethod -Uri "${BASE}/api/Tickets" -Headers $h\nirm ${BASE}/api/Actions -Method Post -Body $b | ConvertTo-Json`,
      THREE.slice(0, 2),
    ],
    [
      'squid and tinyproxy',
      `1 2 10.0.0.1 TCP_MISS/200 5 GET http://${HOST}/api/Tickets - D/1 x\nCONNECT Jan 02 [1]: Request: CONNECT ${HOST}:443 HTTP/1.1`,
      [`GET ${HOST} /api/Tickets`, `CONNECT ${HOST} /`],
    ],
    [
      'odd spellings of a path',
      'GET //api//Tickets/\nGET /api/%54ickets\nGET /API/tickets/12/x?y=/z\nGET /x/../api/Tickets',
      ['GET - /api/Tickets', 'GET - /API/tickets'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(read(text)).toEqual(expected)
    expect(read(`\uFEFF${text.replaceAll(/\r?\n/g, '\r\n')}`)).toEqual(expected)
  })
})
