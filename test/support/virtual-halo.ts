import { createHaloConnector } from '../../src/main/adapters/halo/connector'
import type { HttpAnswer, HttpClient, HttpFault } from '../../src/main/adapters/http/http'
import type { HaloSession } from '../../src/main/ports'
import { err, ok, type Result } from '../../src/shared/result'
import { applicationContext } from './application-context'
import { createVirtualTime, type VirtualTime } from './virtual-time'

/** A request for a page, as the tenant sees it. */
export interface PageRequest {
  readonly side: number
  readonly pageNo: number
  readonly pageSize: number
  /** Of the virtual clock. */
  readonly at: number
  /** From 1: how often this side asked for this page. */
  readonly time: number
}

/** What becomes of a page: a body, a status, a connection that breaks, or none ever. */
export type PageReply =
  | { readonly body: unknown }
  | { readonly status: number; readonly retryAfter?: string }
  | 'reset'
  | 'cut'
  | 'silent'

/** A tenant in virtual time, behind the client's real limiter, tokens, repeats and paging. */
export interface VirtualHalo {
  readonly time: VirtualTime
  readonly sessions: readonly HaloSession[]
  /** Requests for pages, in the order in which they were sent. */
  readonly pages: readonly PageRequest[]
  /** Moments at which any request was sent. */
  readonly sentAt: readonly number[]
  /** The most requests that were out at once. */
  mostOut(): number
  /** Requests that are out now. */
  out(): number
}

/** How long a request waits that nobody answers. */
const SILENCE_MS = 60_000

/**
 * @param reply decides a page when its answer is made, that is after its latency on the way there
 * @param latency milliseconds of a request, there and back
 */
export const startVirtualHalo = async (
  reply: (request: PageRequest) => PageReply,
  latency: (request: PageRequest) => number,
  {
    sides = 1,
    share = 1,
    patienceMs = 300_000,
  }: { sides?: number; share?: number; patienceMs?: number } = {},
): Promise<VirtualHalo> => {
  const time = createVirtualTime()
  const pages: PageRequest[] = []
  const sentAt: number[] = []
  let out = 0
  let mostOut = 0
  const answerOf = (
    status: number,
    text: string,
    retryAfter: string | null = null,
  ): Result<HttpAnswer, HttpFault> =>
    ok({ status, text, headers: { retryAfter, location: null, contentType: 'application/json' } })
  /** Goes out now and comes back after its latency, or at once when it is cancelled. */
  const sent = (
    signal: AbortSignal,
    wait: number,
    answer: () => Result<HttpAnswer, HttpFault> | 'silent',
  ): Promise<Result<HttpAnswer, HttpFault>> =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve(err({ kind: 'cancelled' }))
        return
      }
      sentAt.push(time.now())
      out += 1
      mostOut = Math.max(mostOut, out)
      let takeBack: () => void = () => undefined
      const end = (result: Result<HttpAnswer, HttpFault>) => {
        takeBack()
        signal.removeEventListener('abort', cancel)
        out -= 1
        resolve(result)
      }
      const cancel = () => {
        end(err({ kind: 'cancelled' }))
      }
      signal.addEventListener('abort', cancel, { once: true })
      takeBack = time.after(wait / 2, () => {
        const made = answer()
        takeBack =
          made === 'silent'
            ? time.after(SILENCE_MS, () => {
                end(err({ kind: 'timeout' }))
              })
            : time.after(wait / 2, () => {
                end(made)
              })
      })
    })
  const clientOf = (side: number): HttpClient => {
    const times = new Map<string, number>()
    return {
      get: (path, query, { signal }) => {
        if (!path.startsWith('/api/Tickets')) return sent(signal, 10, () => answerOf(404, ''))
        const { page_no: no = '', page_size: size = '' } = query
        const before = times.get(no) ?? 0
        const request = { side, pageNo: Number(no), pageSize: Number(size), at: time.now(), time: before + 1 }
        if (!signal.aborted) {
          times.set(no, before + 1)
          pages.push(request)
        }
        return sent(signal, latency(request), () => {
          const made = reply(request)
          if (made === 'silent') return made
          if (made === 'reset') return err({ kind: 'unreachable', code: 'ECONNRESET' })
          if (made === 'cut') return answerOf(200, '{"tickets":[{"id"')
          return 'body' in made
            ? answerOf(200, JSON.stringify(made.body ?? null))
            : answerOf(made.status, '', made.retryAfter ?? null)
        })
      },
      postForm: (_path, _form, { signal }) =>
        sent(signal, 10, () =>
          answerOf(200, JSON.stringify({ access_token: 'token', token_type: 'Bearer', scope: 'all' })),
        ),
      close: () => undefined,
    }
  }
  let connecting = 0
  const connector = createHaloConnector({
    clock: time.clock,
    sleep: time.sleep,
    share: () => share,
    createClient: () => clientOf(connecting),
  })
  const sessions: HaloSession[] = []
  for (let side = 0; side < sides; side++) {
    connecting = side
    const context = {
      ...applicationContext('https://contoso.halopsa.com'),
      patienceMs,
      onWait: () => undefined,
    }
    const connected = await time.until(connector.connect(context, new AbortController().signal))
    if (!connected.ok) throw new Error(connected.error.message)
    sessions.push(connected.value)
  }
  return { time, sessions, pages, sentAt, mostOut: () => mostOut, out: () => out }
}
