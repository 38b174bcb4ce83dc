import { createHash } from 'node:crypto'
import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { FOREIGN_MS } from '../../../../src/main/adapters/files/process-mark'
import { createTenantTurns } from '../../../../src/main/adapters/files/tenant-turns'
import { temporaryFolder } from '../../../support/profiles'

// Real processes that are killed are in test/main/cli/turns.test.ts.

const URL = 'https://contoso.halopsa.com'
const never = new AbortController().signal

/** Given back at the end of the test: Windows removes no file that is held. */
const take = async (folder: string, url = URL, patience = 0, signal = never) => {
  const turn = await createTenantTurns(folder).take(url, patience, signal)
  if (turn.ok) onTestFinished(turn.value)
  return turn
}

const taken = async (folder: string, url = URL) => {
  const turn = await take(folder, url)
  if (!turn.ok) throw new Error(turn.error.message)
  return turn.value
}

const filesOf = (folder: string) => readdir(path.join(folder, 'runs'))

const digest = createHash('sha256').update('contoso.halopsa.com').digest('hex').slice(0, 16)

describe('the turn at a tenant', () => {
  it('is one run’s at a time, and leaves nothing', async () => {
    const folder = temporaryFolder()
    const giveBack = await taken(folder)
    expect(await take(folder)).toMatchObject({ ok: false, error: { code: 'BUSY' } })
    await giveBack()
    await (
      await taken(folder)
    )()
    expect(await filesOf(folder)).toEqual([])
  })

  it('says who has it, and since when', async () => {
    const folder = temporaryFolder()
    const before = new Date().toISOString()
    await taken(folder)
    const turn = await take(folder)
    const said = turn.ok ? '' : turn.error.message
    expect(said).toContain(`(process ${String(process.pid)}) asks contoso.halopsa.com`)
    const [since = ''] = /\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(said) ?? []
    expect(since >= before && since <= new Date().toISOString()).toBe(true)
  })

  it.each(['', '{}', '{"pid":', `{"pid":1,"since":"${'x'.repeat(2_000)}"}`])(
    'says less where that is not to be read: %j',
    async (text) => {
      const folder = temporaryFolder()
      await taken(folder)
      await writeFile(path.join(folder, 'runs', `${digest}.json`), text)
      expect(await take(folder)).toMatchObject({
        ok: false,
        error: {
          message: 'Another run of Crossview asks contoso.halopsa.com now, so this one asked nothing.',
        },
      })
    },
  )

  it('is another one at another host or port', async () => {
    const folder = temporaryFolder()
    await taken(folder)
    await taken(folder, 'https://fabrikam.halopsa.com')
    await taken(folder, 'https://contoso.halopsa.com:8443')
    // The same tenant, with a folder behind its host.
    expect((await take(folder, `${URL}/api`)).ok).toBe(false)
    expect((await filesOf(folder)).join(' ')).not.toContain('contoso')
  })

  it('is waited for as long as is asked', async () => {
    const folder = temporaryFolder()
    const giveBack = await taken(folder)
    const waiting = take(folder, URL, 60_000)
    await giveBack()
    expect((await waiting).ok).toBe(true)
  })

  it('is not waited for any longer once that is interrupted', async () => {
    const folder = temporaryFolder()
    await taken(folder)
    const interrupt = new AbortController()
    const waiting = take(folder, URL, 60_000, interrupt.signal)
    interrupt.abort()
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'CANCELLED' } })
  })

  it('of another computer or container counts while its file is young', async () => {
    const folder = temporaryFolder()
    const ticket = path.join(folder, 'runs', `${digest}.turn-1.4711-1-0000aaaa-0123abcd`)
    await mkdir(path.dirname(ticket))
    await writeFile(ticket, '')
    expect((await take(folder)).ok).toBe(false)
    const old = new Date(Date.now() - FOREIGN_MS - 1_000)
    await utimes(ticket, old, old)
    expect((await take(folder)).ok).toBe(true)
  })

  it('is renewed meanwhile, so that others there see that it is used', { tags: 'procfs' }, async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const folder = temporaryFolder()
    const giveBack = await taken(folder)
    const [name = ''] = (await filesOf(folder)).filter((each) => each.includes('.turn-'))
    const ticket = path.join(folder, 'runs', name)
    await utimes(ticket, 0, 0)
    await vi.advanceTimersByTimeAsync(FOREIGN_MS / 2)
    await expect.poll(async () => Date.now() - (await stat(ticket)).mtimeMs).toBeLessThan(FOREIGN_MS)
    await giveBack()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is nobody’s to know where the data folder takes no files', async () => {
    const file = path.join(temporaryFolder(), 'file')
    await writeFile(file, '')
    expect(await take(file)).toMatchObject({
      ok: false,
      error: { code: 'FILE_WRITE_FAILED', message: expect.stringContaining(file) as string },
    })
  })
})
