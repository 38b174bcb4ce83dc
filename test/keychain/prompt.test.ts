import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  buildProbe,
  keyringFolder,
  lockKeyring,
  lookUp,
  removeProbe,
  startBus,
  startProbe,
  unlockKeyring,
  type KeychainProcess,
  type KeyringSession,
} from '../support/keyring'
import { startScreen, type Screen } from '../support/prompt'

/**
 * A locked gnome-keyring that shows its real prompt (gcr-prompter) on a screen of its own, answered
 * by keys as a person would press them.
 */

const PASSWORD = 'right'
/** Milliseconds; short, so that the tests need not wait for it, and long enough for a loaded machine. */
const DEADLINE = 1_500
/** For a person who answers in time, however slow the machine is. */
const PATIENT = 100_000

// A prompt is a program of its own, to be started on a machine that may be loaded.
vi.setConfig({ testTimeout: 120_000 })

let probeFile = ''
let screen: Screen
const toClose: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  probeFile = await buildProbe()
  screen = await startScreen()
}, 60_000)

afterAll(async () => {
  await screen.close()
  removeProbe(probeFile)
})

afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close()
})

interface Locked {
  readonly session: KeyringSession
  readonly probe: KeychainProcess
  readonly ask: KeychainProcess['ask']
}

/** A locked keyring that holds a secret `kept` under `id/app`, on a bus that shows prompts on the screen. */
const locked = async (deadline: number, changes: KeyringSession['env'] = {}): Promise<Locked> => {
  const data = keyringFolder()
  toClose.push(() => {
    rmSync(data, { recursive: true, force: true })
  })
  const session = await startBus(data, { DISPLAY: screen.display, ...changes })
  toClose.push(() => session.close())
  unlockKeyring(session, PASSWORD)
  const filling = startProbe(probeFile, session.env, PATIENT)
  expect(await filling.ask(['set', 'id/app', 'kept'])).toMatchObject({ ok: true })
  await filling.close()
  lockKeyring(session)
  const probe = startProbe(probeFile, session.env, deadline)
  toClose.push(() => probe.close())
  return { session, probe, ask: probe.ask }
}

/** *Check again*, and the prompt answered. */
const unlocked = async (ask: Locked['ask']) => {
  await screen.promptGone()
  const status = ask(['status'])
  await screen.promptShown()
  screen.answer(PASSWORD)
  await expect.poll(() => ask(['status']), { timeout: 15_000 }).toMatchObject({ status: 'ready' })
  await status
  await screen.promptGone()
}

const UNAVAILABLE = { state: 'unavailable', error: { code: 'KEYCHAIN_LOCKED' } }
const SILENT = { code: 'KEYCHAIN_FAILED', message: expect.stringContaining('in another window') as string }

describe('a prompt that is dismissed', () => {
  it.each([
    ['the status', ['status'], { status: 'locked' }],
    ['a secret that is there', ['get', 'id/app'], UNAVAILABLE],
    ['a secret that is not there', ['get', 'other/app'], UNAVAILABLE],
    ['a new secret', ['set', 'other/app', 'typed'], { ok: true, value: { sessionOnly: true } }],
    ['a deletion', ['delete', 'id/app'], { ok: false, error: { code: 'KEYCHAIN_LOCKED' } }],
  ] as const)('means locked for %s, and is shown once', async (_name, call, expected) => {
    const { ask } = await locked(PATIENT)
    const answer = ask(call)
    await screen.promptShown()
    screen.dismiss()
    // A second prompt, which nobody answers, would make it KEYCHAIN_FAILED at the deadline.
    expect(await answer).toMatchObject(expected)
    await screen.promptGone()
  })

  it('is not shown again for what is asked right after, and leaves Crossview usable', async () => {
    const { session, ask } = await locked(PATIENT)
    const added = ask(['add', 'Contoso', 'typed'])
    await screen.promptShown()
    screen.dismiss()
    expect(await added).toMatchObject({
      ok: true,
      value: { secrets: { app: 'session-only', agent: 'session-only' } },
    })
    expect(await ask(['get', 'id/app'])).toMatchObject({
      ...UNAVAILABLE,
      error: { advice: [expect.stringContaining('Unlock'), expect.any(String)] },
    })
    // Asked for by a person, it is shown again; unlocked then, everything is there.
    await unlocked(ask)
    expect(await ask(['get', 'id/app'])).toMatchObject({ state: 'found', secret: 'kept', sessionOnly: false })
    expect(lookUp(session, 'id/app')).toBe('kept')
  })

  it('is one for many secrets asked for at the same time', async () => {
    const { ask } = await locked(PATIENT)
    const answers = Promise.all([
      ask(['get', 'id/app']),
      ask(['get', 'id/agent']),
      ask(['set', 'other/app', 'typed']),
      ask(['delete', 'id/app']),
      ask(['get', 'id/inspector']),
      ask(['get', 'other/agent']),
    ])
    await screen.promptShown()
    screen.dismiss()
    expect(await answers).toMatchObject([
      UNAVAILABLE,
      UNAVAILABLE,
      { value: { sessionOnly: true } },
      { error: { code: 'KEYCHAIN_LOCKED' } },
      UNAVAILABLE,
      UNAVAILABLE,
    ])
  })
})

describe('a prompt that is answered in time', () => {
  it('lets everything go on that was asked for meanwhile', async () => {
    const { session, ask } = await locked(PATIENT)
    const answers = Promise.all([
      ask(['get', 'id/app']),
      ask(['get', 'other/app']),
      ask(['set', 'new/app', 'typed']),
      ask(['status']),
    ])
    await screen.promptShown()
    screen.answer(PASSWORD)
    expect(await answers).toEqual([
      expect.objectContaining({ state: 'found', secret: 'kept', sessionOnly: false }),
      { state: 'absent' },
      { ok: true, value: { sessionOnly: false } },
      expect.objectContaining({ status: 'ready' }),
    ])
    expect(lookUp(session, 'new/app')).toBe('typed')
  })

  it('after a keyring that was locked while Crossview runs: a secret is found, not taken for absent', async () => {
    const { session, ask } = await locked(PATIENT)
    await unlocked(ask)
    lockKeyring(session)
    const found = ask(['get', 'id/app'])
    await screen.promptShown()
    // The first prompt is keytar's, the second the canary's: null alone is not believed.
    screen.dismiss()
    await screen.promptGone()
    await screen.promptShown()
    screen.answer(PASSWORD)
    expect(await found).toMatchObject({ state: 'found', secret: 'kept', sessionOnly: false })
    lockKeyring(session)
    const deleted = ask(['delete', 'id/app'])
    await screen.promptShown()
    screen.answer(PASSWORD)
    expect(await deleted).toEqual({ ok: true, value: null })
    expect(lookUp(session, 'id/app')).toBe('')
  })
})

describe('a prompt that is answered past the deadline', () => {
  it('is told of at the deadline; unlocked, the keychain works without a restart', async () => {
    const { ask } = await locked(DEADLINE)
    const asked = ask(['get', 'id/app'])
    await screen.promptShown()
    expect(await asked).toMatchObject({ state: 'unavailable', error: SILENT })
    expect(await ask(['status'])).toMatchObject({ status: 'locked', message: SILENT.message })
    expect(await ask(['delete', 'id/app'])).toMatchObject({ ok: false, error: SILENT })
    screen.answer(PASSWORD)
    expect(await ask(['settled'])).toBeNull()
    expect(await ask(['status'])).toMatchObject({ status: 'ready' })
    expect(await ask(['get', 'id/app'])).toMatchObject({ state: 'found', secret: 'kept', sessionOnly: false })
  })

  it('while it is open, files are read: many waiting calls hold no thread', async () => {
    const { ask } = await locked(DEADLINE)
    const waiting = Promise.all(Array.from({ length: 8 }, (_, index) => ask(['get', `id/${String(index)}`])))
    await screen.promptShown()
    expect(await ask(['read', '/proc/self/status'])).toBeGreaterThan(0)
    for (const answer of await waiting) expect(answer).toMatchObject({ state: 'unavailable', error: SILENT })
    screen.dismiss()
  })

  it('a secret written meanwhile is in the keychain when that was unlocked, and not for the session', async () => {
    const { session, ask } = await locked(DEADLINE)
    const set = ask(['set', 'new/app', 'typed'])
    await screen.promptShown()
    expect(await set).toMatchObject({ ok: true, value: { sessionOnly: true } })
    expect(await ask(['get', 'new/app'])).toMatchObject({ secret: 'typed', sessionOnly: true })
    screen.answer(PASSWORD)
    await ask(['settled'])
    expect(await ask(['get', 'new/app'])).toMatchObject({
      state: 'found',
      secret: 'typed',
      sessionOnly: false,
    })
    expect(lookUp(session, 'new/app')).toBe('typed')
  })

  it('a secret that was deleted meanwhile is not: nothing is written behind our back', async () => {
    const { session, ask } = await locked(DEADLINE)
    const set = ask(['set', 'new/app', 'typed'])
    await screen.promptShown()
    await set
    expect(await ask(['delete', 'new/app'])).toMatchObject({ ok: false, error: SILENT })
    screen.answer(PASSWORD)
    await ask(['settled'])
    expect(lookUp(session, 'id/app')).toBe('kept')
    expect(lookUp(session, 'new/app')).toBe('')
    expect(await ask(['get', 'new/app'])).toEqual({ state: 'absent' })
  })

  it('a tenant saved meanwhile records its secrets once they are in the keychain', async () => {
    const { session, ask } = await locked(DEADLINE)
    const added = ask(['add', 'Contoso', 'typed'])
    await screen.promptShown()
    expect(await added).toMatchObject({
      ok: true,
      value: { secrets: { app: 'session-only', agent: 'session-only' } },
    })
    expect(await ask(['notes'])).toHaveLength(1)
    screen.answer(PASSWORD)
    await expect.poll(() => ask(['notes']), { timeout: 15_000 }).toEqual([])
    const list = (await ask(['list'])) as {
      value: { profiles: [{ profile: { id: string; keychainSecrets: string[] }; secrets: unknown }] }
    }
    const [{ profile, secrets }] = list.value.profiles
    expect(secrets).toEqual({ app: 'stored', agent: 'stored' })
    expect(profile.keychainSecrets).toEqual(['app', 'agent'])
    expect(lookUp(session, `${profile.id}/app`)).toBe('typed-app')
    expect(lookUp(session, `${profile.id}/agent`)).toBe('typed-agent')
  })

  it('dismissed then, the secrets stay for the session and no note is left', async () => {
    const { ask } = await locked(DEADLINE)
    const added = ask(['add', 'Contoso', 'typed'])
    await screen.promptShown()
    await added
    screen.dismiss()
    await expect.poll(() => ask(['notes']), { timeout: 15_000 }).toEqual([])
    expect(await ask(['list'])).toMatchObject({
      value: { profiles: [{ secrets: { app: 'session-only' }, profile: { keychainSecrets: [] } }] },
    })
    await unlocked(ask)
  })
})

describe('a prompt that nobody answers', () => {
  it('does not hold the process when it ends', async () => {
    const { session, probe } = await locked(PATIENT)
    void probe.ask(['set', 'new/app', 'typed'])
    await screen.promptShown()
    expect(await probe.end()).toBe(3)
    // The prompt outlives it. Answered, the keyring is unlocked for the next start, and nothing is written.
    screen.answer(PASSWORD)
    await screen.promptGone()
    await expect.poll(() => lookUp(session, 'id/app'), { timeout: 15_000 }).toBe('kept')
    expect(lookUp(session, 'new/app')).toBe('')
  })
})

describe('no prompter', () => {
  it('locked, at once and without a hang', async () => {
    const services = await mkdtemp(path.join(tmpdir(), 'crossview-services-'))
    toClose.push(() => {
      rmSync(services, { recursive: true, force: true })
    })
    const folder = path.join(services, 'dbus-1', 'services')
    await mkdir(folder, { recursive: true })
    await writeFile(
      path.join(folder, 'org.freedesktop.secrets.service'),
      '[D-BUS Service]\nName=org.freedesktop.secrets\nExec=/usr/bin/gnome-keyring-daemon --start --foreground --components=secrets\n',
    )
    const { ask } = await locked(PATIENT, { XDG_DATA_DIRS: services })
    expect(await ask(['status'])).toMatchObject({ status: 'locked' })
    expect(await ask(['get', 'id/app'])).toMatchObject(UNAVAILABLE)
    expect(await ask(['set', 'new/app', 'typed'])).toMatchObject({ value: { sessionOnly: true } })
    expect(await ask(['delete', 'id/app'])).toMatchObject({ error: { code: 'KEYCHAIN_LOCKED' } })
  })
})
