import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { waitAtRandom } from '../../../src/main/cli/target/turn'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'

/** `--jitter`, and one run of a tenant at a time: runs are processes, since one that is killed gives nothing back. */

const CLI = path.resolve(import.meta.dirname, '../../../out/main/cli.cjs')

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})

const NOTHING = (): void => undefined

/** A tenant that answers nothing while it is held, and then that it is none. */
const heldTenant = async () => {
  const held: (() => void)[] = []
  const state = { isHeld: true, asked: 0, whenAsked: NOTHING }
  const server = createServer((_request, response) => {
    state.asked += 1
    state.whenAsked()
    const answer = () => void response.writeHead(404).end()
    if (state.isHeld) held.push(answer)
    else answer()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const config = {
    name: 'Contoso',
    url: `http://127.0.0.1:${String(port)}`,
    app: { kind: 'application', clientId: 'a', secretEnv: 'X_SECRET' },
    agent: { kind: 'application', clientId: 'b', secretEnv: 'X_SECRET' },
  }
  await writeFile(path.join(folder, 'c.json'), JSON.stringify(config))
  const release = () => {
    state.isHeld = false
    for (const answer of held.splice(0)) answer()
  }
  return { state, release }
}

/** A run that the tenant leaves waiting. */
const startedRun = async ({ state }: Awaited<ReturnType<typeof heldTenant>>) => {
  const asked = new Promise<void>((resolve) => {
    state.whenAsked = resolve
  })
  const child = spawn(process.execPath, [CLI, 'check', '--config', 'c.json'], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', CROSSVIEW_USER_DATA: folder, X_SECRET: 'hunter22' },
    stdio: 'ignore',
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = once(child, 'close')
  await asked
  return { child, ended }
}

const check = (args: readonly string[] = [], interrupt?: AbortSignal, data = folder) =>
  runCli(
    folder,
    ['check', '--config', 'c.json', ...args],
    { X_SECRET: 'hunter22', CROSSVIEW_USER_DATA: data },
    interrupt,
  )

const fleet = async (...configs: readonly string[]) => {
  await mkdir(path.join(folder, 'tenants'))
  for (const file of configs) await copyFile(path.join(folder, file), path.join(folder, 'tenants', file))
  return runCli(folder, ['fleet', '--configs', 'tenants', '--do', 'check', '--out', 'out'], {
    X_SECRET: 'hunter22',
  })
}

describe('one run of a tenant at a time', () => {
  it.each(['check', 'check --scopes', 'compare', 'applications', 'permissions'])(
    'holds for %s',
    async (command) => {
      const tenant = await heldTenant()
      const { child } = await startedRun(tenant)
      const asked = tenant.state.asked
      const { status, messages } = await runCli(folder, [...command.split(' '), '--config', 'c.json'], {
        X_SECRET: 'hunter22',
      })
      expect([status, tenant.state.asked]).toEqual([3, asked])
      expect(messages).toContain(`(process ${String(child.pid)})`)
    },
  )

  it('holds for a tenant of a fleet, and costs no other', async () => {
    const tenant = await heldTenant()
    const { child } = await startedRun(tenant)
    const { asked } = tenant.state
    const { status, messages } = await fleet('c.json')
    expect([status, tenant.state.asked]).toEqual([3, asked])
    expect(messages).toContain(`(process ${String(child.pid)})`)
  })

  it('is taken once by a fleet in which two names lead to one tenant', async () => {
    const tenant = await heldTenant()
    tenant.release()
    const config = JSON.parse(await readFile(path.join(folder, 'c.json'), 'utf8')) as object
    await writeFile(path.join(folder, 'd.json'), JSON.stringify({ ...config, name: 'Fabrikam' }))
    const { messages } = await fleet('c.json', 'd.json')
    expect(messages).not.toContain('Another run')
    expect(tenant.state.asked).toBeGreaterThan(1)
    expect((await check()).status).toBe(1)
  })

  it('is given back at the end, however the run ends', async () => {
    const tenant = await heldTenant()
    for (let kills = 0; kills < 3; kills += 1) {
      const { child, ended } = await startedRun(tenant)
      expect((await check()).status).toBe(3)
      child.kill('SIGKILL')
      await ended
    }
    tenant.release()
    const { asked } = tenant.state
    expect((await check()).status).toBe(1)
    expect((await check()).status).toBe(1)
    expect(tenant.state.asked).toBeGreaterThan(asked)
  })

  it('is waited for with --wait', async () => {
    const tenant = await heldTenant()
    const { ended } = await startedRun(tenant)
    const second = check(['--wait', '100'])
    tenant.release()
    await ended
    expect((await second).status).toBe(1)
  })

  it('is not known where the data folder takes no files: the run goes on and says so', async () => {
    const tenant = await heldTenant()
    tenant.release()
    const data = path.join(folder, 'file')
    await writeFile(data, '')
    const { status, messages } = await check([], undefined, data)
    expect(status).toBe(1)
    expect(messages).toContain('Whether another run asks this tenant now is not known')
    expect(messages).toContain('CROSSVIEW_USER_DATA')
    expect(tenant.state.asked).toBeGreaterThan(0)
  })
})

describe('--jitter', () => {
  it('waits at random, and says how long', async () => {
    const said: string[] = []
    const deps = {
      console: { message: (text: string) => void said.push(text) } as never,
      interrupt: new AbortController().signal,
    }
    const below: number[] = []
    const random = (most: number) => {
      below.push(most)
      return 1
    }
    expect(await waitAtRandom({ jitter: 300 }, { ...deps, random })).toMatchObject({ ok: true })
    expect(await waitAtRandom({}, { ...deps, random })).toMatchObject({ ok: true })
    expect(below).toEqual([300_001])
    expect(said).toEqual(['Waiting 1 s, at random of up to 300 s, before the first request.'])
  })

  it('comes before the first request, and ends at once with an interrupt: 130', async () => {
    const tenant = await heldTenant()
    const interrupt = new AbortController()
    const run = check(['--jitter', '86400'], interrupt.signal)
    interrupt.abort()
    const { status, messages } = await run
    expect([status, tenant.state.asked]).toEqual([130, 0])
    expect(messages).toContain('at random of up to 86,400 s')
    expect(messages).toContain('Stopped before anything was asked.')
  })

  it('comes before a fleet, of which no tenant begins once it is interrupted', async () => {
    const tenant = await heldTenant()
    const interrupt = new AbortController()
    const args = ['fleet', '--configs', '.', '--do', 'check', '--out', 'out', '--jitter', '86400']
    const run = runCli(folder, args, { X_SECRET: 'hunter22' }, interrupt.signal)
    interrupt.abort()
    expect([(await run).status, tenant.state.asked]).toEqual([130, 0])
  })

  it.each(['-1', 'x', '1.5', '', '86401'])('takes whole seconds: %j', async (seconds) => {
    const { status, messages } = await check([`--jitter=${seconds}`])
    expect(status).toBe(2)
    expect(messages).toContain('whole seconds from 0 to 86,400')
  })
})
