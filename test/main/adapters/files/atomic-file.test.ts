import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { backupOf, replaceFile, sweepOrphans } from '../../../../src/main/adapters/files/atomic-file'
import { temporaryFolder } from '../../../support/profiles'

describe('replaceFile', () => {
  it('makes the folder and the file', async () => {
    const file = path.join(temporaryFolder(), 'new', 'store.json')
    await replaceFile(file, 'one', { keepBackup: true })
    expect(await readFile(file, 'utf8')).toBe('one')
  })

  it('makes folder, file and backup for their owner only', { tags: 'file-modes' }, async () => {
    const file = path.join(temporaryFolder(), 'new', 'store.json')
    await replaceFile(file, 'one', { keepBackup: true })
    await chmod(file, 0o644)
    await replaceFile(file, 'two', { keepBackup: true })
    expect((await stat(backupOf(file))).mode & 0o777).toBe(0o600)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700)
  })

  it('keeps the content before as the backup, and nothing else', async () => {
    const folder = temporaryFolder()
    const file = path.join(folder, 'store.json')
    for (const content of ['one', 'two', 'three']) await replaceFile(file, content, { keepBackup: true })
    await replaceFile(file, 'four', { keepBackup: true })
    expect(await readFile(file, 'utf8')).toBe('four')
    expect(await readFile(backupOf(file), 'utf8')).toBe('three')
    expect((await readdir(folder)).sort()).toEqual(['store.json', 'store.json.bak'])
  })

  it('keeps nothing of the content before where nothing reads it again', async () => {
    const folder = temporaryFolder()
    const file = path.join(folder, 'store.json')
    for (const content of ['one', 'two']) await replaceFile(file, content, { keepBackup: false })
    expect(await readdir(folder)).toEqual(['store.json'])
  })

  it('leaves the old file and no temporary one when it fails', async () => {
    const folder = temporaryFolder()
    const file = path.join(folder, 'store.json')
    await replaceFile(file, 'one', { keepBackup: true })
    // A folder in the backup's place: the rename over it fails.
    await mkdir(path.join(backupOf(file), 'in the way'), { recursive: true })
    await expect(replaceFile(file, 'two', { keepBackup: true })).rejects.toThrow()
    expect(await readFile(file, 'utf8')).toBe('one')
    expect((await readdir(folder)).sort()).toEqual(['store.json', 'store.json.bak'])
  })
})

describe('sweepOrphans', () => {
  it('removes what ended processes left, and only that', async () => {
    const folder = temporaryFolder()
    const file = path.join(folder, 'store.json')
    // Above the highest process id that Linux gives.
    const orphan = 'store.json.4194999-0123abcd.tmp'
    const ofLiving = `store.json.${String(process.pid)}-0123abcd.tmp`
    const others = ['other.json.4194999-0123abcd.tmp', 'store.json.bak', 'store.json.tmp', ofLiving]
    for (const name of [orphan, ...others]) await writeFile(path.join(folder, name), '')
    await sweepOrphans(file)
    expect((await readdir(folder)).sort()).toEqual([...others].sort())
  })

  it('does nothing where there is no folder', async () => {
    await expect(sweepOrphans('/nonexistent/store.json')).resolves.toBeUndefined()
  })
})
