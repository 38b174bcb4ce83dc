import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BOMBS, METHODS, MOST_MEMORY, type Bomb } from '../../../support/bombs'
import { bundledSaver } from '../../../support/bundled-saver'
import { json, startFaultServer } from '../../../support/fault-server'

let folder = ''
let script = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'crossview-memory-'))
  script = await bundledSaver(folder, 'http-memory')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A process of its own asks a server that answers with the bomb. */
const ask = async ({ answer }: Pick<Bomb, 'answer'>, method: string) => {
  let sent = 0
  const server = await startFaultServer(({ url }, response) => {
    if (!url.startsWith('/bomb')) {
      json(response, {})
      return
    }
    const { socket } = response
    response.on('close', () => (sent = socket?.bytesWritten ?? 0))
    answer(response)
  })
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [script, server.url, method])
    return { ...(JSON.parse(stdout) as { outcome: string; grown: number }), sent }
  } finally {
    await server.close()
  }
}

describe('an answer that would fill the memory', () => {
  it.each(METHODS.flatMap((method) => BOMBS.map((bomb) => [method, bomb.name, bomb] as const)))(
    'is refused at its limit: %s, %s',
    async (method, _name, bomb) => {
      const { outcome, grown, sent } = await ask(bomb, method)
      expect(outcome).toBe(bomb.outcome)
      expect(grown).toBeLessThan(MOST_MEMORY)
      // The connection is cut, whatever the server still had to say.
      expect(sent).toBeLessThan(MOST_MEMORY)
    },
  )

  it('would be noticed: one that is taken takes its memory', async () => {
    // As many values as are taken, each with a text of its own.
    const rows = `[${Array.from({ length: 240_000 }, (_, index) => `{"a":"${String(index)}-${'x'.repeat(80)}"}`).join(',')}]`
    const { outcome, grown } = await ask(
      { answer: (response) => void response.writeHead(200).end(rows) },
      'get',
    )
    expect(outcome).toBe('taken')
    expect(grown).toBeGreaterThan(MOST_MEMORY)
  })
})
