import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Comparison } from '../../../src/core/comparison/comparison'
import type { Drift, DriftEnd, Move, ResourceDrift, SettingChange } from '../../../src/core/drift/drift'
import { driftOf } from '../../../src/core/drift/drift-of'
import { FEATURES } from '../../../src/core/halo/feature'
import type { Resource } from '../../../src/core/halo/resource'
import { pathOf } from '../../../src/demo/resources'
import { compareWorld, make, recordsIn, rowsOf, served, type World } from '../../support/drift-world'
import { ASKED } from '../../support/random-tenant'
import { aDriftPair, type DriftPair, type Unit } from '../../support/random-drift'

const END: DriftEnd = { at: '2026-11-23T10:00:21.000Z', sha256: 'a'.repeat(64), complete: true }
const between = (from: Comparison, to: Comparison): Drift => driftOf(from, to, { from: END, to: END })

// --- Which change a drift tells of ---------------------------------------------------------------

const idIn = (value: string): string => /\(([^()]*)\)$/.exec(value)?.[1] ?? ''
const SWITCH = {
  'agent.client': ['Fc', 'client'],
  'agent.ticket-type': ['Ft', 'ticket-type'],
  'agent.asset-type': ['Fa', 'asset-type'],
} as const

/** The key of a change as `random-drift.ts` makes them, by nothing but what a script would read. */
const keyOf = ({ what, side, ofId, change, value, message }: SettingChange): string => {
  if (side === null) return `team-department/${ofId ?? ''}`
  switch (what) {
    case 'scope':
      return `scope/${value}`
    case 'identity.different-agent':
      return 'nominate'
    case 'application.inactive':
      return 'inactive'
    case 'agent.disabled':
      return `${ofId ?? ''}/disabled`
    case 'agent.administrator':
      return `${ofId ?? ''}/administrator`
    case 'agent.feature-level': {
      if (change !== 'changed') return `${ofId ?? ''}/role/${idIn(value)}`
      const feature = FEATURES.find(({ name }) => value.startsWith(`${name}: `))
      return `${ofId ?? ''}/claim/${feature?.code ?? value}`
    }
    case 'agent.client':
    case 'agent.ticket-type':
    case 'agent.asset-type': {
      const [code, kind] = SWITCH[what]
      if (change !== 'changed') return `${ofId ?? ''}/${kind}/${idIn(value)}`
      return /: (on|off)$/.test(value) ? `${ofId ?? ''}/claim/${code}` : `${ofId ?? ''}/${kind} list`
    }
    case 'agent.team':
      return `${ofId ?? ''}/${message.includes('the department') ? 'department' : 'team'}/${idIn(value)}`
    case 'agent.unassigned':
      return change === 'changed' ? `${ofId ?? ''}/claim/l9` : `${ofId ?? ''}/right/${idIn(value)}/unassigned`
    case 'agent.others-tickets':
      return change === 'changed'
        ? `${ofId ?? ''}/claim/l8`
        : `${ofId ?? ''}/right/${idIn(value)}/others-tickets`
    default:
      return what
  }
}

// --- What really happened to the records ----------------------------------------------------------

type Side = 'app' | 'agent'

interface Truth {
  readonly appeared: ReadonlySet<string>
  readonly vanished: ReadonlySet<string>
  readonly created: ReadonlySet<string>
  readonly deleted: ReadonlySet<string>
}

const truthOf = ({ from, to }: DriftPair, side: Side, resource: Resource): Truth => {
  const ids = (world: World) => new Set(rowsOf(world, resource).map(({ id }) => String(id)))
  const [was, is] = [ids(from), ids(to)]
  const sees = (world: World) => served(world, side, resource) ?? new Set<string>()
  const [saw, sees_] = [sees(from), sees(to)]
  const only = (some: ReadonlySet<string>, others: ReadonlySet<string>, isIn: (id: string) => boolean) =>
    new Set([...some].filter((id) => !others.has(id) && isIn(id)))
  return {
    appeared: only(sees_, saw, (id) => was.has(id)),
    vanished: only(saw, sees_, (id) => is.has(id)),
    created: only(sees_, saw, (id) => !was.has(id)),
    deleted: only(saw, sees_, (id) => !is.has(id)),
  }
}

/** Of one side: another agent brings all of its own. */
const unitsFor = ({ from, to, mutations, settings }: DriftPair, side: Side): readonly Unit[] => {
  const [was, is] = side === 'app' ? [from.app, to.app] : [from.person, to.person]
  const own = settings.filter(({ key }) => {
    const agent = /^(\d+)\//.exec(key)?.[1]
    if (agent !== undefined) return was === is && Number(agent) === was
    return side === 'app' || key.startsWith('team-department')
  })
  if (was === is) return own
  const ofAgents = mutations.filter((mutation) => 'agent' in mutation)
  return own.map((unit) =>
    unit.key === 'nominate' ? { ...unit, mutations: [...unit.mutations, ...ofAgents] } : unit,
  )
}

const RECORD: Unit = { key: 'record', mutations: [] }

/** What is in some smallest set of changes that shows the record at the end which hides it: by the demo tenant's rules. */
const reallyBecause = (
  pair: DriftPair,
  side: Side,
  resource: Resource,
  id: string,
  how: Move['how'],
): readonly string[] => {
  const { from, to } = pair
  const path = pathOf(resource)
  const rowIn = (world: World) => rowsOf(world, resource).find((row) => String(row.id) === id)
  const [then, now] = [rowIn(from), rowIn(to)]
  if (then === undefined || now === undefined) throw new Error('It is at both ends')
  const units = [...unitsFor(pair, side), ...(then === now ? [] : [RECORD])]
  const sees = (turned: readonly Unit[]): boolean => {
    const done = how === 'appeared' ? turned : units.filter((unit) => !turned.includes(unit))
    const mutations = new Set(done.flatMap((unit) => unit.mutations))
    const world = pair.mutations
      .filter((mutation) => mutations.has(mutation))
      .reduce((state, mutation) => make(state, mutation).world, from)
    const row = done.includes(RECORD) || then === now ? now : then
    const tenant = { ...world.tenant, rows: new Map([[path, [row]]]) }
    return served({ ...world, tenant }, side, resource)?.has(id) ?? false
  }
  const smallest: (readonly Unit[])[] = []
  const sets = Array.from({ length: 2 ** units.length }, (_, bits) =>
    units.filter((_unit, place) => (bits >> place) % 2 === 1),
  )
  for (const set of sets.sort((a, b) => a.length - b.length))
    if (!smallest.some((other) => other.every((unit) => set.includes(unit))) && sees(set)) smallest.push(set)
  return [...new Set(smallest.flat().map(({ key }) => key))].sort()
}

const toldBecause = ({ because, record }: Move, settings: readonly SettingChange[]): readonly string[] =>
  [
    ...because.map((index) => {
      const setting = settings[index]
      return setting === undefined ? 'no such setting' : keyOf(setting)
    }),
    ...(record === null ? [] : ['record']),
  ].sort()

// --- The property -----------------------------------------------------------------------------------

const driftIn = ({ resources }: Drift, side: Side, resource: Resource): Partial<ResourceDrift> =>
  resources.find((each) => each.side === side && each.resource === resource) ?? {}

const met = {
  pairs: 0,
  moves: 0,
  settings: new Map<string, number>(),
  created: 0,
  deleted: 0,
  undecided: 0,
  perhaps: 0,
  reassigned: 0,
  several: 0,
}
const count = (key: string) => met.settings.set(key, (met.settings.get(key) ?? 0) + 1)

const checkRecords = (pair: DriftPair, drift: Drift, side: Side, resource: Resource): void => {
  const truth = truthOf(pair, side, resource)
  const told = driftIn(drift, side, resource)
  const {
    appeared = [],
    vanished = [],
    created = [],
    deleted = [],
    undecided = [],
    moves = [],
    perhaps = [],
  } = told
  const where = `${side} ${resource}`
  const all = [...appeared, ...vanished, ...created, ...deleted, ...undecided]
  expect(new Set(all).size, where).toBe(all.length)
  // Nothing missing and nothing extra: each record that the side gained or lost is told once.
  expect([...all].sort(), where).toEqual(
    [...Object.values(truth).flatMap((ids: ReadonlySet<string>) => [...ids])].sort(),
  )
  expect(
    [...appeared].filter((id) => !truth.appeared.has(id)),
    where,
  ).toEqual([])
  expect(
    [...vanished].filter((id) => !truth.vanished.has(id)),
    where,
  ).toEqual([])
  // With a witness that sees everything, nothing is left undecided.
  if (side === 'app' && pair.mode === 'whole' && isWitness(pair, resource)) {
    expect(undecided, where).toEqual([])
    expect([...created].sort(), where).toEqual([...truth.created].sort())
    expect([...deleted].sort(), where).toEqual([...truth.deleted].sort())
  }
  expect(moves.flatMap(({ ids }) => ids).sort(), where).toEqual([...appeared, ...vanished].sort())
  for (const move of [...moves, ...perhaps]) checkMove(pair, drift, side, resource, move)
  met.created += created.length
  met.deleted += deleted.length
  met.undecided += undecided.length
  met.perhaps += perhaps.length
}

/** Whether the agent side lists all there is at both ends. */
const isWitness = ({ from, to }: DriftPair, resource: Resource): boolean =>
  [from, to].every((world) => served(world, 'agent', resource)?.size === rowsOf(world, resource).length)

const checkMove = (pair: DriftPair, drift: Drift, side: Side, resource: Resource, move: Move): void => {
  const both = new Set(recordsIn(pair.from, resource).map(({ id }) => id))
  for (const { id } of recordsIn(pair.to, resource)) {
    if (!both.has(id) || !move.ids.includes(id)) continue
    expect(toldBecause(move, drift.settings), `${side} ${resource} ${id} ${move.how}`).toEqual(
      reallyBecause(pair, side, resource, id, move.how),
    )
  }
  met.moves += 1
  if (move.record !== null) met.reassigned += 1
  if (move.because.length > 1) met.several += 1
}

const mirrored = (drift: Drift): unknown => ({
  settings: drift.settings.map(({ what, side, ofId, change, value, before }) => ({
    what,
    side,
    ofId,
    change: change === 'added' ? 'removed' : change === 'removed' ? 'added' : change,
    value: before ?? idIn(value),
    before: before === null ? null : value,
  })),
  resources: drift.resources.map(({ appeared, vanished, created, deleted, moves, perhaps, ...rest }) => ({
    ...rest,
    appeared: vanished,
    vanished: appeared,
    created: deleted,
    deleted: created,
    moves: inTurn(moves),
    perhaps: inTurn(perhaps),
  })),
})

const inTurn = (moves: readonly Move[]): readonly Move[] => {
  const turned = moves.map((move): Move => ({
    ...move,
    how: move.how === 'appeared' ? 'vanished' : 'appeared',
  }))
  return [
    ...turned.filter(({ how }) => how === 'appeared'),
    ...turned.filter(({ how }) => how === 'vanished'),
  ]
}

const plain = (drift: Drift): unknown => ({
  settings: drift.settings.map(({ what, side, ofId, change, value, before }) => ({
    what,
    side,
    ofId,
    change,
    value: before === null ? idIn(value) : value,
    before,
  })),
  resources: drift.resources,
})

describe('drift against the changes that made it', () => {
  it.each([
    ['whole', 250],
    ['limited', 150],
    ['same', 100],
  ] as const)('with an agent side that is %s', (mode, numRuns) => {
    fc.assert(
      fc.property(aDriftPair(mode), (pair) => {
        const [from, to] = [compareWorld(pair.from), compareWorld(pair.to)]
        const drift = between(from, to)
        expect(drift.settings.map(keyOf).sort()).toEqual(pair.settings.map(({ key }) => key).sort())
        for (const resource of ASKED)
          for (const side of ['app', 'agent'] as const) checkRecords(pair, drift, side, resource)
        expect(plain(between(to, from))).toEqual(mirrored(drift))
        const none = between(from, from)
        expect([
          none.settings,
          none.resources,
          none.findings.new,
          none.findings.fixed,
          none.findings.unknown,
        ]).toEqual([[], [], [], [], []])
        met.pairs += 1
        for (const { key } of pair.settings) count(key.replace(/^\d+\//, '').replace(/\/.*/, ''))
        for (const { kind } of pair.mutations) count(`mutation ${kind}`)
      }),
      { numRuns, seed: 20261126 },
    )
  })

  it('met every kind of change', () => {
    console.log(met)
    expect(met.pairs).toBe(500)
  })
})
