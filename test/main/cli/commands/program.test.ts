import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startDemo, type DemoServer } from '../../../../src/demo/index'
import { comparisonFileSchema } from '../../../../src/shared/files/comparison'
import { temporaryFolder } from '../../../support/profiles'
import { runCli } from '../../../support/run-cli'

let folder: string
let demos: DemoServer[]
beforeEach(() => {
  folder = temporaryFolder()
  demos = []
})
afterEach(async () => {
  await Promise.all(demos.map((demo) => demo.close()))
})

const crossview = (
  args: readonly string[],
  env: Record<string, string> = {},
  interrupt = new AbortController().signal,
) => runCli(folder, args, env, interrupt)

const configFor = async (
  scenario: string,
  change: (config: Record<string, unknown>) => object = (config) => config,
) => {
  const demo = await startDemo(scenario)
  demos.push(demo)
  const side = (clientId: string, secretEnv: string) => ({
    kind: 'application',
    clientId,
    secretEnv,
    scope: 'all',
  })
  const config = {
    name: 'Contoso',
    url: demo.url,
    tenant: demo.tenant,
    app: side(demo.app.clientId, 'X_APP_SECRET'),
    agent: side(demo.agent.clientId, 'X_AGENT_SECRET'),
    inspector: side(demo.inspector.clientId, 'X_ADMIN_SECRET'),
  }
  const file = path.join(folder, 'contoso.json')
  await writeFile(file, JSON.stringify(change(config)))
  return {
    demo,
    file,
    env: {
      X_APP_SECRET: demo.app.secret,
      X_AGENT_SECRET: demo.agent.secret,
      X_ADMIN_SECRET: demo.inspector.secret,
    },
  }
}

describe('crossview compare', () => {
  it('prints the JSON result alone on standard output', async () => {
    const { status, out } = await crossview(['compare', '--demo', 'agent.client', '--json', '-'])
    const result = comparisonFileSchema.parse(JSON.parse(out))
    expect(status).toBe(1)
    expect(result.findings.map(({ code }) => code)).toContain('agent.client')
  })

  it.each([
    ['healthy', 0],
    ['agent.client', 1],
    ['data.incomplete', 3],
    ['connection.invalid-client', 3],
  ])('exits for %s with %i', async (scenario, status) => {
    expect((await crossview(['compare', '--demo', scenario, '--resources', 'tickets,clients'])).status).toBe(
      status,
    )
  })

  it('compares what a config file names, secrets from the environment, none of them told', async () => {
    const { file, env } = await configFor('agent.client')
    const { status, out, messages } = await crossview(
      [
        'compare',
        '--config',
        file,
        '--resources',
        'clients',
        '--json',
        '-',
        '--csv',
        'csv',
        '--html',
        'r.html',
        '--snapshot',
        's.json',
      ],
      env,
    )
    expect(status).toBe(1)
    const written = [
      out,
      messages,
      await readFile(path.join(folder, 's.json'), 'utf8'),
      await readFile(path.join(folder, 'r.html'), 'utf8'),
    ].join()
    for (const secret of Object.values(env)) expect(written).not.toContain(secret)
    const again = await crossview(['report', '--snapshot', 's.json', '--json', '-'])
    expect(JSON.parse(again.out)).toEqual(JSON.parse(out))
  })

  it('redacts names, and keeps ids', async () => {
    const { out } = await crossview([
      'compare',
      '--demo',
      'agent.client',
      '--resources',
      'clients',
      '--json',
      '-',
      '--redact',
    ])
    expect(out).not.toMatch(/Fabrikam|Northwind|API - Reporting|Tim Bowers/)
    expect(comparisonFileSchema.parse(JSON.parse(out)).resources[0]?.onlyAgent.length).toBeGreaterThan(0)
  })

  it('writes what is done when it is interrupted, and exits with 130', async () => {
    const { status, out } = await crossview(['compare', '--demo', '--json', '-'], {}, AbortSignal.abort())
    expect(status).toBe(130)
    expect(comparisonFileSchema.parse(JSON.parse(out)).complete).toBe(false)
  })

  it.each([
    [['compare'], /No target/],
    [['compare', '--demo', '--profile', 'x'], /Only one target/],
    [['compare', '--demo', 'nonsense'], /no demo scenario/],
    [['compare', '--demo', '--resources', 'tickets,nonsense'], /nonsense/],
    [['compare', '--demo', '--json', '-', '--html', '-'], /Only one output/],
    [['compare', '--profile', 'nobody'], /no tenant profile/],
    [['compare', '--config', 'missing.json'], /could not be read/],
    [['compare', '--demo', '--nonsense'], /unknown option/],
    [['nonsense'], /unknown command/],
    [['report', '--snapshot', 'missing.json'], /could not be read/],
  ])('refuses %j with status 2', async (args, message) => {
    const { status, messages } = await crossview(args)
    expect(status).toBe(2)
    expect(messages).toMatch(message)
  })

  it('refuses a config that holds a secret, and one whose variable is not set, before anything is sent', async () => {
    const holding = await configFor('healthy', (config) => ({
      ...config,
      app: { ...(config['app'] as object), secret: 'abc' },
    }))
    const refused = await crossview(['compare', '--config', holding.file], holding.env)
    expect(refused).toMatchObject({ status: 2, messages: expect.stringMatching(/secretEnv/) })
    const unset = await configFor('healthy')
    const missing = await crossview(['compare', '--config', unset.file], { X_APP_SECRET: 'x' })
    expect(missing).toMatchObject({ status: 2, messages: expect.stringMatching(/X_AGENT_SECRET is not set/) })
    expect([...demos].map((demo) => demo.counts().requests)).toEqual([0, 0])
  })
})

describe('crossview check, demo and profiles', () => {
  it('names the fault', async () => {
    const { status, messages } = await crossview(['check', '--demo', 'connection.invalid-client'])
    expect(status).toBe(1)
    expect(messages).toMatch(/refused the client id and secret/)
    expect((await crossview(['check', '--demo', 'healthy'])).status).toBe(0)
  })

  it('takes a tenant that names no scopes for one that does not name them', async () => {
    const { status, messages } = await crossview(['check', '--demo', 'odd-answers'])
    expect(status).toBe(0)
    expect(messages).toMatch(/this Halo does not name them/)
    expect(messages).not.toMatch(/without any scope/)
  })

  it('lists the scenarios', async () => {
    expect((await crossview(['compare', '--demo', 'list'])).out).toMatch(/^agent\.client +/m)
  })

  it('serves a demo tenant until it is ended, announced in JSON', async () => {
    const { status, out } = await crossview(['demo', 'healthy'], {}, AbortSignal.abort())
    expect(status).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      scenario: 'healthy',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    })
  })
})
