import { z } from 'zod'
import { appError, type AppError } from '../app-error'
import { exactly } from '../exact-schema'
import { err, ok, type Result } from '../result'
import { isPlainProxy, proxyAddress } from './profile'

/** Which proxies a name and a password are kept for (`proxies.json`): the keychain itself cannot be asked for a list. */
export interface KnownProxies {
  readonly schema: 'crossview.proxies/1'
  /** Each as {@link readProxyAddress} gives it. */
  readonly proxies: readonly string[]
}

export const NO_PROXIES: KnownProxies = { schema: 'crossview.proxies/1', proxies: [] }
export const MOST_PROXIES = 200

export const knownProxiesSchema = exactly<KnownProxies>()(
  z.strictObject({
    schema: z.literal('crossview.proxies/1'),
    proxies: z.array(z.string().max(300)).max(MOST_PROXIES),
  }),
)

/** @param text `proxy.example:8080`, which is an http proxy, or with its scheme. @returns scheme, host and port, all written out */
export const readProxyAddress = (text: string): Result<string, AppError> => {
  const address = /^[a-z]+:\/\//i.test(text.trim()) ? text.trim() : `http://${text.trim()}`
  const parsed = proxyAddress.safeParse(address)
  if (!parsed.success || !isPlainProxy(parsed.data))
    return err(
      appError('INVALID_ARGUMENT', 'This is not the address of a proxy.', {
        field: 'proxy',
        advice: [
          'Write its host and its port, as proxy.example:8080; of an https proxy as https://proxy.example:8443.',
        ],
      }),
    )
  const { protocol, hostname, port } = new URL(parsed.data)
  return ok(`${protocol}//${hostname}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`)
}
