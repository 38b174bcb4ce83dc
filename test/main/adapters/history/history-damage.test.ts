import { copyFile, cp, mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { historySettingsSchema, type HistoryEntry } from '../../../../src/shared/files/history'
import { COUNTS, SEED } from '../../../support/counts'
import { OTHER_TENANT, TENANT, toKeep, triedHistory, type TriedHistory } from '../../../support/history'
import { filesIn } from '../../../support/secret-sweep'

/** Damaged, foreign and newer files: named, never deleted by themselves, and no harm to the others. */

const MARK = 'Nadelöhr GmbH, 4711 Kestrel Way'
let tried: TriedHistory
let folder: string
let first: HistoryEntry
let second: HistoryEntry

const kept = async (about = {}, tenant = TENANT) => {
  const answer = await tried.history.keep(tenant, toKeep(about))
  if (!answer.ok || answer.value === null) throw new Error(JSON.stringify(answer))
  return answer.value
}
const fileOf = ({ id }: HistoryEntry, tenant = TENANT) =>
  path.join(tried.userData, 'history', tenant, `${id}.sealed`)

beforeEach(async () => {
  tried = triedHistory()
  folder = path.join(tried.userData, 'history', TENANT)
  first = await kept({ at: '2026-11-20T08:00:00.000Z', text: `"${MARK}"\n` })
  second = await kept({ at: '2026-11-21T08:00:00.000Z' })
})

/** Nothing but the second one is left to be opened. */
const expectFault = async (state: string, reason: string, file = `${first.id}.sealed`) => {
  const { entries, faults } = await tried.history.list(TENANT)
  expect(entries).toEqual([second])
  expect(faults).toEqual([{ file, state, reason: expect.stringContaining(reason) as string }])
  expect((await tried.history.read(TENANT, second.id)).ok).toBe(true)
  const before = await readFile(path.join(folder, file)).catch(() => null)
  // Retention at its strictest leaves it, and another snapshot beside it is as good as ever.
  await tried.history.setSettings(historySettingsSchema.parse({ count: 1, days: 1 }))
  const third = await kept({ at: '2026-11-22T08:00:00.000Z' })
  const after = await tried.history.list(TENANT)
  expect([after.entries, after.faults]).toEqual([[third], faults])
  expect(await readFile(path.join(folder, file)).catch(() => null)).toEqual(before)
}

const damagedBy = async (change: (bytes: Buffer) => Buffer) => {
  await writeFile(fileOf(first), change(await readFile(fileOf(first))))
}

describe('a snapshot that', () => {
  it.each([
    ['is empty', () => Buffer.alloc(0), 'It is empty.'],
    ['was cut off in its header', (bytes: Buffer) => bytes.subarray(0, 40), 'what stands at its beginning'],
    ['was cut off in its middle', (bytes: Buffer) => bytes.subarray(0, bytes.length - 60), 'It was cut off'],
    ['was cut off by a byte', (bytes: Buffer) => bytes.subarray(0, -1), 'It was cut off'],
    [
      'has something behind it',
      (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('x')]),
      'It was cut off',
    ],
    [
      'is another file',
      () => Buffer.from('{"schema":"crossview.snapshot/1"}'),
      'does not begin as a snapshot',
    ],
    ['is zeros', (bytes: Buffer) => Buffer.alloc(bytes.length), 'does not begin as a snapshot'],
  ])('%s is named without the key', async (_what, change, reason) => {
    await damagedBy(change)
    tried.secrets.fault = 'locked'
    expect((await tried.history.list(TENANT)).faults).toHaveLength(1)
    tried.secrets.fault = null
    const read = await tried.history.read(TENANT, first.id)
    expect(read).toMatchObject({ ok: false, error: { code: 'INVALID_FILE' } })
    await expectFault('damaged', reason.toLowerCase().slice(3))
  })

  it('is of a newer Crossview is named as that', async () => {
    await damagedBy((bytes) => {
      bytes.writeUInt16BE(2, 8)
      return bytes
    })
    await expectFault('newer', 'newer Crossview')
    expect(await tried.history.read(TENANT, first.id)).toMatchObject({
      ok: false,
      error: { code: 'INVALID_FILE', advice: ['Use the newer Crossview.'] },
    })
  })

  it('was moved to another tenant is told as damaged there', async () => {
    const other = await kept({}, OTHER_TENANT)
    await copyFile(fileOf(first), path.join(path.dirname(fileOf(other, OTHER_TENANT)), `${first.id}.sealed`))
    const { entries, faults } = await tried.history.list(OTHER_TENANT)
    expect(entries).toEqual([other])
    expect(faults).toMatchObject([
      { state: 'damaged', reason: expect.stringContaining('another tenant') as string },
    ])
    expect(await tried.history.read(OTHER_TENANT, first.id)).toMatchObject({
      error: { code: 'INVALID_FILE' },
    })
  })

  it('took the name of another is told as damaged', async () => {
    await copyFile(fileOf(second), fileOf(first))
    await expectFault('damaged', 'under another name')
  })

  it('says another tenant in its header than it was sealed for is found with the key', async () => {
    const other = path.join(tried.userData, 'history', OTHER_TENANT)
    await mkdir(other)
    await writeFile(
      path.join(other, `${first.id}.sealed`),
      Buffer.from((await readFile(fileOf(first))).toString('latin1').replace(TENANT, OTHER_TENANT), 'latin1'),
    )
    expect((await tried.history.list(OTHER_TENANT)).entries).toHaveLength(1)
    expect(await tried.history.read(OTHER_TENANT, first.id)).toMatchObject({
      error: { code: 'INVALID_FILE' },
    })
    expect((await tried.history.list(OTHER_TENANT)).faults).toMatchObject([{ state: 'damaged' }])
  })

  it('has one flipped bit anywhere is never opened, and listed as damaged once that was seen', async () => {
    const whole = await readFile(fileOf(first))
    // Every byte of what is in plain, the nonce, the tag and the length; of the rest as many as there is time for.
    const stride = Math.max(1, Math.floor(whole.length / COUNTS.damagedSnapshots))
    for (let at = SEED % stride; at < whole.length; at += stride) {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8))
      await writeFile(fileOf(first), bytes)
      const read = await tried.history.read(TENANT, first.id)
      expect([at, read.ok]).toEqual([at, false])
      const { entries, faults } = await tried.history.list(TENANT)
      expect([at, entries, faults.length]).toEqual([at, [second], 1])
    }
    // Put back from a backup, it is as good as before.
    await writeFile(fileOf(first), whole)
    expect(await tried.history.read(TENANT, first.id)).toEqual({ ok: true, value: `"${MARK}"\n` })
    expect((await tried.history.list(TENANT)).entries).toEqual([second, first])
  })

  it('was damaged unseen is not deleted by retention either', async () => {
    await damagedBy((bytes) => {
      const at = bytes.length - 30
      bytes[at] = (bytes[at] ?? 0) ^ 1
      return bytes
    })
    await tried.history.setSettings(historySettingsSchema.parse({ count: 1 }))
    const third = await kept({ at: '2026-11-22T08:00:00.000Z' })
    const { entries, faults } = await tried.history.list(TENANT)
    expect(entries).toEqual([third])
    expect(faults).toMatchObject([{ file: `${first.id}.sealed`, state: 'damaged' }])
  })
})

describe('the index', () => {
  const INDEX = 'index-1.json'

  it.each([
    ['is lost', null],
    ['is empty', ''],
    ['is no JSON', '{"schema":"crossview.history-in'],
    ['is of another kind', '{"schema":"crossview.history-index/9","snapshots":[]}'],
  ])('that %s is made again from the snapshots', async (_what, text) => {
    if (text === null) await rename(path.join(folder, INDEX), path.join(tried.userData, 'away'))
    else await writeFile(path.join(folder, INDEX), text)
    const { entries, faults } = await tried.history.list(TENANT)
    expect(entries).toEqual([second, first])
    expect(faults.map(({ file, state }) => [file, state])).toEqual(text === null ? [] : [[INDEX, 'damaged']])
    const third = await kept()
    expect(await tried.history.list(TENANT)).toEqual({ entries: [third, second, first], faults: [] })
  })

  it('of another tenant, or of another moment, is not believed', async () => {
    await kept({}, OTHER_TENANT)
    const mine = await readFile(path.join(folder, INDEX), 'utf8')
    await copyFile(path.join(tried.userData, 'history', OTHER_TENANT, INDEX), path.join(folder, INDEX))
    const { entries, faults } = await tried.history.list(TENANT)
    expect([entries, faults.length]).toEqual([[second, first], 1])
    const third = await kept()
    // One from before the third: it is found all the same.
    await writeFile(path.join(folder, INDEX), mine)
    expect((await tried.history.list(TENANT)).entries).toEqual([third, second, first])
  })
})

describe('what is none of it', () => {
  it('is named and left alone, and goes with the tenant', async () => {
    await writeFile(path.join(folder, 'notes.txt'), 'mine')
    await mkdir(path.join(folder, `${OTHER_TENANT}.sealed`))
    const { faults } = await tried.history.list(TENANT)
    expect(faults).toMatchObject([
      { file: `${OTHER_TENANT}.sealed`, state: 'foreign' },
      { file: 'notes.txt', state: 'foreign' },
    ])
    await kept()
    expect(await readFile(path.join(folder, 'notes.txt'), 'utf8')).toBe('mine')
    await tried.history.remove(TENANT, null)
    expect(await readdir(path.join(tried.userData, 'history'))).toEqual(['key.json'])
  })

  it('a link is not followed, neither to read nor to delete', { tags: 'links' }, async () => {
    const away = path.join(tried.userData, 'away.sealed')
    await rename(fileOf(first), away)
    await symlink(away, fileOf(first))
    expect((await tried.history.list(TENANT)).faults).toMatchObject([{ state: 'foreign' }])
    await tried.history.remove(TENANT, null)
    expect((await readFile(away)).length).toBeGreaterThan(0)
  })

  it('a folder from another computer opens nowhere but where its key is', async () => {
    const elsewhere = triedHistory()
    await cp(path.join(tried.userData, 'history'), path.join(elsewhere.userData, 'history'), {
      recursive: true,
    })
    expect(await elsewhere.history.read(TENANT, first.id)).toMatchObject({
      ok: false,
      error: {
        code: 'INVALID_FILE',
        message: expect.stringContaining('its key is not in the keychain') as string,
      },
    })
    await elsewhere.history.keep(TENANT, toKeep())
    expect((await elsewhere.history.list(TENANT)).faults).toMatchObject([
      { state: 'foreign' },
      { state: 'foreign' },
    ])
  })
})

it('no file holds anything of a snapshot or of the key in plain', async () => {
  const [key = ''] = tried.secrets.kept.values()
  const bytes = Buffer.from(key, 'base64url')
  const spellings = [
    ...[MARK, 'Nadel', 'Kestrel', 'Contoso', 'snapshot/1'].map((text) => Buffer.from(text)),
    Buffer.from(MARK, 'utf16le'),
    Buffer.from(key),
    bytes,
    bytes.subarray(0, 12),
    ...(['hex', 'base64'] as const).map((encoding) => Buffer.from(bytes.toString(encoding))),
  ]
  const names = await readdir(path.join(tried.userData, 'history'), { recursive: true, withFileTypes: true })
  const files = names.filter((each) => each.isFile())
  expect(files).toHaveLength(4)
  for (const { parentPath, name } of files) {
    const content = await readFile(path.join(parentPath, name))
    expect(spellings.filter((spelling) => content.includes(spelling))).toEqual([])
  }
  expect(Object.keys(await filesIn(tried.userData)).length).toBeGreaterThan(0)
})

it('files and folders are their owner’s alone', { tags: 'file-modes' }, async () => {
  const { stat } = await import('node:fs/promises')
  for (const file of [
    path.join(tried.userData, 'history'),
    folder,
    fileOf(first),
    path.join(folder, 'index-1.json'),
  ])
    expect([file, (await stat(file)).mode & 0o077]).toEqual([file, 0])
})
