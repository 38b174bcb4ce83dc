import { writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { profileFromAnswers } from '../../../src/main/cli/target/ask-for-profile'
import { check } from '../../../src/main/cli/commands/commands'
import { add, importFile } from '../../../src/main/cli/commands/profile-commands'
import { ADDRESSES } from '../../support/address-corpus'
import { commandLine } from '../../support/command-line'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'

/** Answers by what is asked, and notes every question. */
const person = (address: string, confirmation: string) => {
  const asked: string[] = []
  const told: string[] = []
  const answers: readonly [RegExp, string][] = [
    [/^Name/, 'Contoso'],
    [/^Web address/, address],
    [/^Is .* your own Halo server/, confirmation],
    [/^Client id of the application/, 'app-client'],
    [/./, ''],
  ]
  return {
    asked,
    told,
    ask: (question: string) => {
      asked.push(question)
      return Promise.resolve(answers.find(([pattern]) => pattern.test(question))?.[1] ?? '')
    },
    askSecret: (question: string) => {
      asked.push(question)
      return Promise.resolve(' the-secret ')
    },
    tell: (text: string) => told.push(text),
  }
}

describe('crossview profiles add, asking', () => {
  it.each(ADDRESSES)('$outcome: $address', async (expected) => {
    const yes = person(expected.address, 'yes')
    const answer = await profileFromAnswers(yes)
    const confirmations = yes.asked.filter((question) => /your own Halo server/.test(question))
    if (expected.outcome === 'refused') {
      expect(answer).toMatchObject({ ok: false, error: { field: 'url' } })
      expect(yes.asked).toEqual(['Name of the tenant', 'Web address'])
      return
    }
    expect(answer).toMatchObject({ ok: true, value: { secrets: { app: expect.any(String) as string } } })
    if (expected.outcome === 'ordinary') {
      expect(confirmations).toEqual([])
      return
    }
    expect(confirmations).toEqual([expect.stringContaining(` ${expected.host} `)])
    expect(yes.told.join()).toContain(expected.why)
    expect(answer.ok && answer.value.profile.confirmedHost).toBe(expected.host)
    for (const reply of ['no', '', 'y']) {
      const no = person(expected.address, reply)
      expect(await profileFromAnswers(no)).toMatchObject({ error: { code: 'HOST_NOT_CONFIRMED' } })
      expect(no.asked).not.toContain('Its secret')
    }
  })

  it('refuses without a terminal, and says what to do', async () => {
    const folder = temporaryFolder()
    expect(await runCli(folder, ['profiles', 'add'])).toMatchObject({
      status: 2,
      messages: expect.stringContaining('profiles add --config FILE') as string,
    })
  })
})

const config = (url: string) => ({
  name: 'Own server',
  url,
  app: { kind: 'application', clientId: 'a', secretEnv: 'X_APP_SECRET' },
})

describe('crossview profiles', () => {
  it('add --config takes an unusual host that is named beside the file, and keeps it confirmed', async () => {
    const { deps, folder, messages, service, secrets } = commandLine({ X_APP_SECRET: ' the-secret\n' })
    await writeFile(path.join(folder, 'own.json'), JSON.stringify(config('https://10.0.0.1:8443/api')))
    expect(await add({ config: 'own.json' }, deps)).toBe(2)
    expect(await add({ config: 'own.json', trustHost: ['10.0.0.1'] }, deps)).toBe(2)
    expect([(await service.list()).ok, secrets.kept.size, messages.join('\n')]).toEqual([
      true,
      0,
      expect.stringContaining('--trust-host 10.0.0.1:8443'),
    ])
    expect(await add({ config: 'own.json', trustHost: ['10.0.0.1:8443'] }, deps)).toBe(0)
    const list = await service.list()
    expect(list.ok && list.value.profiles.map(({ profile }) => profile)).toMatchObject([
      { url: 'https://10.0.0.1:8443', confirmedHost: '10.0.0.1:8443' },
    ])
    // Without the spaces that came with it, as in the window.
    expect([...secrets.kept.values()]).toEqual(['the-secret'])
  })

  it('a stored one that nobody confirmed is not connected to, and says what to do here', async () => {
    const { deps, folder, messages } = commandLine()
    await writeFile(path.join(folder, 't.csv'), 'name,url,app_client_id\nOwn server,https://10.0.0.1,x\n')
    await importFile('t.csv', {}, deps)
    expect(await check({ profile: 'Own server' }, deps)).toBe(2)
    expect(messages.join('\n')).toMatch(/10\.0\.0\.1 is an .*\n.*\n.*crossview profiles confirm NAME/)
  })

  it('import warns of it by name', async () => {
    const { deps, folder, messages } = commandLine()
    await writeFile(path.join(folder, 't.csv'), 'name,url,app_client_id\nOwn server,https://10.0.0.1,x\n')
    expect(await importFile('t.csv', {}, deps)).toBe(0)
    expect(messages.join('\n')).toMatch(
      /warning: .*“Own server” leads to an unusual host\. 10\.0\.0\.1 is an/,
    )
  })
})

describe('crossview check --config', () => {
  let connections: number
  const listener = createServer((socket) => {
    connections += 1
    socket.destroy()
  })
  beforeEach(async () => {
    connections = 0
    // On every address of this machine, so that 0.0.0.0 and [::] would be answered, too.
    await new Promise<void>((resolve) => listener.listen(0, resolve))
  })
  afterEach(() => new Promise((resolve) => listener.close(resolve)))

  const checkAddress = async (address: string) => {
    const folder = temporaryFolder()
    const url = address.replace('PORT', String((listener.address() as AddressInfo).port))
    await writeFile(path.join(folder, 'c.json'), JSON.stringify(config(url)))
    return runCli(folder, ['check', '--config', 'c.json'], { X_APP_SECRET: 'secret' })
  }

  it.each([
    'https://0.0.0.0:PORT',
    'https://0:PORT',
    'http://0.0.0.0:PORT',
    'https://[::]:PORT',
    'https://[::ffff:0.0.0.0]:PORT',
    'http://foo.localhost:PORT',
    'http://[::127.0.0.1]:PORT',
    'https://me:secret@127.0.0.1:PORT',
    'http://127.0.0.1:PORT\\@evil.example',
    'http://127.0.0.1\r\n:PORT',
    '//127.0.0.1:PORT',
    'ftp://127.0.0.1:PORT',
  ])('opens no connection to %s', async (address) => {
    expect(await checkAddress(address)).toMatchObject({
      status: 2,
      messages: expect.stringContaining('url') as string,
    })
    expect(connections).toBe(0)
  })

  it('and would be heard if it did', async () => {
    await checkAddress('http://127.0.0.1:PORT')
    expect(connections).toBeGreaterThan(0)
  })
})
