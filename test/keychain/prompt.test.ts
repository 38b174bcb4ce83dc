import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
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
import { PATIENCE } from '../support/patience'
import { startScreen, type Screen } from '../support/prompt'

/**
 * A locked gnome-keyring that shows its real prompt (gcr-prompter) on a screen of its own, answered
 * by keys as a person would press them.
 * @module-tag gnome-keyring
 */

const PASSWORD = 'right'
/** Milliseconds; short, so that the tests need not wait for it, and long enough for a loaded machine. */
const DEADLINE = 1_500
/** For a person who answers in time, however slow the machine is. */
const PATIENT = PATIENCE

let probeFile = ''
const toClose: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  probeFile = await buildProbe()
})

afterAll(() => {
  removeProbe(probeFile)
})

afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close()
})

interface Locked {
  readonly screen: Screen
  readonly session: KeyringSession
  readonly probe: KeychainProcess
  readonly ask: KeychainProcess['ask']
}

/** A locked keyring that holds a secret `kept` under `id/app`, on a bus that shows prompts on a screen of its own. */
const locked = async (deadline: number, changes: KeyringSession['env'] = {}): Promise<Locked> => {
  const data = keyringFolder()
  toClose.push(() => {
    rmSync(data, { recursive: true, force: true })
  })
  const screen = await startScreen()
  toClose.push(() => screen.close())
  const session = await startBus(data, { DISPLAY: screen.display, ...changes })
  toClose.push(() => session.close())
  unlockKeyring(session, PASSWORD)
  const filling = startProbe(probeFile, session.env, PATIENT)
  expect(await filling.ask(['set', 'id/app', 'kept'])).toMatchObject({ ok: true })
  await filling.close()
  lockKeyring(session)
  const probe = startProbe(probeFile, session.env, deadline)
  toClose.push(() => probe.close())
  return { screen, session, probe, ask: probe.ask }
}

/** *Check again*, and the prompt answered. */
const unlocked = async ({ ask, screen }: Locked) => {
  const status = ask(['status'])
  const prompt = await screen.promptShown()
  prompt.answer(PASSWORD)
  await expect.poll(() => ask(['status'])).toMatchObject({ status: 'ready' })
  await status
  await prompt.gone()
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
    const { screen, ask } = await locked(PATIENT)
    const answer = ask(call)
    const prompt = await screen.promptShown()
    prompt.dismiss()
    // A second prompt, which nobody answers, would make it KEYCHAIN_FAILED at the deadline.
    expect(await answer).toMatchObject(expected)
    await prompt.gone()
  })

  it('is not shown again for what is asked right after, and leaves Crossview usable', async () => {
    const desktop = await locked(PATIENT)
    const { screen, session, ask } = desktop
    const added = ask(['add', 'Contoso', 'typed'])
    const prompt = await screen.promptShown()
    prompt.dismiss()
    expect(await added).toMatchObject({
      ok: true,
      value: { secrets: { app: 'session-only', agent: 'session-only' } },
    })
    expect(await ask(['get', 'id/app'])).toMatchObject({
      ...UNAVAILABLE,
      error: { advice: [expect.stringContaining('Unlock'), expect.any(String)] },
    })
    // Asked for by a person, it is shown again; unlocked then, everything is there.
    await unlocked(desktop)
    expect(await ask(['get', 'id/app'])).toMatchObject({ state: 'found', secret: 'kept', sessionOnly: false })
    expect(lookUp(session, 'id/app')).toBe('kept')
  })

  it('is one for many secrets asked for at the same time', async () => {
    const { screen, ask } = await locked(PATIENT)
    const answers = Promise.all([
      ask(['get', 'id/app']),
      ask(['get', 'id/agent']),
      ask(['set', 'other/app', 'typed']),
      ask(['delete', 'id/app']),
      ask(['get', 'id/inspector']),
      ask(['get', 'other/agent']),
    ])
    const prompt = await screen.promptShown()
    prompt.dismiss()
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
    const { screen, session, ask } = await locked(PATIENT)
    const answers = Promise.all([
      ask(['get', 'id/app']),
      ask(['get', 'other/app']),
      ask(['set', 'new/app', 'typed']),
      ask(['status']),
    ])
    const prompt = await screen.promptShown()
    prompt.answer(PASSWORD)
    expect(await answers).toEqual([
      expect.objectContaining({ state: 'found', secret: 'kept', sessionOnly: false }),
      { state: 'absent' },
      { ok: true, value: { sessionOnly: false } },
      expect.objectContaining({ status: 'ready' }),
    ])
    expect(lookUp(session, 'new/app')).toBe('typed')
  })

  it('after a keyring that was locked while Crossview runs: a secret is found, not taken for absent', async () => {
    const desktop = await locked(PATIENT)
    const { screen, session, ask } = desktop
    await unlocked(desktop)
    lockKeyring(session)
    const found = ask(['get', 'id/app'])
    // The first prompt is keytar's, the second the canary's: null alone is not believed.
    const first = await screen.promptShown()
    first.dismiss()
    await first.gone()
    const second = await screen.promptShown()
    second.answer(PASSWORD)
    expect(await found).toMatchObject({ state: 'found', secret: 'kept', sessionOnly: false })
    await second.gone()
    lockKeyring(session)
    const deleted = ask(['delete', 'id/app'])
    const third = await screen.promptShown()
    third.answer(PASSWORD)
    expect(await deleted).toEqual({ ok: true, value: null })
    expect(lookUp(session, 'id/app')).toBe('')
  })
})

describe('a prompt that is answered past the deadline', () => {
  it('is told of at the deadline; unlocked, the keychain works without a restart', async () => {
    const { screen, ask } = await locked(DEADLINE)
    const asked = ask(['get', 'id/app'])
    const prompt = await screen.promptShown()
    expect(await asked).toMatchObject({ state: 'unavailable', error: SILENT })
    expect(await ask(['status'])).toMatchObject({ status: 'locked', message: SILENT.message })
    expect(await ask(['delete', 'id/app'])).toMatchObject({ ok: false, error: SILENT })
    prompt.answer(PASSWORD)
    expect(await ask(['settled'])).toBeNull()
    expect(await ask(['status'])).toMatchObject({ status: 'ready' })
    expect(await ask(['get', 'id/app'])).toMatchObject({ state: 'found', secret: 'kept', sessionOnly: false })
  })

  it('while it is open, files are read: many waiting calls hold no thread', async () => {
    const { screen, ask } = await locked(DEADLINE)
    const waiting = Promise.all(Array.from({ length: 8 }, (_, index) => ask(['get', `id/${String(index)}`])))
    const prompt = await screen.promptShown()
    expect(await ask(['read', '/proc/self/status'])).toBeGreaterThan(0)
    for (const answer of await waiting) expect(answer).toMatchObject({ state: 'unavailable', error: SILENT })
    prompt.dismiss()
  })

  it('a secret written meanwhile is in the keychain when that was unlocked, and not for the session', async () => {
    const { screen, session, ask } = await locked(DEADLINE)
    const set = ask(['set', 'new/app', 'typed'])
    const prompt = await screen.promptShown()
    expect(await set).toMatchObject({ ok: true, value: { sessionOnly: true } })
    expect(await ask(['get', 'new/app'])).toMatchObject({ secret: 'typed', sessionOnly: true })
    prompt.answer(PASSWORD)
    await ask(['settled'])
    expect(await ask(['get', 'new/app'])).toMatchObject({
      state: 'found',
      secret: 'typed',
      sessionOnly: false,
    })
    expect(lookUp(session, 'new/app')).toBe('typed')
  })

  it('a secret that was deleted meanwhile is not: nothing is written behind our back', async () => {
    const { screen, session, ask } = await locked(DEADLINE)
    const set = ask(['set', 'new/app', 'typed'])
    const prompt = await screen.promptShown()
    await set
    expect(await ask(['delete', 'new/app'])).toMatchObject({ ok: false, error: SILENT })
    prompt.answer(PASSWORD)
    await ask(['settled'])
    expect(lookUp(session, 'id/app')).toBe('kept')
    expect(lookUp(session, 'new/app')).toBe('')
    expect(await ask(['get', 'new/app'])).toEqual({ state: 'absent' })
  })

  it('a tenant saved meanwhile records its secrets once they are in the keychain', async () => {
    const { screen, session, ask } = await locked(DEADLINE)
    const added = ask(['add', 'Contoso', 'typed'])
    const prompt = await screen.promptShown()
    expect(await added).toMatchObject({
      ok: true,
      value: { secrets: { app: 'session-only', agent: 'session-only' } },
    })
    expect(await ask(['notes'])).toHaveLength(1)
    prompt.answer(PASSWORD)
    await expect.poll(() => ask(['notes'])).toEqual([])
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
    const desktop = await locked(DEADLINE)
    const { screen, ask } = desktop
    const added = ask(['add', 'Contoso', 'typed'])
    const prompt = await screen.promptShown()
    await added
    prompt.dismiss()
    await expect.poll(() => ask(['notes'])).toEqual([])
    expect(await ask(['list'])).toMatchObject({
      value: { profiles: [{ secrets: { app: 'session-only' }, profile: { keychainSecrets: [] } }] },
    })
    await unlocked(desktop)
  })
})

describe('a prompt that nobody answers', () => {
  it('does not hold the process when it ends', async () => {
    const { screen, session, probe } = await locked(PATIENT)
    void probe.ask(['set', 'new/app', 'typed'])
    const prompt = await screen.promptShown()
    expect(await probe.end()).toBe(3)
    // The prompt outlives it. Answered, the keyring is unlocked for the next start, and nothing is written.
    prompt.answer(PASSWORD)
    await prompt.gone()
    await expect.poll(() => lookUp(session, 'id/app')).toBe('kept')
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
