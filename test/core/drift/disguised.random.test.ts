import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explained } from '../../../src/core/causes/explained'
import { compareResource } from '../../../src/core/comparison/compare'
import type { Comparison } from '../../../src/core/comparison/comparison'
import type { Observation } from '../../../src/core/comparison/observation'
import type { Drift } from '../../../src/core/drift/drift'
import type { AgentPermissions, Configuration } from '../../../src/core/halo/permission'
import { compareWorld } from '../../support/drift-world'
import { aDriftPair } from '../../support/random-drift'
import { between } from './support'

/** What changes nothing in Halo changes nothing in drift: on pairs of random tenants. */

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
