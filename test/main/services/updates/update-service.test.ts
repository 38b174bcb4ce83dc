import { chmod, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PublishedRelease } from '../../../../src/core/updates/new-releases'
import { createUpdateSettings } from '../../../../src/main/adapters/files/update-settings'
import type { ReleaseFeed, UpdatePolicy } from '../../../../src/main/ports'
import { createUpdateService } from '../../../../src/main/services/updates/update-service'
import { err, ok } from '../../../../src/shared/result'
import { createGate } from '../../../support/gate'
import { createPassingTime } from '../../../support/passing-time'
import { temporaryFolder } from '../../../support/profiles'

const HOUR = 60 * 60 * 1000
const PAGE = 'https://github.com/o/r/releases'

const release = (tag: string): PublishedRelease => ({
  tag,
  title: `Crossview ${tag}`,
  notes: 'what is new',
  cut: false,
  publishedAt: '2026-11-20T08:00:00.000Z',
  prerelease: false,
})

interface Setting {
  readonly folder?: string
  readonly tags?: readonly string[]
  readonly more?: boolean
  readonly policy?: () => UpdatePolicy
  readonly hasFeed?: boolean
  readonly before?: () => Promise<void>
  readonly policyWaits?: () => Promise<void>
}

/** A service over its real file, with a feed that counts. `again`: another start with the same folder. */
const start = (setting: Setting = {}, time = createPassingTime()) => {
  const { folder = temporaryFolder(), tags = ['v1.1.0', 'v1.0.0'], more = false, hasFeed = true } = setting
  const { policy = () => ({ managed: false }) as const, before = () => Promise.resolve() } = setting
  const answers = { fails: false, asked: 0, opened: [] as string[], browserWorks: true }
  const feed: ReleaseFeed = {
    asks: 'https://api.github.com/repos/o/r/releases',
    page: PAGE,
    read: async (signal) => {
      answers.asked += 1
      await before()
      return answers.fails || signal.aborted
        ? err({ message: 'It failed.', advice: ['Again.'] })
        : ok({ releases: tags.map(release), more })
    },
  }
  const service = createUpdateService({
    version: '1.0.0',
    feed: hasFeed ? feed : null,
    policy: async () => {
      await setting.policyWaits?.()
      return policy()
    },
    store: createUpdateSettings(folder),
    clock: time.clock,
    openBrowser: (url) => {
      answers.opened.push(url)
      return answers.browserWorks ? Promise.resolve() : Promise.reject(new Error('none'))
    },
  })
  return {
    answers,
    service,
    time,
    folder,
    again: (next: Setting = {}) => start({ ...setting, ...next, folder }, time),
  }
}

const NEWER = {
  state: 'newer',
  releases: [{ version: '1.1.0', title: 'Crossview v1.1.0' }],
  more: false,
  skipped: false,
}

describe('a check at a start', () => {
  it('is off until a person switches it on, and then asks at the next start', async () => {
    const first = start()
    expect(await first.service.checkAtStart()).toMatchObject({ on: false, lastCheck: null, findings: null })
    expect(await first.service.setOn(true)).toMatchObject({ ok: true, value: { on: true, findings: null } })
    expect(first.answers.asked).toBe(0)
    const next = first.again()
    expect(await next.service.checkAtStart()).toMatchObject({
      on: true,
      findings: NEWER,
      lastCheck: { failed: false },
    })
    expect(next.answers.asked).toBe(1)
  })

  it('asks no more than once a day, over all starts, however the check before ended', async () => {
    const first = start()
    await first.service.setOn(true)
    const second = first.again()
    second.answers.fails = true
    expect(await second.service.checkAtStart()).toMatchObject({
      findings: { state: 'failed' },
      lastCheck: { failed: true },
    })
    for (let hours = 1; hours < 24; hours += 1) {
      first.time.pass(HOUR)
      const next = first.again()
      expect(await next.service.checkAtStart()).toMatchObject({ findings: null, lastCheck: { failed: true } })
      expect(next.answers.asked).toBe(0)
    }
    first.time.pass(HOUR)
    const day = first.again()
    await day.service.checkAtStart()
    await day.service.checkAtStart()
    expect(day.answers.asked).toBe(1)
  })

  it('asks again where the last check lies in the future, which a wrong clock wrote', async () => {
    const first = start()
    first.time.pass(365 * 24 * HOUR)
    await first.service.setOn(true)
    await first.service.check()
    first.time.pass(-365 * 24 * HOUR)
    const next = first.again()
    await next.service.checkAtStart()
    expect(next.answers.asked).toBe(1)
  })

  it('notes that it asks before it does, so that a start which is killed meanwhile asks once', async () => {
    const gate = createGate()
    gate.shutAfter(0)
    const first = start()
    await first.service.setOn(true)
    const killed = first.again({ before: () => gate.pass() })
    const never = killed.service.checkAtStart()
    await expect.poll(gate.waiting).toBe(1)
    const next = first.again({ before: () => Promise.resolve() })
    expect(await next.service.checkAtStart()).toMatchObject({ lastCheck: { failed: true } })
    expect(next.answers.asked).toBe(0)
    gate.open()
    await never
  })

  it('asks nothing where that cannot be noted, and says so; by hand it asks', async () => {
    const first = start()
    await first.service.setOn(true)
    const store = createUpdateSettings(first.folder)
    const full = createUpdateService({
      version: '1.0.0',
      feed: {
        asks: 'x',
        page: PAGE,
        read: () => Promise.resolve(ok({ releases: [release('v1.1.0')], more: false })),
      },
      policy: () => Promise.resolve({ managed: false }),
      store: {
        load: () => store.load(),
        save: () =>
          Promise.resolve(
            err({
              code: 'FILE_WRITE_FAILED',
              message: 'The disk is full.',
              field: null,
              advice: ['Make room.'],
            }),
          ),
      },
      clock: first.time.clock,
      openBrowser: () => Promise.resolve(),
    })
    expect(await full.checkAtStart()).toMatchObject({
      findings: {
        state: 'failed',
        fault: { message: 'Nothing was asked. The disk is full.', advice: ['Make room.'] },
      },
    })
    first.time.pass(HOUR)
    expect(await full.check()).toMatchObject({ findings: NEWER })
  })

  it('keeps nothing of an answer on the disk', async () => {
    const first = start()
    await first.service.setOn(true)
    await first.service.check()
    const kept = await readFile(path.join(first.folder, 'updates.json'), 'utf8')
    expect(Object.keys(JSON.parse(kept) as object)).toEqual(['schema', 'on', 'lastCheck', 'skipped'])
    expect(kept).not.toContain('1.1.0')
  })
})

describe('a check by hand', () => {
  it('asks while the check at start is off, and leaves it off', async () => {
    const { service, answers } = start()
    expect(await service.check()).toMatchObject({ on: false, findings: NEWER, lastCheck: { failed: false } })
    expect(answers.asked).toBe(1)
  })

  it('is one with those under way, and a page that asks without end gets one every two seconds', async () => {
    const { service, answers, time } = start()
    await Promise.all(Array.from({ length: 50 }, () => service.check()))
    for (let count = 0; count < 50; count += 1) await service.check()
    expect(answers.asked).toBe(1)
    time.pass(2_000)
    await service.check()
    expect(answers.asked).toBe(2)
  })

  it('says what failed, and what it found when it is asked again', async () => {
    const { service, answers, time } = start()
    answers.fails = true
    expect(await service.check()).toMatchObject({
      findings: { state: 'failed', fault: { message: 'It failed.' } },
      lastCheck: { failed: true },
    })
    answers.fails = false
    time.pass(HOUR)
    expect(await service.check()).toMatchObject({ findings: NEWER, lastCheck: { failed: false } })
  })

  it('says that nothing is newer, and that versions between may be missing', async () => {
    expect(await start({ tags: ['v1.0.0'] }).service.check()).toMatchObject({
      findings: { state: 'up-to-date', newest: '1.0.0' },
    })
    expect(await start({ tags: [] }).service.check()).toMatchObject({
      findings: { state: 'up-to-date', newest: null },
    })
    expect(await start({ tags: ['v3.0.0', 'v2.0.0'], more: true }).service.check()).toMatchObject({
      findings: { more: true },
    })
    expect(await start({ tags: ['v3.0.0', 'v1.0.0'], more: true }).service.check()).toMatchObject({
      findings: { more: false },
    })
  })

  it('does not keep a choice waiting, nor takes it back', async () => {
    const gate = createGate()
    gate.shutAfter(0)
    const { service, folder } = start({ before: () => gate.pass() })
    const check = service.check()
    await expect.poll(gate.waiting).toBe(1)
    expect(await service.setOn(true)).toMatchObject({ ok: true, value: { on: true } })
    gate.open()
    expect(await check).toMatchObject({ on: true, findings: NEWER })
    expect((await createUpdateSettings(folder).load()).settings).toMatchObject({
      on: true,
      lastCheck: { failed: false },
    })
  })

  it('is made by the button also while a start finds that none is due', async () => {
    const gate = createGate()
    gate.shutAfter(0)
    const { service, answers } = start({ policyWaits: () => gate.pass() })
    const atStart = service.checkAtStart()
    await expect.poll(gate.waiting).toBe(1)
    const byHand = service.check()
    gate.open()
    await atStart
    expect(await byHand).toMatchObject({ findings: NEWER, lastCheck: { failed: false } })
    expect(answers.asked).toBe(1)
  })

  it('of a start tells nobody who switched it off meanwhile, but whoever pressed the button', async () => {
    for (const pressed of [false, true]) {
      const gate = createGate()
      gate.shutAfter(0)
      const { service, answers } = start({ before: () => gate.pass() })
      await service.setOn(true)
      const check = service.checkAtStart()
      await expect.poll(gate.waiting).toBe(1)
      const byHand = pressed ? service.check() : null
      await service.state()
      expect(await service.setOn(false)).toMatchObject({ ok: true, value: { on: false } })
      gate.open()
      expect(await check).toMatchObject({ on: false, findings: pressed ? NEWER : null })
      if (byHand !== null) expect(await byHand).toMatchObject({ findings: NEWER })
      expect(answers.asked).toBe(1)
    }
  })

  it('does not say that nothing is newer where the list holds early versions only, and goes on', async () => {
    const early = Array.from({ length: 30 }, (_, index) => `v2.0.0-rc.${String(30 - index)}`)
    expect(await start({ tags: early, more: true }).service.check()).toMatchObject({
      findings: { state: 'failed', fault: { message: expect.stringMatching(/early ones/) as string } },
    })
    expect(await start({ tags: early }).service.check()).toMatchObject({
      findings: { state: 'up-to-date', newest: null },
    })
  })

  it('ends with Crossview', async () => {
    const gate = createGate()
    gate.shutAfter(0)
    const { service } = start({ before: () => gate.pass() })
    const check = service.check()
    await expect.poll(gate.waiting).toBe(1)
    service.close()
    gate.open()
    expect(await check).toMatchObject({ findings: { state: 'failed' } })
  })
})

describe('a version that is skipped', () => {
  it('has to be the newest that was found, and is not another one', async () => {
    const first = start()
    expect(await first.service.skip('1.1.0')).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
    await first.service.check()
    expect(await first.service.skip('9.9.9')).toMatchObject({ ok: false })
    expect(await first.service.skip('1.1.0')).toMatchObject({
      ok: true,
      value: { findings: { skipped: true } },
    })
    const same = first.again()
    expect(await same.service.check()).toMatchObject({ findings: { skipped: true } })
    const next = first.again({ tags: ['v1.2.0', 'v1.1.0', 'v1.0.0'] })
    expect(await next.service.check()).toMatchObject({ findings: { skipped: false } })
  })
})

const FILE = '/etc/crossview/policy.json'

describe.each([
  ['a build without an address', { hasFeed: false }, { by: 'build' }],
  [
    'a policy',
    { policy: () => ({ managed: true, file: FILE, fault: null }) },
    { by: 'organisation', file: FILE, fault: null },
  ],
  [
    'a policy that cannot be used',
    { policy: () => ({ managed: true, file: FILE, fault: 'it is empty' }) },
    {
      by: 'organisation',
      fault: `The policy ${FILE} cannot be used: it is empty. To be safe, nothing is checked; an administrator can put it right or remove it.`,
    },
  ],
] as readonly [string, Setting, object][])('%s', (_name, setting, blocked) => {
  it('asks nobody, at no start and by no hand, whatever was chosen before, and lets nobody switch it on', async () => {
    const before = start()
    await before.service.setOn(true)
    const { service, answers } = before.again(setting)
    expect(await service.checkAtStart()).toMatchObject({ blocked, findings: null, lastCheck: null })
    expect(await service.check()).toMatchObject({ blocked, findings: null, lastCheck: null })
    expect(await service.setOn(true)).toMatchObject({ ok: false, error: { code: 'CONFLICT' } })
    expect(answers.asked).toBe(0)
    expect(await service.setOn(false)).toMatchObject({ ok: true, value: { on: false } })
  })
})

describe('the policy', () => {
  it('is asked each time: it holds from the moment that an administrator makes it', async () => {
    let managed = false
    const { service, answers, time } = start({
      policy: () => (managed ? { managed, file: FILE, fault: null } : { managed }),
    })
    await service.check()
    managed = true
    time.pass(HOUR)
    expect(await service.check()).toMatchObject({ blocked: { by: 'organisation' }, findings: null })
    expect(answers.asked).toBe(1)
  })
})

describe('the page of versions', () => {
  it('is the build’s own, opened by hand and not in a flood', async () => {
    const { service, answers, time } = start()
    for (let count = 0; count < 50; count += 1) expect(await service.openPage()).toEqual(ok(null))
    expect(answers.opened).toEqual([PAGE])
    time.pass(2_000)
    await service.openPage()
    expect(answers.opened).toEqual([PAGE, PAGE])
  })

  it('is named where no browser opens, and is none where the build knows none', async () => {
    const { service, answers } = start()
    answers.browserWorks = false
    expect(await service.openPage()).toMatchObject({
      ok: false,
      error: { advice: [`Open ${PAGE} in a browser yourself.`] },
    })
    expect(await start({ hasFeed: false }).service.openPage()).toMatchObject({
      ok: false,
      error: { code: 'NOT_FOUND' },
    })
  })
})

describe('a file of choices that is damaged', () => {
  it('switches nothing on', async () => {
    const folder = temporaryFolder()
    await writeFile(path.join(folder, 'updates.json'), '{"on":true')
    await chmod(path.join(folder, 'updates.json'), 0o600)
    const { service, answers } = start({ folder })
    expect(await service.checkAtStart()).toMatchObject({
      on: false,
      notice: expect.stringMatching(/damaged/),
    })
    expect(answers.asked).toBe(0)
  })
})
