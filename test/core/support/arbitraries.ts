import fc from 'fast-check'
import type { SideResult } from '../../../src/core/comparison/comparison'
import type { Observation } from '../../../src/core/comparison/observation'
import type { AgentPermissions } from '../../../src/core/halo/permission'
import type { RecordSummary } from '../../../src/core/comparison/record'
import type { Resource } from '../../../src/core/halo/resource'
import { aFailure, aRecord, aTeam, anAgent, connected, failedSide, listed } from './builders'
import type { Scene } from './builders'

/** Small worlds in which everything can go wrong at once. */

const idUpTo = (max: number) => fc.integer({ min: 1, max }).map(String)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 8 })

/** Facets follow from the id, so that both sides tell the same of a record. */
export const worldOf =
  (seed: number) =>
  (id: string): RecordSummary => {
    const pick = (salt: number, values: readonly (string | null)[]): string | null =>
      values[(Number(id) * (salt + seed) + salt) % values.length] ?? null
    const clientId = pick(3, ['1', '2', '3', null])
    return aRecord(id, {
      clientId,
      clientName: clientId && `Client ${clientId}`,
      teamId: pick(5, ['1', '2', '3', null]),
      departmentId: pick(7, ['1', '2', null]),
      typeId: pick(11, ['1', '2', '3']),
      agentId: pick(13, ['1', '42', '7', '8', null]),
    })
  }

const observationIn = (world: (id: string) => RecordSummary): fc.Arbitrary<Observation> =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.uniqueArray(idUpTo(30), { maxLength: 20 }).map((ids) => listed(ids.map(world))),
    },
    {
      weight: 1,
      arbitrary: fc
        .uniqueArray(idUpTo(30), { maxLength: 20 })
        .map((ids) => listed(ids.map(world), { total: 31, complete: false, incompleteReason: 'Cut off.' })),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom({ state: 'refused', status: 401 }, { state: 'refused', status: 403 }),
    },
    {
      weight: 1,
      arbitrary: fc.constant({
        state: 'failed',
        failure: aFailure('connection.rate-limited', { status: 429 }),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ state: 'skipped', reason: 'Not asked.' }) },
  )

export const anObservation = observationIn(worldOf(1))

export const someScopes = fc.oneof(
  fc.constant(['all']),
  fc.subarray(['read:tickets', 'edit:customers', 'read:assets', 'all:teams', 'all:standard', 'openid']),
)

const aSide = (agentId: fc.Arbitrary<string | null>): fc.Arbitrary<SideResult> =>
  fc.oneof(
    {
      weight: 9,
      arbitrary: fc
        .record({
          agentId,
          scopes: someScopes,
          requestedScopes: someScopes,
          administrator: maybe(fc.boolean()),
          refusedMe: fc.boolean(),
        })
        .map(({ refusedMe, ...identity }) =>
          identity.agentId === null
            ? connected(
                { ...identity, name: null },
                refusedMe
                  ? aFailure(identity.scopes.length > 1 ? 'identity.unknown' : 'connection.not-an-agent', {
                      status: 403,
                    })
                  : null,
              )
            : connected({ ...identity, name: `Agent ${identity.agentId}` }),
        ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        failedSide(aFailure('connection.invalid-client', { status: 401 })),
        failedSide(aFailure('request.failed')),
      ),
    },
  )

const flag = fc.constantFrom('0', '1')

export const somePermissions = (agentId: string): fc.Arbitrary<AgentPermissions> =>
  fc
    .record({
      claims: maybe(
        fc.record(
          {
            Tx: fc.constantFrom('0', '1', '2'),
            Ux: fc.constantFrom('0', '3'),
            Fc: flag,
            Ft: flag,
            Fa: flag,
            l8: flag,
            l9: flag,
          },
          { requiredKeys: [] },
        ),
      ),
      clients: maybe(
        fc.subarray([
          { clientId: '1', name: 'Client 1' },
          { clientId: '2', name: 'Client 2' },
        ]),
      ),
      ticketTypes: maybe(
        fc.subarray([
          { typeId: '1', name: 'Incident', canView: true },
          { typeId: '2', name: 'Change', canView: null },
        ]),
      ),
      teams: maybe(
        fc.subarray([
          aTeam('1', 'One', { unassignedAccess: true }),
          aTeam('2', 'Two', { otherAgentAccess: null, unassignedAccess: null }),
        ]),
      ),
      departments: maybe(fc.subarray([{ departmentId: '1', name: 'IT' }])),
      disabled: maybe(fc.boolean()),
    })
    .map((settings) => anAgent({ agentId, name: `Agent ${agentId}`, ...settings }))

const COMPARED: readonly Resource[] = [
  'tickets',
  'clients',
  'users',
  'assets',
  'teams',
  'ticket-types',
  'services',
]

/** A whole comparison. `appAgent` is the nominated agent; Tim (7) is on the agent side. */
export const aScene = (appAgent: fc.Arbitrary<string | null>): fc.Arbitrary<Scene> =>
  fc.integer({ min: 1, max: 5 }).chain((seed) => {
    const sides = fc.tuple(observationIn(worldOf(seed)), observationIn(worldOf(seed)))
    return fc.record({
      agent: aSide(fc.constant('7')),
      app: aSide(appAgent),
      configuration: fc.record({
        agentSide: maybe(somePermissions('7')),
        appSide: maybe(somePermissions('42')),
      }),
      observed: fc
        .tuple(
          fc.subarray([...COMPARED]),
          fc.array(sides, { minLength: COMPARED.length, maxLength: COMPARED.length }),
        )
        .map(([resources, observations]) =>
          Object.fromEntries(resources.map((resource, index) => [resource, observations[index]])),
        ),
      changed: fc.uniqueArray(idUpTo(30), { maxLength: 3 }),
      cancelled: fc.boolean(),
    })
  })
