import { execFileSync } from 'node:child_process'
import type fs from 'node:fs/promises'
import {
  chmod,
  chown,
  lchown,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  symlink,
  writeFile,
} from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createReportFiles, makeFolder } from '../../../../src/main/adapters/files/export-files'
import { temporaryFolder } from '../../../support/profiles'

/**
 * A file system that answers as Windows does, over the one that is here: while another program holds a file it is
 * neither replaced nor deleted. What the real one does is in test/windows.
 */
const held = vi.hoisted(() => ({ times: new Map<string, number>(), opened: 'EBUSY' }))
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof fs>()
  const refused = (file: unknown, code: string) => {
    const left = held.times.get(String(file)) ?? 0
    if (left > 0) held.times.set(String(file), left - 1)
    return left > 0 ? Object.assign(new Error(code), { code, dest: file }) : null
  }
  return {
    ...real,
    rename: async (from: string, to: string) => {
      const error = refused(to, 'EPERM')
      if (error !== null) throw error
      await real.rename(from, to)
    },
    open: async (...[file, flags, mode]: Parameters<typeof real.open>) => {
      const error = flags === 'r+' && held.opened !== '' ? refused(file, held.opened) : null
      if (error !== null) throw error
      return real.open(file, flags, mode)
    },
  }
})

const here = process.platform
const onPlatform = (platform: NodeJS.Platform) =>
  Object.defineProperty(process, 'platform', { value: platform })

let folder = ''
const files = createReportFiles()
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => {
  onPlatform(here)
  held.times.clear()
  held.opened = 'EBUSY'
})

const refusal = async (target: string, content = 'new') => {
  const written = await files.writeFile(target, content)
  return written.ok ? '' : [written.error.message, ...written.error.advice].join(' ')
}

const table = (name: string) => ({ name, header: ['name'], rows: [['new']] })

describe('on Windows, a file that another program holds', () => {
  beforeEach(() => onPlatform('win32'))

  it('is replaced when it is let go within a moment', async () => {
    const target = path.join(folder, 'report.pdf')
    await writeFile(target, 'old')
    held.times.set(target, 3)
    expect(await files.writeFile(target, 'new')).toEqual({ ok: true, value: null })
    expect(await readFile(target, 'utf8')).toBe('new')
  })

  it.each([
    ['lets nobody write', 'EBUSY', /another program holds the file open.*Close it in the other program/],
    ['lets write and not delete', '', /another program holds the file open.*Close it in the other program/],
    ['is none, but the right to change it is missing', 'EACCES', /writing there is not allowed/],
  ])('stays as it was, is named, and so is the reason: it %s', async (_what, opened, reason) => {
    const target = path.join(folder, 'report.pdf')
    await writeFile(target, 'old')
    held.times.set(target, 1000)
    held.opened = opened
    const said = await refusal(target)
    expect(said).toContain(`${target} was not written`)
    expect(said).toMatch(reason)
    expect(said).not.toMatch(/EPERM|EBUSY|EACCES/)
    expect(await readFile(target, 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['report.pdf'])
  })

  it('keeps every table of a folder as it was', async () => {
    for (const name of ['coverage', 'records']) await writeFile(path.join(folder, `${name}.csv`), 'old')
    held.times.set(path.join(folder, 'records.csv'), 1000)
    const written = await files.writeFolder(folder, [table('coverage'), table('records')])
    expect(written).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('records.csv was not written: another program') as string },
    })
    expect(await readFile(path.join(folder, 'coverage.csv'), 'utf8')).toBe('old')
    expect((await readdir(folder)).sort()).toEqual(['coverage.csv', 'records.csv'])
  })

  it('is not taken for one where the name cannot be a file', async () => {
    for (const name of ['a:b.json', 'a?b.json', 'a\u0001b.json', 'nul.json', 'COM¹', 'report.'])
      expect(await refusal(path.join(folder, name))).toMatch(
        /was not written: (its name|.*keeps for a device)/,
      )
    expect(await makeFolder(path.join(folder, 'a|b', 'c'))).toMatchObject({ ok: false })
    expect(await readdir(folder)).toEqual([])
  })
})

describe.each(['win32', 'linux', 'darwin'] as const)(
  'what stands in the way of a report (%s)',
  (platform) => {
    beforeEach(() => onPlatform(platform))

    it('is named as what it is, and stays', async () => {
      await mkdir(path.join(folder, 'folder'))
      await writeFile(path.join(folder, 'kept.pdf'), 'old')
      await chmod(path.join(folder, 'kept.pdf'), 0o444)
      await writeFile(path.join(folder, 'file'), 'old')
      expect(await refusal(path.join(folder, 'folder'))).toContain('a folder has this name')
      expect(await refusal(path.join(folder, 'kept.pdf'))).toContain('the file is read-only')
      expect(await refusal(path.join(folder, 'none', 'x.pdf'))).toContain('the folder does not exist')
      expect(await refusal(path.join(folder, 'file', 'x.pdf'))).toContain(
        'a file stands where a folder should be',
      )
      expect(await refusal(path.join(folder, 'x'.repeat(256)))).toContain('too long')
      expect((await files.writeFolder(path.join(folder, 'file'), [table('records')])).ok).toBe(false)
      expect(await readFile(path.join(folder, 'kept.pdf'), 'utf8')).toBe('old')
      expect((await readdir(folder)).sort()).toEqual(['file', 'folder', 'kept.pdf'])
    })

    it('no folder is made under a name that Windows keeps for a device', async () => {
      for (const name of ['aux', 'Con.tables', 'lpt9', '~', 'tables.'])
        for (const target of [path.join(folder, name), path.join(folder, name, 'tables')])
          expect(await files.writeFolder(target, [table('records')])).toMatchObject({ ok: false })
      expect(await readdir(folder)).toEqual([])
    })
  },
)

describe('what is no file is written to as what it is', { tags: 'special-files' }, () => {
  it('a pipe of one’s own', async () => {
    const pipe = path.join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    // Opened for both, it waits for nobody.
    const reader = await open(pipe, 'r+')
    onTestFinished(() => reader.close())
    expect(await files.writeFile(pipe, 'through')).toEqual({ ok: true, value: null })
    const { bytesRead, buffer } = await reader.read()
    expect(buffer.toString('utf8', 0, bytesRead)).toBe('through')
    expect((await lstat(pipe)).isFIFO()).toBe(true)
  })

  it('a device; one that is full says so', { tags: 'made-by-root' }, async () => {
    // /dev/null and /dev/full, but no loss where they are replaced.
    for (const [name, minor] of [
      ['null', '3'],
      ['full', '7'],
    ] as const)
      execFileSync('mknod', [path.join(folder, name), 'c', '1', minor])
    expect(await files.writeFile(path.join(folder, 'null'), 'gone')).toEqual({ ok: true, value: null })
    expect(await refusal(path.join(folder, 'full'))).toContain('the disk is full')
    for (const name of ['null', 'full'])
      expect((await lstat(path.join(folder, name))).isCharacterDevice()).toBe(true)
  })

  it('but no disk, and no pipe of somebody else', { tags: 'made-by-root' }, async () => {
    const [disk, pipe] = [path.join(folder, 'disk'), path.join(folder, 'pipe')]
    execFileSync('mknod', [disk, 'b', '7', '255'])
    execFileSync('mkfifo', [pipe])
    execFileSync('chown', ['12345', pipe])
    expect(await refusal(disk)).toContain('a device, a pipe or a socket has this name')
    expect(await refusal(pipe)).toContain('a pipe of another user has this name')
    expect((await readdir(folder)).sort()).toEqual(['disk', 'pipe'])
  })

  it('through a link too', async () => {
    const linked = path.join(folder, 'link')
    await symlink('/dev/null', linked)
    expect(await files.writeFile(linked, 'gone')).toEqual({ ok: true, value: null })
    expect(await readlink(linked)).toBe('/dev/null')
  })
})

describe('a link', { tags: 'links' }, () => {
  it.each(['there.json', 'new.json'])('stays, and %s behind it and another has the content', async (name) => {
    await mkdir(path.join(folder, 'real'))
    await writeFile(path.join(folder, 'real', 'there.json'), 'old')
    await symlink('real', path.join(folder, 'folder'))
    await symlink(`folder/${name}`, path.join(folder, 'one'))
    await symlink('one', path.join(folder, 'two'))
    expect(await files.fileFault(path.join(folder, 'two'))).toBeNull()
    expect(await files.writeFile(path.join(folder, 'two'), 'new')).toEqual({ ok: true, value: null })
    expect(await readFile(path.join(folder, 'real', name), 'utf8')).toBe('new')
    expect([await readlink(path.join(folder, 'one')), await readlink(path.join(folder, 'two'))]).toEqual([
      `folder/${name}`,
      'one',
    ])
    expect((await readdir(path.join(folder, 'real'))).filter((each) => each.endsWith('tmp'))).toEqual([])
  })

  it('that leads in a circle, to a folder or into none is told, before and at the writing', async () => {
    for (const [name, target] of [
      ['circle', 'circle'],
      ['up', '.'],
      ['lost', 'none/x.json'],
    ] as const) {
      const linked = path.join(folder, name)
      await symlink(target, linked)
      const before = await files.fileFault(linked)
      expect(before?.message).toMatch(/cannot be written: (a link|a folder|the folder)/)
      expect(await refusal(linked)).toMatch(/was not written: (a link|a folder|the folder)/)
    }
  })

  it('of somebody else is not written through', { tags: 'made-by-root' }, async () => {
    const [other, linked] = [path.join(folder, 'other'), path.join(folder, 'link')]
    await writeFile(other, 'old')
    await symlink(other, linked)
    await lchown(linked, 12_345, 12_345)
    expect((await files.fileFault(linked))?.message).toContain('a link of another user has this name')
    expect(await refusal(linked)).toContain('a link of another user has this name')
    expect(await readFile(other, 'utf8')).toBe('old')
  })
})

describe('a file that was there', { tags: 'file-modes' }, () => {
  it.each([0o600, 0o644, 0o664, 0o640])('keeps its rights: %i', async (mode) => {
    const target = path.join(folder, 'x.json')
    await writeFile(target, 'a longer text than the new one')
    await chmod(target, mode)
    expect(await files.writeFile(target, 'new')).toEqual({ ok: true, value: null })
    expect([await readFile(target, 'utf8'), (await lstat(target)).mode & 0o777]).toEqual(['new', mode])
  })

  it('keeps its owner', { tags: 'made-by-root' }, async () => {
    const target = path.join(folder, 'x.json')
    await writeFile(target, 'old')
    await chown(target, 12_345, 12_346)
    expect(await files.writeFile(target, 'new')).toEqual({ ok: true, value: null })
    expect(await lstat(target)).toMatchObject({ uid: 12_345, gid: 12_346 })
  })

  it(
    'of somebody else is replaced by one’s own where everybody may put files',
    {
      tags: 'made-by-root',
    },
    async () => {
      await chmod(folder, 0o1777)
      const target = path.join(folder, 'x.json')
      await writeFile(target, 'old')
      await chmod(target, 0o666)
      await chown(target, 12_345, 12_345)
      expect(await files.writeFile(target, 'new')).toEqual({ ok: true, value: null })
      expect(await lstat(target)).toMatchObject({ uid: process.getuid?.(), mode: 0o100600 })
    },
  )

  it('keeps its other names', async () => {
    const [target, other] = [path.join(folder, 'x.json'), path.join(folder, 'other.json')]
    await writeFile(target, 'a longer text than the new one')
    await link(target, other)
    expect(await files.writeFile(target, 'new')).toEqual({ ok: true, value: null })
    expect(await readFile(other, 'utf8')).toBe('new')
    expect((await lstat(target)).ino).toBe((await lstat(other)).ino)
  })

  it('new ones are their owner’s alone', async () => {
    const target = path.join(folder, 'x.json')
    await files.writeFile(target, 'new')
    expect((await lstat(target)).mode & 0o777).toBe(0o600)
  })
})

it('a trial of what cannot be written leaves nothing, and says why', async () => {
  await writeFile(path.join(folder, 'file'), 'old')
  await mkdir(path.join(folder, 'tables', 'records.csv'), { recursive: true })
  for (const name of ['none/x', 'file/x', 'tables'])
    expect(await files.fileFault(path.join(folder, name))).toMatchObject({ code: 'FILE_WRITE_FAILED' })
  for (const name of ['file', 'file/x', 'tables', 'new/aux'])
    expect(await files.folderFault(path.join(folder, name), ['records.csv'])).not.toBeNull()
  for (const name of ['new', 'new/deep', ''])
    expect(await files.folderFault(path.join(folder, name), ['records.csv'])).toBeNull()
  expect((await readdir(folder)).sort()).toEqual(['file', 'tables'])
})
