import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONTOSO_CA, fingerprintsOf } from '../../../support/authorities'
import { profileInput, temporaryFolder } from '../../../support/profiles'
import { runBuilt, runOnTerminal } from '../../../support/built-cli'

const [FINGERPRINT = ''] = fingerprintsOf(CONTOSO_CA)
const PROXY = 'http://proxy.contoso.example:8080'

/** A folder with a file that brings an authority, a proxy and an unusual host. */
const withFile = async () => {
  const folder = temporaryFolder()
  const profiles = [
    profileInput({ name: 'Own', ca: CONTOSO_CA, proxy: PROXY }),
    profileInput({ name: 'Too', ca: CONTOSO_CA }),
    profileInput({ name: 'Odd', url: 'https://halo.lan' }),
  ]
  await writeFile(
    path.join(folder, 'tenants.json'),
    JSON.stringify(
      profiles.map((each) => ({ ...each, confirmedAuthorities: [FINGERPRINT], confirmedProxy: PROXY })),
    ),
  )
  return folder
}

const open = async (folder: string): Promise<Record<string, unknown>> => {
  const { out } = await runBuilt(['profiles', 'list', '--json'], { folder })
  const listed = JSON.parse(out) as { name: string; unconfirmed: unknown }[]
  return Object.fromEntries(listed.map(({ name, unconfirmed }) => [name, unconfirmed]))
}

describe('what an import brings', () => {
  it('is shown with fingerprint and dates, and without a terminal nothing of it is confirmed', async () => {
    const folder = await withFile()
    const run = await runBuilt(['profiles', 'import', 'tenants.json'], { folder })
    expect(run.status).toBe(0)
    expect(run.said).toContain(FINGERPRINT)
    expect(run.said).toMatch(/Contoso Root CA.*valid from \d{4}-\d\d-\d\d to \d{4}/)
    expect(run.said).toContain(`the proxy ${PROXY}`)
    expect(run.said).toContain('crossview profiles confirm NAME')
    expect(await open(folder)).toEqual({ Own: ['authorities', 'proxy'], Too: ['authorities'], Odd: ['host'] })
    const { out } = await runBuilt(['profiles', 'list'], { folder })
    expect(out).toContain(`through the proxy ${PROXY} (not confirmed)`)
    expect(out).toMatch(new RegExp(`trusts .*${FINGERPRINT}.* \\(not confirmed\\)`))
    expect(out).toContain('unusual host (not confirmed)')
  })

  it('is confirmed by option, each by its name', async () => {
    const folder = await withFile()
    const options = ['--trust-ca', FINGERPRINT.toLowerCase().replaceAll(':', '')]
    await runBuilt(['profiles', 'import', 'tenants.json', ...options], { folder })
    expect(await open(folder)).toEqual({ Own: ['proxy'], Too: [], Odd: ['host'] })
  })

  it('is asked about on a terminal, one thing at a time', { tags: 'terminal' }, async () => {
    const folder = await withFile()
    const run = await runOnTerminal(['profiles', 'import', 'tenants.json'], ['no\n', 'yes\n'], { folder })
    expect(run.said).toContain('Is this certificate your own?')
    expect(await open(folder)).toEqual({ Own: ['authorities'], Too: ['authorities'], Odd: ['host'] })
  })
})

describe('crossview profiles confirm', () => {
  it('says what it needs, and takes just that', async () => {
    const folder = await withFile()
    await runBuilt(['profiles', 'import', 'tenants.json'], { folder })
    const confirm = (...args: string[]) => runBuilt(['profiles', 'confirm', ...args], { folder })
    const refused = await confirm('Own')
    expect(refused).toMatchObject({ status: 2 })
    expect(refused.said).toContain(`--trust-host proxy.contoso.example:8080 --trust-ca ${FINGERPRINT}`)
    // Half of it is not enough, nor something else.
    for (const half of [
      ['--trust-ca', FINGERPRINT],
      ['--trust-host', 'proxy.contoso.example'],
      ['--trust-host', 'contoso.halopsa.com'],
    ])
      expect(await confirm('Own', ...half)).toMatchObject({ status: 2 })
    expect(await open(folder)).toMatchObject({ Own: ['authorities', 'proxy'] })
    const all = ['--trust-ca', FINGERPRINT, '--trust-host', 'proxy.contoso.example:8080']
    expect(await confirm('Own', ...all)).toMatchObject({ status: 0 })
    expect(await confirm('Odd', '--trust-host', 'HALO.lan')).toMatchObject({ status: 0 })
    expect(await open(folder)).toEqual({ Own: [], Too: ['authorities'], Odd: [] })
    expect(await confirm('Nobody')).toMatchObject({
      status: 2,
      said: expect.stringContaining('no tenant profile') as string,
    })
    expect((await confirm('Own')).said).toContain('Nothing else')
  })

  it('asks on a terminal', { tags: 'terminal' }, async () => {
    const folder = await withFile()
    await runBuilt(['profiles', 'import', 'tenants.json'], { folder })
    for (const [answer, status] of [
      ['no\n', 2],
      ['y\n', 2],
      ['\u0004', 2],
      ['yes\n', 0],
    ] as const)
      expect(await runOnTerminal(['profiles', 'confirm', 'Too'], [answer], { folder })).toMatchObject({
        status,
      })
    expect(await open(folder)).toMatchObject({ Too: [] })
  })

  it('names the authorisation server that tokens may come from', async () => {
    const folder = await withFile()
    await runBuilt(['profiles', 'import', 'tenants.json'], { folder })
    const confirm = (host: string) =>
      runBuilt(['profiles', 'confirm', 'Odd', '--trust-host', 'halo.lan', '--auth-host', host], { folder })
    expect(await confirm('https://login.contoso.example')).toMatchObject({ status: 2 })
    expect(await confirm('Login.contoso.example:443')).toMatchObject({ status: 0 })
    const { out } = await runBuilt(['profiles', 'list'], { folder })
    expect(out).toContain('authorisation server login.contoso.example\n')
  })
})
