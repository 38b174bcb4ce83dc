import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createRoutedClient } from '../../../../src/main/adapters/http/routed-client'
import { createRoutes, type RoutesParts } from '../../../../src/main/adapters/http/routes'
import { transportFailure } from '../../../../src/main/adapters/halo/answers/failures'
import type { SystemProxies, SystemRoute } from '../../../../src/main/network-port'
import { ok } from '../../../../src/shared/result'
import { CertificateMaker, type Certificate } from '../../../support/certificates'
import { startProxy, tunnelTo, type ConnectProxy, type Reply } from '../../../support/connect-proxy'
import { json, startFaultServer } from '../../../support/fault-server'

/** A tenant that no resolver knows: only a proxy can lead there. */
const HOST = 'contoso.halopsa.invalid'
const TENANT = `https://${HOST}`
const DEAD = '127.0.0.1:1'

const maker = new CertificateMaker()
let authority: Certificate
let ofTenant: Certificate
let ofProxy: Certificate
beforeAll(() => {
  authority = maker.authority('Crossview test authority')
  ofTenant = maker.issue(authority, { names: `DNS:${HOST}` })
  ofProxy = maker.issue(authority, { names: 'DNS:localhost' })
})
afterAll(() => {
  maker.remove()
})

const running: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

const tenantPort = async (): Promise<number> => {
  const server = await startFaultServer((_request, response) => {
    json(response, { genuine: true })
  }, ofTenant)
  running.push(server)
  return Number(new URL(server.url).port)
}

const proxyThat = async (reply: Reply, tls?: Certificate): Promise<ConnectProxy> => {
  const proxy = await startProxy(reply, tls)
  running.push(proxy)
  return proxy
}

const basic = (name: string, password: string) =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`

/** Asks for a name and a password, and opens a tunnel for the right ones. */
const passwordProxy = async (
  right: string,
  tls?: Certificate,
  offers = 'Basic realm="Office"',
): Promise<ConnectProxy> => {
  const port = await tenantPort()
  const proxy: ConnectProxy = await proxyThat((socket) => {
    const isRight = proxy.received.at(-1)?.includes(`Proxy-Authorization: ${right}\r\n`)
    if (isRight === true) tunnelTo(port)(socket)
    else socket.end(`HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: ${offers}\r\n\r\n`)
  }, tls)
  return proxy
}

const system = (
  answer: string | (() => SystemRoute),
): SystemProxies & { asked: number; forgotten: number } => {
  const proxies = {
    asked: 0,
    forgotten: 0,
    find: () => {
      proxies.asked += 1
      return Promise.resolve(
        typeof answer === 'string' ? ({ kind: 'answer', answer, pac: null } as const) : answer(),
      )
    },
    forget: () => {
      proxies.forgotten += 1
    },
  }
  return proxies
}

const open = (parts: RoutesParts, own: string | null = null) => {
  const routes = createRoutes({ env: {}, ...parts })
  const client = createRoutedClient(TENANT, authority.cert, { routes, own })
  running.push({
    close: () => {
      client.close()
      return Promise.resolve()
    },
  })
  const get = async () => {
    const answer = await client.get('/api', {}, { signal: new AbortController().signal })
    if (answer.ok) return answer.value.text
    const { message, advice } = transportFailure(answer.error, HOST)
    return { fault: answer.error, message, advice: advice.join('\n') }
  }
  return { get, routes }
}

const GENUINE = '{"genuine":true}'

describe('which way a request goes', () => {
  it('is the system’s where neither the tenant nor the environment names one', async () => {
    const proxy = await proxyThat(tunnelTo(await tenantPort()))
    expect(await open({ system: system(`PROXY 127.0.0.1:${proxy.port}`) }).get()).toBe(GENUINE)
    expect(proxy.received[0]).toMatch(/^CONNECT contoso\.halopsa\.invalid:443 /)
  })

  it('is the environment’s before it, and the tenant’s before both', async () => {
    const proxy = await proxyThat(tunnelTo(await tenantPort()))
    const never = system('PROXY never.example:1')
    expect(await open({ system: never, env: { HTTPS_PROXY: proxy.url } }).get()).toBe(GENUINE)
    expect(await open({ system: never, env: { HTTPS_PROXY: `http://${DEAD}` } }, proxy.url).get()).toBe(
      GENUINE,
    )
    expect(never.asked).toBe(0)
  })

  it('is straight for what NO_PROXY excepts, whatever the system says', async () => {
    const never = system('PROXY never.example:1')
    const { routes } = open({ system: never, env: { NO_PROXY: 'halopsa.invalid' } })
    expect(await routes.routeOf(TENANT, null)).toMatchObject({ via: null, from: 'NO_PROXY' })
    expect(never.asked).toBe(0)
  })

  it('is the next that was named where a proxy cannot be reached, and that one first from then on', async () => {
    const proxy = await proxyThat(tunnelTo(await tenantPort()))
    const { get, routes } = open({
      system: system(`PROXY ${DEAD}; SOCKS5 s:1; PROXY 127.0.0.1:${proxy.port}`),
    })
    expect(await get()).toBe(GENUINE)
    expect(await routes.routeOf(TENANT, null)).toMatchObject({ via: `127.0.0.1:${proxy.port}` })
  })

  it('is not the next one where the proxy refuses', async () => {
    const refusing = await proxyThat((socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'))
    const other = await proxyThat(tunnelTo(await tenantPort()))
    const { get } = open({
      system: system(`PROXY 127.0.0.1:${refusing.port}; PROXY 127.0.0.1:${other.port}; DIRECT`),
    })
    expect(await get()).toMatchObject({ fault: { problem: 'refused', status: 403 } })
    expect(other.received).toEqual([])
  })

  it('is never straight where no DIRECT was named', async () => {
    const { get } = open({ system: system(`PROXY ${DEAD}`) })
    expect(await get()).toMatchObject({
      fault: { kind: 'proxy', problem: 'unreachable', proxy: DEAD },
      message: `The proxy ${DEAD} (named by this computer’s settings) on the way to ${HOST} could not be reached: nobody listens at that port.`,
    })
  })

  it.each<[string, string]>([
    ['SOCKS5 s:1080', 'it is a SOCKS proxy'],
    ['', 'it is not an address'],
    ['NONSENSE x:1', 'it is not an address'],
    ['PROXY x:0', 'its port'],
  ])('is none for %j, and says so', async (answer, why) => {
    const { fault, message } = (await open({ system: system(answer) }).get()) as {
      fault: unknown
      message: string
    }
    expect(fault).toMatchObject({ kind: 'proxy', problem: 'setting' })
    expect(message).toContain(why)
    expect(message).toMatch(/^What this computer’s settings say names no proxy .* Nothing was sent to /)
  })

  it.each(['script', 'status', 'endless', 'large', 'ENOTFOUND', 'timeout'])(
    'is none where the PAC file cannot be used: %s',
    async (why) => {
      const told = (await open({
        system: system(() => ({ kind: 'unusable', pac: 'p.example/x.pac', why })),
      }).get()) as {
        message: string
        advice: string
      }
      expect(told.message).toMatch(
        /^The PAC file p\.example\/x\.pac, .* cannot be used: [a-z].{10,}\. Nothing was sent to /,
      )
      expect(told.advice).toContain('HTTPS_PROXY')
    },
  )

  it('is asked for anew after a failure and once the computer woke up, and not for each request', async () => {
    const proxy = await proxyThat(tunnelTo(await tenantPort()))
    const named = system(`PROXY 127.0.0.1:${proxy.port}`)
    const { get, routes } = open({ system: named })
    await get()
    await get()
    expect(named.asked).toBe(1)
    routes.forget()
    await get()
    expect(named).toMatchObject({ asked: 2, forgotten: 1 })
  })

  it('names what this program does not use once a server cannot be reached, and reads it not before', async () => {
    let read = 0
    const names = () => {
      read += 1
      return Promise.resolve('the PAC file p.example/x.pac')
    }
    const { get, routes } = open({ system: system(() => ({ kind: 'unused', names })) })
    await routes.find(TENANT, null)
    expect(read).toBe(0)
    const { advice } = (await get()) as { advice: string }
    expect(advice.split('\n')[0]).toBe(
      'This computer’s settings name the PAC file p.example/x.pac, which only the app’s own window uses: name the proxy in HTTPS_PROXY, as http://proxy.example:8080.',
    )
  })
})

describe('a proxy that asks for a name and a password', () => {
  const kept = (name: string, password: string, of: string[] = []) => ({
    find: (proxy: string) => {
      of.push(proxy)
      return Promise.resolve(ok({ name, password }))
    },
  })

  it('gets those that are kept for it, and none before it asked', async () => {
    const proxy = await passwordProxy(basic('OFFICE\\me', 'p@ss:ö'))
    const of: string[] = []
    const { get, routes } = open({
      system: system(`PROXY 127.0.0.1:${proxy.port}`),
      signIns: kept('OFFICE\\me', 'p@ss:ö', of),
    })
    expect([await get(), await get()]).toEqual([GENUINE, GENUINE])
    expect(of).toEqual([`http://127.0.0.1:${proxy.port}`])
    expect(proxy.received[0]).not.toContain('Proxy-Authorization')
    expect(await routes.routeOf(TENANT, null)).toMatchObject({ signIn: 'keychain' })
  })

  it('is sent a wrong password once, however many requests there are, until another is entered', async () => {
    const proxy = await passwordProxy(basic('me', 'right'))
    let password = 'wrong'
    const { get, routes } = open({
      system: system(`PROXY 127.0.0.1:${proxy.port}`),
      signIns: { find: () => Promise.resolve(ok({ name: 'me', password })) },
    })
    const answers = await Promise.all([get(), get(), get(), get()])
    for (const answer of answers)
      expect(answer).toMatchObject({
        fault: { problem: 'wrong-kept-password', status: 407 },
        message: `The proxy 127.0.0.1:${proxy.port} (named by this computer’s settings) on the way to ${HOST} does not take the name and the password that were entered for it (407).`,
      })
    const sent = () => proxy.received.filter((bytes) => bytes.includes('Proxy-Authorization')).length
    expect(sent()).toBe(1)
    expect(JSON.stringify(answers)).not.toMatch(/wrong"|bWU6d3Jvbmc/)
    password = 'right'
    routes.trials.forget()
    expect(await get()).toBe(GENUINE)
  })

  it('leads to where they are entered, where none are kept or the keychain is silent', async () => {
    const proxy = await passwordProxy(basic('me', 'never'))
    const parts = { system: system(`PROXY 127.0.0.1:${proxy.port}`) }
    const missing = (await open(parts).get()) as { fault: unknown; advice: string }
    expect(missing.fault).toMatchObject({ problem: 'sign-in' })
    expect(missing.advice).toContain(`crossview proxy sign-in 127.0.0.1:${proxy.port}`)
    const silent = (await open({
      ...parts,
      signIns: { find: () => Promise.resolve({ ok: false, error: null }) },
    }).get()) as {
      message: string
    }
    expect(silent.message).toContain('the keychain does not say')
  })

  it('gets what the environment names and not what is kept', async () => {
    const proxy = await passwordProxy(basic('env', 'right'))
    const of: string[] = []
    const env = { HTTPS_PROXY: `http://env:right@127.0.0.1:${proxy.port}` }
    expect(await open({ env, signIns: kept('kept', 'other', of) }).get()).toBe(GENUINE)
    const wrong = { HTTPS_PROXY: `http://env:wrong@127.0.0.1:${proxy.port}` }
    expect(await open({ env: wrong, signIns: kept('kept', 'other', of) }).get()).toMatchObject({
      fault: { problem: 'wrong-password' },
    })
    expect(of).toEqual([])
  })

  it('gets none where it wants NTLM or Negotiate alone', async () => {
    const proxy = await passwordProxy('never', undefined, 'Negotiate\r\nProxy-Authenticate: NTLM')
    const of: string[] = []
    const told = await open({
      system: system(`PROXY 127.0.0.1:${proxy.port}`),
      signIns: kept('a', 'b', of),
    }).get()
    expect(told).toMatchObject({ fault: { problem: 'sign-in', detail: 'NTLM, Negotiate' } })
    expect(of).toEqual([])
  })

  it('gets none over TLS that only the tenant’s own certificates vouch for', async () => {
    const proxy = await passwordProxy(basic('me', 'secret'), ofProxy)
    const told = await open({ signIns: kept('me', 'secret') }, proxy.url).get()
    expect(told).toMatchObject({ fault: { kind: 'proxy', problem: 'certificate' } })
    expect(proxy.received.join('')).not.toContain('Proxy-Authorization')
  })
})
