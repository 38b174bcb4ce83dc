import { connect, type Socket } from 'node:net'

/** Whatever bytes a program sends, over a socket of its own, and whatever comes back. */

export interface RawExchange {
  /** Everything that was answered, as Latin-1; empty: the connection was ended without an answer. */
  readonly answer: string
  /** Status of each answer, in order. */
  readonly statuses: readonly number[]
}

/** Sends the parts one after another, ends its own half, and reads until the other side ends the connection. */
export const exchange = (port: number, ...parts: readonly (string | Buffer)[]): Promise<RawExchange> =>
  new Promise((resolve) => {
    const socket = openSocket(port)
    const chunks: Buffer[] = []
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.once('close', () => {
      const answer = Buffer.concat(chunks).toString('latin1')
      const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))
      resolve({ answer, statuses })
    })
    for (const part of parts) socket.write(typeof part === 'string' ? Buffer.from(part, 'latin1') : part)
    socket.end()
  })

/** A connection of which nothing is known yet. One that is refused or cut off closes, and nothing more. */
export const openSocket = (port: number, host = '127.0.0.1'): Socket => {
  const socket = connect({ port, host, allowHalfOpen: true })
  socket.on('error', () => socket.destroy())
  socket.on('end', () => socket.end())
  socket.resume()
  return socket
}

export const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.closed) resolve()
    else socket.once('close', () => resolve())
  })
