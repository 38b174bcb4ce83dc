import { execFileSync, spawn } from 'node:child_process'
import { chmod, link, lstat, mkdir, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { startCountingServer } from '../../support/counting-server'
import { temporaryFolder } from '../../support/profiles'
import { runBuilt } from '../../support/run-built'
import { runCli } from '../../support/run-cli'
import { unless } from '../../support/systems'

/** Every output of every command, from outside: tried before anything is sent, written as what it is, and said. */

/** What a command needs besides its outputs, and these. */
interface Writer {
  readonly args: readonly string[]
  readonly outputs: readonly string[]
}

const SNAPSHOT = ['--snapshot', 'in.json']
const WRITERS: Readonly<Record<string, Writer>> = {
  check: { args: ['check', '--config', 'c.json'], outputs: ['--json'] },
  'check --scopes': { args: ['check', '--scopes', '--config', 'c.json'], outputs: ['--json'] },
  'check --recipe': {
    args: ['check', '--recipe', 'halo-tickets', '--config', 'c.json'],
    outputs: ['--json'],
  },
  compare: {
    args: ['compare', '--config', 'c.json'],
    outputs: ['--json', '--pdf', '--html', '--markdown', '--snapshot'],
  },
  applications: {
    args: ['applications', '--config', 'c.json', '--breached', 'x'],
    outputs: ['--json', '--pdf', '--html', '--snapshot', '--markdown'],
  },
  permissions: { args: ['permissions', '--config', 'c.json'], outputs: ['--json'] },
  expect: { args: ['expect', 'e.yaml', '--config', 'c.json'], outputs: ['--json', '--junit', '--sarif'] },
  report: { args: ['report', ...SNAPSHOT], outputs: ['--json', '--html', '--pdf', '--markdown'] },
  'what-if': { args: ['what-if', ...SNAPSHOT, '--change', 'agent.disabled=no'], outputs: ['--json'] },
  fix: { args: ['fix', ...SNAPSHOT], outputs: ['--json', '--markdown'] },
  'profiles export': { args: ['profiles', 'export'], outputs: [''] },
}
const each = Object.entries(WRITERS).flatMap(([command, { args, outputs }]) =>
  outputs.map((option) => [`${command} ${option}`.trim(), option === '' ? args : [...args, option]] as const),
)

let made: string
const lateFolder: (() => Promise<void>)[] = []
beforeAll(async () => {
  made = temporaryFolder((cleanUp) => lateFolder.push(cleanUp))
  const { status } = await runCli(made, [
    'compare',
    '--demo',
    '--resources',
    'tickets',
    '--snapshot',
    'in.json',
  ])
  expect(status).toBeLessThan(2)
})
afterAll(async () => {
  for (const cleanUp of lateFolder) await cleanUp()
})

let folder: string
const at = (name: string): string => path.join(folder, name)
beforeEach(async () => {
  folder = temporaryFolder()
  await writeFile(at('in.json'), await readFile(path.join(made, 'in.json')))
  await writeFile(
    at('e.yaml'),
    'schema: crossview.expect/1\nexpect:\n  - resource: teams\n    verdict: same\n',
  )
})

describe.each(each)('%s', (_output, args) => {
  it('that cannot be written is told before anything is sent', async () => {
    const tenant = await startCountingServer()
    onTestFinished(() => tenant.close())
    const side = { kind: 'application', secretEnv: 'X_SECRET' }
    await writeFile(
      at('c.json'),
      JSON.stringify({
        name: 'x',
        url: tenant.url,
        app: { ...side, clientId: 'app-client' },
        agent: { ...side, clientId: 'agent-client' },
      }),
    )
    await mkdir(at('folder'))
    await writeFile(at('kept.json'), 'kept', { mode: 0o444 })
    const before = (await readdir(folder)).sort()
    for (const [name, reason] of [
      ['folder', 'a folder has this name'],
      ['folder/', 'names a folder'],
      ['none/x.json', 'the folder does not exist'],
      ['none/', 'names a folder'],
      ['kept.json/x', 'a file stands where a folder should be'],
      ['kept.json', 'read-only'],
      ['/dev/fd/999', process.platform === 'win32' ? 'does not exist' : 'it is not open'],
      ['x'.repeat(300), 'too long'],
    ] as const) {
      const { status, out, messages } = await runCli(folder, [...args, name], {
        X_SECRET: 'the-secret-of-a-test',
      })
      expect([name, status, out, tenant.seen()]).toEqual([name, 2, '', []])
      expect(messages).toContain(reason)
      // The option or the file, and what to do about it.
      expect(messages).toMatch(
        /cannot be written: [^\n]*\n {2}- |Add the name of the file|Choose another name/,
      )
    }
    expect((await readdir(folder)).sort()).toEqual(before)
    expect(await readFile(at('kept.json'), 'utf8')).toBe('kept')
  })
})

/** Offline, and quick. */
const OFFLINE = each.filter(([name]) => /^(?:what-if|fix|report --(?:json|html)|profiles)/.test(name))

describe.each(OFFLINE)('%s', (_output, args) => {
  const write = async (name: string): Promise<string> => {
    const { status, messages } = await runCli(folder, [...args, name])
    expect([name, status < 2]).toEqual([name, true])
    expect(messages).toMatch(/^(?:Wrote|Exported) /m)
    return messages
  }

  it('keeps the rights of a file that was there', { tags: 'file-modes' }, async () => {
    await writeFile(at('x.json'), 'old', { mode: 0o600 })
    await chmod(at('x.json'), 0o640)
    expect(await write('x.json')).toContain('x.json')
    expect((await lstat(at('x.json'))).mode & 0o777).toBe(0o640)
    expect(await readFile(at('x.json'), 'utf8')).not.toBe('old')
  })

  it(
    'goes through links, to what is there and to what is not, and into all names of a file',
    { tags: 'links' },
    async () => {
      await writeFile(at('real.json'), 'old')
      await link(at('real.json'), at('second.json'))
      await symlink('real.json', at('link.json'))
      await symlink('new.json', at('dangling.json'))
      await write('link.json')
      await write('dangling.json')
      expect([await readlink(at('link.json')), await readlink(at('dangling.json'))]).toEqual([
        'real.json',
        'new.json',
      ])
      const text = await readFile(at('real.json'), 'utf8')
      expect(text).not.toBe('old')
      expect(await readFile(at('second.json'), 'utf8')).toBe(text)
      expect((await readFile(at('new.json'), 'utf8')).length).toBeGreaterThan(0)
    },
  )

  it('goes into a pipe', { tags: 'special-files' }, async () => {
    execFileSync('mkfifo', [at('pipe')])
    const reader = spawn('cat', [at('pipe')], { stdio: ['ignore', 'pipe', 'ignore'] })
    const read: Buffer[] = []
    reader.stdout.on('data', (chunk: Buffer) => read.push(chunk))
    const ended = new Promise((resolve) => reader.once('close', resolve))
    await write('pipe')
    await ended
    expect(Buffer.concat(read).length).toBeGreaterThan(0)
    expect((await lstat(at('pipe'))).isFIFO()).toBe(true)
  })

  it('into a full device fails, and leaves the device', { tags: 'made-by-root' }, async () => {
    execFileSync('mknod', [at('full'), 'c', '1', '7'])
    const { status, messages } = await runCli(folder, [...args, 'full'])
    expect([status, messages]).toEqual([expect.any(Number), expect.stringContaining('the disk is full')])
    expect(status).toBeGreaterThan(1)
    expect((await lstat(at('full'))).isCharacterDevice()).toBe(true)
  })

  it(
    'where others may not write',
    { ...unless(process.getuid?.() === 0 ? 'root writes everywhere' : null), tags: 'file-modes' },
    async () => {
      await mkdir(at('closed'), { mode: 0o555 })
      const { status, messages } = await runCli(folder, [...args, 'closed/x.json'])
      expect([status, messages]).toEqual([2, expect.stringContaining('writing there is not allowed')])
    },
  )
})

describe('the built command line', () => {
  const JSON_REPORT = ['report', '--snapshot', 'in.json', '--json']

  it(
    'writes the same to a file, to “-”, to /dev/stdout and to a descriptor that a shell opened',
    {
      tags: 'special-files',
    },
    async () => {
      await runBuilt(folder, [...JSON_REPORT, 'x.json'])
      const text = await readFile(at('x.json'), 'utf8')
      for (const name of ['-', '/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']) {
        const { stdout } = await runBuilt(folder, [...JSON_REPORT, name])
        expect([name, stdout.toString()]).toEqual([name, text])
      }
    },
  )

  it.each(['-', '/dev/stdout'])(
    'keeps its exit status where nobody reads %s any more',
    { tags: 'special-files' },
    async (name) => {
      const whole = await runBuilt(folder, [...JSON_REPORT, name])
      const child = spawn(process.execPath, [path.resolve('out/main/cli.cjs'), ...JSON_REPORT, name], {
        cwd: folder,
        env: { ...process.env, CROSSVIEW_USER_DATA: folder, NODE_OPTIONS: '' },
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      // As `| head` does that has seen enough.
      child.stdout.destroy()
      const status = await new Promise((resolve) => child.once('close', resolve))
      expect([whole.status, whole.stdout.length > 0]).toEqual([status, true])
    },
  )
})
