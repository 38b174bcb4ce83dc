import { afterEach, describe, expect, it } from 'vitest'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import { findAgain } from '../../../../src/main/adapters/halo/page-search'
import { ReadBudget } from '../../../../src/main/adapters/halo/read-budget'
import { recordOf } from '../../../../src/main/adapters/halo/record-mapping'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import { CONNECTION } from '../../../../src/shared/bounds'
import { ok } from '../../../../src/shared/result'
import { applicationContext } from '../../../support/application-context'
import { startFairWatch } from '../../../support/fair-watch'
import {
  haloLike,
  json,
  startFaultServer,
  type Answer,
  type FaultServer,
} from '../../../support/fault-server'
import { patientClient } from '../../../support/patient-client'

const running: FaultServer[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

const signal = () => new AbortController().signal

const connectTo = async (answer: Answer) => {
  const server = await startFaultServer(answer)
  running.push(server)
  const connector = createHaloConnector({
    clock: systemClock,
    sleep: () => Promise.resolve(),
    createClient: patientClient,
  })
  return { server, connected: await connector.connect(applicationContext(server.url), signal()) }
}

const sessionTo = async (answer: Answer) => {
  const { connected, server } = await connectTo(answer)
  if (!connected.ok) throw new Error(connected.error.message)
  return { session: connected.value, server }
}

const listed = async (rows: readonly unknown[]) => {
  const { session } = await sessionTo(
    haloLike((_request, response) => json(response, { record_count: rows.length, tickets: rows })),
  )
  const list = await session.list('tickets', { signal: signal() })
  return list.state === 'listed' ? list : null
}

/** Milliseconds that something takes. */
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const watch = startFairWatch()
  await work()
  return watch()
}

describe('an authorisation address', () => {
  it.each([
    ['of 160,000 slashes', `/auth${'/'.repeat(160_000)}x`],
    ['of 20 MB', `/auth/${'a'.repeat(20e6)}`],
    ['of 1,900 slashes', `/auth${'/'.repeat(1_900)}x`],
  ])('%s costs no time', async (_name, path) => {
    const took = await timed(() =>
      connectTo((_request, response) => json(response, { auth_url: `https://elsewhere.invalid${path}` })),
    )
    expect(took).toBeLessThan(3_000)
  })

  it('that is too long is no default: nothing is sent', async () => {
    const { connected, server } = await connectTo((_request, response) =>
      json(response, { auth_url: `https://contoso.halopsa.com/${'a'.repeat(3_000)}` }),
    )
    expect(connected).toMatchObject({ ok: false, error: { code: 'connection.not-halo' } })
    expect(server.seen.every(({ method }) => method === 'GET')).toBe(true)
  })
})

describe('a token', () => {
  it.each([
    ['with 501 scopes', Array.from({ length: 501 }, (_, index) => `s${String(index)}`).join(' ')],
    ['with a scope of 201 characters', 's'.repeat(201)],
    ['with 5 MB of blanks between two scopes', `a${' '.repeat(5e6)}b`],
    ['with a list of lists for its scopes', Array.from({ length: 5_000 }, () => 's'.repeat(100))],
  ])('%s is refused', async (_name, scope) => {
    const { connected } = await connectTo(haloLike((_request, response) => json(response, {}), { scope }))
    expect(connected).toMatchObject({ ok: false, error: { message: expect.stringContaining('scopes') } })
  })
})

describe('an agent', () => {
  it.each(['claims', 'teams', 'departments', 'clients', 'tickettypes', 'assettypes', 'roles'])(
    'with more %s than are read is nobody, and the reason names them',
    async (name) => {
      const { session } = await sessionTo(
        haloLike((_request, response) => json(response, { id: 7, [name]: Array(10_001).fill({}) })),
      )
      expect(await session.whoAmI(signal())).toMatchObject({
        ok: false,
        error: { message: expect.stringContaining(`more than 10,000 entries in ${name}`) },
      })
      expect(await session.agentPermissions('7', signal())).toMatchObject({ ok: false })
      expect(await session.role('7', signal())).toMatchObject({ ok: false })
    },
  )

  it('is not listed among 10,001 applications', async () => {
    const { session } = await sessionTo(
      haloLike((_request, response) => json(response, Array(10_001).fill({ id: 1, clientId: 'client' }))),
    )
    expect(await session.applicationSettings('client', signal())).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('more than 10,000 entries') },
    })
  })
})

describe('a record', () => {
  it('keeps the beginning of a text that nobody could read, and stays another than one that begins alike', async () => {
    const long = 'x'.repeat(100_000)
    const list = await listed([
      { id: 1, summary: `${long}a`, client_name: `${long}a` },
      { id: 2, summary: `${long}b`, client_name: `${long}b` },
      { id: 3, summary: 'x'.repeat(300) },
    ])
    const [one, two, three] = list?.records ?? []
    expect(one?.label).toMatch(/^x{300}… \(100,001 characters, [0-9a-f]{12}\)$/)
    expect(one?.label).not.toBe(two?.label)
    expect(one?.clientName).not.toBe(two?.clientName)
    expect(three?.label).toBe('x'.repeat(300))
    expect(list?.complete).toBe(true)
  })

  it('is none with an id of more than 100 characters, so that no two become one', async () => {
    const long = '1'.repeat(101)
    const list = await listed([{ id: `${long}1` }, { id: `${long}2` }, { id: '1'.repeat(100) }])
    expect(list).toMatchObject({ complete: false, incompleteReason: '2 rows came without an id.' })
  })

  it.each([
    ['digits and a dot', `${'1'.repeat(5e6)}.${'0'.repeat(5e6)}x`],
    ['dots and noughts', '.0'.repeat(5e6)],
    ['blanks', `1${' '.repeat(10e6)}1`],
  ])('costs no time, whatever its id is made of: %s', async (_name, id) => {
    expect(await timed(() => listed([{ id }]))).toBeLessThan(3_000)
  })
})

describe('a list past its end', () => {
  it('is whole where the page behind it counts none', async () => {
    const { session } = await sessionTo(
      haloLike(({ url }, response) => {
        const tickets = url.includes('page_no=1&')
          ? Array.from({ length: 100 }, (_, id) => ({ id: id + 1 }))
          : []
        json(response, { record_count: tickets.length, tickets })
      }),
    )
    expect(await session.list('tickets', { signal: signal() })).toMatchObject({ complete: true, total: 100 })
  })
})

describe('asking again for records that differ', () => {
  const RECORDS = Array.from({ length: 1_000 }, (_, index) => ({ id: index + 1 }))

  /** Lists honestly at first; what the pages are when they are asked for again is the test's. */
  const askedAgain = async (again: (pageNo: number) => readonly unknown[]) => {
    let isAgain = false
    const { session, server } = await sessionTo(
      haloLike(({ url }, response) => {
        const pageNo = Number(new URL(url, 'http://localhost').searchParams.get('page_no'))
        const tickets = isAgain ? again(pageNo) : RECORDS.slice((pageNo - 1) * 100, pageNo * 100)
        json(response, { record_count: isAgain ? null : RECORDS.length, tickets })
      }),
    )
    const before = await session.list('tickets', { signal: signal() })
    isAgain = true
    const sent = server.seen.length
    const ids = Array.from({ length: 400 }, (_, index) => String(index * 2 + 1))
    const found = await session.seesAgain('tickets', [...ids, '5000'], before, signal())
    return { found, requests: server.seen.length - sent }
  }

  it('ends at a list that has no end, and is not known', async () => {
    const { found, requests } = await askedAgain((pageNo) => [{ id: 1 }, { id: 1_000 + pageNo }])
    expect(found).toBeNull()
    expect(requests).toBeLessThan(100)
  })

  // Walking to the first page for each of them would not end within the test's time.
  it('ends at pages that lead back for each of 200,000 ids', async () => {
    const idsOf = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1))
    const records = idsOf(400_000).map((id) => recordOf('tickets', { id })!)
    const before = {
      state: 'listed',
      records,
      total: records.length,
      complete: true,
      incompleteReason: null,
    } as const
    let asked = 0
    const found = await findAgain('tickets', idsOf(400_000).slice(200_000), before, () => {
      asked += 1
      return Promise.resolve(ok({ tickets: [] }))
    })
    expect(found).toEqual(new Set())
    expect(asked).toBeLessThan(5_000)
  })
})

it('counts every text of a record against what its connection may keep', () => {
  const record = recordOf('tickets', { id: 1 })
  if (record === null) throw new Error('A row with an id is a record')
  // Beyond Latin-1: two bytes a character.
  const text = `…${'x'.repeat(0.3 * CONNECTION.text)}`
  for (const field of Object.keys(record)) {
    const budget = new ReadBudget()
    expect(budget.keep({ ...record, [field]: text }), field).toBeNull()
    expect(budget.keep({ ...record, [field]: text }), field).toContain('the most that are kept')
  }
})
