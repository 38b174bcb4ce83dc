import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ApplicationsJson } from '../../../src/core/inventory/inventory-json'
import { startDemo, type DemoServer } from '../../../src/demo/index'
import { openInventorySnapshot } from '../../../src/main/services/reports/inventory-snapshot'
import { applicationsFileSchema } from '../../../src/shared/files/applications'
import { startCountingServer } from '../../support/counting-server'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'

/** `crossview applications` with what people wrote down: reviews, purposes, comparisons, breached names. */

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

describe('--review', () => {
  const decision = { decision: 'keep', by: 'Ann Lee', on: '2026-11-26' }
  const review = (decisions: object) => ({ schema: 'crossview.review/1', reviewer: 'Ann Lee', decisions })

  it('carries decisions, and names applications without one and decisions about what is gone', async () => {
    const { id } = found('Reporting sync')
    await write('review.json', review({ [id.toUpperCase()]: decision, gone: decision }))
    const { status, out, messages } = await crossview(
      ...['--snapshot', 'in.json', '--review', 'review.json', '--json', '-'],
    )
    expect(status).toBe(1)
    const json = jsonOf(out)
    expect(found('Reporting sync', json).decision).toMatchObject({ decision: 'keep', by: 'Ann Lee' })
    expect(json.review).toMatchObject({
      applications: 17,
      reviewed: 1,
      keep: 1,
      open: 16,
      aside: [{ id: 'gone', decision: 'keep', why: 'gone' }],
    })
    expect(json.review?.withoutDecision.length).toBe(16)
    expect(messages).toContain('Review by Ann Lee: 1 of 17 applications reviewed: 1 keep, 0 reduce')
    expect(messages).toContain('not in the tenant any more: gone (keep)')
    expect(messages).toContain('no decision: RMM alerts')
    expect(messages).not.toContain('no decision: Halo Mobile')
  })

  it.each([
    ['{', 'review file cannot be used: it is not valid JSON (line 1)'],
    [review({ x: { ...decision, decision: 'maybe' } }), 'decisions.x.decision is none of keep'],
    [review({ x: { ...decision, on: 'today' } }), 'decisions.x.on'],
    [{ ...review({}), schema: 'crossview.expect/1' }, 'This file is a policy test, not a review.'],
    [{ ...review({}), schema: 'crossview.reviews/1' }, 'schema is not crossview.review/1 (line 2)'],
  ])('a bad file is told before anything is sent: %j', async (content, told) => {
    const tenant = await startCountingServer()
    try {
      await write('config.json', { ...config(), url: tenant.url })
      await write('review.json', content)
      const { status, messages } = await crossview('--config', 'config.json', '--review', 'review.json')
      expect([status, tenant.seen()]).toEqual([2, []])
      expect(messages).toContain(told)
    } finally {
      await tenant.close()
    }
  })
})

describe('what a config file says of applications', () => {
  const notes = async (applications: object, ...args: readonly string[]) => {
    await write('config.json', config({ applications }))
    return crossview('--config', 'config.json', '--resources', 'tickets', '--json', '-', ...args)
  }

  it('is held against them', async () => {
    const { clientId } = found('Reporting sync')
    const { out, messages } = await notes({
      [`{${String(clientId).toUpperCase()}}`]: { purpose: 'halo-tickets', owner: 'Dana' },
    })
    const sync = found('Reporting sync', jsonOf(out))
    expect(sync).toMatchObject({ purpose: 'halo-tickets', owner: 'Dana' })
    expect(sync.excess).toContain('read:assets')
    expect(sync.risks.map(({ code }) => code)).not.toContain('application.no-purpose')
    expect(messages).not.toContain('no application with the client id')
  })

  it('names a recipe that is not there, with its field, before anything is sent', async () => {
    const { status, out, messages } = await notes({ abc: { purpose: 'halo-tickest' } })
    expect([status, out]).toEqual([2, ''])
    expect(messages).toContain(
      'There is no recipe called “halo-tickest”, which applications.abc.purpose names.',
    )
    expect(messages).not.toContain('Applications:')
  })

  it('takes a recipe from a file beside it', async () => {
    const { clientId } = found('Reporting sync')
    const recipe = JSON.parse(await readFile('resources/recipes/halo-tickets.json', 'utf8')) as object
    await write('own.json', { ...recipe, name: 'own-use', scopes: ['read:tickets'] })
    const { out } = await notes({ [String(clientId)]: { purpose: 'own.json' } })
    expect(found('Reporting sync', jsonOf(out))).toMatchObject({
      purpose: 'own-use',
      meets: expect.anything(),
    })
  })

  it('names a client id that the tenant does not have', async () => {
    const { status, messages } = await notes({ 'no-such-client': { owner: 'Dana' } })
    expect(status).toBe(1)
    expect(messages).toContain('no application with the client id no-such-client')
  })
})

describe('--compared', () => {
  beforeEach(async () => {
    await write('both.json', {
      ...config(),
      app: { ...inspector(demo.app.scope), clientId: demo.app.clientId, secretEnv: 'APP_SECRET' },
      agent: { ...inspector(demo.agent.scope), clientId: demo.agent.clientId, secretEnv: 'AGENT_SECRET' },
    })
    const { status } = await runCli(
      folder,
      ['compare', '--config', 'both.json', '--resources', 'tickets,clients', '--snapshot', 'real.json'],
      { ...ENV(), APP_SECRET: demo.app.secret, AGENT_SECRET: demo.agent.secret },
    )
    expect(status).toBeLessThan(2)
  })

  it('holds what is predicted against what was seen', async () => {
    const { out, messages } = await crossview(
      '--snapshot',
      'in.json',
      '--compared',
      'real.json',
      '--json',
      '-',
    )
    const { agreement } = jsonOf(out)
    expect(agreement.map(({ resource }) => resource)).toEqual(['tickets', 'clients'])
    for (const { predicted, seen, agreed, onlyPredicted, onlySeen, undecidedSeen } of agreement) {
      expect(predicted).toBe(agreed + onlyPredicted.length)
      expect(seen).toBe(agreed + onlySeen.length + undecidedSeen)
    }
    expect(messages).toMatch(/Compared for real: Reporting sync, Tickets: predicted \d+, seen \d+/)
  })

  it('takes none of another tenant', async () => {
    await changedSnapshot((file) => ({
      ...file,
      facts: { ...file.facts, tenant: { ...file.facts.tenant, url: 'https://other.halopsa.com' } },
    }))
    const { status, messages } = await crossview('--snapshot', 'in.json', '--compared', 'real.json')
    expect(status).toBe(2)
    expect(messages).toContain('real.json is a comparison of another tenant')
  })
})

const FABRIKAM = 'https://fabrikam.halopsa.com'

describe('--breached', () => {
  it('writes what the named could do, over several tenants, all of one name', async () => {
    await changedSnapshot((file) => ({
      ...file,
      facts: { ...file.facts, tenant: { ...file.facts.tenant, name: 'Fabrikam', url: FABRIKAM } },
    }))
    await write('other.json', await text('in.json'))
    await writeFile(at('in.json'), await readFile(path.join(made, 'in.json')))
    const { clientId } = found('RMM alerts')
    const { status, out, messages } = await crossview(
      ...['--snapshot', 'in.json', '--snapshot', 'other.json'],
      ...['--breached', 'reporting  SYNC', '--breached', String(clientId).toUpperCase(), '--markdown', '-'],
    )
    expect(status).toBe(1)
    for (const told of ['## Contoso', '## Fabrikam', 'Reporting sync', 'RMM alerts'])
      expect(out).toContain(told)
    expect(out).not.toContain('Wallboard logs')
    expect(messages.match(/^Coverage: /gm)?.length).toBe(2)
  })

  it('counts no tenant twice', async () => {
    await write('again.json', await text('in.json'))
    const { status, out, messages } = await crossview(
      ...['--snapshot', 'in.json', '--snapshot', 'again.json'],
      ...['--breached', 'Reporting sync', '--markdown', '-'],
    )
    expect([status, out]).toEqual([2, ''])
    expect(messages).toContain('again.json is of a tenant that another of these snapshots is of')
  })

  it('calls nothing gone where the list of applications was not read whole', async () => {
    const failure = { code: 'request.failed', message: 'Refused.', advice: [], status: 403 }
    await changedSnapshot((file) => ({ ...file, facts: { ...file.facts, listFailure: failure } }))
    const { messages } = await crossview('--snapshot', 'in.json', '--breached', 'Gone', '--markdown', '-')
    expect(messages).toContain('so it may be there all the same')
  })

  it('is told where no file is named, and redacted with all the rest', async () => {
    const { messages } = await crossview('--snapshot', 'in.json', '--breached', 'Reporting sync', '--redact')
    expect(messages).toContain('could read and change')
    expect(messages).not.toContain('Reporting sync')
  })

  it('names what is not there, and writes no Markdown without it', async () => {
    const { status, messages } = await crossview(
      ...[
        '--snapshot',
        'in.json',
        '--breached',
        'Reporting sync',
        '--breached',
        'Gone',
        '--markdown',
        'b.txt',
      ],
      ...['--json', 'r.json'],
    )
    expect(status).toBe(3)
    expect(messages).toContain('No application is called “Gone”')
    expect((await readdir(folder)).sort()).toEqual(['in.json', 'r.json'])
  })

  it.each([
    [
      ['--snapshot', 'in.json', '--snapshot', 'other.json', '--markdown', 'b.txt'],
      'A report is of one tenant',
    ],
    [['--snapshot', 'in.json', '--snapshot', 'other.json', '--json', '-'], 'A report is of one tenant'],
    [['--demo', '--snapshot', 'a.json', '--snapshot', 'b.json'], 'A report is of one tenant'],
    [
      ['--snapshot', 'in.json', '--snapshot', 'other.json', '--breached', 'x', '--markdown', 'other.json'],
      'would take the place of --snapshot other.json',
    ],
  ] as const)('%j is wrong usage', async (args, told) => {
    const { status, messages } = await crossview(...args)
    expect(status).toBe(2)
    expect(messages).toContain(told)
  })
})
