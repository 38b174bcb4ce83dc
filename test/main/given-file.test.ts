import { mkdir, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesOf, readGivenFile } from '../../src/main/given-file'
import { GIVEN_FILES } from '../../src/shared/bounds'
import { must } from '../support/must'
import { temporaryFolder } from '../support/profiles'

describe('the files of a command line', () => {
  it.each([
    ['linux', ['/a/b.crossview', 'c.json'], '/home/me', ['/a/b.crossview', '/home/me/c.json']],
    ['darwin', ['/a/b.crossview'], null, ['/a/b.crossview']],
    ['win32', ['C:\\a\\b.crossview', 'c.json'], 'D:\\x', ['C:\\a\\b.crossview', 'D:\\x\\c.json']],
    // Relative to nothing that is known.
    ['linux', ['b.crossview'], null, []],
    ['linux', ['b.crossview'], 'somewhere', []],
    // Once.
    ['linux', ['/a/b.json', '/a/b.json', '/a/../a/c.json', 'b.json'], '/a', ['/a/b.json', '/a/../a/c.json']],
    // Switches, as Chromium takes them.
    ['linux', ['--export-dir=/a.json', '-x.json', ' --lang=de', '/a.json'], '/', ['/a.json']],
    ['darwin', ['-psn_0_1', '/a.json'], '/', ['/a.json']],
    ['win32', ['/prefetch:1', '/a.json', '--no-sandbox', 'C:\\a.json'], 'C:\\', ['C:\\a.json']],
    // What is no path.
    ['linux', ['', '\0/a.json', `/${'a'.repeat(GIVEN_FILES.path)}`], '/', []],
  ] as const)('on %s, of %j in %s, are %j', (platform, args, folder, files) => {
    expect(filesOf(args, folder, platform)).toEqual(files)
  })
})

it(
  'takes addresses, as desktops of Linux hand them over, but none of another computer or kind',
  { tags: 'special-files' },
  () => {
    const args = ['file:///a%20b/c.crossview', 'file://elsewhere/c.json', 'file:///%', 'https://a/b.json']
    expect(filesOf(args, null, 'linux')).toEqual(['/a b/c.crossview'])
  },
)

describe('a file that was given', () => {
  it.each(['a.crossview', 'a.json', 'A.CROSSVIEW'])('is read, with where it lies: %s', async (name) => {
    const folder = temporaryFolder()
    await writeFile(path.join(folder, name), '{}')
    expect(must(await readGivenFile(path.join(folder, name)))).toEqual({
      name,
      text: '{}',
      path: path.join(folder, name),
    })
  })

  it('is refused by name where it is none, ends otherwise, or cannot be read', async () => {
    const folder = temporaryFolder()
    await mkdir(path.join(folder, 'folder.crossview'))
    await writeFile(path.join(folder, 'run.sh'), 'x')
    await writeFile(path.join(folder, 'broken.json'), Buffer.from([0x80, 0x81]))
    const refused = async (name: string) => {
      const read = await readGivenFile(path.join(folder, name))
      return read.ok ? 'read' : `${read.error.code}: ${read.error.message}`
    }
    expect(await refused('gone.crossview')).toBe(
      'NOT_FOUND: The file gone.crossview is not there any more, or cannot be reached.',
    )
    expect(await refused('folder.crossview')).toMatch(/^INVALID_FILE: .* a folder or a device\.$/)
    expect(await refused('run.sh')).toMatch(/^INVALID_FILE: The file run\.sh was not opened: its name/)
    expect(await refused('broken.json')).toMatch(/^INVALID_FILE: The file broken\.json is not text in UTF-8/)
    for (const name of ['gone.crossview', 'folder.crossview', 'run.sh', 'broken.json'])
      expect(await refused(name)).not.toContain(folder)
  })

  it('is not read where it is a device, which has no end', { tags: 'special-files' }, async () => {
    const folder = temporaryFolder()
    await symlink('/dev/zero', path.join(folder, 'zero.json'))
    expect(await readGivenFile(path.join(folder, 'zero.json'))).toMatchObject({ ok: false })
  })
})
