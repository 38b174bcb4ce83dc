import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createKnownProxies } from '../../../../src/main/adapters/files/known-proxies'
import { createRoutedClient } from '../../../../src/main/adapters/http/routed-client'
import { createRoutes } from '../../../../src/main/adapters/http/routes'
import { transportFailure } from '../../../../src/main/adapters/halo/answers/failures'
import { ProxySignInStore } from '../../../../src/main/services/network/proxy-sign-ins'
import { CertificateMaker, type Certificate } from '../../../support/certificates'
import { startProxy, tunnelTo } from '../../../support/connect-proxy'
import { json, startFaultServer } from '../../../support/fault-server'
import { MemorySecrets } from '../../../support/memory-secrets'
import { temporaryFolder } from '../../../support/profiles'
import { startSquid, startTinyproxy, type RealProxy } from '../../../support/real-proxies'

/**
 * Debian's squid and tinyproxy as they are, before a tenant that no resolver knows.
 * @module-tag debian
 */

const HOST = 'contoso.halopsa.invalid'
const maker = new CertificateMaker()
let authority: Certificate
let ofTenant: Certificate
beforeAll(() => {
  authority = maker.authority('Crossview test authority')
  ofTenant = maker.issue(authority, { names: `DNS:${HOST}` })
})
afterAll(() => {
  maker.remove()
})

let folder = ''
let tenant = { url: '', port: 0 }
beforeEach(async () => {
  folder = temporaryFolder()
  const server = await startFaultServer((_request, response) => {
    json(response, { genuine: true })
  }, ofTenant)
  running.push(server)
  const port = Number(new URL(server.url).port)
  tenant = { port, url: `https://${HOST}:${port}` }
})
const running: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

/** Started by root squid goes on as another user, who may enter no folder of this run. */
const openFolder = (): string => {
  const made = mkdtempSync('/var/tmp/crossview-squid-')
  running.push({
    close: async () => {
      await rm(made, { recursive: true, force: true, maxRetries: 5 })
    },
  })
  return made
}

const squid = async (signIn?: { readonly name: string; readonly password: string }): Promise<RealProxy> => {
  const proxy = await startSquid({ folder: openFolder(), ...(signIn && { signIn }) }, [HOST])
  running.push(proxy)
  return proxy
}

const tinyproxy = async (signIn?: {
  readonly name: string
  readonly password: string
}): Promise<RealProxy> => {
  const upstream = await startProxy(tunnelTo(tenant.port))
  const proxy = await startTinyproxy({ folder: temporaryFolder(), ...(signIn && { signIn }) }, upstream.port)
  running.push(upstream, proxy)
  return proxy
}

const REAL = { squid, tinyproxy }

/** A client through the proxy that the environment names, over a keychain in memory. */
const through = (proxy: RealProxy) => {
  const secrets = new MemorySecrets()
  const signIns = new ProxySignInStore({ secrets, known: createKnownProxies(folder) })
  const routes = createRoutes({ env: { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }, signIns })
  const client = createRoutedClient(tenant.url, authority.cert, { routes, own: null })
  running.push({
    close: () => {
      client.close()
      return Promise.resolve()
    },
  })
  const get = async () => {
    const answer = await client.get('/api', {}, { signal: new AbortController().signal })
    return answer.ok ? answer.value.text : transportFailure(answer.error, HOST).message
  }
  return { get, signIns, routes, origin: `http://127.0.0.1:${proxy.port}` }
}

// What each answers to a wrong password.
const WRONG = { squid: 407, tinyproxy: 401 }

describe.each(['squid', 'tinyproxy'] as const)('%s', (name) => {
  const [start, wrong] = [REAL[name], WRONG[name]]
  it('opens a tunnel', async () => {
    const { get } = through(await start())
    expect(await get()).toBe('{"genuine":true}')
  })

  it('that asks for a password is told none, a wrong one once, and then the right one', async () => {
    const signIn = { name: 'office-me', password: randomUUID() }
    const proxy = await start(signIn)
    const { get, signIns, routes, origin } = through(proxy)
    const named = `The proxy 127.0.0.1:${proxy.port} (named by HTTPS_PROXY) on the way to ${HOST}`
    expect(await get()).toBe(`${named} wants a name and a password (407).`)

    await signIns.set(origin, { ...signIn, password: 'something else' })
    const refused = `${named} does not take the name and the password that were entered for it`
    const answers = await Promise.all([get(), get()])
    // The one that was sent is told what the proxy answered to it.
    expect(answers.map((answer) => answer.replace(/ \(\d{3}\)\.$/, ''))).toEqual([refused, refused])
    expect(answers.join()).toContain(`(${wrong})`)

    await signIns.set(origin, signIn)
    routes.trials.forget()
    expect(await get()).toBe('{"genuine":true}')
    expect(await get()).toBe('{"genuine":true}')
    expect(proxy.log()).not.toContain(signIn.password)

    await signIns.forget(origin)
  })
})

it('squid says that it cannot find a host, which is told as the proxy’s word', async () => {
  const proxy = await squid()
  const routes = createRoutes({ env: { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` } })
  const client = createRoutedClient('https://nowhere.halopsa.invalid', null, { routes, own: null })
  const answer = await client.get('/', {}, { signal: new AbortController().signal })
  client.close()
  expect(answer).toMatchObject({ ok: false, error: { kind: 'proxy', problem: 'refused', status: 500 } })
})
