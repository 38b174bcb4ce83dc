import { chmod, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createPreferencesFile } from '../../../../src/main/adapters/files/preferences-file'
import { createProfileFile } from '../../../../src/main/adapters/profile-store/profile-store'
import { createComputerFacts } from '../../../../src/main/adapters/system/computer-facts'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import { Doctor, type DoctorDeps } from '../../../../src/main/services/doctor/doctor'
import { certificateLines, networkLines } from '../../../../src/main/services/doctor/lines'
import { appError } from '../../../../src/shared/app-error'
import {
  COMPUTER_PROBES,
  computerText,
  outcomeText,
  type ComputerProbe,
} from '../../../../src/shared/computer-report'
import type { RouteView } from '../../../../src/shared/ipc/network'
import { err, ok } from '../../../../src/shared/result'
import { temporaryFolder } from '../../../support/profiles'

const never = () => new Promise<never>(() => undefined)

const READY = { status: 'ready', message: 'Secrets are kept.', advice: [] } as const

const doctorFor = (userData: string, change: Partial<DoctorDeps> = {}) =>
  new Doctor({
    facts: createComputerFacts({ userData, version: '0.1.0', host: 'command-line' }),
    clock: systemClock,
    secrets: { status: () => Promise.resolve(READY) },
    store: createProfileFile(userData, systemClock),
    network: { state: () => Promise.resolve(ok({ tenants: [], proxies: [], notice: null })) },
    policy: () => Promise.resolve({ managed: false }),
    notices: async () => {
      const { notice } = await createPreferencesFile(userData).load()
      return notice === null ? [] : [notice]
    },
    ...change,
  })

const look = async (doctor: Doctor, probe: ComputerProbe, addresses = false) =>
  (await doctor.look({ probe, addresses })).lines

const statesOf = (lines: readonly { readonly state: string }[]) => lines.map(({ state }) => state)

describe('what is found of this computer', () => {
  it('is all of it, and nothing is broken where nothing is', async () => {
    const doctor = doctorFor(temporaryFolder())
    const sections = await Promise.all(
      COMPUTER_PROBES.map(({ id }) => doctor.look({ probe: id, addresses: false })),
    )
    expect(sections.map(({ probe }) => probe)).toEqual(COMPUTER_PROBES.map(({ id }) => id))
    expect(sections.every(({ lines }) => lines.length > 0)).toBe(true)
    for (const probe of ['versions', 'folder', 'keychain', 'files', 'policy', 'log'])
      expect(statesOf(sections.find((each) => each.probe === probe)?.lines ?? [])).not.toContain('broken')
  })

  it('leaves nothing in the data folder that was not there', async () => {
    const folder = path.join(temporaryFolder(), 'data')
    const lines = await look(doctorFor(folder), 'folder')
    expect(lines[0]).toMatchObject({ state: 'fine', found: `${folder} can be written; it was made just now` })
    expect((await look(doctorFor(folder), 'folder'))[0]?.found).toBe(`${folder} can be written`)
  })

  it('says why the data folder cannot be written', async () => {
    const file = path.join(temporaryFolder(), 'a-file')
    await writeFile(file, '')
    expect((await look(doctorFor(path.join(file, 'data')), 'folder'))[0]).toMatchObject({
      state: 'broken',
      found: expect.stringMatching(/cannot be written \(E(?:NOTDIR|EXIST|NOENT)\)/) as string,
    })
  })

  it('says that others may look into the data folder', { tags: 'file-modes' }, async () => {
    const folder = temporaryFolder()
    await chmod(folder, 0o755)
    expect((await look(doctorFor(folder), 'folder'))[1]).toMatchObject({ state: 'look' })
    await chmod(folder, 0o700)
    expect((await look(doctorFor(folder), 'folder'))[1]).toMatchObject({ state: 'fine' })
  })

  it('is broken without a keychain, with what to do, and in doubt while one is locked', async () => {
    const withStatus = (status: 'missing' | 'locked') =>
      doctorFor(temporaryFolder(), {
        secrets: { status: () => Promise.resolve({ status, message: 'So it is.', advice: ['Do this.'] }) },
      })
    expect(await look(withStatus('missing'), 'keychain')).toMatchObject([
      { state: 'broken', advice: 'Do this.' },
    ])
    expect(statesOf(await look(withStatus('locked'), 'keychain'))).toEqual(['look'])
  })

  it('costs what hangs, or fails with a fault of ours, only that part', async () => {
    const doctor = doctorFor(temporaryFolder(), {
      secrets: { status: never },
      policy: () => Promise.reject(new Error('s3cret https://contoso.example')),
      patienceMs: 20,
    })
    const hanging = await look(doctor, 'keychain')
    expect(hanging).toEqual([
      { state: 'unknown', found: 'It did not answer within ten seconds.', advice: null },
    ])
    const [fault] = await look(doctor, 'policy')
    expect(fault?.state).toBe('unknown')
    expect(fault?.found).not.toMatch(/s3cret|contoso/)
    expect(statesOf(await look(doctor, 'log'))).toEqual(['fine'])
  })

  it('tells of stored files that are damaged', async () => {
    const folder = temporaryFolder()
    await writeFile(path.join(folder, 'preferences.json'), '{')
    await writeFile(path.join(folder, 'profiles.json'), '{"broken')
    const lines = await look(doctorFor(folder), 'files')
    expect(lines[0]?.found).toBe('0 tenants stored')
    expect(statesOf(lines.slice(1))).toEqual(['look', 'look'])
  })

  it('counts the errors of the log, and says when the last was', async () => {
    const folder = temporaryFolder()
    await mkdir(path.join(folder, 'logs'))
    const log = [
      '[2026-11-26 10:00:00.000] [info]  started',
      '[2026-11-26 10:00:01.000] [error] a fault',
      '[2026-11-27 09:00:00.000] [error] another',
    ]
    await writeFile(path.join(folder, 'logs/crossview.log'), log.join('\n'))
    expect((await look(doctorFor(folder), 'log'))[0]).toMatchObject({
      state: 'look',
      found: '2 errors in it, the last 2026-11-27 09:00:00.000',
    })
  })

  it('says why the ways to the tenants are not known', async () => {
    const network = { state: () => Promise.resolve(err(appError('BUSY', 'It is busy.'))) }
    expect(await look(doctorFor(temporaryFolder(), { network }), 'network')).toEqual([
      { state: 'unknown', found: 'It is busy.', advice: null },
    ])
  })
})

describe('the way to each tenant', () => {
  const straight: RouteView = { via: null, origin: null, from: 'nobody', signIn: 'none', problem: null }
  const proxied: RouteView = {
    via: 'proxy:8080',
    origin: 'http://proxy:8080',
    from: 'HTTPS_PROXY',
    signIn: 'keychain',
    problem: null,
  }
  const view = (route: RouteView) => ({
    tenants: [{ id: 'a', name: 'Contoso', host: 'contoso.halopsa.com', route }],
    proxies: [],
    notice: null,
  })

  it('is told without the names of tenants, but where that was asked for', () => {
    expect(networkLines(view(straight), false)[0]?.found).toBe('Tenant 1: straight, without a proxy')
    expect(networkLines(view(proxied), true)[0]?.found).toBe(
      'Contoso (contoso.halopsa.com): through proxy:8080, named by HTTPS_PROXY, with a name and a password from the keychain',
    )
  })

  it('is worth a look where nothing can be sent that way', () => {
    const problem = 'The proxy wants NTLM, which Crossview does not speak.'
    expect(networkLines(view({ ...proxied, problem }), false)).toMatchObject([
      { state: 'look', advice: problem },
    ])
  })
})

describe('certificates', () => {
  it('that a tenant brings are looked at for their end, and named only where that was asked for', () => {
    const facts = { fromSystem: null, fromNode: 140, ignored: ['NODE_EXTRA_CA_CERTS'] }
    const own = [
      { profile: { name: 'Contoso' }, expiries: ['2020-01-02T00:00:00.000Z', '2099-01-01T00:00:00.000Z'] },
      { profile: { name: 'Fabrikam' }, expiries: null },
    ]
    const lines = certificateLines(facts, own, new Date('2026-11-27T00:00:00Z'), false)
    expect(statesOf(lines)).toEqual(['look', 'look', 'broken', 'broken'])
    expect(lines[2]?.found).toBe('A tenant (1): 1 of 2 extra certificates expired, the first on 2020-01-02')
    expect(lines.some(({ found }) => /Contoso|Fabrikam/.test(found))).toBe(false)
    expect(certificateLines(facts, own, new Date(0), true)[2]).toMatchObject({
      state: 'fine',
      found: 'Contoso: 2 extra certificates, none of them expired',
    })
  })
})

describe('the report as text', () => {
  it('has each part in its place, what to do below it, and nothing that steers a terminal', () => {
    const text = computerText(
      [
        { probe: 'log', lines: [{ state: 'look', found: 'one\u001b[31m\nline', advice: 'Do it.' }] },
        { probe: 'versions', lines: [{ state: 'fine', found: 'Crossview 0.1.0', advice: null }] },
      ],
      '2026-11-27T04:00:00.000Z',
    )
    expect(text.indexOf('Versions\n')).toBeLessThan(text.indexOf('Log\n'))
    expect(text).toContain('  [fine] Crossview 0.1.0\n')
    expect(text).toMatch(/\[look at this\] one.*line\n {6}Do it\.\n/)
    expect(text).not.toContain('\u001b')
  })

  it('says in one sentence what came of it', () => {
    const of = (...states: ('fine' | 'look' | 'broken' | 'unknown')[]) =>
      outcomeText([{ probe: 'log', lines: states.map((state) => ({ state, found: '', advice: null })) }])
    expect(of('fine', 'fine')).toBe('All that was looked at is fine.')
    expect(of('broken', 'look', 'look', 'unknown')).toBe(
      'Found: 1 thing broken, 2 things to look at, 1 thing not known.',
    )
  })
})
