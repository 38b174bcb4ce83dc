import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bundledSaver } from '../../../support/bundled-saver'
import { COUNTS } from '../../../support/counts'
import { mayBeLate } from '../../../support/loop-lag'
import type { ManyTenants } from '../../../support/many-tenants'
import { temporaryFolder } from '../../../support/profiles'

/** Many tenants with many rows in one process (security-measurements.md L1): real sockets, main's own services. */

const AT_ONCE = 4
const PAGE = 100
const MOST_MEMORY = 1e9
/**
 * MB. On a busy machine the engine puts off collecting and takes what it is allowed to, whatever is alive: so the
 * process has to do with this much heap, or it ends.
 */
const HEAP = '--max-old-space-size=512'

let script = ''
const servers: Server[] = []
beforeAll(async () => {
  script = await bundledSaver(temporaryFolder(afterAll), 'many-tenants')
})
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** Every page of a list, as text; all tenants serve the same. */
const pagesOf = (rows: number): readonly string[] =>
  Array.from({ length: Math.ceil(rows / PAGE) + 1 }, (_, page) => {
    const tickets = Array.from(
      { length: Math.max(0, Math.min(PAGE, rows - page * PAGE)) },
      (_each, index) => ({
        id: page * PAGE + index + 1,
        summary: `Ticket ${String(page * PAGE + index + 1)}`,
        client_id: index % 7,
        client_name: 'Contoso',
        tickettype_id: index % 3,
      }),
    )
    return JSON.stringify({ record_count: rows, tickets })
  })

const startTenant = async (pages: readonly string[]): Promise<string> => {
  const server = createServer((request, response) => {
    request.resume()
    const url = request.url ?? ''
    if (url.startsWith('/api/Tickets')) {
      const page = Number(/page_no=(\d+)/.exec(url)?.[1] ?? 1)
      response.end(pages[page - 1] ?? pages.at(-1))
    } else if (url.startsWith('/auth/token'))
      response.end('{"access_token":"token","token_type":"Bearer","expires_in":3600,"scope":"all"}')
    else if (url.startsWith('/api/Agent/me')) response.end('{"id":1,"name":"A"}')
    else response.writeHead(404).end()
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

const compareAll = async (addresses: readonly string[]): Promise<ManyTenants> => {
  const child = spawn(process.execPath, [HEAP, script, String(AT_ONCE), ...addresses], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(child, 'close')
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as ManyTenants
}

describe('in one process', () => {
  it.each([
    [COUNTS.tenants, COUNTS.rowsPerTenant],
    [1, 50_000],
  ])('%i tenants of %i rows are each compared whole, in less than 1 GB', async (tenants, rows) => {
    const pages = pagesOf(rows)
    const addresses = await Promise.all(Array.from({ length: tenants }, () => startTenant(pages)))
    const { outcomes, recorded, memory, lag, idle } = await compareAll(addresses)
    expect(outcomes).toEqual({ [`same ${String(rows)}, complete`]: tenants })
    expect(recorded).toBe(tenants)
    expect(memory).toBeLessThan(MOST_MEMORY)
    // Two lists of 50,000 are compared in one piece.
    expect(lag.p99).toBeLessThan(5 * mayBeLate(idle))
  })
})
