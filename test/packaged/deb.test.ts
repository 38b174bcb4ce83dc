import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync } from 'node:fs'
import { mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linuxPackages } from '../support/linux-packages'
import { packageApp, startSandboxed, type Started } from '../support/packaged-app'
import { unless } from '../support/systems'

/**
 * The life of the deb, on this machine: installed, upgraded, started by an ordinary user, removed. It is the
 * one that ships but for its compression, and for the Electron of the test runtime in it.
 */

const run = (program: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
  })
  return { status, output: `${stdout}${stderr}` }
}
const succeed = (program: string, ...args: readonly string[]): string => {
  const { status, output } = run(program, ...args)
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${String(status)}:\n${output}`)
  return output
}
/** Without waiting for the disk after each file. */
const apt = (...args: readonly string[]) =>
  succeed(
    'apt-get',
    '-y',
    '-qq',
    '-o',
    'Dpkg::Options::=--force-unsafe-io',
    '-o',
    'DPkg::Lock::Timeout=120',
    ...args,
  )
const installedPackages = (): readonly string[] =>
  succeed('dpkg-query', '-W', '-f=${binary:Package} ${db:Status-Abbrev}\n')
    .split('\n')
    .filter((line) => / ii ?$/.test(line))
    .map((line) => line.split(' ')[0]!)

/** What has to be here, each with what it is for. */
const TOOLS = ['apt-get', 'dpkg-deb', 'fakeroot', 'desktop-file-validate', 'readelf']
const missing = TOOLS.filter((tool) => !existsSync(`/usr/bin/${tool}`))

const whyNot = (): string | null => {
  if (process.getuid?.() !== 0) return 'only root can install packages'
  if (missing.length > 0) return `${missing.join(', ')} are missing`
  return run('dpkg-query', '-W', 'crossview').status === 0
    ? 'a Crossview is installed here, which it would remove'
    : null
}
const why = whyNot()

const PLACE = '/usr/lib/crossview'
const COMMAND = '/usr/bin/crossview'

describe('the deb', unless(why), () => {
  let folder = ''
  let older = ''
  let current = ''
  let before: readonly string[] | null = null
  let kept: Started | undefined

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'crossview-deb-'))
    const app = path.dirname(await packageApp(folder))
    const { debOf } = await linuxPackages()
    const leftover = path.join(app, 'resources/older.txt')
    await writeFile(leftover, 'of the older version')
    older = await debOf(app, folder, { version: '0.0.9', compression: 'none' })
    await rm(leftover)
    current = await debOf(app, folder, { compression: 'none' })
    before = installedPackages()
  })

  afterAll(async () => {
    await kept?.close()
    // Whatever failed: this machine has what it had. Nothing was installed before the list was taken.
    const had = before
    const added = had === null ? [] : installedPackages().filter((name) => !had.includes(name))
    if (added.length > 0) succeed('dpkg', '--purge', '--force-depends', ...added)
    await rm(folder, { recursive: true, force: true })
  })

  it('is named as Debian names packages, and runs no script', () => {
    expect(path.basename(current)).toMatch(/^crossview_\d+\.\d+\.\d+_(amd64|arm64)\.deb$/)
    expect(succeed('dpkg-deb', '--ctrl-tarfile', current).match(/\.\/[a-z]+/g)).toEqual(['./control'])
  })

  it('is installed by apt, with what it needs', () => {
    apt('install', '--no-install-recommends', older)
    expect(succeed('dpkg-query', '-W', '-f=${Status} ${Version}', 'crossview')).toBe(
      'install ok installed 0.0.9',
    )
    expect(existsSync(`${PLACE}/resources/older.txt`)).toBe(true)
    succeed('dpkg', '--audit')
  })

  it('is upgraded by apt, and leaves nothing of the older one', () => {
    apt('install', '--no-install-recommends', current)
    expect(succeed('dpkg-query', '-W', '-f=${Status}', 'crossview')).toBe('install ok installed')
    expect(existsSync(`${PLACE}/resources/older.txt`)).toBe(false)
    expect(succeed('dpkg', '--verify', 'crossview')).toBe('')
  })

  it('has a command, a valid menu entry, icons and a licence', async () => {
    expect(await readlink(COMMAND)).toBe('../lib/crossview/crossview')
    const entry = '/usr/share/applications/crossview.desktop'
    expect(succeed('desktop-file-validate', entry)).toBe('')
    expect(await readFile(entry, 'utf8')).toMatch(
      /^Name=Crossview$[^]*^Exec=crossview\b[^]*^Icon=crossview$[^]*^MimeType=application\/vnd\.crossview\.snapshot\+json;$/m,
    )
    // The type that it opens, which the system's own triggers take up.
    expect(await readFile('/usr/share/mime/packages/crossview.xml', 'utf8')).toContain('"*.crossview"')
    expect(existsSync('/usr/share/icons/hicolor/512x512/apps/crossview.png')).toBe(true)
    expect(existsSync('/usr/share/icons/hicolor/scalable/apps/crossview.svg')).toBe(true)
    expect(await readFile('/usr/share/doc/crossview/copyright', 'utf8')).toContain('Copyright')
  })

  it('belongs to root, and only Chromium’s sandbox has more rights than who starts it', () => {
    const files = succeed('dpkg', '-L', 'crossview')
      .split('\n')
      .filter((name) => name.startsWith(PLACE))
    const odd = files.filter((name) => {
      const { uid, gid, mode } = lstatSync(name)
      return uid !== 0 || gid !== 0 || (mode & 0o6022) !== 0
    })
    expect(odd).toEqual([`${PLACE}/chrome-sandbox`])
    expect(lstatSync(`${PLACE}/chrome-sandbox`).mode & 0o7777).toBe(0o4755)
  })

  it('needs every package whose libraries its programs are linked to', () => {
    const programs = [
      `${PLACE}/crossview`,
      `${PLACE}/resources/app.asar.unpacked/node_modules/keytar/build/Release/keytar.node`,
    ]
    const libraries = programs.flatMap((program) => {
      const paths = new Map(
        [...succeed('ldd', program).matchAll(/^\s*(\S+) => (\/\S+)/gm)].map(([, name, at]) => [name!, at!]),
      )
      return [...succeed('readelf', '-d', program).matchAll(/\(NEEDED\).*\[(.+)\]/g)]
        .map(([, name]) => paths.get(name!) ?? name!)
        .filter((at) => !at.startsWith(PLACE) && !/^ld-linux/.test(at))
    })
    // /lib is /usr/lib on most systems, and a package may name either.
    const { output } = run(
      'dpkg',
      '-S',
      ...libraries,
      ...libraries.map((at) => at.replace(/^\/lib/, '/usr/lib')),
    )
    const owned = [...output.matchAll(/^([^:\s]+)(?::\S+)?: (?:\/usr)?(\/\S+)$/gm)]
    const owners = libraries.map(
      (at) => owned.find(([, , file]) => file === at.replace(/^\/usr/, ''))?.[1] ?? `no package has ${at}`,
    )
    const closure = succeed(
      'apt-cache',
      'depends',
      '--recurse',
      '--installed',
      '--no-recommends',
      '--no-suggests',
      '--no-conflicts',
      '--no-breaks',
      '--no-replaces',
      '--no-enhances',
      'crossview',
    )
    const brought = new Set(
      closure.split('\n').map((line) =>
        line
          .replace(/^[\s|]*(Pre)?(Depends: )?/, '')
          .replace(/:\w+$/, '')
          .trim(),
      ),
    )
    expect(owners.length).toBeGreaterThan(10)
    expect([...new Set(owners)].filter((name) => !brought.has(name))).toEqual([])
  })

  it('is started by an ordinary user, in the system’s sandbox', async () => {
    kept = await startSandboxed(COMMAND)
    await kept.until('window loaded')
    const own = String(kept.process.pid)
    expect(await readFile(`/proc/${own}/status`, 'utf8')).toMatch(/^Uid:\t65534\t/m)
    const renderer = succeed('ps', '-eo', 'pid=,args=')
      .split('\n')
      .find((line) => line.includes(`${PLACE}/crossview --type=renderer`))
    const status = await readFile(`/proc/${/\d+/.exec(renderer ?? '')![0]}/status`, 'utf8')
    expect(status).toMatch(/^Seccomp:\t2$/m)
    expect(status).toMatch(/^NSpid:\t\d+\t\d+/m)
    kept.process.kill('SIGTERM')
    await kept.ended
  })

  it('is purged, and leaves nothing but what the user has', async () => {
    const files = succeed('dpkg', '-L', 'crossview')
      .split('\n')
      .filter((name) => /crossview/.test(name))
    expect(files.length).toBeGreaterThan(20)
    apt('purge', 'crossview')
    expect(files.filter((name) => lstatSync(name, { throwIfNoEntry: false }) !== undefined)).toEqual([])
    expect(run('dpkg-query', '-W', 'crossview').status).not.toBe(0)
    expect(await readFile(path.join(kept!.userData, 'logs/crossview.log'), 'utf8')).toContain('window loaded')
  })
})
