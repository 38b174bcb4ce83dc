import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import {
  buildProbe,
  keyringFolder,
  removeProbe,
  secretServicePid,
  startBus,
  startProbe,
  unlockKeyring,
  type KeyringSession,
} from '../support/keyring'
import { WAIT } from '../support/patience'

/**
 * Real faults of a real keyring (security-measurements.md 5.6), seen by the bundled keychain in its own process. Other systems' faults:
 * test/main/adapters/keychain.
 * @module-tag gnome-keyring
 */

let probe = ''
const toClose: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  probe = await buildProbe()
})

afterAll(() => {
  removeProbe(probe)
})

afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close()
})

const folder = () => {
  const data = keyringFolder()
  toClose.push(() => {
    rmSync(data, { recursive: true, force: true })
  })
  return data
}

const bus = async (data: string): Promise<KeyringSession> => {
  const session = await startBus(data)
  toClose.push(() => session.close())
  return session
}

const ask = (env: KeyringSession['env'], deadline = WAIT) => {
  const child = startProbe(probe, env, deadline)
  toClose.push(() => child.close())
  return child.ask
}

/** A folder whose keyring “login” holds a secret and is not unlocked in a new session. */
const usedFolder = async () => {
  const data = folder()
  const first = await startBus(data)
  unlockKeyring(first, 'right')
  const child = startProbe(probe, first.env, WAIT)
  expect(await child.ask(['set', 'id/app', 'kept before'])).toEqual({
    ok: true,
    value: { sessionOnly: false },
  })
  await child.close()
  await first.close()
  return data
}

const expectSessionOnly = async (askIt: ReturnType<typeof ask>) => {
  expect(await askIt(['set', 'other/app', 'typed now'])).toMatchObject({
    ok: true,
    value: { sessionOnly: true },
  })
  expect(await askIt(['get', 'other/app'])).toMatchObject({
    state: 'found',
    secret: 'typed now',
    sessionOnly: true,
  })
}

it('unlocked: bundled as CommonJS, the keychain works', async () => {
  const session = await bus(folder())
  unlockKeyring(session, 'right')
  const askIt = ask(session.env)
  expect(await askIt(['status'])).toMatchObject({ status: 'ready' })
  expect(await askIt(['get', 'id/app'])).toEqual({ state: 'absent' })
})

it('locked: unavailable, not absent; a new secret is kept for the session', async () => {
  const session = await bus(await usedFolder())
  const askIt = ask(session.env)
  expect(await askIt(['get', 'id/app'])).toMatchObject({
    state: 'unavailable',
    error: { code: 'KEYCHAIN_LOCKED' },
  })
  expect(await askIt(['status'])).toMatchObject({ status: 'locked' })
  expect(await askIt(['delete', 'id/app'])).toMatchObject({ ok: false, error: { code: 'KEYCHAIN_LOCKED' } })
  await expectSessionOnly(askIt)
})

it('locked in one session, unlocked in the next: the old secret is still there', async () => {
  const data = await usedFolder()
  const locked = await startBus(data)
  const child = startProbe(probe, locked.env, WAIT)
  expect(await child.ask(['status'])).toMatchObject({ status: 'locked' })
  await child.close()
  await locked.close()
  const session = await bus(data)
  unlockKeyring(session, 'right')
  const askIt = ask(session.env)
  expect(await askIt(['get', 'id/app'])).toMatchObject({
    state: 'found',
    secret: 'kept before',
    sessionOnly: false,
  })
})

it('unlocked with a wrong password: like locked', async () => {
  const session = await bus(await usedFolder())
  unlockKeyring(session, 'wrong')
  const askIt = ask(session.env)
  expect(await askIt(['get', 'id/app'])).toMatchObject({
    state: 'unavailable',
    error: { code: 'KEYCHAIN_LOCKED' },
  })
  await expectSessionOnly(askIt)
})

it('no bus: missing', async () => {
  const env = {
    ...process.env,
    DBUS_SESSION_BUS_ADDRESS: undefined,
    DISPLAY: undefined,
    XDG_RUNTIME_DIR: '/nonexistent',
  }
  const askIt = ask(env)
  expect(await askIt(['status'])).toMatchObject({ status: 'missing' })
  expect(await askIt(['get', 'id/app'])).toMatchObject({
    state: 'unavailable',
    error: { code: 'KEYCHAIN_MISSING' },
  })
  await expectSessionOnly(askIt)
})

it('a bus that is gone: missing', async () => {
  const askIt = ask({ ...process.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' })
  expect(await askIt(['status'])).toMatchObject({ status: 'missing' })
  await expectSessionOnly(askIt)
})

it('no keyring: like locked, with advice to make one', async () => {
  const session = await bus(folder())
  const askIt = ask(session.env)
  expect(await askIt(['status'])).toMatchObject({
    status: 'locked',
    advice: [expect.stringContaining('create it'), expect.any(String)],
  })
  expect(await askIt(['get', 'id/app'])).toMatchObject({
    state: 'unavailable',
    error: { code: 'KEYCHAIN_LOCKED' },
  })
  await expectSessionOnly(askIt)
})

it('a daemon that is stopped: an answer at the deadline, and again when it goes on', async () => {
  const session = await bus(folder())
  unlockKeyring(session, 'right')
  await ask(session.env)(['set', 'id/app', 'kept'])
  const askIt = ask(session.env, 1_500)
  expect(await askIt(['status'])).toMatchObject({ status: 'ready' })
  const daemon = secretServicePid(session)
  process.kill(daemon, 'SIGSTOP')
  expect(await askIt(['get', 'id/app'])).toMatchObject({
    state: 'unavailable',
    error: { code: 'KEYCHAIN_FAILED' },
  })
  await expectSessionOnly(askIt)
  process.kill(daemon, 'SIGCONT')
  await askIt(['settled'])
  expect(await askIt(['get', 'id/app'])).toMatchObject({ state: 'found', secret: 'kept', sessionOnly: false })
  // Nobody answered no: what was typed meanwhile is kept now.
  expect(await askIt(['get', 'other/app'])).toMatchObject({ secret: 'typed now', sessionOnly: false })
})

it('a daemon killed while the program runs: unavailable within the deadline, the program lives', async () => {
  const session = await bus(folder())
  unlockKeyring(session, 'right')
  const askIt = ask(session.env)
  await askIt(['set', 'id/app', 'kept'])
  process.kill(secretServicePid(session), 'SIGKILL')
  expect(await askIt(['get', 'id/app'])).toMatchObject({ state: 'unavailable' })
  expect(await askIt(['status'])).toMatchObject({ status: 'missing' })
  await expectSessionOnly(askIt)
})

it('a keyring that can write nothing more: an error, no tenant, and the old secrets as they were', async () => {
  const data = folder()
  const session = await bus(data)
  unlockKeyring(session, 'right')
  const askIt = ask(session.env)
  await askIt(['set', 'id/app', 'old'])
  // The daemon writes its file anew at each change: in its place is what cannot be replaced, as on a full disk.
  const keyring = path.join(data, 'keyrings', 'login.keyring')
  rmSync(keyring)
  mkdirSync(path.join(keyring, 'in the way'), { recursive: true })
  const refused = { ok: false, error: { code: 'KEYCHAIN_FAILED' } }
  expect(await askIt(['set', 'id/app', 'new'])).toMatchObject(refused)
  expect(await askIt(['set', 'other/app', 'new'])).toMatchObject(refused)
  expect(await askIt(['get', 'id/app'])).toMatchObject({
    state: 'found',
    secret: 'old',
    sessionOnly: false,
  })
  expect(await askIt(['get', 'other/app'])).toMatchObject({ state: 'unavailable' })
  expect(await askIt(['add', 'Contoso', 'typed'])).toMatchObject({
    ...refused,
    error: { advice: [expect.stringContaining('full')] },
  })
  expect(await askIt(['list'])).toMatchObject({ value: { profiles: [] } })
  expect(await askIt(['notes'])).toEqual([])
})
