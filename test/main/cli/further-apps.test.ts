import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startDemo, type DemoServer } from '../../../src/demo/index'
import { profileFromAnswers } from '../../../src/main/cli/target/ask-for-profile'
import { runProgram } from '../../../src/main/cli/commands/program'
import { furtherAppKey, type ProfileInput } from '../../../src/shared/files/profile'
import { commandLine, loaded } from '../../support/command-line'
import { add } from '../../support/profile-service'
import { APP, REPORTING } from '../../support/profiles'

/** Tenants with several app connections, or none, on the command line: against the demo tenant's own server. */

let demo: DemoServer
beforeEach(async () => {
  demo = await startDemo('healthy')
})
afterEach(() => demo.close())

const connection = ({ clientId, scope }: DemoServer['app']) => ({
  kind: 'application' as const,
  clientId,
  scope,
})

const tenant = (changes: Partial<ProfileInput> = {}): Partial<ProfileInput> => ({
  url: demo.url,
  tenant: demo.tenant,
  app: { ...APP, clientId: 'main-client' },
  agent: connection(demo.agent),
  inspector: connection(demo.inspector),
  apps: [{ ...REPORTING, ...connection(demo.app) }],
  ...changes,
})
const secrets = () => ({
  app: 'secret of the main one',
  agent: demo.agent.secret,
  inspector: demo.inspector.secret,
  [furtherAppKey(REPORTING.id)]: demo.app.secret,
})
const given = (...keys: readonly string[]) =>
  Object.fromEntries(Object.entries(secrets()).filter(([key]) => keys.includes(key)))

const run = async (all: ReturnType<typeof commandLine>, ...args: string[]) => {
  all.messages.length = 0
  const status = await runProgram(args, '0', loaded(all.deps))
  return { status, said: all.messages.join('\n') }
}

describe('--app', () => {
  it('takes that connection in place of the main one, and reads no secret of another', async () => {
    const all = commandLine()
    const id = await add(all, tenant(), secrets())
    const main = await run(all, 'check', '--profile', 'Contoso')
    expect(main.said).toMatch(/client id|invalid/i)
    expect(main.status).toBe(1)
    all.secrets.reads.length = 0
    const chosen = await run(all, 'check', '--profile', 'Contoso', '--app', 'reporting')
    expect(chosen.status).toBe(0)
    expect(all.secrets.reads).toContain(`${REPORTING.id}/app`)
    expect(all.secrets.reads).not.toContain(`${id}/app`)
    const compared = await run(
      all,
      ...['compare', '--profile', 'Contoso', '--app', 'Reporting', '--resources', 'teams'],
    )
    expect(compared.status).toBe(0)
  })

  it('names those that there are when there is none of this name, and is for --profile alone', async () => {
    const all = commandLine()
    await add(all, tenant(), secrets())
    const missing = await run(all, 'check', '--profile', 'Contoso', '--app', 'Billing')
    expect(missing).toMatchObject({
      status: 2,
      said: expect.stringContaining('It has: Reporting.') as string,
    })
    const demoApp = await run(all, 'check', '--demo', '--app', 'Reporting')
    expect(demoApp).toMatchObject({
      status: 2,
      said: expect.stringContaining('--app is for --profile') as string,
    })
  })

  it('is asked for where a tenant has no main one', async () => {
    const all = commandLine()
    await add(all, tenant({ app: null }), given('agent', 'inspector', furtherAppKey(REPORTING.id)))
    const compared = await run(all, 'compare', '--profile', 'Contoso')
    expect(compared.status).toBe(2)
    expect(compared.said).toMatch(/has to be said which.*--app.*Reporting/s)
  })
})

describe('a tenant with an inspector alone', () => {
  const inspected = async () => {
    const all = commandLine()
    await add(all, tenant({ app: null, agent: null, apps: [] }), given('inspector'))
    return all
  }

  it('is checked for what it has', async () => {
    const { status, said } = await run(await inspected(), 'check', '--profile', 'Contoso')
    expect(said).toMatch(/inspector/i)
    expect(said).toMatch(/Runs as/)
    expect(status).toBe(0)
  })

  it.each([['compare'], ['check', '--scopes'], ['permissions'], ['check', '--recipe', 'halo-tickets']])(
    'has no application for %s, which says what is missing and what can be done',
    async (...command) => {
      const { status, said } = await run(await inspected(), ...command, '--profile', 'Contoso')
      expect(status).toBe(2)
      expect(said).toMatch(/has no app connection.*Add an app connection.*crossview applications/s)
      expect(demo.counts().tokenRequests).toBe(0)
    },
  )

  it('is listed', async () => {
    const all = await inspected()
    const out: string[] = []
    const deps = {
      ...all.deps,
      console: { ...all.deps.console, out: (text: unknown) => Promise.resolve(void out.push(String(text))) },
    }
    expect(await runProgram(['profiles', 'list'], '0', loaded(deps))).toBe(0)
    expect(out.join('')).toMatch(/no main app connection\n.*inspector: /)
    out.length = 0
    expect(await runProgram(['profiles', 'list', '--json'], '0', loaded(deps))).toBe(0)
    expect(JSON.parse(out.join(''))).toMatchObject([
      { app: null, inspector: connection(demo.inspector), apps: [] },
    ])
  })

  it('is added by answering: without an application the inspector is asked for', async () => {
    const asked: string[] = []
    const answers: readonly [RegExp, string][] = [
      [/^Name/, 'Contoso'],
      [/^Web address/, 'https://contoso.halopsa.com'],
      [/^Client id of the inspector/, 'inspector-client'],
    ]
    const answer = await profileFromAnswers({
      ask: (question) => {
        asked.push(question)
        return Promise.resolve(answers.find(([pattern]) => pattern.test(question))?.[1] ?? '')
      },
      askSecret: () => Promise.resolve('inspector-secret'),
      tell: () => undefined,
    })
    expect(answer).toMatchObject({
      value: {
        profile: { app: null, agent: null, inspector: { clientId: 'inspector-client' } },
        secrets: { inspector: 'inspector-secret' },
      },
    })
    expect(asked.join('\n')).not.toContain('reference application')
  })
})
