import { chmodSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { runProgram } from '../../../../src/main/cli/commands/program'
import { commandLine, loaded } from '../../../support/command-line'
import { canarySecret } from '../../../support/secret-sweep'

const PROXY = 'http://proxy.office:8080'

const open = (env: Readonly<Record<string, string>> = {}) => {
  const all = commandLine(env)
  const out: string[] = []
  const console = {
    ...all.deps.console,
    out: (content: string | Uint8Array) => {
      out.push(String(content))
      return Promise.resolve()
    },
  }
  const run = async (...args: readonly string[]) =>
    runProgram(['proxy', ...args], '1.2.3', loaded({ ...all.deps, console }))
  return { ...all, run, out, said: () => all.messages.join('\n') }
}

describe('crossview proxy sign-in', () => {
  it('keeps what a variable or a file holds, for this proxy only, and says neither', async () => {
    const password = canarySecret()
    const { run, deps, said, folder } = open({ PROXY_SECRET: password })
    expect(await run('sign-in', 'proxy.office:8080', '--name', 'me', '--password-env', 'PROXY_SECRET')).toBe(
      0,
    )
    expect(await deps.proxySignIns.find(PROXY)).toEqual({ ok: true, value: { name: 'me', password } })
    expect(said()).toContain(`for ${PROXY} only`)
    const file = path.join(folder, 'password')
    writeFileSync(file, 'other\n')
    chmodSync(file, 0o600)
    expect(
      await run('sign-in', 'https://proxy.office', '--name', 'you', '--password-file', 'password'),
      said(),
    ).toBe(0)
    expect(await deps.proxySignIns.find('https://proxy.office:443')).toMatchObject({
      value: { name: 'you', password: 'other' },
    })
    expect(said()).not.toContain(password)
    writeFileSync(file, 'gone')
    expect(await run('forget', 'proxy.office:8080')).toBe(0)
    expect(await deps.proxySignIns.find(PROXY)).toEqual({ ok: true, value: null })
  })

  it.each<[readonly string[], string]>([
    [['sign-in', 'not a proxy'], 'not the address of a proxy'],
    [['sign-in', 'me:pw@proxy:1'], 'not the address of a proxy'],
    [['sign-in', 'proxy:1'], 'no terminal'],
    [['sign-in', 'proxy:1', '--name', 'me'], 'no terminal'],
    [['sign-in', 'proxy:1', '--name', 'me', '--password-env', 'PATH'], 'end in _SECRET'],
    [['sign-in', 'proxy:1', '--name', 'me', '--password-env', 'NO_SECRET'], 'is not set'],
    [
      ['sign-in', 'proxy:1', '--name', 'me', '--password-env', 'A_SECRET', '--password-file', 'x'],
      'Two passwords',
    ],
    [['forget', 'x y'], 'not the address of a proxy'],
  ])('refuses %j', async (args, why) => {
    const { run, said } = open()
    expect(await run(...args)).toBe(2)
    expect(said()).toContain(why)
  })

  it('keeps nothing without a keychain, and says so', async () => {
    const { run, deps, said, secrets } = open({ PROXY_SECRET: 'pw' })
    secrets.fault = 'locked'
    expect(await run('sign-in', 'proxy.office:8080', '--name', 'me', '--password-env', 'PROXY_SECRET')).toBe(
      2,
    )
    expect(said()).toContain('There is no usable keychain')
    secrets.fault = null
    expect(await deps.proxySignIns.find(PROXY)).toEqual({ ok: true, value: null })
  })
})
