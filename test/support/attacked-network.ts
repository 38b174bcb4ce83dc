import { createServer as createHttpServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { connect, type AddressInfo, type Server } from 'node:net'
import { createSecureContext } from 'node:tls'
import { CertificateMaker } from './certificates'

/** Hosts of this ending are somebody else's, with certificates that everybody trusts. */
export const EVIL_DOMAIN = 'evil.example'

/**
 * A small internet on loopback: Halo's hosts and an attacker's, each behind TLS, reached through the
 * proxy that a person confirmed, or through the attacker's, which leads every host to the attacker.
 */
export interface AttackedNetwork {
  /** The authority that the person confirmed, and the attacker's. */
  readonly ca: string
  readonly evilCa: string
  readonly proxy: string
  readonly evilProxy: string
  /** A server of the attacker's on this machine, without TLS. */
  readonly evilUrl: string
  /** All that reached the attacker: start lines, headers and bodies. */
  readonly atEvil: () => string
  /** All that reached a host of Halo's. */
  readonly atHost: (host: string) => string
  readonly close: () => Promise<void>
}

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return `${request.method ?? ''} ${request.url ?? ''}\n${request.rawHeaders.join('\n')}\n${Buffer.concat(chunks).toString('utf8')}\n`
}

export const startAttackedNetwork = async (): Promise<AttackedNetwork> => {
  const maker = new CertificateMaker()
  const authority = maker.authority('Confirmed authority')
  const evilAuthority = maker.authority('Attacker')
  const halo = maker.issue(authority, { names: 'DNS:*.halopsa.com' })
  const evil = maker.issue(authority, { names: `DNS:*.${EVIL_DOMAIN}` })
  const forged = maker.issue(evilAuthority, { names: 'DNS:*.halopsa.com' })
  maker.remove()

  const atHosts = new Map<string, string>()
  let atEvil = ''
  const noted =
    (note: (text: string, host: string) => void): RequestListener =>
    (request, response) => {
      const answer = async () => {
        note(await textOf(request), (request.headers.host ?? '').toLowerCase())
        const isToken = request.url?.startsWith('/auth/token') === true
        response
          .writeHead(isToken ? 400 : 404, { 'Content-Type': 'application/json' })
          .end(JSON.stringify(isToken ? { error: 'invalid_client' } : {}))
      }
      answer().catch(() => response.destroy())
    }
  const noteEvil = noted((text) => {
    atEvil += text
  })
  const haloServer = createHttpsServer(
    { key: halo.key, cert: halo.cert },
    noted((text, host) => atHosts.set(host, (atHosts.get(host) ?? '') + text)),
  )
  const evilServer = createHttpsServer(
    {
      key: evil.key,
      cert: evil.cert,
      SNICallback: (name, answer) => {
        const own = name.endsWith(EVIL_DOMAIN) ? evil : forged
        answer(null, createSecureContext(own))
      },
    },
    noteEvil,
  )
  const plainEvil = createHttpServer(noteEvil)
  const [haloPort, evilPort, plainPort] = [
    await listen(haloServer),
    await listen(evilServer),
    await listen(plainEvil),
  ]

  /** @param portOf where a host leads */
  const proxyTo = (portOf: (host: string) => number) => {
    const proxy = createHttpServer(noteEvil)
    proxy.on('connect', (request, socket) => {
      const upstream = connect(portOf((request.url ?? '').split(':')[0] ?? ''), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
        upstream.pipe(socket).pipe(upstream)
      })
      for (const end of [socket, upstream]) {
        end.on('error', () => {
          socket.destroy()
          upstream.destroy()
        })
      }
    })
    return proxy
  }
  const proxies = [
    proxyTo((host) => (host.endsWith(EVIL_DOMAIN) ? evilPort : haloPort)),
    proxyTo(() => evilPort),
  ]
  const [proxyPort, evilProxyPort] = [await listen(proxies[0]!), await listen(proxies[1]!)]
  const local = (port: number) => `http://127.0.0.1:${String(port)}`
  return {
    ca: authority.cert,
    evilCa: evilAuthority.cert,
    proxy: local(proxyPort),
    evilProxy: local(evilProxyPort),
    evilUrl: local(plainPort),
    atEvil: () => atEvil,
    atHost: (host) => atHosts.get(host) ?? '',
    close: async () => {
      const servers = [haloServer, evilServer, plainEvil, ...proxies]
      await Promise.all(
        servers.map(
          (server) =>
            new Promise((resolve) => {
              server.close(resolve)
              server.closeAllConnections()
            }),
        ),
      )
    },
  }
}
