import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startDemo, type DemoServer } from '../../../src/demo/index'
import { comparisonFileSchema } from '../../../src/shared/files/comparison'
import { snapshotFileSchema } from '../../../src/shared/files/snapshot'
import { applicationsFileSchema } from '../../../src/shared/files/applications'
import { runBuilt } from '../../support/built-cli'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'

/** What an application is there for, on the command line: where it is said, and what it changes. */

let demo: DemoServer
beforeAll(async () => {
  demo = await startDemo('mixed', { requestLimit: 100_000 })
})
afterAll(() => demo.close())

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})
const at = (name: string): string => path.join(folder, name)
const write = (name: string, value: object): Promise<void> => writeFile(at(name), JSON.stringify(value))

const ENV = () => ({
  APP_SECRET: demo.app.secret,
  AGENT_SECRET: demo.agent.secret,
  INSPECTOR_SECRET: demo.inspector.secret,
})
const connection = (side: 'app' | 'agent' | 'inspector') => ({
  kind: 'application',
  clientId: demo[side].clientId,
  scope: demo[side].scope,
  secretEnv: `${side.toUpperCase()}_SECRET`,
})
const config = (app: object = {}, more: object = {}) => ({
  name: 'Contoso',
  url: demo.url,
  app: { ...connection('app'), ...app },
  agent: connection('agent'),
  inspector: connection('inspector'),
  ...more,
})

/** Everything that the test looks at of one comparison of the demo's reporting application. */
const compare = async (file: object, ...args: readonly string[]) => {
  await write('config.json', file)
  const ran = await runCli(
    folder,
    [
      'compare',
      '--config',
      'config.json',
      '--resources',
      'tickets,suppliers,quotes',
      '--json',
      'out.json',
      ...args,
    ],
    ENV(),
  )
  return ran
}
const result = async () => comparisonFileSchema.parse(JSON.parse(await readFile(at('out.json'), 'utf8')))
const severities = async (): Promise<readonly string[]> =>
  (await result()).findings.map(({ severity, code, resource }) => `${severity} ${code} ${resource ?? '-'}`)

const TICKETS_ONLY = {
  schema: 'crossview.recipe/1',
  name: 'tickets-only',
  title: 'Read tickets',
  description: '',
  source: { title: 'Ours', url: null, date: '2026' },
  scopes: ['read:tickets'],
  permissions: [],
  membership: false,
  settings: [],
  unchecked: [],
}

/** What the demo's reporting application holds. */
const HELD = [
  'tickets',
  'customers',
  'assets',
  'contracts',
  'suppliers',
  'items',
  'calendar',
  'kb',
  'invoices',
].map((area) => `read:${area}`)

describe('a purpose', () => {
  it('of the config file makes errors of what it needs, and of nothing else', async () => {
    expect((await compare(config())).status).toBe(1)
    const before = await result()
    expect(before.purpose).toBeNull()
    expect(
      before.findings.filter(({ severity }) => severity === 'error').map(({ resource }) => resource),
    ).toEqual(['tickets', 'tickets', 'tickets', 'tickets', 'suppliers', 'quotes'])

    const { status, messages } = await compare(config({ purpose: 'halo-tickets' }))
    expect(status).toBe(1)
    const after = await result()
    expect(after.purpose).toBe('halo-tickets')
    expect(await severities()).toEqual([
      'error scope.missing -',
      'error agent.team tickets',
      'error agent.client tickets',
      'error agent.ticket-type tickets',
      'error agent.unassigned tickets',
      'info identity.different-agent -',
      'info scope.excess -',
      'info agent.feature-level suppliers',
      'info scope.missing quotes',
    ])
    expect(after.resources).toEqual(
      before.resources.map((resource, index) => ({
        ...resource,
        findings: after.resources[index]?.findings,
      })),
    )
    expect(messages).toContain(
      "Purpose: Read and create or update tickets (Halo's common case) (halo-tickets)",
    )
    expect(messages).toMatch(/scope\.missing: .*quotes.* As intended: its purpose needs none of this\./)
  })

  it('that is met in all decides the exit status', async () => {
    const file = { ...TICKETS_ONLY, scopes: ['read:items'], name: 'items-only' }
    await write('items.json', file)
    expect((await compare(config({ purpose: 'items.json' }))).status).toBe(0)
    expect((await result()).purpose).toBe('items-only')
    expect((await severities()).filter((line) => line.startsWith('error'))).toEqual([])
  })

  it('is a file beside the config file, wherever the command is run, and may be named by the note as well', async () => {
    await write('tickets.json', TICKETS_ONLY)
    await compare(config({ purpose: 'tickets.json' }))
    expect((await result()).purpose).toBe('tickets-only')
    const notes = { [demo.app.clientId.toUpperCase()]: { purpose: 'tickets.json', owner: 'Ann' } }
    await compare(config({}, { applications: notes }))
    expect((await result()).purpose).toBe('tickets-only')
  })

  it('is one truth with that of the applications', async () => {
    await write('config.json', config({ purpose: 'perimeters' }))
    const { out } = await runCli(
      folder,
      ['applications', '--config', 'config.json', '--resources', 'tickets', '--json', '-'],
      ENV(),
    )
    const { applications } = applicationsFileSchema.parse(JSON.parse(out))
    const mine = applications.find(({ clientId }) => clientId === demo.app.clientId)
    expect(mine?.purpose).toBe('perimeters')
    const two = config(
      { purpose: 'perimeters' },
      { applications: { [demo.app.clientId]: { purpose: '365sentri' } } },
    )
    const { status, messages } = await compare(two)
    expect(status).toBe(2)
    expect(messages).toContain('app.purpose')
  })

  it('that is wrong ends with 2 and names the field, and nothing is sent', async () => {
    const sent = demo.counts().requests
    for (const purpose of ['halo-ticket', 'nowhere.json', '../tickets.json']) {
      const { status, messages } = await compare(config({ purpose }))
      expect(status).toBe(2)
      expect(messages).toContain('purpose')
    }
    expect((await compare(config({ purpose: 'halo-ticket' }))).messages).toContain('app.purpose')
    expect((await compare(config(), '--purpose', 'halo-ticket')).status).toBe(2)
    const blank = await compare(config(), '--purpose', ' ')
    expect(blank.status).toBe(2)
    expect(blank.messages).toMatch(/--purpose.*Name a recipe/)
    expect(demo.counts().requests).toBe(sent)
  })

  it('of the option goes before that of the file, over a snapshot too', async () => {
    await write('tickets.json', TICKETS_ONLY)
    await compare(config({ purpose: 'halo-tickets' }), '--purpose', 'tickets.json', '--snapshot', 'in.json')
    expect((await result()).purpose).toBe('tickets-only')
    const snapshot = snapshotFileSchema.parse(JSON.parse(await readFile(at('in.json'), 'utf8')))
    expect(snapshot.purpose?.title).toBe('Read tickets')

    const report = (...args: readonly string[]) =>
      runCli(folder, ['report', '--snapshot', 'in.json', '--json', 'out.json', ...args])
    await report()
    expect((await result()).purpose).toBe('tickets-only')
    const kept = await severities()
    expect((await report('--purpose', 'perimeters')).status).toBe(1)
    expect((await result()).purpose).toBe('perimeters')
    expect(await severities()).not.toEqual(kept)
    expect((await report('--purpose', 'nobody')).status).toBe(2)
  })

  it('decides what a policy test says of findings', async () => {
    await write('config.json', config())
    await writeFile(at('policy.yaml'), 'schema: crossview.expect/1\nexpect:\n  - no-finding: scope.excess\n')
    const expecting = (...args: readonly string[]) =>
      runCli(folder, ['expect', 'policy.yaml', '--config', 'config.json', ...args], ENV())
    // Nobody says what it needs: not known.
    expect((await expecting()).status).toBe(3)
    expect((await expecting('--purpose', 'halo-tickets')).status).toBe(1)
    await write('all.json', { ...TICKETS_ONLY, scopes: HELD })
    expect((await expecting('--purpose', 'all.json')).status).toBe(0)
  })
})

describe('the built command line', () => {
  it('tells before and after for the demo tenant that it serves itself', async () => {
    await write('before.json', config())
    await write('after.json', config({ purpose: 'halo-tickets' }))
    const run = async (file: string) => {
      const { status, out } = await runBuilt(
        ['compare', '--config', file, '--resources', 'all', '--json', '-'],
        { folder, env: ENV() },
      )
      return { status, json: comparisonFileSchema.parse(JSON.parse(out)) }
    }
    const [before, after] = [await run('before.json'), await run('after.json')]
    const errors = ({ json }: typeof before) =>
      json.findings.filter(({ severity }) => severity === 'error').length
    expect([before.status, errors(before)]).toEqual([1, 22])
    expect([after.status, errors(after)]).toEqual([1, 6])
    expect(after.json.causes.map(({ records }) => records)).toEqual(
      before.json.causes.map(({ records }) => records),
    )
  })
})
