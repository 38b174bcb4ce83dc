import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundledSaver } from '../../../support/bundled-saver'
import { haloLike, json, startFaultServer, type FaultServer } from '../../../support/fault-server'
import { HEAP_OF_RUN, HOSTILE_LISTS, LONGEST_TURN, MOST_MEMORY_OF_RUN } from '../../../support/hostile-pages'

let folder = ''
let script = ''
let good: FaultServer
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'crossview-hostile-'))
  script = await bundledSaver(folder, 'hostile-run')
  good = await tenant(() => JSON.stringify({ record_count: 2, tickets: [{ id: 1 }, { id: 2 }] }))
})
afterAll(async () => {
  await good.close()
  await rm(folder, { recursive: true, force: true })
})

/** A tenant that is a Halo but for its tickets. */
const tenant = (page: (pageNo: number) => string): Promise<FaultServer> => {
  const pages = new Map<number, string>()
  return startFaultServer(
    haloLike(({ url }, response) => {
      const asked = new URL(url, 'http://localhost')
      if (asked.pathname === '/api/Agent/me') json(response, { id: 7, name: 'Agent', claims: [] })
      else if (asked.pathname !== '/api/Tickets') response.writeHead(404).end()
      else {
        const pageNo = Number(asked.searchParams.get('page_no'))
        // Made once for both sides.
        const body = pages.get(pageNo) ?? page(pageNo)
        pages.set(pageNo, body)
        response.writeHead(200, { 'Content-Type': 'application/json' }).end(body)
      }
    }),
  )
}

interface Ended {
  readonly verdict: string
  readonly complete: boolean
  readonly told: string | null
}

interface Told {
  readonly hostile: Ended
  readonly good: Ended | null
  readonly memory: number
  readonly longest: number
  readonly left: number
}

const started = (hostile: string, other: string) => {
  const child = spawn(process.execPath, [HEAP_OF_RUN, script, hostile, other])
  const out: string[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text))
  const result = once(child, 'close').then(() => JSON.parse(out.join('')) as Told)
  return { child, result }
}

describe('a tenant whose list means harm', () => {
  it.each(HOSTILE_LISTS.map((list) => [list.name, list] as const))(
    'gets no verdict and no more than its memory, and the other tenant its result: %s',
    async (_name, { page, told }) => {
      const hostile = await tenant(page)
      try {
        const ended = await started(hostile.url, good.url).result
        expect(ended.hostile).toMatchObject({ verdict: 'unknown', complete: false })
        expect(ended.hostile.told).toMatch(told)
        expect(ended.good).toMatchObject({ verdict: 'same', complete: true })
        expect(ended.memory).toBeLessThan(MOST_MEMORY_OF_RUN)
        expect(ended.longest).toBeLessThan(LONGEST_TURN)
      } finally {
        await hostile.close()
      }
    },
  )

  it(
    'is left within seconds of Ctrl-C, in the middle of its pages',
    { tags: 'signals-to-others' },
    async () => {
      let pages = 0
      let ask: () => void = () => undefined
      const asked = new Promise<void>((resolve) => (ask = resolve))
      const hostile = await tenant((pageNo) => {
        pages += 1
        if (pages === 3) ask()
        return HOSTILE_LISTS.find(({ name }) => name === 'more records than are kept')!.page(pageNo)
      })
      try {
        const { child, result } = started(hostile.url, '')
        await asked
        child.kill('SIGINT')
        const { hostile: ended, longest, left } = await result
        expect(ended).toMatchObject({ verdict: 'unknown', complete: false })
        // It is heard of in the next turn.
        expect(longest).toBeLessThan(LONGEST_TURN)
        expect(left).toBeGreaterThan(0)
        expect(left).toBeLessThan(LONGEST_TURN)
      } finally {
        await hostile.close()
      }
    },
  )
})
