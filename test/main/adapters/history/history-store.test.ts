import { existsSync } from 'node:fs'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { HISTORY_KEY_ACCOUNT } from '../../../../src/main/adapters/history/history-key'
import { historySettingsSchema, type HistoryEntry } from '../../../../src/shared/files/history'
import { OTHER_TENANT, TENANT, toKeep, triedHistory, type TriedHistory } from '../../../support/history'

const folderOf = ({ userData }: TriedHistory, tenant = TENANT) => path.join(userData, 'history', tenant)

/** Keeps a snapshot that has to be kept. */
const kept = async ({ history }: TriedHistory, about = {}, tenant = TENANT): Promise<HistoryEntry> => {
  const answer = await history.keep(tenant, toKeep(about))
  if (!answer.ok || answer.value === null) throw new Error(JSON.stringify(answer))
  return answer.value
}

const at = (day: number) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString()
const settings = (about = {}) => historySettingsSchema.parse(about)

describe('what is kept of a tenant', () => {
  it('is listed without the key, newest first, and opened with it', async () => {
    const tried = triedHistory()
    const old = await kept(tried, { at: at(0), text: 'old' })
    const { at: now, kind, counts, app, signed, text } = toKeep({ app: OTHER_TENANT })
    const entry = await kept(tried, { app })
    tried.secrets.fault = 'locked'
    const { entries, faults } = await tried.history.list(TENANT)
    expect(faults).toEqual([])
    expect(entries).toEqual([entry, old])
    expect(entry).toMatchObject({ kind, at: now, counts, app, signed, baseline: false })
    expect(await tried.history.read(TENANT, entry.id)).toMatchObject({
      ok: false,
      error: { code: 'KEYCHAIN_LOCKED' },
    })
    tried.secrets.fault = null
    expect(await tried.history.read(TENANT, entry.id)).toEqual({ ok: true, value: text })
    expect(await tried.history.read(TENANT, old.id)).toEqual({ ok: true, value: 'old' })
    expect(await tried.history.list(OTHER_TENANT)).toEqual({ entries: [], faults: [] })
  })

  it('is opened by another process with the same keychain, large texts of any script included', async () => {
    const tried = triedHistory()
    const text = `${'🙂é漢x'.repeat(300_001)}\n`
    const { id } = await kept(tried, { text })
    const { history } = triedHistory({ userData: tried.userData, secrets: tried.secrets })
    expect(await history.read(TENANT, id)).toEqual({ ok: true, value: text })
  })

  it('says that one is not there any more', async () => {
    const tried = triedHistory()
    const { id } = await kept(tried)
    const notFound = { ok: false, error: { code: 'NOT_FOUND' } }
    expect(await tried.history.read(TENANT, OTHER_TENANT)).toMatchObject(notFound)
    expect(await tried.history.read(OTHER_TENANT, id)).toMatchObject(notFound)
    expect(await tried.history.read('../x', id)).toMatchObject(notFound)
    expect(await tried.history.setBaseline(TENANT, OTHER_TENANT, true)).toMatchObject(notFound)
  })

  it('is nothing of a tenant that is not stored, or of one that goes while it is sealed', async () => {
    const tried = triedHistory({ stored: new Set([TENANT]) })
    expect(await tried.history.keep(OTHER_TENANT, toKeep())).toEqual({ ok: true, value: null })
    await kept(tried)
    const keeping = tried.history.keep(TENANT, toKeep({ text: 'x'.repeat(2e6) }))
    setImmediate(() => tried.stored.delete(TENANT))
    expect(await keeping).toEqual({ ok: true, value: null })
    expect((await tried.history.list(TENANT)).entries).toHaveLength(1)
  })
})

describe('the key of the history', () => {
  it('is in the keychain under an account of its own, and the same for all', async () => {
    const tried = triedHistory()
    await kept(tried)
    const [key] = tried.secrets.kept.values()
    await kept(tried, {}, OTHER_TENANT)
    expect([...tried.secrets.kept]).toEqual([[HISTORY_KEY_ACCOUNT, key]])
    expect(Buffer.from(key ?? '', 'base64url')).toHaveLength(32)
  })

  it('is made once by two processes that keep their first snapshot at the same time', async () => {
    const one = triedHistory()
    const other = triedHistory({ userData: one.userData, secrets: one.secrets })
    const entries = await Promise.all([one, other, one, other].map((each) => kept(each)))
    for (const { id } of entries) expect((await one.history.read(TENANT, id)).ok).toBe(true)
  })

  it.each(['locked', 'no-service', 'silent'] as const)(
    'without a keychain (%s) nothing is kept, and why is said',
    async (fault) => {
      const tried = triedHistory()
      tried.secrets.fault = fault
      expect(await tried.history.keep(TENANT, toKeep())).toEqual({ ok: true, value: null })
      const state = await tried.history.state()
      expect(state).toMatchObject({ state: 'unavailable' })
      expect(state.state === 'unavailable' && state.advice.length).toBeGreaterThan(0)
      expect(tried.secrets.session.size).toBe(0)
      expect(existsSync(path.join(tried.userData, 'history'))).toBe(false)
      tried.secrets.fault = null
      expect(await tried.history.state()).toEqual({ state: 'on' })
    },
  )

  it('that is lost leaves the files, named with why, and what is kept then has a new one', async () => {
    const tried = triedHistory()
    const before = await kept(tried)
    const bytes = await readFile(path.join(folderOf(tried), `${before.id}.sealed`))
    tried.secrets.kept.clear()
    expect(await tried.history.read(TENANT, before.id)).toMatchObject({
      ok: false,
      error: {
        code: 'INVALID_FILE',
        message: expect.stringContaining('not in the keychain any more') as string,
      },
    })
    await tried.history.setSettings(settings({ count: 1, days: 1 }))
    const after = [
      await kept(tried, { at: at(900) }),
      await kept(tried, { at: at(901) }),
      await kept(tried, { at: at(902) }),
    ].at(-1)
    const { entries, faults } = await tried.history.list(TENANT)
    expect(entries).toEqual([after])
    expect(faults).toMatchObject([
      {
        file: `${before.id}.sealed`,
        state: 'foreign',
        reason: expect.stringContaining('loss of the keychain') as string,
      },
    ])
    expect(await readFile(path.join(folderOf(tried), `${before.id}.sealed`))).toEqual(bytes)
    expect(await tried.history.read(TENANT, before.id)).toMatchObject({
      ok: false,
      error: { code: 'INVALID_FILE', message: expect.stringContaining('sealed with a key') as string },
    })
  })
})

describe('retention', () => {
  it('keeps so many of each kind and app connection', async () => {
    const tried = triedHistory()
    await tried.history.setSettings(settings({ count: 2 }))
    for (let day = 0; day < 4; day += 1) {
      await kept(tried, { at: at(day) })
      await kept(tried, { at: at(day), app: OTHER_TENANT })
      await kept(tried, { at: at(day), kind: 'applications' })
    }
    const { entries } = await tried.history.list(TENANT)
    expect(entries.map((entry) => `${entry.kind} ${String(entry.app !== null)} ${entry.at}`).sort()).toEqual(
      ['applications false', 'comparison false', 'comparison true']
        .flatMap((group) => [`${group} ${at(2)}`, `${group} ${at(3)}`])
        .sort(),
    )
  })

  it('deletes what is too old, but never the last two, a baseline or a signed review', async () => {
    const tried = triedHistory()
    const [first, second, signed, ...rest] = [
      await kept(tried, { at: at(0) }),
      await kept(tried, { at: at(1) }),
      await kept(tried, { at: at(2), signed: true }),
      await kept(tried, { at: at(3) }),
      await kept(tried, { at: at(4) }),
    ]
    expect(await tried.history.setBaseline(TENANT, first.id, true)).toEqual({
      ok: true,
      value: { ...first, baseline: true },
    })
    await tried.history.setSettings(settings({ days: 30 }))
    tried.clock.at = new Date(at(300))
    const now = await kept(tried, { at: at(300) })
    expect((await tried.history.list(TENANT)).entries).toEqual([
      now,
      rest[1],
      signed,
      { ...first, baseline: true },
    ])
    expect(second.id).toBeDefined()
    await tried.history.setBaseline(TENANT, first.id, false)
    await kept(tried, { at: at(301) })
    expect((await tried.history.list(TENANT)).entries.map((entry) => entry.at)).toEqual([
      at(301),
      at(300),
      at(2),
    ])
  })

  it('believes the snapshot and not the index about what is signed', async () => {
    const tried = triedHistory()
    await kept(tried, { signed: true })
    await tried.history.setSettings(settings({ count: 1 }))
    const index = path.join(folderOf(tried), 'index-1.json')
    await writeFile(index, (await readFile(index, 'utf8')).replaceAll('"signed":true', '"signed":false'))
    for (let day = 0; day < 3; day += 1) await kept(tried, { at: at(900 + day) })
    expect((await readdir(folderOf(tried))).filter((name) => name.endsWith('.sealed'))).toHaveLength(2)
  })
})

describe('switching it off', () => {
  it('altogether or of one tenant keeps nothing more, and deletes nothing', async () => {
    const tried = triedHistory()
    const before = await kept(tried)
    await tried.history.setSettings(settings({ off: [TENANT] }))
    expect(await tried.history.keep(TENANT, toKeep())).toEqual({ ok: true, value: null })
    await kept(tried, {}, OTHER_TENANT)
    await tried.history.setSettings(settings({ on: false }))
    expect(await tried.history.state()).toEqual({ state: 'off' })
    expect(await tried.history.keep(OTHER_TENANT, toKeep())).toEqual({ ok: true, value: null })
    expect((await tried.history.list(TENANT)).entries).toEqual([before])
  })

  it('stays off where what was chosen is damaged', async () => {
    const tried = triedHistory()
    await writeFile(path.join(tried.userData, 'history.json'), '{"on":fal')
    expect(await tried.history.state()).toEqual({ state: 'off' })
    expect((await tried.history.settings()).notice).toContain('no history is kept')
    expect(await tried.history.keep(TENANT, toKeep())).toEqual({ ok: true, value: null })
  })
})

describe('removing', () => {
  it('takes those that are named, or all of a tenant, and leaves the others', async () => {
    const tried = triedHistory()
    const [one, two] = [await kept(tried), await kept(tried)]
    const other = await kept(tried, {}, OTHER_TENANT)
    await tried.history.setBaseline(TENANT, one.id, true)
    expect(await tried.history.remove(TENANT, [one.id])).toEqual({ ok: true, value: null })
    expect((await tried.history.list(TENANT)).entries).toEqual([two])
    expect((await readdir(folderOf(tried))).sort()).toEqual([`${two.id}.sealed`, 'index-1.json'].sort())
    await writeFile(path.join(folderOf(tried), `${one.id}.sealed`), 'damaged')
    expect(await tried.history.remove(TENANT, null)).toEqual({ ok: true, value: null })
    expect(existsSync(folderOf(tried))).toBe(false)
    expect((await tried.history.list(OTHER_TENANT)).entries).toEqual([other])
  })

  it('of everything leaves no file and no key', async () => {
    const tried = triedHistory()
    await kept(tried)
    await kept(tried, {}, OTHER_TENANT)
    expect(await tried.history.erase()).toEqual({ ok: true, value: null })
    expect(tried.secrets.kept.size).toBe(0)
    expect(existsSync(path.join(tried.userData, 'history'))).toBe(false)
  })

  it('of everything while the keychain is locked takes the key once it answers, and seals nothing with it', async () => {
    const tried = triedHistory()
    await kept(tried)
    const [key] = tried.secrets.kept.values()
    tried.secrets.fault = 'locked'
    expect(await tried.history.erase()).toEqual({ ok: true, value: null })
    expect(await readdir(path.join(tried.userData, 'history'))).toEqual(['key.removing'])
    tried.secrets.fault = null
    const again = triedHistory(tried)
    const { id } = await kept(again)
    expect([...tried.secrets.kept.values()]).not.toContain(key)
    expect((await again.history.read(TENANT, id)).ok).toBe(true)
    tried.secrets.fault = 'locked'
    await again.history.erase()
    tried.secrets.fault = null
    expect(await again.history.settle([TENANT])).toEqual([])
    expect(tried.secrets.kept.size).toBe(0)
    expect(existsSync(path.join(tried.userData, 'history'))).toBe(false)
  })

  it('that a crash cut off is finished for tenants that are gone, and for those only', async () => {
    const tried = triedHistory()
    const stays = await kept(tried)
    await kept(tried, {}, OTHER_TENANT)
    await tried.history.beginRemoval([TENANT, OTHER_TENANT], 'tenants')
    const next = triedHistory({ userData: tried.userData, secrets: tried.secrets })
    expect(await next.history.settle([TENANT])).toEqual([])
    expect((await readdir(path.join(tried.userData, 'history'))).sort()).toEqual([TENANT, 'key.json'].sort())
    expect((await next.history.list(TENANT)).entries).toEqual([stays])
  })

  it('of everything that a crash cut off is finished where no tenant is left, and taken back where one is', async () => {
    const tried = triedHistory()
    const { id } = await kept(tried)
    await tried.history.beginRemoval([TENANT], 'everything')
    expect(await tried.history.settle([TENANT])).toEqual([])
    expect((await tried.history.read(TENANT, id)).ok).toBe(true)
    expect((await readdir(path.join(tried.userData, 'history'))).sort()).toEqual([TENANT, 'key.json'])
    await tried.history.beginRemoval([TENANT], 'everything')
    expect(await tried.history.settle([])).toEqual([])
    expect(existsSync(path.join(tried.userData, 'history'))).toBe(false)
    expect(tried.secrets.kept.size).toBe(0)
  })

  it('survives the loss of the folder', async () => {
    const tried = triedHistory()
    await kept(tried)
    await rm(path.join(tried.userData, 'history'), { recursive: true })
    expect(await tried.history.list(TENANT)).toEqual({ entries: [], faults: [] })
    await kept(tried)
    expect((await tried.history.list(TENANT)).entries).toHaveLength(1)
  })
})
