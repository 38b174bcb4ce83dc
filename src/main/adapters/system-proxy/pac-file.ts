import { createHash } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { get as getPlain, type IncomingMessage } from 'node:http'
import { Agent as SecureAgent, get as getSecure } from 'node:https'
import { err, ok, type Result } from '../../../shared/result'
import { visibleLine } from '../../../shared/visible-text'
import { ABORTED, unlessAborted } from '../../unless-aborted'
import { codeOf } from '../http/http-fault'
import { trusting } from '../http/http-trust'

/** Where WPAD has a PAC file: the system's resolver tries its own domains. */
export const WPAD_ADDRESS = 'http://wpad/wpad.dat'

/** As many bytes as Chromium takes (net/proxy_resolution/pac_file_fetcher_impl.cc). */
const LARGEST = 1_048_576
const MOST_REDIRECTS = 5
const DEADLINE_MS = 10_000

/**
 * Gets a PAC file as browsers do: straight, over http too, by a few redirects. What it says decides only which proxy is asked for a
 * tunnel. SECURITY: nothing but its address is sent.
 * @returns its text, or one of `PAC_PROBLEMS`, or a code of the system
 */
export const fetchPac = async (
  address: string,
  deadlineMs = DEADLINE_MS,
): Promise<Result<string, string>> => {
  let url = urlOf(address)
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    if (url === null) return err('scheme')
    const answer = await getOnce(url, deadlineMs)
    if (typeof answer === 'string') return err(answer)
    if (answer.text !== null) return ok(answer.text)
    url = urlOf(answer.location, url)
  }
  return err('redirects')
}

const urlOf = (address: string, base?: URL): URL | null => {
  try {
    const url = new URL(address, base)
    url.username = ''
    url.password = ''
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : null
  } catch {
    return null
  }
}

type OneAnswer = { readonly text: string } | { readonly text: null; readonly location: string }

const getOnce = (url: URL, deadlineMs: number): Promise<OneAnswer | string> =>
  new Promise((resolve) => {
    const take = (response: IncomingMessage) => {
      const { statusCode = 0, headers } = response
      if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
        end({ text: null, location: headers.location })
        return
      }
      if (statusCode !== 200) {
        end('status')
        return
      }
      const parts: Buffer[] = []
      let size = 0
      response.on('data', (bytes: Buffer) => {
        parts.push(bytes)
        size += bytes.length
        if (size > LARGEST) end('large')
      })
      response.on('end', () => {
        end({ text: new TextDecoder().decode(Buffer.concat(parts)) })
      })
      response.on('error', (error) => {
        end(codeOf(error))
      })
    }
    const end = (answer: OneAnswer | string) => {
      clearTimeout(deadline)
      resolve(answer)
      request.destroy()
    }
    const request =
      url.protocol === 'https:'
        ? getSecure(url, { agent: new SecureAgent({ secureContext: trusting([]) }) }, take)
        : getPlain(url, { agent: false }, take)
    request.on('error', (error) => {
      end(codeOf(error))
    })
    const deadline = setTimeout(() => {
      end('timeout')
    }, deadlineMs)
  })

/** Its address as it may be told: without a name, a password or a query. */
export const shownAddress = (address: string): string => {
  const url = urlOf(address)
  return url === null ? 'of another kind' : visibleLine(`${url.origin}${url.pathname}`).slice(0, 200)
}

const ASKS_NAMES = /dnsResolve|isInNet|isResolvable/
const KNOWN_WAYS = String.raw`/\b(?:DIRECT|PROXY|HTTPS?|SOCKS[45]?)\b/i`

/**
 * The PAC file as it is run, by Chromium in its sandbox. Chromium resolves no name here (`security/hardening.ts`): what the file may
 * ask of DNS, the address of the host that it is about, is looked up before and told it. An answer that names no way is a fault, where
 * Chromium would go straight.
 * @returns `mark`: what each of its answers ends with, as Chromium gives it
 */
export const runnablePac = async (
  text: string,
  hostname: string,
  lookUp: (name: string) => Promise<string | null> = addressOf,
): Promise<{ readonly script: string; readonly mark: string }> => {
  const address = ASKS_NAMES.test(text) ? await lookUp(hostname) : null
  const known = `host === ${JSON.stringify(hostname)} ? ${JSON.stringify(address)} : null`
  // No host has this name.
  const server = `${createHash('sha256').update(`${text} ${known}`).digest('hex').slice(0, 32)}.invalid:1`
  const script = `${text}
function dnsResolve(host) { return ${known} }
function dnsResolveEx(host) { return (${known}) || "" }
FindProxyForURL = (function (find) {
  return function (url, host) {
    var answer = find(url, host)
    if (typeof answer === "string" && /\\S/.test(answer) && !${KNOWN_WAYS}.test(answer)) throw new Error("no way")
    return (answer || "DIRECT") + "; PROXY ${server}"
  }
})(FindProxyForURL)
`
  return { script, mark: `;PROXY ${server}` }
}

const LOOKUP_MS = 5_000

/** The IPv4 address of a name; null where it has none, or nobody says in time. */
const addressOf = async (name: string): Promise<string | null> => {
  const looking = lookup(name, { family: 4 }).then(
    ({ address }) => address,
    () => null,
  )
  const found = await unlessAborted(looking, AbortSignal.timeout(LOOKUP_MS))
  return found === ABORTED ? null : found
}
