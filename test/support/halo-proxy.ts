import { createServer, request as send, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * Stands between the app and the demo tenant: notes every secret and token that passes, and may
 * change the texts of the answers.
 */
export interface HaloProxy {
  readonly url: string
  /** Secrets, codes and tokens seen so far, both ways. */
  readonly secrets: ReadonlySet<string>
  close(): Promise<void>
}

/**
 * @param change gets each text under a name that people see, such as `client_name`
 * @param hold each request waits for it before it goes on
 */
export const startHaloProxy = async (
  target: string,
  change: (text: string) => string = (text) => text,
  hold: () => Promise<void> = () => Promise.resolve(),
): Promise<HaloProxy> => {
  const secrets = new Set<string>()
  let url = ''
  const server = createServer((incoming, response) => {
    const forward = async () => {
      const body = await textOf(incoming)
      await hold()
      for (const [name, value] of new URLSearchParams(body)) if (SECRET.test(name)) secrets.add(value)
      const bearer = /^bearer (.+)/i.exec(incoming.headers.authorization ?? '')?.[1]
      if (bearer !== undefined) secrets.add(bearer)
      const answer = await ask(target, incoming, body)
      const text = await textOf(answer)
      const json = /json/.test(answer.headers['content-type'] ?? '')
      const changed = json
        ? JSON.stringify(changedTexts(JSON.parse(text), change, secrets)).replaceAll(target, url)
        : text
      const { 'content-length': _length, 'transfer-encoding': _encoding, ...headers } = answer.headers
      response.writeHead(answer.statusCode ?? 502, headers).end(changed)
    }
    forward().catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on TCP has an address and a port.
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  return {
    url,
    secrets,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

const SECRET = /^(client_secret|refresh_token|access_token|id_token|code|code_verifier)$/
const SEEN_BY_PEOPLE = /(name|summary|title|subject|inventory_number|key_field\d?)$/

const ask = (target: string, { url, method, headers }: IncomingMessage, body: string) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const { host: _host, ...rest } = headers
    send(new URL(url ?? '/', target), { method, headers: rest, agent: false }, resolve)
      .once('error', reject)
      .end(body)
  })

const textOf = async (message: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const changedTexts = (value: unknown, change: (text: string) => string, secrets: Set<string>): unknown => {
  if (Array.isArray(value)) return value.map((each) => changedTexts(each, change, secrets))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (typeof inner !== 'string') return [name, changedTexts(inner, change, secrets)]
      if (SECRET.test(name)) secrets.add(inner)
      return [name, SEEN_BY_PEOPLE.test(name) ? change(inner) : inner]
    }),
  )
}
