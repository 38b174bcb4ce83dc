import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** A page of a browser that was started with a debugging port, looked at with as little as can be: it is what is measured. */
export interface PageOverPort {
  /** Resolves when an expression is true there. */
  until(expression: string): Promise<void>
  close(): Promise<void>
}

const LOOK_EVERY_MS = 10
const LONGEST_MS = 60_000

/** A port that nobody listens at just now. */
export const portOfNobody = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Waits for the first page of the browser at a port. */
export const openPage = async (port: number): Promise<PageOverPort> => {
  const until = AbortSignal.timeout(LONGEST_MS)
  const address = await firstPage(port, until)
  const socket = new WebSocket(address)
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = reject
  })
  let asked = 0
  const send = (
    method: string,
    params: object,
  ): Promise<{ readonly result?: { readonly value?: unknown } }> =>
    new Promise((resolve) => {
      const id = ++asked
      const listen = ({ data }: MessageEvent) => {
        const answer = JSON.parse(String(data)) as { id?: number; result?: { result?: { value?: unknown } } }
        if (answer.id !== id) return
        socket.removeEventListener('message', listen)
        resolve(answer.result ?? {})
      }
      socket.addEventListener('message', listen)
      socket.send(JSON.stringify({ id, method, params }))
    })
  return {
    until: async (expression) => {
      while (!until.aborted) {
        const { result } = await send('Runtime.evaluate', { expression, returnByValue: true })
        if (result?.value === true) return
        await wait(LOOK_EVERY_MS)
      }
      throw new Error(`The page at port ${String(port)} was not shown.`)
    },
    close: async () => {
      // The page may be gone before it answers.
      await Promise.race([send('Page.close', {}), wait(500)])
      socket.close()
    },
  }
}

const firstPage = async (port: number, until: AbortSignal): Promise<string> => {
  while (!until.aborted) {
    try {
      const answer = await fetch(`http://127.0.0.1:${String(port)}/json/list`)
      const targets = (await answer.json()) as readonly { type: string; webSocketDebuggerUrl: string }[]
      const page = targets.find(({ type }) => type === 'page')
      if (page !== undefined) return page.webSocketDebuggerUrl
    } catch {
      // It does not listen yet.
    }
    await wait(LOOK_EVERY_MS)
  }
  throw new Error(`No page was opened at port ${String(port)}.`)
}
