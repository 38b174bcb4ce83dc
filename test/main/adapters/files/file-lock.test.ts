import { readdir, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createFileLock } from '../../../../src/main/adapters/files/file-lock'
import { temporaryFolder } from '../../../support/profiles'

const take = async (folder: string, patience = 10_000) => {
  const turn = await createFileLock(folder, { patience }).take()
  if (!turn.ok) throw new Error(turn.error.message)
  return turn.value
}

describe('turns of writers', () => {
  it('are had by one at a time, and leave nothing', async () => {
    const folder = temporaryFolder()
    let inside = 0
    const most: number[] = []
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const giveBack = await take(folder)
        inside += 1
        most.push(inside)
        await readdir(folder)
        inside -= 1
        await giveBack()
      }),
    )
    expect(most).toEqual(Array.from({ length: 20 }, () => 1))
    expect(await readdir(folder)).toEqual([])
  })

  it('are not waited for forever', async () => {
    const folder = temporaryFolder()
    const giveBack = await take(folder)
    expect(await createFileLock(folder, { patience: 50 }).take()).toMatchObject({
      ok: false,
      error: { code: 'CONFLICT' },
    })
    await giveBack()
    await (
      await take(folder, 50)
    )()
    expect(await readdir(folder)).toEqual([])
  })

  it.each([
    // Above the highest process id that Linux gives.
    ['a dead process', `profiles.turn-1.4194999-0-0123abcd`],
    ['a dead process that was choosing', `profiles.turn-choosing.4194999-0-0123abcd`],
    // The process runs, but was not started then.
    ['a process whose id another one has now', `profiles.turn-1.${String(process.ppid)}-1-0123abcd`],
    ['a process whose id this one has now', `profiles.turn-1.${String(process.pid)}-0-0123abcd`],
  ])('are taken from %s', async (_name, ticket) => {
    const folder = temporaryFolder()
    await writeFile(path.join(folder, ticket), '')
    // Where the start of a process is not known, a ticket of the version before counts for two minutes.
    await utimes(path.join(folder, ticket), 0, 0)
    await (
      await take(folder, 50)
    )()
    expect(await readdir(folder)).toEqual([])
  })

  it.each(['1', 'choosing'])('are waited for while their process runs (%s)', async (number) => {
    const folder = temporaryFolder()
    const ticket = `profiles.turn-${number}.${String(process.ppid)}-0-0123abcd`
    await writeFile(path.join(folder, ticket), '')
    expect(await createFileLock(folder, { patience: 50 }).take()).toMatchObject({ ok: false })
    expect(await readdir(folder)).toEqual([ticket])
  })

  it('are nothing that other files could be', async () => {
    const folder = temporaryFolder()
    await writeFile(path.join(folder, 'profiles.turn-of-phrase.txt'), '')
    await (
      await take(folder, 50)
    )()
    expect(await readdir(folder)).toEqual(['profiles.turn-of-phrase.txt'])
  })

  it('cannot be had where nothing can be written: the error says why', async () => {
    const folder = path.join(temporaryFolder(), 'file')
    await writeFile(folder, '')
    expect(await createFileLock(folder).take()).toMatchObject({
      ok: false,
      error: { code: 'FILE_WRITE_FAILED', message: expect.stringContaining(folder) as string },
    })
  })
})
