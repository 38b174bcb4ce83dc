import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createHistoryStore } from '../../../../src/main/adapters/history/history-store'
import {
  createRemovalJournal,
  createSaveJournal,
} from '../../../../src/main/adapters/profile-store/save-journal'
import type { HistoryRemovals } from '../../../../src/main/history-port'
import type { JournalEntry, RemovalJournal, SecretStore } from '../../../../src/main/ports'
import { createProfileService } from '../../../../src/main/services/profiles/profile-service'
import { furtherAppKey } from '../../../../src/shared/files/profile'
import { toKeep } from '../../../support/history'
import { add, listed, SECRETS, setUp, type SetUp } from '../../../support/profile-service'
import { fixedClock, REPORTING } from '../../../support/profiles'

/** Deleting tenants so that it can be taken back: whole, in place; and what becomes of it when nobody does, or nobody can. */

const WITH_REPORTING = { ...SECRETS, [furtherAppKey(REPORTING.id)]: 'reporting-secret' }

/** @param journal of the program that works on what it entered; a new one finds these left by a program that is gone */
const open = (all: SetUp, dies: Dying = alive, journal = createRemovalJournal(all.folder)) => {
  const { folder, store, secrets } = all
  const history = createHistoryStore({ userData: folder, secrets, profiles: store, clock: fixedClock })
  const removals: HistoryRemovals = {
    erase: () => history.erase(),
    beginRemoval: dies((ids, what) => history.beginRemoval(ids, what)),
    settle: dies((ids) => history.settle(ids)),
  }
  const service = createProfileService({
    store: {
      ...store,
      // A killed process has no turn any more: writers.test.ts kills real ones.
      ...(dies !== alive && {
        beginChange: () => Promise.resolve({ ok: true, value: () => Promise.resolve() }),
      }),
      save: dies((data) => store.save(data)),
    },
    secrets: dies === alive ? secrets : mortalSecrets(secrets, dies),
    history: removals,
    journal: createSaveJournal(folder),
    removals: mortalJournal(journal, dies),
    clock: fixedClock,
    newId: () => crypto.randomUUID(),
  })
  return { ...all, service, history, journal }
}

type Dying = <A extends unknown[], T>(work: (...args: A) => Promise<T>) => (...args: A) => Promise<T>
const alive: Dying = (work) => work

/** A process that dies before its nth step: from then on nothing it calls is done or answers. */
const dyingAt = (step: number) => {
  let steps = 0
  let die: () => void = () => undefined
  const death = new Promise<'died'>((resolve) => {
    die = () => {
      resolve('died')
    }
  })
  const dies: Dying =
    (work) =>
    (...args) => {
      steps += 1
      if (steps < step) return work(...args)
      die()
      return new Promise(() => undefined)
    }
  return { dies, death }
}

const mortalSecrets = (secrets: SecretStore, dies: Dying): SecretStore => ({
  status: () => secrets.status(),
  get: (id) => secrets.get(id),
  set: dies((id, secret, trust) => secrets.set(id, secret, trust)),
  delete: dies((id) => secrets.delete(id)),
  underWay: () => secrets.underWay(),
})

const mortalJournal = (journal: RemovalJournal, dies: Dying): RemovalJournal => {
  const mortal = (entry: JournalEntry): JournalEntry => ({ ...entry, end: dies(() => entry.end()) })
  return {
    begin: dies(async (id, roles) => {
      const begun = await journal.begin(id, roles)
      return begun.ok ? { ok: true, value: mortal(begun.value) } : begun
    }),
    left: () => journal.left(),
    open: async () => (await journal.open()).map(mortal),
  }
}

const threeTenants = async () => {
  const all = open(setUp())
  const one = await add(all, { name: 'Contoso', apps: [REPORTING] }, WITH_REPORTING)
  const two = await add(all, { name: 'Fabrikam' })
  const three = await add(all, { name: 'Northwind' })
  await all.service.keepInventory(one, (before) => ({
    ...before,
    notes: { 'app-1': { ...NOTE, owner: 'Ada' } },
  }))
  for (const id of [one, two, three]) await all.history.keep(id, toKeep())
  return { ...all, one, two, three }
}
const NOTE = { purpose: null, owner: '', text: '', nextReview: null }

const names = async (all: Pick<SetUp, 'service'>) => (await listed(all)).map(({ profile }) => profile.name)
const marks = ({ folder }: Pick<SetUp, 'folder'>) => {
  const marked = path.join(folder, 'unfinished-removals')
  return existsSync(marked) ? readdirSync(marked) : []
}
const accountsOf = ({ secrets }: SetUp, ...ids: readonly string[]) =>
  [...secrets.kept.keys()].filter((account) => ids.some((id) => account.startsWith(id)))

const begun = async ({ service }: Pick<SetUp, 'service'>, ids: readonly string[]) => {
  const answer = await service.removals.begin(ids)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}

describe('a removal that can be taken back', () => {
  it('takes tenants from the list of every program at once, and brings them back whole and in place', async () => {
    const all = await threeTenants()
    const before = await all.store.load()
    const kept = new Map(all.secrets.kept)
    const { removalId, removed } = await begun(all, [all.one, all.two])
    expect(removed.map(({ name }) => name)).toEqual(['Contoso', 'Fabrikam'])
    const other = open(all, alive, all.journal)
    expect(await names(other)).toEqual(['Northwind'])
    // Whatever another program changes meanwhile takes nothing of them along.
    await other.service.tag({ ids: [all.three], add: ['gold'], remove: [] })
    expect(await all.service.removals.undo(removalId)).toEqual({ ok: true, value: null })
    const after = await all.store.load()
    expect(after.data.profiles.slice(0, 2)).toEqual(before.data.profiles.slice(0, 2))
    expect(await names(all)).toEqual(['Contoso', 'Fabrikam', 'Northwind'])
    expect(all.secrets.kept).toEqual(kept)
    expect((await listed(all))[0]?.secrets).toMatchObject({ app: 'stored', agent: 'stored' })
    for (const id of [all.one, all.two]) expect((await all.history.list(id)).entries).toHaveLength(1)
    expect(marks(all)).toEqual([])
    expect(await all.service.removals.undo(removalId)).toMatchObject({ error: { code: 'NOT_FOUND' } })
  })

  it('lets secrets and history go when it is finished, and nothing else', async () => {
    const all = await threeTenants()
    const { removalId } = await begun(all, [all.one, all.two])
    expect(accountsOf(all, all.one, all.two, REPORTING.id)).toHaveLength(5)
    expect(await all.service.removals.finish(removalId)).toEqual({ ok: true, value: null })
    expect(accountsOf(all, all.one, all.two, REPORTING.id)).toEqual([])
    expect(accountsOf(all, all.three)).toHaveLength(2)
    expect(readdirSync(path.join(all.folder, 'history')).filter((name) => name.length === 36)).toEqual([
      all.three,
    ])
    expect(marks(all)).toEqual([])
    expect(await all.service.removals.undo(removalId)).toMatchObject({ error: { code: 'NOT_FOUND' } })
    expect(await names(all)).toEqual(['Northwind'])
  })

  it('removes what it can, and names what it cannot', async () => {
    const all = await threeTenants()
    const without = await add(all, { name: 'No secret' }, {})
    all.secrets.fault = 'locked'
    const answer = await begun(all, [all.one, without, crypto.randomUUID()])
    expect(answer.removed).toEqual([{ id: without, name: 'No secret' }])
    expect(answer.failed).toMatchObject([
      { name: 'Contoso', error: { code: 'KEYCHAIN_LOCKED' } },
      { name: '', error: { code: 'NOT_FOUND' } },
    ])
    all.secrets.fault = null
    all.disk.full = true
    expect(await all.service.removals.begin([all.one])).toMatchObject({
      error: { code: 'FILE_WRITE_FAILED' },
    })
    all.disk.full = false
    expect(await names(all)).toEqual(['Contoso', 'Fabrikam', 'Northwind'])
    expect(marks(all)).toHaveLength(1)
  })

  it('can be taken back again after that failed: a full disk, a name that was given away', async () => {
    const all = await threeTenants()
    const { removalId } = await begun(all, [all.two])
    all.disk.full = true
    expect(await all.service.removals.undo(removalId)).toMatchObject({ error: { code: 'FILE_WRITE_FAILED' } })
    all.disk.full = false
    const namesake = await add(all, { name: 'fabrikam' })
    expect(await all.service.removals.undo(removalId)).toMatchObject({ error: { code: 'CONFLICT' } })
    await all.service.remove({ id: namesake })
    expect(await all.service.removals.undo(removalId)).toEqual({ ok: true, value: null })
    expect(await names(all)).toEqual(['Contoso', 'Fabrikam', 'Northwind'])
    expect(accountsOf(all, all.two)).toHaveLength(2)
  })

  it('says when secrets could not go, and lets them go at the next start', async () => {
    const all = await threeTenants()
    const { removalId } = await begun(all, [all.two])
    all.secrets.fault = 'locked'
    expect(await all.service.removals.finish(removalId)).toMatchObject({ error: { code: 'KEYCHAIN_LOCKED' } })
    expect(await all.service.list()).toMatchObject({
      value: { notice: expect.stringContaining('Of “Fabrikam”, which was deleted, secrets') as string },
    })
    all.secrets.fault = null
    await all.service.removals.finishAll()
    expect(accountsOf(all, all.two)).toEqual([])
    expect(marks(all)).toEqual([])
  })

  it('does not come back once everything was deleted, by this program or another', async () => {
    const all = await threeTenants()
    const { removalId } = await begun(all, [all.one])
    const other = await begun(all, [all.two])
    expect(await open(all, alive, all.journal).service.removeAll()).toMatchObject({ ok: true })
    expect([...all.secrets.kept.keys()]).toEqual([])
    expect(await all.service.removals.undo(removalId)).toMatchObject({ error: { code: 'NOT_FOUND' } })
    expect(await all.service.removeAll()).toMatchObject({ ok: true })
    expect(await all.service.removals.undo(other.removalId)).toMatchObject({ error: { code: 'NOT_FOUND' } })
    expect(await names(all)).toEqual([])
    expect(marks(all)).toEqual([])
  })
})

describe('a program that is killed', () => {
  it.each(Array.from({ length: 30 }, (_, index) => index + 1))(
    'at step %i while it removes and finishes leaves the tenant whole, or nothing of it',
    async (step) => {
      const all = await threeTenants()
      const { dies, death } = dyingAt(step)
      const mortal = open(all, dies)
      const work = async () => {
        const { removalId } = await begun(mortal, [all.one])
        await mortal.service.removals.finish(removalId)
        return 'done' as const
      }
      await Promise.race([work(), death])
      const next = open(all)
      await next.service.settle()
      await next.service.settle()
      const isThere = (await names(next)).includes('Contoso')
      expect(accountsOf(next, all.one, REPORTING.id)).toHaveLength(isThere ? 3 : 0)
      expect((await next.history.list(all.one)).entries).toHaveLength(isThere ? 1 : 0)
      expect(existsSync(path.join(all.folder, 'history', all.one))).toBe(isThere)
      expect(accountsOf(next, all.two, all.three)).toHaveLength(4)
      expect(marks(next)).toEqual([])
      expect(await names(next)).toEqual([...(isThere ? ['Contoso'] : []), 'Fabrikam', 'Northwind'])
    },
  )

  it.each([1, 2, 3, 4, 5])(
    'at step %i while it takes it back loses no more than was deleted',
    async (step) => {
      const all = await threeTenants()
      const { dies, death } = dyingAt(step + 3)
      const mortal = open(all, dies)
      const { removalId } = await begun(mortal, [all.two]).catch(() => ({ removalId: '' }))
      await Promise.race([mortal.service.removals.undo(removalId), death])
      const next = open(all)
      await next.service.settle()
      const isThere = (await names(next)).includes('Fabrikam')
      expect(accountsOf(next, all.two)).toHaveLength(isThere ? 2 : 0)
      expect((await next.history.list(all.two)).entries).toHaveLength(isThere ? 1 : 0)
      expect(marks(next)).toEqual([])
    },
  )
})

describe('tags of several tenants', () => {
  it('are added and taken away; one that would have too many is named and left', async () => {
    const all = setUp()
    const full = Array.from({ length: 20 }, (_, index) => `t${String(index)}`)
    const one = await add(all, { name: 'Contoso', tags: ['north', 'gold'] })
    const two = await add(all, { name: 'Fabrikam', tags: full })
    const answer = await all.service.tag({ ids: [one, two], add: ['silver'], remove: ['north'] })
    expect(answer).toMatchObject({
      value: { done: [{ id: one }], failed: [{ name: 'Fabrikam', error: { field: 'add' } }] },
    })
    expect((await listed(all)).map(({ profile }) => profile.tags)).toEqual([['gold', 'silver'], full])
    expect(await all.service.tag({ ids: [two], add: ['silver'], remove: ['t3'] })).toMatchObject({
      value: { failed: [] },
    })
  })
})
