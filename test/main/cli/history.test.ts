import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, afterAll, beforeEach, describe, expect, it } from 'vitest'
import { startDemo, type DemoServer } from '../../../src/demo/index'
import { createConsole } from '../../../src/main/cli/terminal/console'
import { runProgram } from '../../../src/main/cli/commands/program'
import { openSnapshot } from '../../../src/main/services/reports/snapshot'
import { openInventorySnapshot } from '../../../src/main/services/reports/inventory-snapshot'
import { historySettingsSchema } from '../../../src/shared/files/history'
import { furtherAppKey } from '../../../src/shared/files/profile'
import { commandLine, loaded } from '../../support/command-line'
import { toKeep } from '../../support/history'
import { add } from '../../support/profile-service'
import { REPORTING } from '../../support/profiles'

/** The history of stored tenants on the command line, against the demo tenant's own server. */

let demo: DemoServer
beforeAll(async () => {
  demo = await startDemo('mixed')
})
afterAll(() => demo.close())

type Commands = ReturnType<typeof commandLine>
let all: Commands
let id: string
beforeEach(async () => {
  all = commandLine()
  id = await add(all, tenant(), secrets())
})

const side = ({ clientId, scope }: DemoServer['app']) => ({ kind: 'application' as const, clientId, scope })
const tenant = () => ({
  url: demo.url,
  tenant: demo.tenant,
  app: side(demo.app),
  agent: side(demo.agent),
  inspector: side(demo.inspector),
})
const secrets = () => ({
  app: demo.app.secret,
  agent: demo.agent.secret,
  inspector: demo.inspector.secret,
})

const run = async (...args: readonly string[]) => {
  all.messages.length = 0
  const out: string[] = []
  const console = createConsole({
    out: (content) => {
      out.push(String(content))
      return Promise.resolve()
    },
    message: (text) => all.messages.push(text),
    env: {},
    cwd: all.folder,
  })
  const status = await runProgram(args, '0', loaded({ ...all.deps, console }))
  return { status, out: out.join(''), said: all.messages.join('\n') }
}

const TICKETS = ['--profile', 'Contoso', '--resources', 'tickets']
const listed = async () => (await all.history.list(id)).entries

describe('a run of a stored tenant', () => {
  it('is kept, comparison and inventory, as the snapshots that it would have saved', async () => {
    await run('compare', ...TICKETS, '--snapshot', 'saved.json')
    await run('applications', ...TICKETS, '--snapshot', 'inventory.json')
    const entries = await listed()
    expect(
      entries.map(({ kind, app, counts }) => [kind, app, counts.complete, counts.applications !== null]),
    ).toEqual([
      ['applications', null, true, true],
      ['comparison', null, true, false],
    ])
    const text = async (place: number) => {
      const read = await all.history.read(id, entries[place]?.id ?? '')
      if (!read.ok) throw new Error(read.error.message)
      return read.value
    }
    expect(await text(1)).toBe(await readFile(path.join(all.folder, 'saved.json'), 'utf8'))
    expect(await text(0)).toBe(await readFile(path.join(all.folder, 'inventory.json'), 'utf8'))
    const comparison = await openSnapshot(await text(1))
    if (!comparison.ok) throw new Error(comparison.error.message)
    const [tickets] = comparison.value.resources
    expect(entries[1]?.counts).toMatchObject({
      both: tickets?.both,
      onlyAgent: tickets?.onlyAgent.length,
      onlyApp: tickets?.onlyApp.length,
      errors: comparison.value.findings.filter(({ severity }) => severity === 'error').length,
    })
    expect((await openInventorySnapshot(await text(0))).ok).toBe(true)
  })

  it('is kept of the app connection that was compared, with its names where the outputs have none', async () => {
    const app = { ...REPORTING, ...side(demo.app) }
    const { app: secret, ...others } = secrets()
    const further = await add(
      all,
      { ...tenant(), name: 'Further', app: null, apps: [app] },
      {
        ...others,
        [furtherAppKey(app.id)]: secret,
      },
    )
    await run('compare', '--profile', 'Further', '--resources', 'tickets', '--app', app.name, '--redact')
    const [entry] = (await all.history.list(further)).entries
    expect(entry?.app).toBe(app.id)
    const read = await all.history.read(further, entry?.id ?? '')
    const opened = read.ok ? await openSnapshot(read.value) : read
    expect(opened.ok && opened.value.tenant.url).toBe(demo.url)
    expect((await run('history', 'list', '--profile', 'Further')).out).toContain(
      `comparison of ${app.name}; `,
    )
    expect(await listed()).toEqual([])
  })

  it('is not kept with --no-history, where it is switched off, of another target, or from a file', async () => {
    await run('compare', ...TICKETS, '--no-history', '--snapshot', 'saved.json')
    await run('applications', ...TICKETS, '--no-history')
    await run('compare', '--demo', 'healthy', '--resources', 'tickets')
    await run('report', '--snapshot', 'saved.json')
    await all.history.setSettings(historySettingsSchema.parse({ off: [id] }))
    expect((await run('compare', ...TICKETS)).said).not.toContain('history')
    expect(existsSync(path.join(all.folder, 'history'))).toBe(false)
  })

  it('is as good without a keychain, which is said', async () => {
    const before = await run('compare', ...TICKETS, '--no-history')
    all.historySecrets.fault = 'no-service'
    const { status, said } = await run('compare', ...TICKETS, '--json', 'r.json')
    expect(status).toBe(before.status)
    expect(said).toContain('No history is kept, since its key has no place.')
    expect(existsSync(path.join(all.folder, 'r.json'))).toBe(true)
  })
})

describe('history', () => {
  beforeEach(async () => {
    for (const day of ['20', '22', '24'])
      await all.history.keep(id, toKeep({ at: `2026-11-${day}T08:00:00.000Z`, text: `"of ${day}"\n` }))
  })

  it('list prints a line each, newest first, and what is the matter with files', async () => {
    const { status, out, said } = await run('history', 'list', '--profile', 'contoso')
    expect([status, said]).toEqual([0, ''])
    expect(out.split('\n')[0]).toBe(
      '   1  2026-11-24 08:00 UTC  comparison; 1 error, 2 warnings, 30 both, 4 only agent, 0 only app',
    )
    await run('history', 'baseline', '--profile', 'Contoso', '--at', '2')
    all.historySecrets.fault = 'locked'
    const json = await run('history', 'list', '--profile', 'Contoso', '--json', '-')
    expect(JSON.parse(json.out)).toMatchObject({
      schema: 'crossview.history/1',
      tenant: { name: 'Contoso' },
      on: true,
      state: { state: 'unavailable' },
      entries: [{ baseline: false }, { baseline: true }, { baseline: false }],
      faults: [],
    })
    expect((await run('history', 'list', '--profile', 'Contoso')).said).toContain('No history is kept')
  })

  it.each([
    [[], 'of 24'],
    [['--at', '2'], 'of 22'],
    [['--at', '2026-11-23'], 'of 22'],
    [['--at', '2026-11-22T07:59'], 'of 20'],
  ])('save %j writes that one', async (at, text) => {
    const { status, out } = await run('history', 'save', '--profile', 'Contoso', ...at, '--snapshot', '-')
    expect([status, out]).toEqual([0, `"${text}"\n`])
  })

  it.each([
    [['save', '--at', '4', '--snapshot', 's.json'], 'There is no such number: 3 snapshots'],
    [
      ['save', '--at', '2026-11-19', '--snapshot', 's.json'],
      'its oldest snapshot of this tenant is of 2026-11-20 08:00 UTC',
    ],
    [['save', '--at', 'yesterday', '--snapshot', 's.json'], 'neither a number nor a day'],
    [['save', '--at', '2026-13-40', '--snapshot', 's.json'], 'neither a number nor a day'],
    [['remove'], 'name one of them with --at, or --all'],
    [['remove', '--at', '1', '--all'], 'name one of them with --at, or --all'],
  ])('%j is refused', async (args, message) => {
    const { status, said } = await run('history', args[0] ?? '', '--profile', 'Contoso', ...args.slice(1))
    expect([status, said]).toEqual([2, expect.stringContaining(message)])
    expect(await listed()).toHaveLength(3)
  })

  it('says which tenants there are', async () => {
    const { status, said } = await run('history', 'list', '--profile', 'Other')
    expect([status, said]).toEqual([2, expect.stringContaining('Stored: Contoso')])
  })

  it('remove takes the one that is meant, or all of them', async () => {
    expect((await run('history', 'remove', '--profile', 'Contoso', '--at', '2026-11-22')).status).toBe(0)
    expect((await listed()).map(({ at }) => at.slice(8, 10))).toEqual(['24', '20'])
    expect((await run('history', 'remove', '--profile', 'Contoso', '--all')).status).toBe(0)
    expect(await listed()).toEqual([])
    const { said } = await run('history', 'save', '--profile', 'Contoso', '--snapshot', 's.json')
    expect(said).toContain('Nothing of this tenant is in the history.')
  })
})
