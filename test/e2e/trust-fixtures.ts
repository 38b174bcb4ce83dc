import { X509Certificate } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ProfileInput } from '../../src/shared/files/profile'
import { CertificateMaker } from '../support/certificates'
import { startCountingServer, type CountingServer } from '../support/counting-server'
import { test as base } from './fixtures'

/** Somebody's certificate authority, as a file holds it and as a person is shown it. */
export interface Authority {
  readonly pem: string
  readonly fingerprint: string
}

export interface TrustFixtures {
  readonly authority: (name: string) => Authority
  /** A server or a proxy that counts whatever reaches it. */
  readonly counting: () => Promise<CountingServer>
  /** A Halo server that sends its clients elsewhere for their tokens. @param authUrl where */
  readonly namingServer: (authUrl: string) => Promise<{ readonly url: string; readonly posts: () => number }>
}

/** For specs about who can read a secret on its way. */
export const test = base.extend<TrustFixtures>({
  authority: async ({}, use) => {
    const maker = new CertificateMaker()
    await use((name) => {
      const pem = maker.authority(name).cert
      return { pem, fingerprint: new X509Certificate(pem).fingerprint256 }
    })
    maker.remove()
  },
  counting: async ({}, use) => {
    const started: CountingServer[] = []
    await use(async () => {
      const server = await startCountingServer()
      started.push(server)
      return server
    })
    await Promise.all(started.map((server) => server.close()))
  },
  namingServer: async ({}, use) => {
    const closers: (() => Promise<unknown>)[] = []
    await use(async (authUrl) => {
      let posts = 0
      const server = createServer((request, response) => {
        if (request.method !== 'GET') posts += 1
        response
          .writeHead(200, { 'Content-Type': 'application/json' })
          .end(JSON.stringify({ auth_url: authUrl, tenant_id: 'contoso' }))
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      closers.push(() => {
        server.closeAllConnections()
        return new Promise((resolve) => server.close(resolve))
      })
      const { port } = server.address() as AddressInfo // it listens on TCP
      return { url: `http://127.0.0.1:${String(port)}`, posts: () => posts }
    })
    await Promise.all(closers.map((close) => close()))
  },
})

/** A tenant with an application on each side. */
export const tenantInput = (changes: Partial<ProfileInput>): ProfileInput => ({
  name: 'Contoso',
  url: 'https://contoso.halopsa.com',
  tenant: null,
  ca: null,
  tags: [],
  app: { kind: 'application', clientId: 'app-client', scope: 'all' },
  agent: { kind: 'application', clientId: 'agent-client', scope: 'all' },
  inspector: null,
  ...changes,
})
