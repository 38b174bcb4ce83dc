import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, link, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { npmCommand } from '../../scripts/lib/npm.mjs'
import {
  hash,
  IS_WINDOWS,
  layCheckout,
  layPackages,
  NODE,
  withoutNpm,
  type Checkout,
} from '../support/checkout'
import { ROOT, textOf } from '../support/source-scan'
import { typed } from './typed'

/**
 * A walk through the scripts as a person starts them, in a checkout below a folder with an awkward name: what
 * arrives, what is written, how it ends. Made for Windows; needs out/ and no Electron. keytar is the real one.
 */

let outside = ''
let at: Checkout
/** Where commands are given: not at the top of the checkout. */
let given = ''

const NAME = IS_WINDOWS
  ? 'Müller & Söhne 100% (neu)^! %PATH%'
  : `Müller & Söhne 100% (neu)^! $PATH "x" $(touch x) it's`

/** What a person may hand over, and a shell would take apart. */
const AWKWARD = [
  ...['agent.team+=Service Desk', '--x=a b', 'two  blanks', ' blanks around ', '', 'tab\there'],
  ...['"quoted"', 'a"b', "it's", 'a\\"b', 'back\\slash\\', 'ends in blank and \\', '\\\\server\\share'],
  ...['a&b', 'a & b', 'a&&b', 'a|b', '(a)', 'a;b,c=d', 'a > b.txt', '<a', '^', 'a^b', 'a^^b'],
  ...['100%', '%PATH%', '%%PATH%%', '!PATH!', '$PATH', '${PATH}', '`x`', '~', '*', '?.txt', '@a', '#a'],
  ...['Jürgen Groß', 'naïve €', '日本語', '😀', 'a\u00a0b', '"%PATH%" & echo > x', 'x'.repeat(4000)],
]

const environment = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  ...withoutNpm(),
  CROSSVIEW_USER_DATA: path.join(outside, 'data'),
  ...more,
})

/** `node scripts/NAME.mjs ARGS`. */
const script = (name: string, args: readonly string[], cwd = at.folder, env = environment()) =>
  spawnSync(process.execPath, [path.join(at.folder, 'scripts', `${name}.mjs`), ...args], {
    cwd,
    env,
    encoding: 'utf8',
  })

/** `npm run --silent crossview -- ARGS`. */
const npmRun = (args: readonly string[], cwd = given) => {
  const [program, ...first] = npmCommand({ root: ROOT, env: process.env })
  return spawnSync(program, [...first, 'run', '--silent', 'crossview', '--', ...args], {
    cwd,
    env: environment(),
    encoding: 'utf8',
  })
}

beforeAll(async () => {
  outside = await mkdtemp(path.join(tmpdir(), 'crossview-walk-'))
  at = await layCheckout(path.join(outside, NAME))
  given = path.join(at.folder, 'unter ordner & mehr')
  await mkdir(given)
  await layPackages(at)
  await rm(at.modules('keytar'), { recursive: true })
  await cp(path.join(ROOT, 'node_modules/keytar'), at.modules('keytar'), { recursive: true })
  const addon = await readFile(at.modules('keytar/build/Release/keytar.node'))
  await writeFile(at.modules('.crossview-keytar'), hash(addon))
  await mkdir(at.modules('playwright-core'))
  await writeFile(
    at.modules('playwright-core/index.js'),
    `module.exports = require(${JSON.stringify(path.join(ROOT, 'node_modules/playwright-core'))})`,
  )
  // What was built once; `npm start` and the command line ask this for it.
  await mkdir(at.modules('electron-vite/bin'), { recursive: true })
  await writeFile(
    at.modules('electron-vite/bin/electron-vite.js'),
    `const from = ${JSON.stringify(path.join(ROOT, 'out/main'))}
     require('node:fs').cpSync(from, 'out/main', { recursive: true })`,
  )
  const kept = 'src/main/security/kept-variables.json'
  await cp(path.join(ROOT, kept), path.join(at.folder, kept))
})

afterAll(() => rm(outside, { recursive: true, force: true, maxRetries: 5 }))

describe('set-up', () => {
  it('finds keytar, does nothing and says nothing, the first time and the second', async () => {
    const addon = at.modules('keytar/build/Release/keytar.node')
    const before = await stat(addon)
    for (const time of ['first', 'second']) {
      const { status, stdout, stderr } = script('setup', ['cli'])
      expect({ time, status, output: stdout + stderr }).toEqual({ time, status: 0, output: '' })
    }
    expect(await stat(addon)).toMatchObject({ mtimeMs: before.mtimeMs, ino: before.ino })
    expect(await at.called()).toEqual([])
  })

  it('says what it can set up when it is asked for something else', () => {
    const { status, stderr } = script('setup', ['a & b'])
    expect(status).toBe(2)
    expect(stderr).toContain('nothing is set up for a & b; there are start, test and cli')
  })
})

describe('the command line', () => {
  it('compares the demo tenant and writes a file beside where the command was given', async () => {
    const { status, stderr } = script(
      'crossview',
      ['compare', '--demo', '--snapshot', 'Müller & Co.json'],
      given,
    )
    expect(status, stderr).toBe(1)
    expect(JSON.parse(await readFile(path.join(given, 'Müller & Co.json'), 'utf8'))).toHaveProperty('schema')
  })

  const change = ['what-if', '--snapshot', 'Müller & Co.json', '--change', 'agent.team+=Service Desk']

  it.each([
    ['node scripts/crossview.mjs', (args: readonly string[]) => script('crossview', args, given)],
    ['npm run --silent crossview --', (args: readonly string[]) => npmRun(args)],
  ])('takes a value with a blank: %s', (_how, run) => {
    const { status, stdout, stderr } = run([...change, '--json', '-'])
    expect(stderr).not.toMatch(/too many arguments/)
    expect(status, stderr).toBeLessThan(2)
    expect(JSON.stringify(JSON.parse(stdout))).toContain('Service Desk')
  })

  it('takes README’s own line as it is typed', async () => {
    const [, line] =
      /^crossview (what-if --snapshot contoso\.json --change ".+?")/m.exec(textOf('README.md')) ?? []
    await cp(path.join(given, 'Müller & Co.json'), path.join(given, 'contoso.json'))
    const { status, stdout, stderr } = typed(`npm run --silent crossview -- ${line}`, given, environment())
    expect(status, stderr).toBeLessThan(2)
    expect(stdout + stderr).toContain('Service Desk')
  })

  it('writes to a path of more than 260 characters', async () => {
    const deep = path.join(given, ...Array.from({ length: 6 }, (_, index) => `${index}${'ü'.repeat(49)}`))
    await mkdir(deep, { recursive: true })
    const file = path.join(deep, 'permissions & more.json')
    expect(file.length).toBeGreaterThan(260)
    const { status, stderr } = script('crossview', ['permissions', '--demo', '--json', file])
    expect(status, stderr).toBeLessThan(2)
    expect(JSON.parse(await readFile(file, 'utf8'))).toHaveProperty('schema')
  })

  it('says why when the folder cannot be entered', () => {
    const { status, stderr } = script('crossview', ['--version'], at.folder, {
      ...environment(),
      npm_lifecycle_event: 'crossview',
      npm_package_json: path.join(at.folder, 'package.json'),
      INIT_CWD: path.join(outside, 'gone'),
    })
    expect(status).toBe(2)
    expect(stderr).toMatch(/crossview did not start: The folder .*gone is not there/)
  })
})

describe('every argument', () => {
  beforeAll(() =>
    writeFile(
      path.join(at.folder, 'out/main/cli.cjs'),
      `process.stdout.write(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd() }))`,
    ),
  )

  it('arrives as it was given, through node', () => {
    const { status, stdout, stderr } = script('crossview', [...AWKWARD, 'line\nbreak'], given)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({ args: [...AWKWARD, 'line\nbreak'], cwd: given })
  })

  it('arrives as it was given, through npm, and runs nothing', () => {
    const { status, stdout, stderr } = npmRun(AWKWARD)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({ args: AWKWARD, cwd: given })
    for (const file of ['b.txt', 'x']) expect(existsSync(path.join(given, file))).toBe(false)
  })

  it('is read where the command is given, whatever another npm left in the variables', () => {
    const stale = { ...environment(), INIT_CWD: outside, npm_lifecycle_event: 'test' }
    expect(JSON.parse(script('crossview', [], given, stale).stdout)).toMatchObject({ cwd: given })
    // The script of another package may have the same name.
    for (const npm_package_json of [path.join(outside, 'package.json'), undefined]) {
      const other = { ...stale, npm_lifecycle_event: 'crossview', npm_package_json }
      expect(JSON.parse(script('crossview', [], given, other).stdout)).toMatchObject({ cwd: given })
    }
  })
})

describe('npm test', () => {
  it('says which stages there are, and counts what stopped it', () => {
    const { status, stdout, stderr } = script('test', ['a & b'])
    expect(status).toBe(2)
    expect(stderr).toContain('no stage is called a & b; there are lint, unit')
    expect(stdout).toMatch(/\n0 passed, 1 failed\n$/)
  })
})

describe.runIf(IS_WINDOWS)('on Windows', () => {
  it('a command that Ctrl-C ended by itself ends with 130', async () => {
    await writeFile(path.join(at.folder, 'out/main/cli.cjs'), 'process.exitCode = 0xc000013a')
    expect(script('crossview', []).status).toBe(130)
  })

  it('npm start without Electron and without a browser says what to do', async () => {
    await mkdir(at.modules('electron'), { recursive: true })
    await writeFile(at.modules('electron/install.js'), 'process.exitCode = 1')
    await rm(path.join(at.folder, 'out'), { recursive: true })
    for (const time of ['first', 'second']) {
      const { status, stderr } = script('start', [], given, {
        ...environment(),
        CROSSVIEW_CHROMIUM: path.join(outside, 'gone & away.exe'),
      })
      expect(status, `${time}: ${stderr}`).toBe(1)
      expect(stderr).toMatch(/CROSSVIEW_CHROMIUM names .*gone & away\.exe, which is not there/)
      expect(stderr.includes('Electron could not be downloaded')).toBe(time === 'first')
    }
  })

  it('set-up installs other packages while the Node of the old ones runs it, by an npm that no shell starts', async () => {
    const nodejs = path.join(outside, 'node & npm')
    const cli = path.join(nodejs, 'node_modules/npm/bin/npm-cli.js')
    await mkdir(path.dirname(cli), { recursive: true })
    await link(at.modules(NODE), path.join(nodejs, 'node.exe'))
    // As npm does: it deletes node_modules first.
    await writeFile(
      cli,
      `const fs = require('node:fs'), path = require('node:path')
       fs.cpSync('node_modules', '../kept', { recursive: true })
       fs.rmSync('node_modules', { recursive: true })
       fs.renameSync('../kept', 'node_modules')
       const npm = Object.keys(process.env).filter((name) => /^npm_/i.test(name))
       fs.writeFileSync('../npm.json', JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), npm }))`,
    )
    await writeFile(path.join(at.folder, 'package-lock.json'), `${textOf('package-lock.json')}\n`)
    // Two spellings of one variable would be two to an object and one to Windows.
    const { PATH: _upper, Path: _title, ...rest } = environment()
    const done = spawnSync(at.modules(NODE), ['scripts/setup.mjs', 'cli'], {
      cwd: at.folder,
      encoding: 'utf8',
      env: { ...rest, npm_config_ignore_scripts: 'false', Path: `${at.modules('.bin')};${nodejs}` },
    })
    expect(done.status, done.stderr).toBe(0)
    expect(JSON.parse(await readFile(path.join(outside, 'npm.json'), 'utf8'))).toMatchObject({
      args: ['ci', '--ignore-scripts', '--include=dev', ...Array<unknown>(4).fill(expect.any(String))],
      cwd: at.folder,
      npm: [],
    })
  })
})
