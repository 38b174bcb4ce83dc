import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startDemo, type DemoServer } from '../../../../../src/demo/index'
import { SIGN_IN_CLIENT_ID } from '../../../../../src/demo/index'
import { createHaloConnector } from '../../../../../src/main/adapters/halo/connector'
import { signIn } from '../../../../../src/main/adapters/halo/auth/sign-in'
import { systemClock } from '../../../../../src/main/adapters/system/system-clock'

/** Registered for the demo tenant's sign-in application; a redirect address must match exactly. */
const PORT = 8765
const CALLBACK = `http://127.0.0.1:${PORT}/callback`

let demo: DemoServer
beforeEach(async () => {
  demo = await startDemo('healthy')
})
afterEach(() => demo.close())

/** What a browser does with the address: it asks, and follows the redirect back. */
const browser = async (url: string): Promise<void> => {
  await fetch(url)
}

const request = () => ({
  authUrl: `${demo.url}/auth`,
  tenant: null,
  clientId: SIGN_IN_CLIENT_ID,
  scope: 'all offline_access',
  redirectPort: PORT,
})
const signal = () => new AbortController().signal

const context = (saved: { token: string | null; reads: number }) => ({
  role: 'agent' as const,
  url: demo.url,
  tenant: null,
  ca: null,
  connection: {
    kind: 'sign-in' as const,
    clientId: SIGN_IN_CLIENT_ID,
    redirectPort: PORT,
    scope: 'all offline_access',
  },
  readSecret: () => {
    saved.reads += 1
    return Promise.resolve(saved.token)
  },
  saveSecret: (token: string | null) => {
    saved.token = token
    return Promise.resolve()
  },
})

const connectorWith = (openBrowser: (url: string) => Promise<void>) =>
  createHaloConnector({ clock: systemClock, sleep: () => Promise.resolve(), openBrowser })

describe('signing in with the browser', () => {
  it('asks for a code with PKCE S256 and redeems it: the person’s own session', async () => {
    const opened: URL[] = []
    const connected = await connectorWith(async (url) => {
      opened.push(new URL(url))
      await browser(url)
    }).connect(context({ token: null, reads: 0 }), signal())
    if (!connected.ok) throw new Error(connected.error.message)
    const query = opened[0]?.searchParams
    expect(query?.get('code_challenge_method')).toBe('S256')
    expect(query?.get('code_challenge')).toMatch(/^[\w-]{43}$/)
    expect(query?.get('redirect_uri')).toBe(CALLBACK)
    const who = await connected.value.whoAmI(signal())
    expect(who.ok && who.value.identity.name).toBe('Tim Bowers')
    connected.value.close()
  })

  it('keeps the refresh token for the next run, which needs no browser', async () => {
    const saved = { token: null as string | null, reads: 0 }
    const first = await connectorWith(browser).connect(context(saved), signal())
    expect(first.ok).toBe(true)
    expect(saved.token).toMatch(/^[\w-]{40,}$/)
    const second = await connectorWith(() => Promise.reject(new Error('no browser'))).connect(
      context(saved),
      signal(),
    )
    expect(second.ok).toBe(true)
  })

  it('forgets a refresh token that Halo refuses, and asks the person again', async () => {
    const saved = { token: 'revoked' as string | null, reads: 0 }
    let opened = 0
    const connected = await connectorWith((url) => {
      opened += 1
      return browser(url)
    }).connect(context(saved), signal())
    expect(connected.ok).toBe(true)
    expect(opened).toBe(1)
    expect(saved.token).not.toBe('revoked')
  })

  it('keeps the refresh token when only the network fails', async () => {
    const saved = { token: 'still good' as string | null, reads: 0 }
    await demo.close()
    const connected = await connectorWith(browser).connect(context(saved), signal())
    expect(connected).toMatchObject({ ok: false, error: { code: 'connection.unreachable' } })
    expect(saved.token).toBe('still good')
    demo = await startDemo('healthy')
  })
})

describe('the listener', () => {
  const pageOf = async (query: string) => {
    const response = await fetch(`${CALLBACK}?${query}`)
    return { status: response.status, text: await response.text(), headers: response.headers }
  }
  const stateIn = (url: string): string => new URL(url).searchParams.get('state') ?? ''

  it('ends nothing for an answer with another state, and takes the right one after it', async () => {
    const signedIn = await signIn(
      request(),
      async (url) => {
        expect((await pageOf('code=stolen&state=other')).status).toBe(400)
        expect((await fetch(`http://127.0.0.1:${PORT}/other`)).status).toBe(404)
        const page = await pageOf(`code=right&state=${stateIn(url)}`)
        expect(page.text).toContain('You can close this')
        expect(page.headers.get('content-security-policy')).toBe("default-src 'none'")
      },
      signal(),
    )
    expect(signedIn).toMatchObject({ ok: true, value: { code: 'right', redirectUri: CALLBACK } })
    await expect(fetch(CALLBACK)).rejects.toThrow()
  })

  it.each([
    ['a refusal', (state: string) => `error=access_denied&state=${state}`, /did not accept/],
    ['another issuer', (state: string) => `code=x&state=${state}&iss=https://evil.example`, /another server/],
    ['an issuer that is none', (state: string) => `code=x&state=${state}&iss=evil`, /another server/],
  ])('ends with a clear failure on %s', async (_name, query, message) => {
    const signedIn = await signIn(
      request(),
      async (url) => {
        await pageOf(query(stateIn(url)))
      },
      signal(),
    )
    expect(signedIn.ok ? '' : signedIn.error.message).toMatch(message)
  })

  it('takes an answer whose issuer is the server asked', async () => {
    const signedIn = await signIn(
      request(),
      async (url) => {
        await pageOf(`code=x&state=${stateIn(url)}&iss=${encodeURIComponent(demo.url)}`)
      },
      signal(),
    )
    expect(signedIn.ok).toBe(true)
  })

  it('closes when cancelled', async () => {
    const controller = new AbortController()
    const signedIn = await signIn(
      request(),
      () => {
        controller.abort()
        return Promise.resolve()
      },
      controller.signal,
    )
    expect(signedIn).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
    await expect(fetch(CALLBACK)).rejects.toThrow()
  })

  it('says which port is taken', async () => {
    const other: Server = createServer()
    await new Promise<void>((resolve) => other.listen(PORT, '127.0.0.1', resolve))
    const signedIn = await signIn(request(), browser, signal())
    await new Promise((resolve) => other.close(resolve))
    expect(signedIn.ok ? '' : signedIn.error.message).toContain(`Port ${PORT}`)
    expect(signedIn.ok ? [] : signedIn.error.advice.join(' ')).toContain('register another port')
  })

  it('says that the browser did not open', async () => {
    const signedIn = await signIn(request(), () => Promise.reject(new Error('none')), signal())
    expect(signedIn.ok ? '' : signedIn.error.message).toContain('could not be opened')
  })
})
