import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'

const folder = temporaryFolder(afterAll)
beforeAll(async () => {
  const saved = await crossview('compare', '--demo', 'mixed', '--snapshot', 'mixed.json')
  expect(saved.status).toBe(1)
})

const crossview = (...args: readonly string[]) => runCli(folder, args)

const file = (name: string, text: string) => writeFile(path.join(folder, name), text)
const jsonOf = (text: string): unknown => JSON.parse(text)

describe('what-if', () => {
  it('predicts from a snapshot', async () => {
    const { status, out, messages } = await crossview(
      ...['what-if', '--snapshot', 'mixed.json', '--json', '-'],
      ...['--change', 'agent.team+=Projects', '--change', 'agent.claim.l9=1'],
    )
    expect(status).toBe(0)
    expect(messages).toContain('Make API - Reporting a member of the team Projects.')
    expect(jsonOf(out)).toMatchObject({
      schema: 'crossview.what-if/1',
      resources: [{ resource: 'tickets', disappears: [], unknown: [] }],
    })
  })

  it('refuses a change that it does not know, with examples', async () => {
    const { status, messages } = await crossview('what-if', '--snapshot', 'mixed.json', '--change', 'hat=1')
    expect(status).toBe(2)
    expect(messages).toContain('Nothing called “hat”')
    expect(messages).toContain('agent.team+=Service Desk')
  })
})

describe('fix', () => {
  it('finds the least changes for a record and writes them as Markdown', async () => {
    const { status, out } = await crossview(
      ...['fix', '--snapshot', 'mixed.json', '--records', '10003', '--markdown', '-'],
    )
    expect(status).toBe(0)
    expect(out).toContain('1. Make API - Reporting a member of the team Projects.')
    expect(out).toContain('Configuration \\> Teams \\& Agents \\> Agents')
  })

  it('says that nothing is known of a record that there is not', async () => {
    const { status, messages } = await crossview('fix', '--snapshot', 'mixed.json', '--records', '1')
    expect(status).toBe(1)
    expect(messages).toContain('No way is known')
  })

  it.each(['', ' ', ',', ' , '])('refuses %j as a list of records', async (ids) => {
    const { status, messages } = await crossview('fix', '--snapshot', 'mixed.json', '--records', ids)
    expect(status).toBe(2)
    expect(messages).toContain('--records names no record')
  })
})

describe('permissions and recipes', () => {
  it('asks a tenant for its settings only', async () => {
    const { status, out } = await crossview('permissions', '--demo', 'mixed', '--json', '-')
    expect(status).toBe(0)
    expect(jsonOf(out)).toMatchObject({ schema: 'crossview.permissions/1' })
    expect(out).toContain('from role API Read Only')
  })

  it('checks a recipe by name, and names the known ones otherwise', async () => {
    const checked = await crossview('check', '--demo', 'mixed', '--recipe', 'halo-tickets')
    expect(checked.status).toBe(1)
    expect(checked.messages).toContain('Missing  scope edit:tickets: not granted')
    const unknown = await crossview('check', '--demo', 'mixed', '--recipe', 'nothing')
    expect(unknown.status).toBe(2)
    expect(unknown.messages).toContain('halo-tickets, perimeters, 365sentri, connectsecure')
  })

  it('names what is wrong with a recipe of one’s own', async () => {
    await file('mine.json', JSON.stringify({ schema: 'crossview.recipe/1', name: 'mine' }))
    const { status, messages } = await crossview('check', '--demo', 'mixed', '--recipe', 'mine.json')
    expect(status).toBe(2)
    expect(messages).toContain('mine.json cannot be used: title is missing')
  })

  it('derives the least from a log of requests', async () => {
    await file('access.log', '127.0.0.1 "GET /api/Tickets?page_no=1 HTTP/1.1" 200\n"GET /api/Client"\n')
    const { status, messages } = await crossview('check', '--demo', 'mixed', '--calls', 'access.log')
    expect(status).toBe(0)
    expect(messages).toContain('What the integration called: Meets it')
    expect(messages).toContain('Excess   scope read:assets')
    await file('empty.log', 'nothing here\n')
    expect((await crossview('check', '--demo', 'mixed', '--calls', 'empty.log')).status).toBe(2)
  })

  it.each<[string, string | Buffer, string]>([
    ['words', 'Please GET the milk', 'No request was understood'],
    ['comments', '# GET /api/Tickets\n', 'nothing in it but comments'],
    ['an empty file', '', 'is empty'],
    ['a packed file', gzipSync('GET /api/Tickets'), 'is compressed with gzip'],
    ['a binary file', Buffer.from([71, 69, 84, 32, 0, 255, 254]), 'is not text'],
    ['half a recording', '{"log":{"entries":[', 'is not valid JSON (line 1)'],
  ])('refuses %s as calls, before anything is sent', async (_what, content, message) => {
    await writeFile(path.join(folder, 'calls.txt'), content)
    const { status, messages } = await crossview('check', '--demo', 'mixed', '--calls', 'calls.txt')
    expect({ status, messages }).toMatchObject({ status: 2, messages: expect.stringContaining(message) })
  })

  it('does not know where a part of the calls is not understood, and quotes nothing of it', async () => {
    const token = 'Zq8.hidden-Value'
    await file(
      'calls.txt',
      `GET /api/Tickets\nAuthorization: Bearer ${token}\nGET https://graph.microsoft.com/v1.0/me?t=${token}\nGET /api/${token}\n`,
    )
    const { status, messages, out } = await crossview(
      ...['check', '--demo', 'mixed', '--calls', 'calls.txt', '--json', '-'],
    )
    expect(status).toBe(3)
    expect(messages).toContain('Calls understood: 3, read as list. Not understood: 1.')
    expect(messages).toContain('Not of Halo: 1 (graph.microsoft.com 1)')
    expect(messages).toContain('line 2: no method with an address or a path')
    expect(messages + out).not.toContain('hidden')
    expect(jsonOf(out)).toMatchObject({
      result: 'unknown',
      unknownCalls: ['/api/…'],
      calls: { understood: 3, notUnderstood: { count: 1, examples: [{ at: 'line 2' }] }, ofHalo: 2 },
    })
  })

  it('puts a recipe into a report', async () => {
    const { messages } = await crossview(
      ...['report', '--snapshot', 'mixed.json', '--recipe', 'halo-tickets', '--html', 'r.html'],
    )
    expect(messages).toContain('scope.excess')
    const html = await readFile(path.join(folder, 'r.html'), 'utf8')
    expect(html).toContain('What the recipe needs')
    expect(html).toContain('What the app side may do, by feature')
  })
})

describe('expect', () => {
  const POLICY = `schema: crossview.expect/1
expect:
  - name: none of Fabrikam
    app: { resource: tickets, count: none, where: { client: Fabrikam Ltd } }
  - agent: { resource: tickets, count: { min: 100 } }
  - same: statuses
  - app: { resource: suppliers, count: none }
  - no-finding: agent.administrator
`

  it('answers with status, JUnit and SARIF, and never takes unknown for passed', async () => {
    await file('policy.yaml', POLICY)
    const { status, messages } = await crossview(
      ...['expect', 'policy.yaml', '--snapshot', 'mixed.json', '--junit', 'j.xml', '--sarif', 's.json'],
    )
    expect(status).toBe(1)
    expect(messages).toContain('3 of 5 expectations hold.')
    const junit = await readFile(path.join(folder, 'j.xml'), 'utf8')
    expect(junit).toContain('tests="5" failures="1" errors="1"')
    const sarif = jsonOf(await readFile(path.join(folder, 's.json'), 'utf8'))
    expect(sarif).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'Crossview', version: '1.2.3' } },
          results: [
            { level: 'error', locations: [{ physicalLocation: { region: { startLine: 3 } } }] },
            { level: 'warning', locations: [{ physicalLocation: { region: { startLine: 7 } } }] },
          ],
        },
      ],
    })
  })

  it('cannot tell of a name that is nowhere, instead of passing “none”', async () => {
    await file(
      'typo.yaml',
      'schema: crossview.expect/1\nexpect: [{ app: { resource: tickets, count: none, where: { client: Fabrikan Ltd } } }]\n',
    )
    const { status, messages } = await crossview('expect', 'typo.yaml', '--snapshot', 'mixed.json')
    expect(status).toBe(3)
    expect(messages).toContain('No client called “Fabrikan Ltd” is known')
  })

  it('finds team, type, assignee and site by name', async () => {
    const where = (facet: string, name: string) =>
      `  - agent: { resource: tickets, count: some, where: { ${facet}: ${name} } }\n`
    await file(
      'facets.yaml',
      `schema: crossview.expect/1\nexpect:\n${where('team', 'Projects')}${where('type', 'Problem')}${where('assignee', 'Tim Bowers')}${where('assignee', '1')}`,
    )
    expect((await crossview('expect', 'facets.yaml', '--demo', 'mixed')).status).toBe(0)
  })

  it('is 0 when all hold and 3 when one cannot be told', async () => {
    await file('good.yaml', 'schema: crossview.expect/1\nexpect: [{ same: [statuses, priorities] }]\n')
    expect((await crossview('expect', 'good.yaml', '--snapshot', 'mixed.json')).status).toBe(0)
    expect((await crossview('expect', 'good.yaml', '--demo', 'healthy')).status).toBe(0)
    await file('open.yaml', 'schema: crossview.expect/1\nexpect: [{ same: suppliers }]\n')
    expect((await crossview('expect', 'open.yaml', '--snapshot', 'mixed.json')).status).toBe(3)
  })

  it.each([
    ['a: [', /line 1: it is not valid YAML/],
    ['schema: crossview.expect/1\nexpect:\n  - same: hats\n', /line 3: same/],
    ['schema: crossview.expect/1\nexpect:\n  - {}\n', /line 3: name exactly one of app, agent/],
    ['schema: crossview.expect/1\nexpect: []\n', /expect/],
    ['schema: &a crossview.expect/1\nexpect: [{ name: *a }]\n', /aliases/],
  ])('refuses a file that cannot be used: %s', async (text, message) => {
    await file('bad.yaml', text)
    const { status, messages } = await crossview('expect', 'bad.yaml', '--snapshot', 'mixed.json')
    expect(status).toBe(2)
    expect(messages).toMatch(message)
  })
})

describe('check --scopes', () => {
  it('tabulates every scope, and saves what can be gone on from', async () => {
    const { status, messages } = await crossview(
      'check',
      '--demo',
      'mixed',
      '--scopes',
      '--json',
      'scopes.json',
    )
    expect(status).toBe(0)
    expect(messages).toContain('The application has: read:tickets')
    const resumed = await crossview('check', '--demo', 'mixed', '--scopes', '--resume', 'scopes.json')
    expect(resumed.status).toBe(2)
    expect(resumed.messages).toContain('another tenant or another application')
  })
})
