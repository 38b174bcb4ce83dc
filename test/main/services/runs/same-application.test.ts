import { describe, expect, it } from 'vitest'
import { isSameApplication, withoutCounterpart } from '../../../../src/main/services/runs/same-application'
import { profilePlan } from '../../../../src/main/services/runs/plan'
import {
  changedProfile,
  cleanProfile,
  newProfile,
} from '../../../../src/main/services/profiles/profile-rules'
import { readImport } from '../../../../src/main/services/profiles/profile-import'
import { openSnapshot, toSnapshot } from '../../../../src/main/services/reports/snapshot'
import { explained } from '../../../../src/core/causes/explained'
import { aComparison, aTicket, connected, listed } from '../../../core/support/builders'
import type { HaloSession } from '../../../../src/main/ports'
import { err, ok } from '../../../../src/shared/result'
import { aFailure } from '../../../core/support/builders'

const INPUT = {
  name: 'Contoso',
  url: 'https://contoso.halopsa.com',
  app: { kind: 'application', clientId: 'one', scope: 'all' },
  agent: { kind: 'application', clientId: 'two', scope: 'all' },
} as const

const same = (clientId: string) => ({ ...INPUT, agent: { ...INPUT.agent, clientId } })

/** Reads a list in which client ids lead to these records. */
const reader = (ids: Readonly<Record<string, string>> | null) =>
  ({
    applicationIds: (wanted: readonly string[]) =>
      Promise.resolve(
        ids === null ? err(aFailure('request.failed')) : ok(wanted.map((clientId) => ids[clientId] ?? null)),
      ),
  }) as unknown as HaloSession

const found = (agent: string, app: string, ids: Readonly<Record<string, string>> | null) =>
  isSameApplication({ clients: { agent, app }, reader: reader(ids) }, new AbortController().signal)

describe('whether both sides are one application', () => {
  it('is told by their client ids, whoever may read what', async () => {
    expect(await found('{ONE}', 'one', null)).toBe(true)
    expect(await found('two', 'one', null)).toBe(false)
  })

  it('is told by the tenant’s own list, where two ids may lead to one record', async () => {
    expect(await found('two', 'one', { one: 'record-1', two: 'record-1' })).toBe(true)
    expect(await found('two', 'one', { one: 'record-1', two: 'record-2' })).toBe(false)
  })

  it('is not known where the list lacks one of them', async () => {
    expect(await found('two', 'one', { one: 'record-1' })).toBeNull()
  })

  it('ends the agent side', () => {
    const side = { session: null, permissions: null, result: connected() }
    expect(withoutCounterpart(side).result).toMatchObject({ failure: { code: 'identity.same-application' } })
  })
})

describe('a tenant with one application on both sides', () => {
  it('is not taken from a form', () => {
    expect(cleanProfile(same(' {One} '))).toMatchObject({ ok: false, error: { field: 'agent.clientId' } })
    expect(cleanProfile(INPUT)).toMatchObject({ ok: true })
  })

  it('is not taken from a file, and its line and field are named', () => {
    const read = readImport(
      'tenants.csv',
      'name,url,app_client_id,agent_client_id\nGood,https://a.halopsa.com,one,two\nBad,https://b.halopsa.com,one,ONE\n',
      [],
    )
    expect(read).toMatchObject({ ok: true, value: { accepted: [{ name: 'Good' }], rejected: [{ line: 3 }] } })
    expect(read.ok && read.value.rejected[0]?.reason).toMatch(
      /^agent\.clientId: The agent side has the client id/,
    )
  })

  it('that an older Crossview stored is kept, and no secret of it is read', async () => {
    const cleaned = cleanProfile(INPUT)
    if (!cleaned.ok) throw new Error(cleaned.error.message)
    const stored = {
      ...newProfile(cleaned.value, '11111111-1111-4111-8111-111111111111', new Date()),
      agent: INPUT.app,
    }
    const plan = await profilePlan(stored, {
      secrets: { get: () => Promise.reject(new Error('a secret was read')) },
      keepRefreshToken: () => Promise.resolve(),
    })
    expect(plan).toMatchObject({ ok: false, error: { code: 'INVALID_ARGUMENT', field: 'agent.clientId' } })
  })
})

describe('the last run of a tenant', () => {
  const lastRun = { finishedAt: '2026-11-20T09:05:00Z', complete: true, errors: 0, warnings: 0 }
  const changedTo = (change: object) => {
    const [before, after] = [cleanProfile(INPUT), cleanProfile({ ...INPUT, ...change })]
    if (!before.ok || !after.ok) throw new Error('the input is not right')
    const stored = {
      ...newProfile(before.value, '11111111-1111-4111-8111-111111111111', new Date()),
      lastRun,
    }
    return changedProfile(stored, after.value, new Date()).lastRun
  }

  it('is forgotten when another application or server takes its place, and kept otherwise', () => {
    expect(changedTo({ name: 'Contoso Ltd', tags: ['x'] })).toEqual(lastRun)
    expect(changedTo({ app: { ...INPUT.app, clientId: 'three' } })).toBeNull()
    expect(changedTo({ agent: { ...INPUT.agent, scope: 'read:tickets' } })).toBeNull()
    expect(changedTo({ url: 'https://other.halopsa.com' })).toBeNull()
  })
})

describe('an old snapshot of one agent with the same scopes', () => {
  const open = async (scopes: readonly string[]) => {
    const rows = listed([aTicket(1)])
    const facts = aComparison({ app: connected({ scopes }), observed: { tickets: [rows, rows] } })
    const { sameApplication: _, ...old } = toSnapshot(explained(facts))
    const opened = await openSnapshot(JSON.stringify(old))
    if (!opened.ok) throw new Error(opened.error.message)
    return opened.value.findings.map(({ code, severity }) => `${severity} ${code}`)
  }

  it('says that it is not known whether it compares an application with itself', async () => {
    expect(await open(['all'])).toEqual(['warning identity.same-application'])
    expect(await open(['read:tickets'])).not.toContain('warning identity.same-application')
  })
})
