import { afterEach, describe, expect, it } from 'vitest'
import { createHaloConnector } from '../../../../../src/main/adapters/halo/connector'
import { applicationContext } from '../../../../support/application-context'
import { json, startFaultServer, type FaultServer } from '../../../../support/fault-server'
import { patientClient } from '../../../../support/patient-client'
import { TOKEN_ANSWERS, type TokenAnswer } from '../../../../support/token-answers'

const running: FaultServer[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})
const signal = () => new AbortController().signal

const GOOD = { access_token: 'token-1', token_type: 'Bearer', expires_in: 3600, scope: 'all' }

/** Connects on a clock that is moved by hand. */
const connect = async ({ answer }: TokenAnswer) => {
  const headers: (readonly string[])[] = []
  const server = await startFaultServer(({ url, authorization }, response) => {
    if (authorization !== undefined)
      headers.push(response.req.rawHeaders.filter((_each, index) => index % 2 === 0))
    if (url.includes('Info')) response.writeHead(404).end()
    else if (!url.startsWith('/auth/token')) json(response, { id: 1, name: 'A' })
    else if (typeof answer === 'string') response.writeHead(200).end(answer)
    else json(response, { ...GOOD, ...answer })
  })
  running.push(server)
  let now = 0
  const clock = { now: () => new Date(), monotonic: () => now }
  const connector = createHaloConnector({
    clock,
    sleep: () => Promise.resolve(),
    createClient: patientClient,
  })
  const connected = await connector.connect(applicationContext(server.url), signal())
  const tokenRequests = () => server.seen.filter(({ method }) => method === 'POST').length
  return { connected, server, headers, tokenRequests, moveTo: (seconds: number) => (now = seconds * 1000) }
}

describe('an answer of the token endpoint', () => {
  it.each(TOKEN_ANSWERS.map((one) => [one.name, one] as const))('%s', async (_name, one) => {
    const { connected, server, headers, tokenRequests, moveTo } = await connect(one)
    if (typeof one.taken === 'string') {
      expect(connected).toMatchObject({ ok: false, error: { code: one.taken } })
      // Nothing is sent with it, and it is not tried again.
      expect(headers).toEqual([])
      expect(tokenRequests()).toBe(1)
      return
    }
    if (!connected.ok) throw new Error(connected.error.message)
    const { value: session } = connected
    // Used until a minute before its end, or half of a short life; then asked for anew.
    const end = Math.max(one.taken - 60, one.taken / 2)
    moveTo(end - Math.min(end / 2, 1))
    expect(await session.whoAmI(signal())).toMatchObject({ ok: true })
    expect(tokenRequests()).toBe(1)
    moveTo(end + 1)
    expect(await session.whoAmI(signal())).toMatchObject({ ok: true })
    expect(tokenRequests()).toBe(2)
    const given = typeof one.answer === 'object' ? one.answer['access_token'] : undefined
    const token = typeof given === 'string' ? given : GOOD.access_token
    expect(new Set(server.seen.flatMap(({ authorization }) => authorization ?? []))).toEqual(
      new Set([`Bearer ${token}`]),
    )
    expect(headers.flat()).not.toContain('X-Evil')
    session.close()
  })
})
