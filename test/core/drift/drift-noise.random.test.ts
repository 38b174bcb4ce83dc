import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explained } from '../../../src/core/causes/explained'
import { compareResource } from '../../../src/core/comparison/compare'
import type { Comparison } from '../../../src/core/comparison/comparison'
import type { Observation } from '../../../src/core/comparison/observation'
import type { Drift, DriftEnd, Move, SettingChange } from '../../../src/core/drift/drift'
import { driftOf } from '../../../src/core/drift/drift-of'
import type { AgentPermissions, Configuration } from '../../../src/core/halo/permission'
import type { Resource } from '../../../src/core/halo/resource'
import { compareWorld } from '../../support/drift-world'
import { ASKED } from '../../support/random-tenant'
import { aDriftPair } from '../../support/random-drift'

/** What changes nothing in Halo changes nothing in drift, and what was not read is unknown: on pairs of random tenants. */

const END: DriftEnd = { at: '2026-11-23T10:00:21.000Z', sha256: 'a'.repeat(64), complete: true }
const between = (from: Comparison, to: Comparison): Drift => driftOf(from, to, { from: END, to: END })
const aPair = fc.oneof(aDriftPair('whole'), aDriftPair('limited'), aDriftPair('same'))

// --- Another order, other names, another spelling ----------------------------------------------------

const renamed = (name: string): string => `${name.toUpperCase().normalize('NFD')} (old)`
const turned = <T>(list: readonly T[]): T[] => [...list].reverse()
const spelt: Readonly<Record<string, string>> = { '1': 'true', '0': 'false', true: '1', false: '0' }
const SWITCHES = ['l8', 'l9', 'Fc', 'Ft', 'Fa']

const disguisedAgent = (agent: AgentPermissions): AgentPermissions => ({
  ...agent,
  name: renamed(agent.name),
  // No setting at all where the rules take that for “no”.
  allDepartments: agent.allDepartments === false ? null : agent.allDepartments,
  claims:
    agent.claims &&
    Object.fromEntries(
      turned(Object.entries(agent.claims)).flatMap(([code, value]) =>
        SWITCHES.includes(code)
          ? code.startsWith('F') && value === '0'
            ? []
            : [[code, spelt[value] ?? value]]
          : [[code, ` ${value}`]],
      ),
    ),
  teams: agent.teams && turned(agent.teams).map((team) => ({ ...team, name: renamed(team.name) })),
  departments:
    agent.departments && turned(agent.departments).map((each) => ({ ...each, name: renamed(each.name) })),
  clients:
    agent.clients && turned(agent.clients).map((client) => ({ ...client, name: renamed(client.name) })),
  ticketTypes: agent.ticketTypes && turned(agent.ticketTypes),
  assetTypes: agent.assetTypes && turned(agent.assetTypes),
  roles:
    agent.roles &&
    turned(agent.roles).map(({ id, name }) => ({ id: `{${id.toUpperCase()}}`, name: renamed(name) })),
})

const disguisedList = (observation: Observation): Observation =>
  observation.state !== 'listed'
    ? observation
    : {
        ...observation,
        records: observation.records.map((record) => ({
          ...record,
          label: renamed(record.label),
          clientName: record.clientName && renamed(record.clientName),
          teamName: record.teamName && renamed(record.teamName),
        })),
      }

const disguised = (comparison: Comparison): Comparison => {
  const { configuration, app } = comparison
  const changed: Configuration = {
    ...configuration,
    agentSide: configuration.agentSide && disguisedAgent(configuration.agentSide),
    appSide: configuration.appSide && disguisedAgent(configuration.appSide),
    application: configuration.application && {
      ...configuration.application,
      id: configuration.application.id.toUpperCase(),
      name: renamed(configuration.application.name),
      scopes: turned(configuration.application.scopes ?? []),
    },
    teams:
      configuration.teams &&
      turned(configuration.teams).map((team) => ({ ...team, name: renamed(team.name) })),
  }
  return explained({
    ...comparison,
    app:
      app.state === 'connected'
        ? {
            ...app,
            identity: {
              ...app.identity,
              scopes:
                app.identity.scopes.length === 0 ? [] : [...turned(app.identity.scopes), 'offline_access'],
            },
          }
        : app,
    configuration: changed,
    resources: turned(comparison.resources).map((compared) =>
      compareResource(
        compared.resource,
        disguisedList(compared.agent),
        disguisedList(compared.app),
        new Set(),
      ),
    ),
  })
}

const idIn = (value: string): string =>
  /\(([^()]*)\)$/.exec(value)?.[1]?.toLowerCase().replace(/\W/g, '') ?? value

const told = ({ settings, resources, findings }: Drift): unknown => ({
  settings: settings.map(({ what, side, ofId, change, value, before }) => [
    what,
    side,
    ofId?.toLowerCase(),
    change,
    before === null ? idIn(value) : null,
  ]),
  resources,
  findings: [findings.new, findings.fixed, findings.still, findings.unknown].map((list) =>
    list.map(({ code, side, resource }) => `${code} ${side} ${resource ?? ''}`).sort(),
  ),
})

describe('drift and what is no change', () => {
  it('is the same under other names, in another order and in another spelling', () => {
    fc.assert(
      fc.property(aPair, (pair) => {
        const [from, to] = [compareWorld(pair.from), compareWorld(pair.to)]
        const drift = told(between(from, to))
        expect(told(between(from, disguised(to)))).toEqual(drift)
        expect(told(between(disguised(from), to))).toEqual(drift)
        const none = between(from, disguised(from))
        expect([
          none.settings,
          none.resources,
          none.findings.new,
          none.findings.fixed,
          none.findings.unknown,
        ]).toEqual([[], [], [], [], []])
      }),
      { numRuns: 150, seed: 20261127 },
    )
  })
})

// --- What was not read -------------------------------------------------------------------------------

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

const checkRecords = (
  whole: Drift,
  drift: Drift,
  gaps: readonly Gap[],
  met: Record<'unknown' | 'undecided' | 'moves', number>,
): void => {
  for (const resource of ASKED)
    for (const side of ['app', 'agent'] as const) {
      const find = (each: Drift) =>
        each.resources.find((one) => one.side === side && one.resource === resource)
      const [before, after] = [find(whole), find(drift)]
      const where = `${side} ${resource}`
      const lacks = gaps.some(
        (gap) =>
          gap.kind === 'list' && gap.resource === resource && (gap.side === side || gap.how === 'not asked'),
      )
      expect(after?.state === 'unknown', where).toBe(lacks)
      if (lacks) {
        met.unknown += 1
        expect(after, where).toMatchObject({
          appeared: [],
          vanished: [],
          created: [],
          deleted: [],
          undecided: [],
          moves: [],
        })
        expect(after?.reason, where).toMatch(/snapshot/)
        continue
      }
      const changed = new Set(
        gaps.flatMap((gap) => (gap.kind === 'changed' && gap.resource === resource ? ['any'] : [])),
      )
      for (const list of ['appeared', 'vanished'] as const)
        expect(after?.[list].filter((id) => !before?.[list].includes(id)) ?? [], `${where} ${list}`).toEqual(
          [],
        )
      for (const list of ['created', 'deleted'] as const)
        expect(
          after?.[list].filter((id) => !before?.[list].includes(id) && !before?.undecided.includes(id)) ?? [],
          `${where} ${list}`,
        ).toEqual([])
      const lost = (['appeared', 'vanished', 'created', 'deleted', 'undecided'] as const)
        .flatMap((list) => before?.[list] ?? [])
        .filter(
          (id) =>
            !(['appeared', 'vanished', 'created', 'deleted', 'undecided'] as const).some((list) =>
              after?.[list].includes(id),
            ),
        )
      expect(lost, where).toEqual([])
      if (changed.size === 0 && after?.undecided.some((id) => !before?.undecided.includes(id)))
        met.undecided += 1
      for (const move of after?.moves ?? []) {
        const same = before?.moves.find(
          (each) => each.how === move.how && move.ids.every((id) => each.ids.includes(id)),
        )
        // One group of the whole may come apart into several, and several become one for want of reasons.
        const reasons = same === undefined ? whole.settings.map(keyOf) : keysOf(same, whole)
        expect(
          keysOf(move, drift).filter((key) => !reasons.includes(key)),
          `${where} ${move.how}`,
        ).toEqual([])
        met.moves += 1
      }
    }
}
