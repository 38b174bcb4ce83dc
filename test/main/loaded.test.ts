import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { childEnvironment } from '../../src/main/security/surroundings'
import { buildPrograms, ROOT } from '../support/built-program'
import { temporaryFolder } from '../support/profiles'

/** What the built programs load before they do what was asked: by which a start is quick, and stays so (bench/start.ts measures it). */

beforeAll(buildPrograms)

let folder = ''
beforeEach(() => {
  folder = temporaryFolder()
})

interface Loaded {
  /** What ended it: `exit`, a request, a window, a browser. */
  readonly end: string
  /** Names of chunks and packages. */
  readonly modules: readonly string[]
  /** What takes long besides loading. */
  readonly did: readonly string[]
}

const loadedBy = (
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Loaded => {
  const { stdout } = spawnSync(
    process.execPath,
    [path.join(ROOT, 'test/support/loaded.cjs'), path.join(ROOT, `out/main/${program}.cjs`), ...args],
    {
      cwd: folder,
      env: { ...childEnvironment(), CROSSVIEW_USER_DATA: path.join(folder, 'data'), ...env },
      encoding: 'utf8',
    },
  )
  return JSON.parse(/^LOADED (.*)$/m.exec(stdout)?.[1] ?? 'null') as Loaded
}

/** What is large, and needed by some of the commands only. */
const LARGE = ['playwright-core', 'keytar', 'pdf-library', 'yaml', 'csv-library', 'axios', 'zod']

const largeIn = ({ modules }: Loaded) => LARGE.filter((name) => modules.includes(name))

const SECRETS = { ONE_SECRET: 'nothing-that-is-used' }
const configFor = async (url: string): Promise<void> => {
  const side = { kind: 'application', clientId: 'one', secretEnv: 'ONE_SECRET', scope: 'all' }
  const config = { name: 'Tenant', url, app: side, agent: { ...side, clientId: 'two' } }
  await writeFile(path.join(folder, 'config.json'), JSON.stringify(config))
}

describe('the command line', () => {
  it.each([
    ['--version'],
    ['--help'],
    ['compare', '--help'],
    ['nothing-like-it'],
    ['compare', '--nothing-like-it'],
    ['compare'],
    ['compare', '--demo', '--config', 'config.json'],
    ['compare', '--demo', '--resources', 'nothing-like-it'],
    ['compare', '--demo', 'nothing-like-it'],
    ['compare', '--demo', '--report', 'nothing-like-it'],
    ['compare', '--demo', '--json', '-', '--html', '-'],
    ['compare', '--demo', '--json', path.join('nowhere', 'a.json')],
    ['check', '--profile', 'One', '--trust-host', 'halo.example.com'],
    ['applications'],
    ['permissions'],
    ['fix', '--snapshot', 'a.json', '--resource', 'nothing-like-it'],
    ['drift', '--from', 'a.json'],
    ['drift', '--profile', 'One', '--since', 'soon'],
    ['report', '--snapshot', 'a.json', '--exceptions', 'a.yaml', '--redact'],
    ['demo', '--port', 'x'],
  ])('says the version, helps, and finds what is wrong without what commands need: %j', (...args) => {
    const loaded = loadedBy('cli', args)
    expect([loaded.end, largeIn(loaded), loaded.did]).toEqual(['exit', [], []])
    expect(loaded.modules).not.toContain('composition')
    expect(loaded.modules).toContain('cli-program')
  })

  it('asks a tenant on this machine with what a request needs, and reads no certificates', async () => {
    await configFor('http://127.0.0.1:9')
    const loaded = loadedBy(
      'cli',
      ['compare', '--config', 'config.json', '--pdf', 'a.pdf', '--csv', 'b'],
      SECRETS,
    )
    expect([loaded.end, largeIn(loaded), loaded.did]).toEqual(['http request', ['axios', 'zod'], []])
    const demo = loadedBy('cli', ['compare', '--demo'])
    expect([demo.end, largeIn(demo), demo.did]).toEqual(['http request', ['axios', 'zod'], []])
    expect(loaded.modules).not.toContain('demo')
  })

  it('reads certificates for a tenant elsewhere', async () => {
    await configFor('https://127.0.0.1:9')
    const args = ['compare', '--config', 'config.json', '--trust-host', '127.0.0.1:9']
    const loaded = loadedBy('cli', args, SECRETS)
    expect(loaded.end).toBe('https request')
    expect(loaded.did).toEqual(['read certificates', 'made a secure context'])
  })

  it('loads what prints, writes tables and reads policies where that is asked for', async () => {
    await configFor('http://127.0.0.1:9')
    await writeFile(path.join(folder, 'expect.yml'), 'schema: nothing-like-it\n')
    expect(largeIn(loadedBy('cli', ['expect', 'expect.yml', '--demo']))).toContain('yaml')
    await writeFile(path.join(folder, 'tenants.csv'), 'name\nOne\n')
    expect(largeIn(loadedBy('cli', ['profiles', 'import', 'tenants.csv']))).toContain('csv-library')
  })
})

describe('a window', () => {
  it('of Electron is opened before what serves it is loaded', () => {
    const loaded = loadedBy('index', ['.'])
    expect([loaded.end, largeIn(loaded), loaded.did]).toEqual(['window', [], []])
    expect(loaded.modules).not.toContain('window-services')
    expect(loaded.modules).toContain('main-program')
  })

  it('of an installed browser is started before what serves it is loaded', async () => {
    const browser = path.join(folder, 'browser')
    await writeFile(browser, '', { mode: 0o700 })
    const loaded = loadedBy('browser-window', [], { CROSSVIEW_CHROMIUM: browser })
    expect([loaded.end, largeIn(loaded), loaded.did]).toEqual([`browser ${browser}`, ['playwright-core'], []])
    expect(loaded.modules).not.toContain('window-services')
  })
})
