import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { certificatesIn } from '../../src/main/certificates'
import { cleanProfile } from '../../src/main/services/profiles/profile-rules'
import { CertificateMaker } from '../support/certificates'
import { startFaultServer } from '../support/fault-server'
import { profileInput, temporaryFolder } from '../support/profiles'
import { runCli } from '../support/run-cli'

const maker = new CertificateMaker()
const good = maker.authority('Crossview test authority')
afterAll(() => {
  maker.remove()
})

const BROKEN: readonly (readonly [string, string])[] = [
  ['a path', '/etc/ssl/contoso.pem'],
  ['a key', good.key],
  ['no Base-64', '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n'],
  ['only its beginning', good.cert.slice(0, 200)],
  ['changed letters', good.cert.replace('\nMI', '\nZZ')],
  ['a good one and a broken one', `${good.cert}${good.cert.slice(0, 200)}`],
]

describe('certificates in a PEM text', () => {
  it('are taken out of what stands around them', () => {
    const one = good.cert.trim()
    expect(certificatesIn(`Bag Attributes\n${good.cert}${good.key}${good.cert}`)).toEqual([one, one])
  })

  it.each(BROKEN)('are none: %s', (_name, text) => {
    expect(certificatesIn(text)).toBeNull()
  })
})

describe('the extra certificate of a tenant', () => {
  it.each(BROKEN)('is refused when it cannot be read: %s', (_name, ca) => {
    expect(cleanProfile(profileInput({ ca }))).toMatchObject({
      ok: false,
      error: { code: 'INVALID_ARGUMENT', field: 'ca' },
    })
  })

  it('is refused with a private key beside it, which is not stored and not repeated', () => {
    const kept = cleanProfile(profileInput({ ca: `${good.key}${good.cert}` }))
    expect(kept).toMatchObject({ ok: false, error: { field: 'ca' } })
    expect(JSON.stringify(kept)).not.toContain(good.key.split('\n')[1])
    // What is kept is taken again.
    expect(cleanProfile(profileInput({ ca: good.cert }))).toMatchObject({ value: { ca: good.cert } })
  })

  it.each(BROKEN)('in a config file ends the command before anything is sent: %s', async (_name, ca) => {
    const folder = temporaryFolder()
    const server = await startFaultServer((_request, response) => response.end())
    const side = (clientId: string) => ({
      kind: 'application',
      clientId,
      secretEnv: 'X_SECRET',
      scope: 'all',
    })
    writeFileSync(path.join(folder, 'root.pem'), ca)
    writeFileSync(
      path.join(folder, 'c.json'),
      JSON.stringify({
        name: 'Case',
        url: server.url,
        ca: 'root.pem',
        app: side('app'),
        agent: side('agent'),
      }),
    )
    const ran = await runCli(folder, ['check', '--config', 'c.json'], { X_SECRET: 'canary-secret-1' })
    await server.close()
    expect(ran.status).toBe(2)
    expect(ran.messages).toMatch(
      /(not PEM text|holds a private key|something else than certificates)[^]*root\.pem/,
    )
    expect(server.seen).toEqual([])
  })
})
