import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ApplicationsJson } from '../../../src/core/inventory/inventory-json'
import { startDemo, type DemoServer } from '../../../src/demo/index'
import { runProgram } from '../../../src/main/cli/commands/program'
import { createCommandDeps } from '../../../src/main/cli/composition'
import { openInventorySnapshot } from '../../../src/main/services/reports/inventory-snapshot'
import { applicationsFileSchema } from '../../../src/shared/files/applications'
import { startCountingServer } from '../../support/counting-server'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'
import { loaded } from '../../support/command-line'

/** `crossview applications` from outside: the demo tenant read once, its snapshot used again and again. */

let demo: DemoServer
let made: string
let online: { readonly status: number; readonly out: string; readonly messages: string }
const late: (() => Promise<void>)[] = []
beforeAll(async () => {
  demo = await startDemo('mixed')
  made = temporaryFolder((cleanUp) => late.push(cleanUp))
  await writeFile(path.join(made, 'config.json'), JSON.stringify(config()))
  online = await runCli(
    made,
    ['applications', '--config', 'config.json', '--records', '--json', '-', '--snapshot', 'in.json'],
    ENV(),
  )
}, 60_000)
afterAll(async () => {
  await demo.close()
  for (const cleanUp of late) await cleanUp()
})

let folder: string
const at = (name: string): string => path.join(folder, name)
const text = (name: string): Promise<string> => readFile(at(name), 'utf8')
const write = (name: string, value: unknown): Promise<void> =>
  writeFile(at(name), typeof value === 'string' ? value : JSON.stringify(value, null, 2))
beforeEach(async () => {
  folder = temporaryFolder()
  await writeFile(at('in.json'), await readFile(path.join(made, 'in.json')))
})

const ENV = () => ({ INSPECTOR_SECRET: demo.inspector.secret })
const inspector = (scope = demo.inspector.scope) => ({
  kind: 'application',
  clientId: demo.inspector.clientId,
  secretEnv: 'INSPECTOR_SECRET',
  scope,
})
/** Of a tenant whose applications alone are of interest. */
const config = (more: object = {}) => ({ name: 'Contoso', url: demo.url, inspector: inspector(), ...more })

const crossview = (...args: readonly string[]) => runCli(folder, ['applications', ...args], ENV())
const jsonOf = (out: string): ApplicationsJson => applicationsFileSchema.parse(JSON.parse(out))
const found = (name: string, json = jsonOf(online.out)) => {
  const application = json.applications.find((each) => each.name === name)
  if (application === undefined) throw new Error(`There is no application ${name}`)
  return application
}
/** Facts that were saved, changed, saved again. */
const changedSnapshot = async (change: (file: SnapshotFile) => unknown): Promise<void> => {
  const opened = await openInventorySnapshot(await text('in.json'))
  if (!opened.ok) throw new Error(opened.error.message)
  await write('in.json', change(opened.value))
}
type SnapshotFile = Extract<Awaited<ReturnType<typeof openInventorySnapshot>>, { ok: true }>['value']

describe('with an inspector alone', () => {
  it('reads every application, and ends with 1 for a risk of severity error', () => {
    const json = jsonOf(online.out)
    expect(online.status).toBe(1)
    expect(json).toMatchObject({ complete: true, coverage: { applications: 18 } })
    expect(json.coverage.read + json.coverage.unread).toBe(18)
    expect(json.applications.some(({ risks }) => risks.some(({ severity }) => severity === 'error'))).toBe(
      true,
    )
  })

  it('names the records that it counts', () => {
    for (const { sees } of jsonOf(online.out).applications)
      for (const view of sees)
        if (view.state === 'predicted')
          expect([view.records?.length, view.unknownRecords?.length]).toEqual([view.visible, view.unknown])
  })

  it('says before it sends where the secret goes, and of no other connection', async () => {
    await write(
      'config.json',
      config({
        app: { kind: 'application', clientId: demo.app.clientId, secretEnv: 'NOT_THERE_SECRET' },
      }),
    )
    const { status, messages } = await crossview('--config', 'config.json', '--resources', 'teams')
    expect(status).toBe(1)
    const lines = messages.split('\n')
    expect(lines[0]).toBe(`INSPECTOR_SECRET goes to ${new URL(demo.url).host}`)
    expect(messages).not.toContain('NOT_THERE_SECRET')
  })

  it('shows in the table what stands in the JSON', () => {
    const sync = found('Reporting sync')
    const tickets = sync.sees.find(({ resource }) => resource === 'tickets')
    const row = online.messages.split('\n').find((line) => line.trim().startsWith('Reporting sync'))
    expect(row).toContain(` ${tickets?.state === 'predicted' ? String(tickets.visible) : '?'} `)
    expect(row).toContain(sync.login.name)
    const scanner = online.messages.split('\n').find((line) => line.trim().startsWith('Security scanner'))
    expect(scanner).toMatch(/(unknown +){5}/)
    expect(online.messages).toContain(
      '17 of 18 applications read, 1 unread; 26 of 26 lists of records whole.',
    )
  })

  it('such a file is nothing to compare, and compare says what is missing', async () => {
    const tenant = await startCountingServer()
    try {
      await write('config.json', { ...config(), url: tenant.url })
      const { status, out, messages } = await runCli(
        folder,
        ['compare', '--config', 'config.json', '--json', '-'],
        ENV(),
      )
      expect([status, out, tenant.seen()]).toEqual([2, '', []])
      expect(messages).toMatch(/has no app connection[^\n]*\n {2}- /)
    } finally {
      await tenant.close()
    }
  })

  it('check tries the inspector of such a file', async () => {
    await write('config.json', config())
    const { status, messages } = await runCli(folder, ['check', '--config', 'config.json'], ENV())
    expect([status, messages.match(/^\w+ +inspector /gm)?.length]).toEqual([0, expect.any(Number)])
  })

  it('a tenant without inspector and agent side is told what to add', async () => {
    await write('config.json', { ...config(), inspector: null, app: inspector() })
    const { status, messages } = await crossview('--config', 'config.json')
    expect(status).toBe(2)
    expect(messages).toContain('has no inspector')
  })

  it('the agent side reads where there is no inspector', async () => {
    await write('config.json', { ...config(), inspector: null, agent: inspector() })
    const { status, out } = await crossview('--config', 'config.json', '--resources', 'teams', '--json', '-')
    expect([status, jsonOf(out).applications.length]).toEqual([1, 18])
  })

  it('ends with 3 where the list is refused, and says so first', async () => {
    await write('config.json', config({ inspector: inspector('read:tickets') }))
    const { status, out, messages } = await crossview(
      '--config',
      'config.json',
      '--resources',
      'tickets',
      '--json',
      '-',
    )
    expect([status, jsonOf(out).complete]).toEqual([3, false])
    expect(messages).toContain('Which applications there are could not be read')
    expect(messages).toContain('INCOMPLETE')
  })

  it('records what passed, and replays to the same', async () => {
    await write('config.json', config())
    const args = ['--resources', 'teams,clients', '--json', '-']
    const first = await crossview('--config', 'config.json', '--record', 'run', ...args)
    const again = await crossview('--replay', 'run', ...args)
    const timeless = ({ startedAt: _started, finishedAt: _finished, ...rest }: ApplicationsJson) => rest
    expect([first.status, again.status]).toEqual([1, 1])
    expect(timeless(jsonOf(again.out))).toEqual(timeless(jsonOf(first.out)))
    expect(await text('run/recording.json')).not.toContain(demo.inspector.secret)
  })
})

describe('offline', () => {
  it('gives the same JSON and tells the same', async () => {
    const offline = await crossview('--snapshot', 'in.json', '--records', '--json', '-')
    expect(offline.out).toBe(online.out)
    expect([offline.status, online.messages.includes(offline.messages)]).toEqual([1, true])
  })

  it('makes every output', { tags: 'chromium' }, async () => {
    const { status, messages } = await crossview(
      ...['--snapshot', 'in.json', '--json', 'r.json', '--html', 'r.html', '--csv', 'csv', '--pdf', 'r.pdf'],
    )
    expect([status, messages.match(/^Wrote /gm)?.length]).toEqual([1, 4])
    expect((await readFile(at('r.pdf'))).subarray(0, 5).toString()).toBe('%PDF-')
    expect(await text('r.html')).toContain('Reporting sync')
    expect((await readdir(at('csv'))).length).toBeGreaterThan(3)
    expect(jsonOf(await text('r.json')).applications.length).toBe(18)
  })

  it('ends with 0 where nothing is of severity error, as the inspector itself is not', async () => {
    const only = (...names: readonly string[]) =>
      changedSnapshot((file) => ({
        ...file,
        facts: {
          ...file.facts,
          applications: file.facts.applications.filter(({ name }) => names.includes(name)),
        },
      }))
    await only('Reporting sync', 'Crossview inspector')
    const { status, out } = await crossview('--snapshot', 'in.json', '--json', '-')
    expect(status).toBe(0)
    const [inspected] = found('Crossview inspector', jsonOf(out)).risks
    expect(inspected).toMatchObject({ code: 'application.administrator', severity: 'warning' })
    expect(inspected?.message).toMatch(/^This is the inspector/)
  })

  it('knows no inspector where an older snapshot does not say', async () => {
    await changedSnapshot(({ facts: { inspectorClientId: _none, ...facts }, ...file }) => ({
      ...file,
      facts,
    }))
    const { out } = await crossview('--snapshot', 'in.json', '--json', '-')
    expect(found('Crossview inspector', jsonOf(out)).risks[0]?.severity).toBe('error')
  })

  it('ends with 3 where a list was not read', async () => {
    await changedSnapshot((file) => ({
      ...file,
      facts: {
        ...file.facts,
        lists: [{ resource: 'tickets', observation: { state: 'refused', status: 403 } }],
      },
    }))
    const { status, out, messages } = await crossview('--snapshot', 'in.json', '--json', '-')
    expect([status, jsonOf(out).complete]).toEqual([3, false])
    expect(messages).toContain('tickets refused')
    // Of a list that nobody has, nothing is predicted, but for who is refused it anyway.
    for (const { sees } of jsonOf(out).applications)
      expect(sees[0]?.state === 'refused' || sees[0]?.state === 'unknown').toBe(true)
  })

  it.each([
    [[], 'No target was named'],
    [['--snapshot', 'in.json', '--resources', 'tickets'], 'and no others'],
    [['--snapshot', 'in.json', '--trust-host', 'x.example'], '--trust-host and --trust-ca are for --config'],
    [['--snapshot', 'none.json'], 'none.json'],
    [['--demo', '--resources', 'tickest'], 'tickest'],
    [['--snapshot', 'in.json', '--json', 'in.json'], 'would take the place of --snapshot in.json'],
    [
      ['--snapshot', 'in.json', '--review', 'r.json', '--json', 'r.json'],
      'would take the place of --review r.json',
    ],
    [
      ['--snapshot', 'in.json', '--compared', 'a.json', '--compared', 'b.json', '--html', 'b.json'],
      'would take the place of --compared b.json',
    ],
    [['--snapshot', 'in.json', '--json', '-', '--html', '-'], 'Only one output'],
    [['--snapshot', 'in.json', '--csv', '-'], 'CSV output is a folder'],
    [['--demo', '--snapshot', 'none/out.json'], 'the folder does not exist'],
    [['--demo', '--record', 'run', '--redact'], 'cannot be redacted'],
  ] as const)('%j is wrong usage', async (args, told) => {
    const { status, out, messages } = await crossview(...args)
    expect([status, out]).toEqual([2, ''])
    expect(messages).toContain(told)
  })

  it('tells a snapshot of a comparison from one of applications', async () => {
    await changedSnapshot((file) => ({ ...file, schema: 'crossview.snapshot/1' }))
    const { status, messages } = await crossview('--snapshot', 'in.json')
    expect(status).toBe(2)
    expect(messages).toContain('snapshot of a comparison')
  })
})

describe('--redact', () => {
  it('leaves no name in any output, and concludes the same', { tags: 'chromium' }, async () => {
    const plain = jsonOf(online.out)
    const { status, messages } = await crossview(
      ...['--snapshot', 'in.json', '--redact', '--json', 'r.json', '--html', 'r.html', '--csv', 'csv'],
    )
    expect(status).toBe(1)
    const tables = await Promise.all((await readdir(at('csv'))).map((name) => text(path.join('csv', name))))
    const printed = [messages, await text('r.json'), await text('r.html'), ...tables].join('\n')
    const names = plain.applications.flatMap(({ name, clientId, login }) => [name, clientId, login.name])
    for (const name of [plain.tenant.name, new URL(demo.url).host, ...names])
      if (name !== null) expect([name, printed.includes(name)]).toEqual([name, false])
    const shape = ({ applications }: ApplicationsJson) =>
      applications.map(({ sees, risks, can }) => ({ sees, risks: risks.map(({ code }) => code), can }))
    const { out } = await crossview('--snapshot', 'in.json', '--json', '-')
    expect(shape(jsonOf(await text('r.json')))).toEqual(shape(jsonOf(out)))
  })
})

it('writes what was read when it is interrupted, marked incomplete', async () => {
  await write('config.json', config())
  const interrupt = new AbortController()
  const status = await runProgram(
    ['applications', '--config', 'config.json', '--json', 'r.json', '--snapshot', 's.json'],
    '1.2.3',
    loaded(
      createCommandDeps(
        {
          out: () => Promise.resolve(),
          message: (line) => {
            // A few lists are read at once: when the ninth begins, others have ended.
            if (line.startsWith('Records: [9/')) interrupt.abort()
          },
          env: { ...process.env, CROSSVIEW_USER_DATA: folder, ...ENV() },
          cwd: folder,
        },
        interrupt.signal,
      ),
    ),
  )
  const json = jsonOf(await text('r.json'))
  expect([status, json.complete, json.applications.length]).toEqual([130, false, 18])
  expect(json.lists.some(({ complete }) => complete)).toBe(true)
  expect(json.lists.some(({ state }) => state === 'skipped' || state === 'failed')).toBe(true)
  // Nothing is interrupted when it is opened: it is only not whole.
  expect((await crossview('--snapshot', 's.json')).status).toBe(3)
})
