import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Recorder } from '../../../src/main/adapters/halo/recording/recording'
import { startDemo, type DemoServer } from '../../../src/demo/index'
import { ok } from '../../../src/shared/result'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'

let folder: string
let demo: DemoServer
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(async () => {
  await demo.close()
})

const crossview = (env: Record<string, string>, ...args: readonly string[]) => runCli(folder, args, env)

/** A config file for a scenario, with its secrets in the environment. */
const configured = async (scenario: string) => {
  demo = await startDemo(scenario)
  const side = ({ clientId, scope }: DemoServer['app'], secretEnv: string) => ({
    kind: 'application',
    clientId,
    secretEnv,
    scope,
  })
  await writeFile(
    path.join(folder, 'config.json'),
    JSON.stringify({
      name: 'Recorded',
      url: demo.url,
      app: side(demo.app, 'APP_SECRET'),
      agent: side(demo.agent, 'AGENT_SECRET'),
      inspector: side(demo.inspector, 'INSPECTOR_SECRET'),
    }),
  )
  return {
    APP_SECRET: demo.app.secret,
    AGENT_SECRET: demo.agent.secret,
    INSPECTOR_SECRET: demo.inspector.secret,
  }
}

/**
 * The result apart from when it was. How many pages past the end of a list that lies about its count were asked for
 * ahead hangs on which answer came first, so that the two runs may differ by as many as may be out at once on each side.
 */
const timeless = (json: string): unknown => {
  const {
    startedAt: _startedAt,
    finishedAt: _finishedAt,
    requests: _requests,
    ...rest
  } = JSON.parse(json) as Record<string, unknown>
  return rest
}

const requestsIn = (json: string): number => {
  const { requests } = JSON.parse(json) as { requests: { agent: number; app: number } }
  return requests.agent + requests.app
}

const formsOf = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret).toString('base64url'),
]

describe('a recording', () => {
  it.each(['mixed', 'scope.missing', 'data.incomplete', 'odd-answers'])(
    'replays to the same result without the tenant: %s',
    async (scenario) => {
      const env = await configured(scenario)
      const first = await crossview(
        env,
        'compare',
        '--config',
        'config.json',
        '--record',
        'run',
        '--json',
        '-',
      )
      await demo.close()
      const again = await crossview({}, 'compare', '--replay', 'run', '--json', '-')
      expect(timeless(again.out)).toEqual(timeless(first.out))
      expect(Math.abs(requestsIn(again.out) - requestsIn(first.out))).toBeLessThanOrEqual(16)
      expect(again.status).toBe(first.status)
    },
  )

  it('is readable by its owner only', { tags: 'file-modes' }, async () => {
    const env = await configured('mixed')
    await crossview(env, 'compare', '--config', 'config.json', '--record', 'run', '--resources', 'tickets')
    expect((await stat(path.join(folder, 'run/recording.json'))).mode & 0o777).toBe(0o600)
  })

  it('holds no secret and no token', async () => {
    const env = await configured('mixed')
    await crossview(env, 'compare', '--config', 'config.json', '--record', 'run', '--resources', 'tickets')
    const file = path.join(folder, 'run/recording.json')
    const text = await readFile(file, 'utf8')
    for (const secret of Object.values(env))
      for (const form of formsOf(secret)) expect(text.includes(form)).toBe(false)
    expect(text).toContain('recorded-token')
    // A second one, and what an earlier version left: the data stands in one place.
    await writeFile(`${file}.bak`, 'what an earlier version left')
    await crossview(env, 'compare', '--config', 'config.json', '--record', 'run', '--resources', 'tickets')
    expect(await readdir(path.join(folder, 'run'))).toEqual(['recording.json'])
  })

  it('is made of a failed run too, and fails the same way', async () => {
    const env = await configured('connection.invalid-client')
    const first = await crossview(env, 'check', '--config', 'config.json', '--record', 'run')
    const again = await crossview({}, 'check', '--replay', 'run')
    expect(again.status).toBe(first.status)
    expect(again.messages).toContain('Halo refused the client id and secret')
  })

  it('is named when it is none', async () => {
    demo = await startDemo('healthy')
    await writeFile(path.join(folder, 'recording.json'), '{}')
    const { status, messages } = await crossview({}, 'compare', '--replay', '.')
    expect(status).toBe(2)
    expect(messages).toContain('holds no recording')
  })
})

describe('the recorder', () => {
  it('finds a token that was leaked on purpose, in every form, wherever it stands', async () => {
    demo = await startDemo('healthy')
    const token = 'tok/en+with=marks-and-length'
    const leaked = formsOf(token)
    const recorder = new Recorder()
    const page = {
      status: 200,
      headers: { retryAfter: null, location: `https://x/?t=${encodeURIComponent(token)}`, contentType: null },
      text: `<html>${leaked.join(' ')}</html>`,
    }
    const client = recorder.wrap(
      {
        get: () => Promise.resolve(ok(page)),
        postForm: () =>
          Promise.resolve(
            ok({
              ...page,
              text: JSON.stringify({ access_token: 'fresh-token', nested: { clientSecret: 's3cret!' } }),
            }),
          ),
        close: () => undefined,
      },
      'app',
      'api',
    )
    const { signal } = new AbortController()
    await client.get('/api/Tickets', { q: token }, { signal, bearer: token })
    await client.postForm('/token', { client_secret: 'the secret', scope: 'all' }, { signal })
    await client.get('/fresh-token', {}, { signal })
    const text = JSON.stringify(recorder.result())
    for (const form of [...leaked, 'fresh-token', 's3cret!', 'the secret']) expect(text).not.toContain(form)
    // What is looked for is really there before.
    expect(JSON.stringify(page)).toContain(token)
  })
})
