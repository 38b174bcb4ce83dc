import { expect, it } from 'vitest'
import fc from 'fast-check'
import type { Comparison } from '../../../src/core/comparison/comparison'
import type { Observation } from '../../../src/core/comparison/observation'
import { explained } from '../../../src/core/causes/explained'
import type { AgentPermissions } from '../../../src/core/halo/permission'
import { changeText } from '../../../src/core/remedy/change-text'
import { smallestFixes } from '../../../src/core/remedy/smallest-fix'
import { aRandomTenant, ASKED, comparisonOf } from '../../support/random-tenant'

/** A comparison in which everything has an id, and only the agents and the tenant have a name. */
const withoutNames = (comparison: Comparison, agentIsRead: boolean): Comparison => {
  const unnamed = (observation: Observation): Observation =>
    observation.state === 'listed'
      ? {
          ...observation,
          records: observation.records.map((record) => ({
            ...record,
            label: '',
            clientName: null,
            siteName: null,
            teamName: null,
            typeName: null,
            agentName: null,
          })),
        }
      : observation
  const { configuration } = comparison
  const facts = {
    ...comparison,
    resources: comparison.resources.map((each) => ({
      ...each,
      agent: unnamed(each.agent),
      app: unnamed(each.app),
    })),
    configuration: {
      ...configuration,
      teams: configuration.teams?.map((team) => ({ ...team, name: '' })) ?? null,
      appSide: agentIsRead && configuration.appSide !== null ? withoutItsNames(configuration.appSide) : null,
    },
  }
  return explained(facts)
}

const withoutItsNames = (agent: AgentPermissions): AgentPermissions => ({
  ...agent,
  teams: agent.teams?.map((team) => ({ ...team, name: '' })) ?? null,
  departments: agent.departments?.map((department) => ({ ...department, name: '' })) ?? null,
  clients: agent.clients?.map((client) => ({ ...client, name: '' })) ?? null,
})

/** "the department department 1", "client client 12", "type ticket type 9". */
const DOUBLED = /\b(client|site|team|department|type|agent)s?:? (?:ticket |asset )?\1\b/i

it('says what kind of thing an unnamed one is once, in findings, patterns and fixes', () => {
  let texts = 0
  fc.assert(
    fc.property(aRandomTenant, fc.boolean(), (random, agentIsRead) => {
      const comparison = withoutNames(comparisonOf(random), agentIsRead)
      const said = [
        ...comparison.findings.flatMap(({ message, evidence, fix }) => [
          message,
          fix?.text ?? '',
          ...evidence.map(({ what, value }) => `${what}: ${value}`),
        ]),
        ...ASKED.flatMap((resource) =>
          smallestFixes(comparison, resource, null).ways.flatMap(({ changes }) =>
            changes.map((change) => changeText(change, comparison).text),
          ),
        ),
      ]
      texts += said.length
      expect(said.filter((text) => DOUBLED.test(text))).toEqual([])
    }),
    { numRuns: 30, seed: 20261128 },
  )
  expect(texts).toBeGreaterThan(1000)
})
