import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { DemoServer } from '../src/demo/index'

export interface ForkedDemo {
  readonly demo: Omit<DemoServer, 'counts' | 'close'>
  readonly stop: () => void
}

/** A demo tenant in a process of its own, so that its memory and its work do not count. */
export const forkDemo = async (options: {
  readonly tickets: number
  readonly latencyMs?: number
  readonly scenario?: string
}): Promise<ForkedDemo> => {
  const { tickets, latencyMs = 0, scenario = 'healthy' } = options
  const server = fork(fileURLToPath(new URL('demo-server.mjs', import.meta.url)), [], {
    env: { ...process.env, TICKETS: String(tickets), LATENCY_MS: String(latencyMs), SCENARIO: scenario },
  })
  const demo = await new Promise<ForkedDemo['demo']>((resolve, reject) => {
    server.once('message', (message) => {
      resolve(message as ForkedDemo['demo']) // the message is what demo-server.mjs sends
    })
    server.once('exit', (code) => {
      reject(new Error(`The demo tenant ended with ${code ?? 'a signal'}`))
    })
  })
  return {
    demo,
    stop: () => {
      server.kill()
    },
  }
}
