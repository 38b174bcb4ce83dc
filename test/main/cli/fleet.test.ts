import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { parseFleetTenant } from '../../../src/shared/files/fleet-tenant'
import { fleetConfigs } from '../../support/fleet-configs'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'

/** Many tenants from the command line, each a real server, by a folder of config files. */

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})

const ARGS = ['fleet', '--configs', 'configs', '--out', 'out', '--resources', 'tickets,clients'] as const

interface FleetJson {
  readonly schema: string
  readonly tenants: readonly {
    readonly name: string
    readonly state: string
    readonly message: string
    readonly files: Readonly<Record<string, string>>
    readonly checks: readonly { readonly name: string; readonly state: string }[]
  }[]
  readonly missing: readonly { readonly part: string; readonly reason: string }[]
}

const json = async <T = FleetJson>(...names: readonly string[]): Promise<T> =>
  JSON.parse(await readFile(path.join(folder, ...names), 'utf8')) as T

const untimed = (result: object) => ({ ...result, startedAt: '', finishedAt: '', requests: 0 })

describe('a folder of config files', () => {
  it('gives each tenant the results that it has alone, and a file that is none costs only itself', async () => {
    const { env } = await fleetConfigs(folder, ['Contoso', 'Fabrikam', 'No secret'])
    const { T2_APP_SECRET: _unset, ...known } = env
    const configs = path.join(folder, 'configs')
    const first = await readFile(path.join(configs, '0.json'), 'utf8')
    await writeFile(path.join(configs, 'broken.json'), '{ "name": ')
    await writeFile(path.join(configs, 'same.json'), first)
    await writeFile(
      path.join(configs, 'elsewhere.json'),
      first.replace('"Contoso"', '"Elsewhere"').replace(/"url":"[^"]+"/, '"url":"https://halo.example"'),
    )
    await writeFile(
      path.join(folder, 'policy.yaml'),
      'schema: crossview.expect/1\nexpect:\n  - name: sees tickets\n    app: { resource: tickets, count: some }\n',
    )
    const work = ['--do', 'check,compare,applications,expect', '--expect', 'policy.yaml']
    const { status, messages } = await runCli(folder, [...ARGS, ...work], known)
    expect(status).toBe(3)
    const { tenants, missing } = await json('out', 'fleet.json')
    expect(missing).toEqual([])
    expect(tenants.map(({ name, state }) => [name, state])).toEqual([
      ['Contoso', 'done'],
      ['Elsewhere', 'failed'],
      ['Fabrikam', 'done'],
      ['No secret', 'failed'],
      ['broken.json', 'failed'],
      ['same.json', 'failed'],
    ])
    const says = Object.fromEntries(tenants.map(({ name, message }) => [name, message]))
    expect(says['Elsewhere']).toMatch(/elsewhere\.json: .*nothing was sent.*halo\.example/)
    expect(says['No secret']).toContain('The environment variable T2_APP_SECRET is not set.')
    expect(says['broken.json']).toMatch(/^broken\.json: The config file is not valid JSON/)
    expect(says['same.json']).toContain('“Contoso”')
    expect(messages).toContain('6 tenants: 2 done, 4 failed.')

    expect((await readdir(path.join(folder, 'out', 'Contoso'))).sort()).toEqual([
      'applications-snapshot.json',
      'applications.json',
      'check.json',
      'comparison.json',
      'expect.json',
      'snapshot.json',
      'tenant.json',
    ])
    const target = ['--config', 'configs/0.json', '--resources', 'tickets,clients']
    await runCli(folder, ['compare', ...target, '--json', 'c.json'], known)
    expect(untimed(await json<object>('out', 'Contoso', 'comparison.json'))).toEqual(
      untimed(await json<object>('c.json')),
    )
    const compared = ['--compared', 'out/Contoso/snapshot.json']
    await runCli(folder, ['applications', ...target, ...compared, '--json', 'a.json'], known)
    const inventory = untimed(await json<object>('out', 'Contoso', 'applications.json'))
    expect(inventory).toEqual(untimed(await json<object>('a.json')))
    await runCli(folder, ['check', '--config', 'configs/0.json', '--json', 'k.json'], known)
    expect(await json<object>('out', 'Contoso', 'check.json')).toEqual(await json<object>('k.json'))

    const part = parseFleetTenant(await readFile(path.join(folder, 'out', 'Contoso', 'tenant.json'), 'utf8'))
    if (!part.ok) throw new Error(part.error.message)
    expect(part.value.part.files).toMatchObject({ comparison: 'comparison.json' })
    expect(tenants[0]?.files).toMatchObject({ comparison: 'Contoso/comparison.json' })
    const checks = Object.fromEntries(tenants[0]?.checks.map(({ name, state }) => [name, state]) ?? [])
    expect(checks).toMatchObject({
      'connect app': 'holds',
      'scopes granted': 'holds',
      purpose: 'unknown',
      'sees tickets': 'fails',
      'expect sees tickets': 'holds',
    })
    expect(checks['risk application.administrator']).toBeDefined()
  })

  it('names like one another, or like our own files, have folders of their own', async () => {
    const names = ['a/b', 'fleet.json', 'Ünï', 'CON']
    const { env } = await fleetConfigs(folder, names)
    await runCli(folder, [...ARGS, '--do', 'check'], env)
    const { tenants } = await json('out', 'fleet.json')
    const folders = tenants.map(({ files }) => files['check']?.split('/')[0])
    expect(new Set(folders).size).toBe(names.length)
    expect(tenants.every(({ state }) => state === 'done')).toBe(true)
  })
})

describe('an earlier run in the folder', () => {
  it('is taken up again with --resume: what is done is not asked for again', async () => {
    const { env, servers } = await fleetConfigs(folder, ['A', 'B', 'C'])
    const { T1_APP_SECRET: unset, ...known } = env
    expect((await runCli(folder, ARGS, known)).status).toBe(3)
    const sent = () => Object.values(servers).map((server) => server.counts().sent)
    const before = sent()
    const { messages } = await runCli(folder, [...ARGS, '--resume'], { ...known, T1_APP_SECRET: unset ?? '' })
    expect(messages).toContain('2 tenants of an earlier run are taken up again.')
    const after = sent()
    expect([after[0], after[2]]).toEqual([before[0], before[2]])
    expect(after[1]).toBeGreaterThan(before[1] ?? 0)
    expect((await json('out', 'fleet.json')).tenants.map(({ state }) => state)).toEqual([
      'done',
      'done',
      'done',
    ])
  })

  it('is done anew where it answers something else, is too old, or was damaged', async () => {
    const { env, servers } = await fleetConfigs(folder, ['Same', 'Old', 'Damaged'])
    await runCli(folder, [...ARGS, '--do', 'check'], env)
    const file = (name: string) => path.join(folder, 'out', name, 'tenant.json')
    const old = await readFile(file('Old'), 'utf8')
    await writeFile(
      file('Old'),
      old.replace(/"finishedAt": "[^"]+"/, '"finishedAt": "2026-01-01T00:00:00.000Z"'),
    )
    await writeFile(file('Damaged'), '{')
    const counts = () => Object.values(servers).map((server) => server.counts().sent)
    const before = counts()
    const { messages } = await runCli(folder, [...ARGS, '--do', 'check', '--resume'], env)
    expect(messages).toContain('Damaged: What was written down of this tenant is not valid JSON')
    expect(counts().map((count, index) => count > (before[index] ?? 0))).toEqual([false, true, true])
    // Another question: all of them.
    await runCli(folder, [...ARGS, '--do', 'check,compare', '--resume'], env)
    expect(counts()[0]).toBeGreaterThan(before[0] ?? 0)
  })

  it('is left alone without --resume, and so is a folder of somebody else', async () => {
    const { env } = await fleetConfigs(folder, ['A'])
    await runCli(folder, [...ARGS, '--do', 'check'], env)
    const again = await runCli(folder, [...ARGS, '--do', 'check'], env)
    expect([again.status, again.messages]).toEqual([2, expect.stringContaining('holds an earlier run')])
    await mkdir(path.join(folder, 'mine'))
    await writeFile(path.join(folder, 'mine', 'notes.txt'), 'x')
    const foreign = await runCli(folder, [...ARGS.slice(0, 3), '--out', 'mine', '--resume'], env)
    expect([foreign.status, foreign.messages]).toEqual([2, expect.stringContaining('holds something else')])
    expect(await readdir(path.join(folder, 'mine'))).toEqual(['notes.txt'])
  })
})

it('ends on Ctrl-C with what is done, and says which did not begin', async () => {
  const { env, servers } = await fleetConfigs(folder, ['A', 'B', 'C'])
  const controller = new AbortController()
  const second = servers['B']
  if (second === undefined) throw new Error()
  second.trouble = ({ url }) => {
    if (!/tickets/i.test(url)) return 'none'
    controller.abort()
    return 'hang'
  }
  const { status } = await runCli(folder, [...ARGS, '--at-once', '1'], env, controller.signal)
  expect(status).toBe(130)
  const { tenants, missing } = await json('out', 'fleet.json')
  expect(tenants.map(({ name, state }) => [name, state])).toEqual([
    ['A', 'done'],
    ['B', 'incomplete'],
  ])
  expect(missing).toEqual([{ part: 'C', reason: 'The run was ended before it began.' }])
  expect(await json('out', 'B', 'comparison.json')).toMatchObject({ complete: false })
})

describe('wrong usage sends nothing', () => {
  it.each([
    ['no tenants named', ['--out', 'o'], 'It was not said which tenants.'],
    ['two ways of naming them', ['--all', '--tag', 'x', '--out', 'o'], '--all and --tag'],
    ['no folder to write to', ['--all'], '--out DIR'],
    ['unknown work', ['--all', '--out', 'o', '--do', 'check,dance'], '“dance”'],
    ['tests without a file', ['--all', '--out', 'o', '--do', 'expect'], '--expect FILE'],
    ['a file without tests', ['--all', '--out', 'o', '--do', 'check', '--expect', 'p'], 'Add expect to --do'],
    ['an unknown resource', ['--all', '--out', 'o', '--resources', 'tockets'], '“tockets”'],
    ['trust without a file', ['--all', '--out', 'o', '--trust-host', 'h.example'], '--trust-host'],
    ['no stored tenant', ['--all', '--out', 'o'], 'No tenant profile is stored yet'],
    ['a folder that is not there', ['--configs', 'none', '--out', 'o'], 'could not be read'],
    ['a folder without files', ['--configs', '.', '--out', 'o'], 'There is no .json file'],
    ['none at once', ['--all', '--out', 'o', '--at-once', '0'], 'Use a whole number from 1 to 1,000'],
  ])('%s', async (_name, args, says) => {
    const { status, messages } = await runCli(folder, ['fleet', ...args])
    expect([status, messages]).toEqual([2, expect.stringContaining(says)])
    expect(await readdir(folder)).not.toContain('o')
  })

  it('a baseline that is none of the tenants', async () => {
    const { env, servers } = await fleetConfigs(folder, ['A'])
    const { status, messages } = await runCli(folder, [...ARGS, '--baseline', 'Nobody'], env)
    expect([status, messages]).toEqual([2, expect.stringContaining('“Nobody” is none of these tenants')])
    expect(servers['A']?.counts().sent).toBe(0)
  })
})
