import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explained } from '../../../src/core/causes/explained'
import { compareResource } from '../../../src/core/comparison/compare'
import type { Comparison } from '../../../src/core/comparison/comparison'
import type { Observation } from '../../../src/core/comparison/observation'
import type { Drift, Move, ResourceDrift, SettingChange } from '../../../src/core/drift/drift'
import type { AgentPermissions } from '../../../src/core/halo/permission'
import type { Resource } from '../../../src/core/halo/resource'
import { compareWorld } from '../../support/drift-world'
import { ASKED } from '../../support/random-tenant'
import { aDriftPair } from '../../support/random-drift'
import { between } from './support'

/** What was not read is unknown, and nothing else is: on pairs of random tenants of which parts are missing. */

const aPair = fc.oneof(aDriftPair('whole'), aDriftPair('limited'), aDriftPair('same'))

type Part =
  | 'appSide'
  | 'application'
  | keyof Pick<
      AgentPermissions,
      | 'claims'
      | 'teams'
      | 'departments'
      | 'clients'
      | 'ticketTypes'
      | 'assetTypes'
      | 'roles'
      | 'disabled'
      | 'administrator'
    >
type Gap =
  | { readonly kind: 'part'; readonly end: 'from' | 'to'; readonly part: Part }
  | {
      readonly kind: 'list'
      readonly end: 'from' | 'to'
      readonly side: 'app' | 'agent'
      readonly resource: Resource
      readonly how: 'incomplete' | 'failed' | 'skipped' | 'not asked'
    }
  | {
      readonly kind: 'changed'
      readonly end: 'from' | 'to'
      readonly resource: Resource
      readonly place: number
    }

const anEnd = fc.constantFrom('from' as const, 'to' as const)
const aResource = fc.oneof(
  { weight: 3, arbitrary: fc.constant('tickets' as const) },
  { weight: 1, arbitrary: fc.constantFrom(...ASKED) },
)

const aGap: fc.Arbitrary<Gap> = fc.oneof(
  fc.record({
    kind: fc.constant('part' as const),
    end: anEnd,
    part: fc.constantFrom<Part>(
      'appSide',
      'application',
      'claims',
      'teams',
      'departments',
      'clients',
      'ticketTypes',
      'assetTypes',
      'roles',
      'disabled',
      'administrator',
    ),
  }),
  fc.record({
    kind: fc.constant('list' as const),
    end: anEnd,
    side: fc.constantFrom('app' as const, 'agent' as const),
    resource: aResource,
    how: fc.constantFrom('incomplete' as const, 'failed' as const, 'skipped' as const, 'not asked' as const),
  }),
  fc.record({ kind: fc.constant('changed' as const), end: anEnd, resource: aResource, place: fc.nat(40) }),
)

const gapped = (comparison: Comparison, gap: Gap): Comparison => {
  const { configuration, resources } = comparison
  if (gap.kind === 'part') {
    const { part } = gap
    if (part === 'appSide' || part === 'application')
      return { ...comparison, configuration: { ...configuration, [part]: null } }
    const without = (agent: AgentPermissions | null) => agent && { ...agent, [part]: null }
    return {
      ...comparison,
      configuration: {
        ...configuration,
        appSide: without(configuration.appSide),
        agentSide: without(configuration.agentSide),
      },
    }
  }
  if (gap.kind === 'list' && gap.how === 'not asked')
    return {
      ...comparison,
      resources: resources.filter(({ resource }) => resource !== gap.resource),
    }
  return {
    ...comparison,
    resources: resources.map((compared) => {
      if (compared.resource !== gap.resource) return compared
      if (gap.kind === 'list')
        return compareResource(
          compared.resource,
          gap.side === 'agent' ? spoilt(compared.agent, gap.how) : compared.agent,
          gap.side === 'app' ? spoilt(compared.app, gap.how) : compared.app,
          new Set(compared.changed),
        )
      const ids = [...compared.onlyAgent, ...compared.onlyApp]
      const id = ids[gap.place % Math.max(ids.length, 1)]
      return compareResource(
        compared.resource,
        compared.agent,
        compared.app,
        new Set([...compared.changed, ...(id === undefined ? [] : [id])]),
      )
    }),
  }
}

const spoilt = (
  observation: Observation,
  how: 'incomplete' | 'failed' | 'skipped' | 'not asked',
): Observation => {
  if (how === 'skipped')
    return { state: 'skipped', reason: 'The comparison was ended before it was asked for.' }
  if (how === 'incomplete' && observation.state === 'listed')
    return {
      ...observation,
      records: observation.records.slice(0, observation.records.length / 2),
      total: observation.records.length,
      complete: false,
      incompleteReason: 'Halo served half of it.',
    }
  return {
    state: 'failed',
    failure: { code: 'request.failed', message: 'It failed.', advice: [], status: 500 },
  }
}

/** Which changes a part hides that was not read, by what is told of them. */
const HIDES: Readonly<Record<Part, (change: SettingChange) => boolean>> = {
  appSide: ({ side, what }) =>
    side === 'app' &&
    what !== 'scope' &&
    what !== 'application.inactive' &&
    what !== 'identity.different-agent',
  application: ({ what }) => what === 'application.inactive',
  claims: ({ what, change, value }) =>
    isOf(what, [
      'agent.feature-level',
      'agent.unassigned',
      'agent.others-tickets',
      'agent.client',
      'agent.ticket-type',
      'agent.asset-type',
    ]) &&
    change === 'changed' &&
    / (on|off)$|: .*(Access|Only|Modify|Remove|Read|level)/.test(value),
  teams: ({ what, change }) =>
    isOf(what, ['agent.team', 'agent.unassigned', 'agent.others-tickets']) && change !== 'changed',
  departments: ({ what, message }) => what === 'agent.team' && message.includes('the department'),
  clients: ({ what }) => what === 'agent.client',
  ticketTypes: ({ what }) => what === 'agent.ticket-type',
  assetTypes: ({ what }) => what === 'agent.asset-type',
  roles: ({ what, change }) => what === 'agent.feature-level' && change !== 'changed',
  disabled: ({ what }) => what === 'agent.disabled',
  administrator: ({ what }) => what === 'agent.administrator',
}

const isOf = (what: SettingChange['what'], codes: readonly SettingChange['what'][]): boolean =>
  codes.includes(what)

const keyOf = ({ what, ofId, change, value, before }: SettingChange): string =>
  JSON.stringify([what, ofId, change, value, before])

const keysOf = ({ because }: Pick<Move, 'because'>, { settings }: Drift): readonly string[] =>
  because.map((index) => {
    const setting = settings[index]
    return setting === undefined ? '' : keyOf(setting)
  })

describe('drift and what was not read', () => {
  it('is unknown there, and nowhere else a change that was not made', () => {
    const met = { hidden: 0, unknown: 0, undecided: 0, moves: 0 }
    fc.assert(
      fc.property(aPair, fc.array(aGap, { minLength: 1, maxLength: 4 }), (pair, gaps) => {
        const [from, to] = [compareWorld(pair.from), compareWorld(pair.to)]
        const whole = between(from, to)
        const of = (end: 'from' | 'to', comparison: Comparison) =>
          explained(gaps.filter((gap) => gap.end === end).reduce(gapped, comparison))
        const drift = between(of('from', from), of('to', to))
        checkSettings(whole, drift, gaps, met)
        checkRecords(whole, drift, gaps, met)
      }),
      { numRuns: 250, seed: 20261128 },
    )
    for (const [what, count] of Object.entries(met)) expect(count, what).toBeGreaterThan(2)
  })
})

const checkSettings = (whole: Drift, drift: Drift, gaps: readonly Gap[], met: { hidden: number }): void => {
  const [all, known] = [whole.settings.map(keyOf), new Set(drift.settings.map(keyOf))]
  expect([...known].filter((key) => !all.includes(key))).toEqual([])
  for (const setting of whole.settings) {
    const hiding = gaps.filter((gap) => gap.kind === 'part' && HIDES[gap.part](setting))
    if (hiding.length === 0) expect(known).toContain(keyOf(setting))
    else if (!known.has(keyOf(setting))) {
      met.hidden += 1
      expect(drift.unread).not.toEqual([])
    }
  }
}

const LISTS = ['appeared', 'vanished', 'created', 'deleted', 'undecided'] as const

type Met = Record<'unknown' | 'undecided' | 'moves', number>

const checkRecords = (whole: Drift, drift: Drift, gaps: readonly Gap[], met: Met): void => {
  for (const resource of ASKED)
    for (const side of ['app', 'agent'] as const) {
      const find = (each: Drift) =>
        each.resources.find((one) => one.side === side && one.resource === resource) ?? NOTHING
      const [before, after] = [find(whole), find(drift)]
      const where = `${side} ${resource}`
      const lacks = gaps.some((gap) => isListGap(gap, resource, side))
      expect(after.state === 'unknown', where).toBe(lacks)
      if (!lacks) {
        checkIds(before, after, where)
        checkReasons(before, after, whole, drift, where)
        if (after.undecided.some((id) => !before.undecided.includes(id))) met.undecided += 1
        met.moves += after.moves.length
        continue
      }
      met.unknown += 1
      for (const list of LISTS) expect(after[list], where).toEqual([])
      expect(after.reason, where).toMatch(/snapshot/)
    }
}

const isListGap = (gap: Gap, resource: Resource, side: 'app' | 'agent'): boolean =>
  gap.kind === 'list' && gap.resource === resource && (gap.side === side || gap.how === 'not asked')

type Told = Pick<ResourceDrift, 'state' | 'reason' | 'moves' | (typeof LISTS)[number]>
const NOTHING: Told = {
  state: 'compared',
  reason: null,
  moves: [],
  appeared: [],
  vanished: [],
  created: [],
  deleted: [],
  undecided: [],
}

/** What is told of a record is what was told of it with all read, or that it is undecided; none is lost. */
const checkIds = (before: Told, after: Told, where: string): void => {
  for (const list of ['appeared', 'vanished'] as const)
    expect(
      after[list].filter((id) => !before[list].includes(id)),
      `${where} ${list}`,
    ).toEqual([])
  for (const list of ['created', 'deleted'] as const)
    expect(
      after[list].filter((id) => !before[list].includes(id) && !before.undecided.includes(id)),
      `${where} ${list}`,
    ).toEqual([])
  const told = new Set(LISTS.flatMap((list) => after[list]))
  expect(
    LISTS.flatMap((list) => before[list]).filter((id) => !told.has(id)),
    where,
  ).toEqual([])
}

const checkReasons = (before: Told, after: Told, whole: Drift, drift: Drift, where: string): void => {
  for (const move of after.moves) {
    const same = before.moves.find(
      (each) => each.how === move.how && move.ids.every((id) => each.ids.includes(id)),
    )
    // Several groups become one for want of reasons.
    const reasons = same === undefined ? whole.settings.map(keyOf) : keysOf(same, whole)
    expect(
      keysOf(move, drift).filter((key) => !reasons.includes(key)),
      `${where} ${move.how}`,
    ).toEqual([])
  }
}
