import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startDemo } from '../../../src/demo/index'
import { applicationsFileSchema } from '../../../src/shared/files/applications'
import { comparisonFileSchema } from '../../../src/shared/files/comparison'
import { driftFileSchema } from '../../../src/shared/files/drift'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'

/** `crossview drift` and `--exceptions` from outside: one tenant, before and after its agent was limited to two clients. */

let made: string
const late: (() => Promise<void>)[] = []

const record = async (scenario: string, name: string): Promise<void> => {
  const demo = await startDemo(scenario, { requestLimit: 100_000 })
  try {
    const side = ({ clientId, scope }: { clientId: string; scope: string }, secretEnv: string) => ({
      kind: 'application',
      clientId,
      scope,
      secretEnv,
    })
    const config = {
      name: 'Northwind',
      url: demo.url,
      app: side(demo.app, 'APP_SECRET'),
      agent: side(demo.agent, 'AGENT_SECRET'),
      inspector: side(demo.inspector, 'INSPECTOR_SECRET'),
    }
    await writeFile(path.join(made, 'config.json'), JSON.stringify(config))
    const env = {
      APP_SECRET: demo.app.secret,
      AGENT_SECRET: demo.agent.secret,
      INSPECTOR_SECRET: demo.inspector.secret,
    }
    const resources = 'tickets,clients,suppliers'
    const compared = ['compare', '--config', 'config.json', '--resources', resources]
    await runCli(made, [...compared, '--snapshot', `${name}.json`], env)
    const read = ['applications', '--config', 'config.json', '--resources', resources]
    await runCli(made, [...read, '--snapshot', `${name}-apps.json`], env)
  } finally {
    await demo.close()
  }
}

beforeAll(async () => {
  made = temporaryFolder((cleanUp) => late.push(cleanUp))
  await record('healthy', 'before')
  await record('agent.client', 'after')
})
afterAll(async () => {
  for (const cleanUp of late) await cleanUp()
})

let folder: string
const at = (name: string): string => path.join(folder, name)
const read = (name: string): Promise<string> => readFile(at(name), 'utf8')
beforeEach(async () => {
  folder = temporaryFolder()
  for (const name of ['before', 'after', 'before-apps', 'after-apps'])
    await writeFile(at(`${name}.json`), await readFile(path.join(made, `${name}.json`)))
})
const crossview = (...args: readonly string[]) => runCli(folder, args)
const drift = (from: string, to: string, ...more: readonly string[]) =>
  crossview('drift', '--from', `${from}.json`, '--to', `${to}.json`, ...more)
const today = () => new Date().toISOString().slice(0, 10)
const exceptions = async (...entries: readonly object[]) => {
  const common = { reason: 'Agreed with the client', by: 'Ann Lee', until: today() }
  const all = entries.map((entry) => ({ ...common, ...entry }))
  await writeFile(
    at('exceptions.yaml'),
    JSON.stringify({ schema: 'crossview.exceptions/1', exceptions: all }, null, 2),
  )
}

describe('the drift of two comparisons', () => {
  it('tells settings, the records that they moved, and findings, with status 1', async () => {
    const { status, out, messages } = await drift('before', 'after', '--json', '-')
    const json = driftFileSchema.parse(JSON.parse(out))
    expect(status).toBe(1)
    expect(json).toMatchObject({
      kind: 'comparison',
      result: 'changed',
      tenant: { name: 'Northwind' },
      exceptions: { applied: [], expired: [], unused: [] },
    })
    const limits = json.settings.flatMap(({ what }, index) => (what === 'agent.client' ? [index] : []))
    expect(limits.length).toBeGreaterThan(0)
    const tickets = json.resources.find(({ resource, side }) => resource === 'tickets' && side === 'app')
    expect(tickets).toMatchObject({ state: 'compared', because: limits, appeared: [], created: [] })
    expect(tickets?.vanished.length).toBeGreaterThan(1_000)
    expect(json.findings.new.map(({ code }) => code)).toContain('agent.client')
    expect(messages).toContain('Settings:')
    expect(messages).toContain('tickets vanished (app side): settings')
    expect(messages).toMatch(/Changed\.$/)
  })

  it('is nothing between a snapshot and itself, with status 0', async () => {
    const { status, out } = await drift('after', 'after', '--json', '-')
    expect(status).toBe(0)
    expect(driftFileSchema.parse(JSON.parse(out))).toMatchObject({
      result: 'same',
      settings: [],
      unread: [],
      resources: [],
      findings: { new: [], fixed: [], unknown: [] },
    })
  })

  it('is a web page as well, of which nothing runs', async () => {
    await drift('before', 'after', '--html', 'drift.html')
    const html = await read('drift.html')
    expect(html).toContain('<h1>Drift: ')
    expect(html).toContain('Records that moved')
    expect(html).not.toContain('<script')
  })

  it('refuses what is no pair of snapshots of one tenant, and swaps nothing', async () => {
    const refused = async (from: string, to: string) => {
      const { status, messages, out } = await drift(from, to, '--json', '-')
      expect({ status, out }).toEqual({ status: 2, out: '' })
      return messages
    }
    expect(await refused('after', 'before')).toContain('The snapshot to start from is the newer one')
    expect(await refused('before', 'after-apps')).toContain('and the other of a tenant’s applications')
    expect(await refused('before', 'config')).toContain('config.json')
    await writeFile(
      at('other.json'),
      (await read('after.json')).replace('"name":"Northwind"', '"name":"Fabrikam"'),
    )
    expect(await refused('before', 'other')).toContain('different tenants: “Northwind” and “Fabrikam”')
    await writeFile(at('empty.json'), '{ "schema": "crossview.drift/1" }')
    expect(await refused('before', 'empty')).toContain('empty.json: This file is')
  })

  it('cannot tell all of an incomplete one: status 3', async () => {
    const whole = JSON.parse(await read('after.json')) as {
      complete: boolean
      resources: { resource: string; app: object }[]
    }
    for (const one of whole.resources)
      if (one.resource === 'suppliers') one.app = { state: 'skipped', reason: 'It was cancelled.' }
    await writeFile(at('cut.json'), JSON.stringify({ ...whole, complete: false }))
    const { status, out, messages } = await drift('after', 'cut', '--json', '-')
    expect(status).toBe(3)
    expect(driftFileSchema.parse(JSON.parse(out))).toMatchObject({ result: 'unknown', settings: [] })
    expect(messages).toContain('Nothing is known to have changed, and not everything could be told.')
  })
})

describe('the drift of two inventories', () => {
  it('tells what is predicted, and calls it so', async () => {
    const { status, out, messages } = await drift('before-apps', 'after-apps', '--json', '-')
    const json = driftFileSchema.parse(JSON.parse(out))
    expect(status).toBe(1)
    expect(json.kind).toBe('applications')
    expect(json.settings.every(({ side }) => side === null)).toBe(true)
    const moved = json.resources.filter(({ vanished }) => vanished.length > 0)
    expect(moved.map(({ application }) => application?.name)).toContain('Reporting sync')
    expect(messages).toContain('(Reporting sync (predicted))')
    expect(messages).not.toMatch(/\bseen\b|\bsees\b/)
  })
})

describe('--exceptions', () => {
  it('accept what changed: it is listed, counted, and no reason for status 1', async () => {
    const codes = ['agent.client', 'identity.different-agent', 'app.more-than-person'].map((code) => ({
      code,
    }))
    await exceptions(...codes)
    const { status, out, messages } = await drift(
      'before',
      'after',
      '--exceptions',
      'exceptions.yaml',
      '--json',
      '-',
    )
    const json = driftFileSchema.parse(JSON.parse(out))
    expect(json.settings.map(({ accepted }) => accepted?.by)).toEqual(json.settings.map(() => 'Ann Lee'))
    expect(json.findings.new.every(({ accepted }) => accepted !== undefined)).toBe(true)
    expect(json.exceptions.unused.map(({ code }) => code)).toEqual(['app.more-than-person'])
    expect(status).toBe(0)
    expect(messages).toContain(`Accepted by Ann Lee until ${today()}: Agreed with the client`)
    expect(messages).toContain('Exceptions: 2 applied, 0 expired, 1 unused.')
  })

  it('are back when they are over, and are named', async () => {
    await exceptions({ code: 'agent.client', until: '2026-01-31' })
    const { status, out, messages } = await crossview(
      'report',
      '--snapshot',
      'after.json',
      '--exceptions',
      'exceptions.yaml',
      '--json',
      '-',
    )
    const json = comparisonFileSchema.parse(JSON.parse(out))
    expect(status).toBe(1)
    expect(json.exceptions?.expired).toHaveLength(1)
    expect(messages).toContain(
      'Expired on 2026-01-31, so that what it covered counts again: line 4, agent.client',
    )
  })

  it('work in report: errors that are accepted make no status 1', async () => {
    const plain = await crossview('report', '--snapshot', 'after.json', '--json', '-')
    expect(plain.status).toBe(1)
    expect(comparisonFileSchema.parse(JSON.parse(plain.out))).not.toHaveProperty('exceptions')
    await exceptions({ code: 'agent.client', of: 'API - Reporting', tenant: 'northwind' })
    const { status, out, messages } = await crossview(
      'report',
      '--snapshot',
      'after.json',
      '--exceptions',
      'exceptions.yaml',
      '--json',
      '-',
      '--html',
      'report.html',
    )
    const json = comparisonFileSchema.parse(JSON.parse(out))
    const covered = json.findings.filter(({ accepted }) => accepted !== undefined)
    expect(covered.map(({ code }) => code)).toEqual(
      json.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code),
    )
    expect(covered.length).toBe(json.exceptions?.applied[0]?.findings)
    expect(json.findings).toHaveLength(comparisonFileSchema.parse(JSON.parse(plain.out)).findings.length)
    expect(json.causes.find(({ code }) => code === 'agent.client')?.accepted?.by).toBe('Ann Lee')
    expect(status).toBe(0)
    expect(messages).toContain('Exceptions: 1 applied')
    expect(await read('report.html')).toContain('Accepted by Ann Lee until')
  })

  it('work in applications', async () => {
    const saved = ['applications', '--snapshot', 'after-apps.json']
    const codes = async () => {
      const { out } = await crossview(...saved, '--json', '-')
      const { applications } = applicationsFileSchema.parse(JSON.parse(out))
      return new Set(
        applications.flatMap(({ risks }) =>
          risks.filter(({ severity }) => severity === 'error').map(({ code }) => code),
        ),
      )
    }
    await exceptions(...[...(await codes())].map((code) => ({ code })))
    const { status, out, messages } = await crossview(
      ...saved,
      '--exceptions',
      'exceptions.yaml',
      '--json',
      '-',
      '--html',
      'apps.html',
    )
    const json = applicationsFileSchema.parse(JSON.parse(out))
    expect(status).toBe(0)
    expect(json.exceptions?.applied.length).toBe((await codes()).size)
    expect(messages).toContain('Accepted by Ann Lee')
    expect(await read('apps.html')).toContain('Accepted by Ann Lee')
  })

  it('are refused with what is wrong, by line, before anything is done', async () => {
    await writeFile(at('wrong.yaml'), 'schema: crossview.exceptions/1\nexceptions:\n  - code: agent.clint\n')
    for (const args of [
      ['drift', '--from', 'before.json', '--to', 'after.json'],
      ['report', '--snapshot', 'after.json'],
      ['applications', '--snapshot', 'after-apps.json'],
      ['compare', '--demo', 'healthy'],
    ]) {
      const { status, messages } = await crossview(...args, '--exceptions', 'wrong.yaml')
      expect(status).toBe(2)
      expect(messages).toContain(
        'line 3: code: there is no code “agent.clint”; the nearest is “agent.client”',
      )
      expect(messages).toContain('Also line 3: reason is missing')
    }
    const redacted = await crossview(
      'report',
      '--snapshot',
      'after.json',
      '--exceptions',
      'wrong.yaml',
      '--redact',
    )
    expect(redacted.messages).toContain('cannot be redacted')
    expect(redacted.status).toBe(2)
    const over = await drift('before', 'after', '--exceptions', 'wrong.yaml', '--json', 'wrong.yaml')
    expect(over.status).toBe(2)
    expect(await read('wrong.yaml')).toContain('agent.clint')
  })
})

describe('wrong usage', () => {
  it.each([
    [[], 'Nothing was named to hold against one another.'],
    [['--from', 'a.json'], 'one was named'],
    [['--to', 'a.json'], 'one was named'],
    [['--from', 'a.json', '--to', 'b.json', '--since', '2'], '--since chooses among the kept snapshots'],
    [['--from', 'a.json', '--to', 'b.json', '--app', 'X'], '--app is for --profile'],
    [['--profile', 'Contoso', '--from', 'a.json'], 'not both'],
    [['--profile', 'Contoso', '--since', 'soon'], 'neither a number nor a day'],
    [['--from', 'a.json', '--to', 'b.json', '--json', '-', '--html', '-'], 'Only one output'],
    [['--profile', 'Contoso'], 'There is no tenant profile “Contoso”'],
    [['--from', 'a.json', '--to', 'before.json'], 'a.json'],
  ])('is refused: %j', async (args, message) => {
    const { status, messages } = await crossview('drift', ...args)
    expect(status).toBe(2)
    expect(messages).toContain(message)
  })
})
