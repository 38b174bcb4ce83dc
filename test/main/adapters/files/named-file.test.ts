import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { namedFile, type ReadLink } from '../../../../src/main/adapters/files/named-file'
import { temporaryFolder } from '../../../support/profiles'
import { runCli } from '../../../support/run-cli'

/** Where a path may lead that a file of somebody else names. */

const NO_LINKS: ReadLink = () => Promise.resolve(null)
const onWindows = (named: string, folder: string, links: Readonly<Record<string, string>> = {}) =>
  namedFile(named, folder, 'win32', (file) => Promise.resolve(links[file] ?? null))

/** Ways to another computer or to a device, in every spelling that Windows or Node may take. */
const ELSEWHERE = [
  String.raw`\\evil\share\x.json`,
  '//evil/share/x.json',
  String.raw`\/evil\share/x.json`,
  String.raw`/\evil\share\x.json`,
  String.raw`\\\\evil\share\x.json`,
  String.raw`\\evil.example@SSL\DavWWWRoot\x.json`,
  String.raw`\\10.0.0.1@8080\x\x.json`,
  String.raw`\\evil\x.json`,
  '//evil.json',
  String.raw`\\?\UNC\evil\share\x.json`,
  '//?/UNC/evil/share/x.json',
  String.raw`\\?\unc\evil\share\x.json`,
  String.raw`\\.\UNC\evil\share\x.json`,
  String.raw`\\?\GLOBALROOT\Device\Mup\evil\share\x.json`,
  String.raw`\\?\UNC\files\tenants\..\..\evil\share\x.json`,
  String.raw`\\.\pipe\x.json`,
  String.raw`\\.\C:\x.json`,
  String.raw`\\localhost\c$\x.json`,
  'file://evil/share/x.json',
  'file:///c:/x.json',
  'FILE:\\\\evil\\share\\x.json',
  'http://evil/x.json',
  'x.txt:stream.json',
  String.raw`sub\..\\..\..\..\x:y.json`,
]

describe('on Windows, what a file names', () => {
  it.each(ELSEWHERE)('leads to no other computer: %s', async (named) => {
    for (const folder of [
      'C:\\configs',
      String.raw`\\files\tenants\configs`,
      String.raw`\\?\UNC\files\tenants`,
    ])
      expect(await onWindows(named, folder)).toMatchObject({ ok: false })
  })

  it.each([
    ['C:\\configs', 'x.secret', String.raw`C:\configs\x.secret`],
    ['C:\\configs', './sub/x.secret', String.raw`C:\configs\sub\x.secret`],
    ['C:\\configs', String.raw`..\x.secret`, String.raw`C:\x.secret`],
    ['C:\\configs', String.raw`D:\secrets\x.secret`, String.raw`D:\secrets\x.secret`],
    ['C:\\configs', String.raw`\secrets\x.secret`, String.raw`C:\secrets\x.secret`],
    [String.raw`\\files\tenants\configs`, 'x.secret', String.raw`\\files\tenants\configs\x.secret`],
    [
      String.raw`\\files\tenants\configs`,
      String.raw`\\FILES\Tenants\x.pem`,
      String.raw`\\FILES\Tenants\x.pem`,
    ],
    [String.raw`\\files\tenants\configs`, '//files/tenants/x.pem', String.raw`\\files\tenants\x.pem`],
    [
      String.raw`\\files\tenants\configs`,
      String.raw`\\?\UNC\files\tenants\x.pem`,
      String.raw`\\?\UNC\files\tenants\x.pem`,
    ],
    [String.raw`\\files\tenants\configs`, String.raw`..\..\..\..\x.pem`, String.raw`\\files\tenants\x.pem`],
    [String.raw`\\files\tenants\configs`, String.raw`C:\secrets\x.secret`, String.raw`C:\secrets\x.secret`],
    [String.raw`\\?\C:\configs`, 'x.secret', String.raw`\\?\C:\configs\x.secret`],
  ])('in %s is %s', async (folder, named, file) => {
    expect(await onWindows(named, folder)).toEqual({ ok: true, value: file })
  })

  it.each([
    String.raw`\\files\other\x.pem`,
    String.raw`\\files2\tenants\x.pem`,
    String.raw`\\files.\tenants\x.pem`,
  ])('on a share is on no other one: %s', async (named) => {
    expect(await onWindows(named, String.raw`\\files\tenants\configs`)).toMatchObject({ ok: false })
  })

  it.each([
    ['a link', 'x.pem', { [String.raw`C:\home\cfg\x.pem`]: String.raw`\\evil\share\x.pem` }],
    ['a folder that is a link', 'sub/x.pem', { [String.raw`C:\home\cfg\sub`]: String.raw`\\evil\share` }],
    ['one beside its folder', '../b/x.pem', { [String.raw`C:\home\b`]: String.raw`\\?\UNC\evil\share` }],
    [
      'a link to a link',
      'a',
      { [String.raw`C:\home\cfg\a`]: String.raw`sub\b`, [String.raw`C:\home\cfg\sub\b`]: '//evil/share/c' },
    ],
    ['a circle', 'a', { [String.raw`C:\home\cfg\a`]: 'a' }],
    ['one on another drive', 'D:\\a\\b', { 'D:\\a': String.raw`\\evil\share` }],
  ])('is not reached through %s to another computer', async (_what, named, links) => {
    expect(await onWindows(named, 'C:\\home\\cfg', links)).toMatchObject({ ok: false })
  })

  it('may be reached through a link to this computer, or below a home folder on a server', async () => {
    const links = { 'C:\\home': String.raw`\\homes\me`, [String.raw`C:\home\cfg\..data`]: '..v1' }
    for (const named of ['..data/x.secret', '../x.secret'])
      expect(await onWindows(named, String.raw`C:\home\cfg`, links)).toMatchObject({ ok: true })
  })
})

it.each(['linux', 'darwin'] as const)(
  'on %s two slashes are one, and a colon is a letter',
  async (platform) => {
    for (const [named, file] of [
      ['//run/x.secret', '/run/x.secret'],
      ['a:b', '/configs/a:b'],
    ] as const)
      expect(await namedFile(named, '/configs', platform, NO_LINKS)).toEqual({ ok: true, value: file })
  },
)

describe('the command line on Windows', () => {
  const config = { name: 'Contoso', url: 'https://contoso.halopsa.com' }
  const app = { kind: 'application', clientId: 'a' }
  const cases = ELSEWHERE.flatMap(
    (named) =>
      [
        [
          'ca',
          named,
          ['check', '--config', 'c.json'],
          { ...config, ca: named, app: { ...app, secretEnv: 'A_SECRET' } },
        ],
        [
          'secretFile',
          named,
          ['profiles', 'add', '--config', 'c.json'],
          { ...config, app: { ...app, secretFile: named } },
        ],
        [
          'recipe',
          named,
          ['expect', 'c.json', '--config', 'other.json'],
          { schema: 'crossview.expect/1', expect: [{ recipe: named }] },
        ],
      ] as const,
  )

  it.each(cases)('refuses a file elsewhere as %s: %s', async (field, named, command, content) => {
    const folder = temporaryFolder()
    await writeFile(path.join(folder, 'c.json'), JSON.stringify(content))
    const { status, messages } = await runCli(folder, command, {}, undefined, 'win32')
    expect(status).toBe(2)
    expect(messages).toMatch(/another computer or a device|not named by a path/)
    expect(messages).toContain(field)
    expect(messages).not.toContain(named)
  })
})
