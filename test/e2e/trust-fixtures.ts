import { X509Certificate } from 'node:crypto'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect, type AddressInfo, type Server } from 'node:net'
import type { Duplex } from 'node:stream'
import type { ProfileInput } from '../../src/shared/files/profile'
import { CertificateMaker } from '../support/certificates'
import { startCountingServer, type CountingServer } from '../support/counting-server'
import { profileInput } from '../support/stored-profile'
import { test as base } from './fixtures'

/** Somebody's certificate authority, as a file holds it and as a person is shown it. */
interface Authority {
  readonly pem: string
  readonly fingerprint: string
}

/** A Halo server behind a proxy and a private authority, which sends its clients elsewhere for their tokens. */
interface NamingServer {
  /** Its tenant, with all of it confirmed but where it sends its clients. */
  readonly tenant: ProfileInput
  /** Hosts that were asked for through the proxy; only `*.own.example` leads anywhere. */
  readonly asked: () => readonly string[]
  /** Requests that may hold a secret. */
  readonly posts: () => number
}

export interface TrustFixtures {
  readonly authority: (name: string) => Authority
  /** A server or a proxy that counts whatever reaches it. */
  readonly counting: () => Promise<CountingServer>
  readonly namingServer: (authUrl: string) => Promise<NamingServer>
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
    const maker = new CertificateMaker()
    const closers: (() => Promise<unknown>)[] = []
    await use(async (authUrl) => {
      const authority = maker.authority('Own authority')
      let posts = 0
      const halo = createTlsServer(
        maker.issue(authority, { names: 'DNS:halo.own.example,DNS:other.own.example' }),
        (request, response) => {
          if (request.method !== 'GET') posts += 1
          response
            .writeHead(200, { 'Content-Type': 'application/json' })
            .end(JSON.stringify({ auth_url: authUrl, tenant_id: 'contoso' }))
        },
      )
      const asked: string[] = []
      const sockets = new Set<Duplex>()
      const proxy = createServer().on('connect', ({ url = '' }, socket: Duplex) => {
        asked.push(url)
        sockets.add(socket.on('error', () => undefined))
        if (!url.endsWith('.own.example:443')) {
          socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
          return
        }
        const way = connect(portOf(halo), '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
          way.pipe(socket).pipe(way)
        })
        sockets.add(way.on('error', () => undefined))
      })
      for (const server of [halo, proxy]) {
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
        closers.push(() => new Promise((resolve) => server.close(resolve)))
      }
      closers.unshift(() => {
        for (const socket of sockets) socket.destroy()
        return Promise.resolve()
      })
      const address = `http://127.0.0.1:${String(portOf(proxy))}`
      return {
        tenant: profileInput({
          url: 'https://halo.own.example',
          ca: authority.cert,
          confirmedAuthorities: [new X509Certificate(authority.cert).fingerprint256],
          proxy: address,
          confirmedProxy: address,
        }),
        asked: () => asked,
        posts: () => posts,
      }
    })
    for (const close of closers) await close()
    maker.remove()
  },
})

// They listen on TCP.
const portOf = (server: Server): number => (server.address() as AddressInfo).port
