import { mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSaveJournal } from '../../../../src/main/adapters/profile-store/save-journal'
import type { ProfileStore, SecretStore, SaveJournal } from '../../../../src/main/ports'
import {
  createProfileService,
  type ProfileService,
} from '../../../../src/main/services/profiles/profile-service'
import { add, listed, SECRETS, setUp, type SetUp } from '../../../support/profile-service'
import { furtherAppKey } from '../../../../src/shared/files/profile'
import { fixedClock, profileInput, REPORTING } from '../../../support/profiles'

const OLD = 'https://contoso.halopsa.com'
const NEW = 'https://fabrikam.halopsa.com'
const OTHER = '44444444-4444-4444-8444-444444444444'

/** Secrets that tell for which address they were entered. */
const secretsFor = (url: string) => ({
  app: `app for ${url}`,
  agent: `agent for ${url}`,
  [furtherAppKey(REPORTING.id)]: `reporting for ${url}`,
})

const apps = [REPORTING]

/** A process that dies before its nth step: from then on nothing it calls is done or answers. */
const dyingAt = (all: SetUp, step: number, onDeath: () => void): ProfileService => {
  let steps = 0
  const mortal =
    <A extends unknown[], T>(work: (...args: A) => Promise<T>) =>
    (...args: A): Promise<T> => {
      steps += 1
      if (steps < step) return work(...args)
      onDeath()
      return new Promise(() => undefined)
    }
  const { store } = all
  const secrets: SecretStore = all.secrets
  const journal = createSaveJournal(all.folder)
  const mortalSecrets: SecretStore = {
    status: () => secrets.status(),
    get: mortal((id) => secrets.get(id)),
    set: mortal((id, secret, trust) => secrets.set(id, secret, trust)),
    delete: mortal((id) => secrets.delete(id)),
    underWay: () => secrets.underWay(),
  }
  const mortalStore: ProfileStore = {
    load: () => store.load(),
    // A killed process has no turn any more: writers.test.ts kills real ones.
    beginChange: () => Promise.resolve({ ok: true, value: () => Promise.resolve() }),
    save: mortal((data) => store.save(data)),
    traces: mortal(() => store.traces()),
    erase: mortal(() => store.erase()),
  }
  const mortalJournal: SaveJournal = {
    left: () => journal.left(),
    begin: mortal(async (id, roles) => {
      const entry = await journal.begin(id, roles)
      return entry.ok ? { ok: true, value: { ...entry.value, end: mortal(() => entry.value.end()) } } : entry
    }),
  }
  return createProfileService({
    store: mortalStore,
    secrets: mortalSecrets,
    journal: mortalJournal,
    clock: fixedClock,
    newId: () => '11111111-1111-4111-8111-111111111111',
  })
}

const CHANGES: Readonly<Record<string, (service: ProfileService, id: string) => Promise<unknown>>> = {
  'add a tenant': (service) =>
    service.save({
      id: null,
      profile: profileInput({ name: 'Second', url: NEW }),
      secrets: { app: `app for ${NEW}`, agent: `agent for ${NEW}` },
    }),
  'move a tenant to another host': (service, id) =>
    service.save({ id, profile: profileInput({ url: NEW, apps }), secrets: secretsFor(NEW) }),
  'change a secret': (service, id) => service.setSecret({ id, role: 'app', secret: `newer app for ${OLD}` }),
  'take the agent side out': (service, id) =>
    service.save({ id, profile: profileInput({ agent: null, apps }), secrets: {} }),
  'add a tenant with a further app connection': (service) =>
    service.save({
      id: null,
      profile: profileInput({ name: 'Third', url: NEW, apps: [{ ...REPORTING, id: OTHER }] }),
      secrets: { [furtherAppKey(OTHER)]: `other for ${NEW}` },
    }),
  'take a further app connection out': (service, id) =>
    service.save({ id, profile: profileInput(), secrets: {} }),
  'make a further app connection another application': (service, id) =>
    service.save({
      id,
      profile: profileInput({ apps: [{ ...REPORTING, clientId: 'another' }] }),
      secrets: { [furtherAppKey(REPORTING.id)]: `another for ${OLD}` },
    }),
  'delete the secret of a further app connection': (service, id) =>
    service.deleteSecret({ id, role: furtherAppKey(REPORTING.id) }),
  'remove a tenant': (service, id) => service.remove({ id }),
  'remove all': (service) => service.removeAll(),
}

describe('a process that dies in the middle of a change', () => {
  it.each(Object.keys(CHANGES))(
    '%s: at no step is a secret left that no tenant records, or that was entered for another host',
    async (name) => {
      let step = 1
      while (await diesAndLeavesNothing(name, step)) step += 1
      // A change has more than a step to die at, or this tests nothing.
      expect(step).toBeGreaterThan(2)
    },
  )
})

/** @returns whether the process died: false when the change has fewer steps */
const diesAndLeavesNothing = async (name: string, step: number): Promise<boolean> => {
  const all = setUp()
  const id = await add(all, { url: OLD, apps }, secretsFor(OLD))
  const died = await new Promise<boolean>((resolve) => {
    const service = dyingAt(all, step, () => {
      resolve(true)
    })
    void CHANGES[name]?.(service, id).then(() => {
      resolve(false)
    })
  })
  const next = { ...all, service: all.open() }
  await next.service.settle()
  const views = await listed(next)
  for (const [kept, secret] of all.secrets.kept) {
    const [owner = '', role = ''] = kept.split('/')
    const profile = views.find(
      (view) => view.profile.id === owner || view.profile.apps?.some(({ id }) => id === owner),
    )?.profile
    const key = profile?.id === owner ? role : furtherAppKey(owner)
    expect(profile?.keychainSecrets, `${name}, step ${String(step)}: ${kept}`).toContain(key)
    expect(secret, `${name}, step ${String(step)}`).toContain(profile?.url)
  }
  expect(await readdir(path.join(all.folder, 'unfinished-saves'))).toEqual([])
  return died
}

describe('notes of saves', () => {
  it('are gone after each change that went well, and after one that was undone', async () => {
    const all = setUp()
    const id = await add(all)
    await all.service.setSecret({ id, role: 'app', secret: 'another' })
    all.disk.full = true
    await all.service.setSecret({ id, role: 'app', secret: 'a third' })
    expect(await readdir(path.join(all.folder, 'unfinished-saves'))).toEqual([])
    expect(all.secrets.kept.get(`${id}/app`)).toBe('another')
  })

  it('tell the user which tenant asks for its secrets again', async () => {
    const all = setUp()
    const id = await add(all)
    await createSaveJournal(all.folder).begin(id, ['agent'])
    const next = { ...all, service: all.open() }
    await next.service.settle()
    expect(await next.service.list()).toMatchObject({
      value: {
        notice: 'Crossview ended while “Contoso” was being saved, so its secrets are needed again.',
        profiles: [{ secrets: { app: 'stored', agent: 'missing' } }],
      },
    })
    expect([...all.secrets.kept]).toEqual([[`${id}/app`, SECRETS.app]])
  })

  it('tell it of a further app connection, whose secret is needed again, and of no other', async () => {
    const all = setUp()
    await add(all, { apps }, { ...SECRETS, [furtherAppKey(REPORTING.id)]: 'reporting' })
    await createSaveJournal(all.folder).begin(REPORTING.id, ['app'])
    const next = { ...all, service: all.open() }
    await next.service.settle()
    const notice = expect.stringContaining('while “Contoso” was being saved') as string
    const secrets = { app: 'stored', agent: 'stored', [furtherAppKey(REPORTING.id)]: 'missing' }
    expect(await next.service.list()).toMatchObject({ value: { notice, profiles: [{ secrets }] } })
    expect([...all.secrets.kept.values()]).toEqual([SECRETS.app, SECRETS.agent])
  })

  it('wait for a keychain that is locked', async () => {
    const all = setUp()
    const orphan = '22222222-2222-4222-8222-222222222222'
    all.secrets.kept.set(`${orphan}/app`, 'nobody knows')
    await createSaveJournal(all.folder).begin(orphan, ['app'])
    all.secrets.fault = 'locked'
    const service = all.open()
    await service.settle()
    expect(all.secrets.kept.size).toBe(1)
    all.secrets.fault = null
    await service.settle()
    expect(all.secrets.kept.size).toBe(0)
  })

  it('of another process that runs are left alone, and files of other names too', async () => {
    const all = setUp()
    const notes = createSaveJournal(all.folder)
    await notes.begin('22222222-2222-4222-8222-222222222222', ['app'])
    const folder = path.join(all.folder, 'unfinished-saves')
    await writeFile(path.join(folder, `33333333-3333-4333-8333-333333333333.app.${String(process.ppid)}`), '')
    await writeFile(path.join(folder, 'notes.txt'), '')
    expect(await notes.left()).toEqual([])
  })
})

describe('a tenant that is removed while the keychain is not there', () => {
  it('has its secrets deleted at the next start with the keychain', async () => {
    const all = setUp()
    const id = await add(all)
    all.secrets.fault = 'no-service'
    expect(await all.service.remove({ id })).toMatchObject({ ok: true })
    expect(all.secrets.kept.size).toBe(2)
    all.secrets.fault = null
    await all.open().settle()
    expect(all.secrets.kept.size).toBe(0)
  })

  it('gets no refresh token any more from a run that was under way', async () => {
    const all = setUp()
    const id = await add(all)
    const began = await all.service.profile(id)
    await all.service.remove({ id })
    await all.service.keepRefreshToken(began!, 'agent', 'a late refresh token')
    expect(all.secrets.kept.size).toBe(0)
  })
})

describe('removing all', () => {
  it('leaves no tenant’s name in any file, and no secret, also of lists that were set aside', async () => {
    const all = setUp()
    const id = await add(all, { name: 'Contoso' })
    await add(all, { name: 'Fabrikam' })
    const lost = '44444444-4444-4444-8444-444444444444'
    all.secrets.kept.set(`${lost}/app`, 'of a damaged list')
    await writeFile(
      path.join(all.folder, 'profiles.corrupt-2026-11-01T10-00-00-000Z.json'),
      `{"profiles":[{"id":"${lost}","name":"Lost`,
    )
    await writeFile(path.join(all.folder, 'profiles.backup-by-me.json'), 'mine')
    expect(await all.service.removeAll()).toMatchObject({
      ok: true,
      value: { removed: ['Contoso', 'Fabrikam'], kept: [] },
    })
    expect([...all.secrets.kept.keys()]).toEqual([])
    expect((await readdir(all.folder)).sort()).toEqual(['profiles.backup-by-me.json', 'unfinished-saves'])
    expect(await listed(all)).toEqual([])
    expect(await all.service.profile(id)).toBeNull()
  })

  it('says which file cannot be read: the secrets that it names may still be there', async () => {
    const all = setUp()
    await add(all)
    const unreadable = path.join(all.folder, 'profiles.corrupt-2026-11-01T10-00-00-000Z.json')
    await mkdir(unreadable)
    const removed = await all.service.removeAll()
    expect(removed).toMatchObject({ ok: false, error: { code: 'FILE_READ_FAILED' } })
    expect(removed.ok ? '' : removed.error.message).toContain(
      `${unreadable} could not be read: it is a folder`,
    )
    // Nothing that says whose they are is deleted before.
    expect(await readdir(all.folder)).toContain('profiles.json.bak')
  })

  it('keeps what the keychain will not give up, and names it', async () => {
    const all = setUp()
    await add(all)
    await add(all, { name: 'Without secrets' }, {})
    all.secrets.fault = 'locked'
    const answer = await all.service.removeAll()
    expect(answer).toMatchObject({ ok: true, value: { removed: ['Without secrets'] } })
    expect(answer.ok && answer.value.kept).toMatchObject([{ name: 'Contoso' }])
    expect((await listed(all)).map(({ profile }) => profile.name)).toEqual(['Contoso'])
    expect(all.secrets.kept.size).toBe(2)
  })
})
