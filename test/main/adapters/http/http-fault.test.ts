import { describe, expect, it } from 'vitest'
import { transportFailure } from '../../../../src/main/adapters/halo/answers/failures'
import { replayer } from '../../../../src/main/adapters/halo/recording/recording'
import type { HttpClient, HttpFault } from '../../../../src/main/adapters/http/http'

const PROXY = { proxy: 'proxy.office:8080', setting: 'HTTPS_PROXY' }
const unused: HttpClient = {
  get: () => Promise.reject(new Error('asked')),
  postForm: () => Promise.reject(new Error('asked')),
  close: () => undefined,
}

const replayed = async (fault: Record<string, string | number>) => {
  const exchange = {
    role: 'app',
    server: 'api',
    request: 'GET /x',
    answer: { kind: 'fault', fault },
  } as const
  const client = replayer([exchange])(unused, 'app', 'api')
  const answer = await client.get('/x', {}, { signal: new AbortController().signal })
  if (answer.ok) throw new Error('answered')
  return answer.error
}

describe('a fault that was recorded', () => {
  it.each<HttpFault>([
    { kind: 'cancelled' },
    { kind: 'too-large' },
    { kind: 'unreadable-ca' },
    { kind: 'timeout' },
    { kind: 'timeout', ...PROXY },
    { kind: 'cut-off', ...PROXY },
    { kind: 'tls', code: 'CERT_HAS_EXPIRED', ...PROXY },
    { kind: 'unreachable', code: 'ECONNRESET', ...PROXY },
    { kind: 'proxy', problem: 'refused', status: 201, detail: '', ...PROXY },
    { kind: 'proxy', problem: 'broken', status: 200, detail: 'timeout', ...PROXY },
  ])('is told the same when it is replayed: %j', async (fault) => {
    expect(await replayed({ ...fault })).toEqual(fault)
  })

  it('of an earlier version, with nothing but the status, is still the proxy’s', async () => {
    const { message } = transportFailure(
      await replayed({ kind: 'proxy', status: 407 }),
      'contoso.halopsa.com',
    )
    expect(message).toMatch(/^The proxy .*wants a name and a password \(407\)/)
  })
})
