import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startDemo } from '../../../src/demo/index'
import { buildPrograms, runProgram, startProgram, type RunningProgram } from '../../support/built-program'
import { eventually } from '../../support/eventually'
import { descendants, partsOf, socketsOf, watchFamily } from '../../support/process-family'
import { temporaryFolder } from '../../support/profiles'
import { canarySecret, filesIn, sweep } from '../../support/secret-sweep'

/**
 * What the command line starts, and what is left of it when it is killed.
 * @module-tag chromium
 * @module-tag procfs
 */

beforeAll(buildPrograms)

let folder = ''
/** The system's temporary folder for these programs. */
let temporary = ''
beforeEach(async () => {
  folder = temporaryFolder()
  temporary = path.join(folder, 'tmp')
  await mkdir(temporary)
})

const print = (name: string, env: Readonly<Record<string, string>> = {}) =>
  startProgram(
    'cli',
    folder,
    ['compare', '--demo', '--resources', 'clients', '--pdf', path.join(folder, `${name}.pdf`)],
    { env: { TMPDIR: temporary, ...env } },
  )

const until = (isSo: () => boolean) =>
  eventually(() => {
    expect(isSo()).toBe(true)
  })

const foldersOf = ({ pid }: RunningProgram) =>
  readdirSync(temporary).filter((name) => name.split('-')[3] === pid.toString(36))

/** Held still while it has its folder, so that it cannot be done before it is looked at. */
const heldPrint = async (
  name: string,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningProgram> => {
  for (;;) {
    const run = print(name, env)
    await until(() => foldersOf(run).length === 1 || run.process.exitCode !== null)
    run.process.kill('SIGSTOP')
    if (foldersOf(run).length === 1) return run
    run.process.kill('SIGKILL')
    await run.ended
  }
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

describe('what the command line starts', () => {
  it(
    'has no secret in its environment or its arguments, and nothing that it need not have',
    { tags: 'procfs' },
    async () => {
      const secret = canarySecret()
      const run = print('report', {
        X_SECRET: secret,
        HTTPS_PROXY: `http://user:${secret}@proxy.example:1`,
        GITHUB_TOKEN: secret,
      })
      const places = await watchFamily(run.pid, run.ended)
      expect((await run.ended).status).toBeLessThan(2)
      // Chromium's own processes: a page, a GPU process, zygotes.
      expect(Object.keys(places).length).toBeGreaterThan(2)
      expect(sweep(places, [secret])).toEqual([])
      expect(Object.values(places).filter((text) => /^CROSSVIEW_|^X_SECRET|_PROXY=/im.test(text))).toEqual([])
      expect(Object.values(places).filter((text) => /^HOME=/m.test(text))).not.toEqual([])
      // The positive control: it is in the command line's own.
      expect(sweep({ ...places, ours: `X_SECRET=${secret}` }, [secret])).toEqual(['ours'])
    },
  )

  it('is the system’s browser with the desktop session only', async () => {
    const demo = await startDemo('healthy')
    const secret = canarySecret()
    const bin = path.join(folder, 'bin')
    const dump = path.join(folder, 'dump')
    await mkdir(bin)
    await writeFile(
      path.join(bin, 'xdg-open'),
      `#!/bin/sh\n{ tr '\\0' '\\n' < /proc/$$/environ; echo "ARGS $*"; } > '${dump}.part'\nmv '${dump}.part' '${dump}'\n`,
    )
    await chmod(path.join(bin, 'xdg-open'), 0o755)
    const config = path.join(folder, 'config.json')
    await writeFile(
      config,
      JSON.stringify({
        name: 'Demo',
        url: demo.url,
        app: { kind: 'application', clientId: demo.app.clientId, secretEnv: 'X_SECRET', scope: 'all' },
        agent: { kind: 'sign-in', clientId: 'x', scope: 'all', redirectPort: await freePort() },
      }),
    )
    const run = startProgram('cli', folder, ['check', '--config', config], {
      env: {
        PATH: `${bin}:${process.env.PATH ?? ''}`,
        X_SECRET: secret,
        DISPLAY: ':7',
        HTTPS_PROXY: `http://user:${secret}@proxy.example:1`,
        no_proxy: 'example.org',
        DEBUG: '*',
      },
    })
    await until(() => existsSync(dump) || run.process.exitCode !== null)
    expect(run.said()).toContain('Sign in at')
    const dumped = await readFile(dump, 'utf8')
    run.process.kill('SIGKILL')
    await run.ended
    await demo.close()
    expect(dumped).toMatch(/^DISPLAY=:7$/m)
    expect(dumped).toMatch(/^no_proxy=example.org$/m)
    expect(dumped).not.toMatch(/^(DEBUG|X_SECRET|HTTPS_PROXY|VITEST)=/m)
    expect(sweep({ dumped }, [secret, demo.app.secret])).toEqual([])
  })

  it('is no debugger, whoever asks for one by a signal', async () => {
    const run = startProgram('cli', folder, ['demo'])
    await until(() => socketsOf([run.pid]).length > 0)
    for (let times = 0; times < 3; times += 1) run.process.kill('SIGUSR1')
    // A signal after those is handled after those.
    run.process.kill('SIGTERM')
    const { said } = await run.ended
    expect(said).not.toMatch(/debugger/i)
  })
})

describe('what a killed run left in the temporary folder', () => {
  it('is swept at the next start, and nothing else', async () => {
    const secret = canarySecret()
    const killed = await heldPrint('killed', { X_SECRET: secret })
    const family = descendants(killed.pid)
    killed.process.kill('SIGKILL')
    await killed.ended
    await until(() => family.every((pid) => partsOf(pid, 'cmdline').length === 0))
    const left = foldersOf(killed)
    expect(left).toHaveLength(1)
    // Nobody else could look at it meanwhile.
    expect(sweep(await filesIn(temporary), [secret])).toEqual([])

    const living = await heldPrint('living')
    // No process has this id: Linux gives none above 4194304.
    const none = (4_194_999).toString(36)
    const others = {
      link: `crossview-p-${left[0]!.split('-')[2]!}-${none}-1-abcdef`,
      elsewhere: `crossview-p-1-${none}-1-abcdef`,
      person: 'crossview-report',
    }
    const victim = path.join(folder, 'victim')
    await mkdir(victim)
    await writeFile(path.join(victim, 'file'), '')
    await symlink(victim, path.join(temporary, others.link))
    for (const name of [others.elsewhere, others.person]) await mkdir(path.join(temporary, name))

    await runProgram('cli', folder, ['--version'], { env: { TMPDIR: temporary } })
    expect(foldersOf(killed)).toEqual([])
    expect(foldersOf(living)).toHaveLength(1)
    living.process.kill('SIGCONT')
    expect((await living.ended).status).toBeLessThan(2)
    expect(foldersOf(living)).toEqual([])
    expect(readdirSync(temporary).sort()).toEqual(Object.values(others).sort())
    expect(readdirSync(victim)).toEqual(['file'])
  })
})
