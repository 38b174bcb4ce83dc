import type { Resource } from '../../src/core/halo/resource'
import type { DemoAgent } from '../../src/demo/model'
import { wholeAgent } from '../../src/demo/tenant'
import { LEVELS, servedIds, type RandomTenant } from './random-tenant'

/** An agent who may see everything but for one kind of restriction, taken from the random one. */
const ONLY: Readonly<Record<string, (whole: DemoAgent, agent: DemoAgent) => Partial<DemoAgent>>> = {
  'agent.feature-level': (whole, { claims }) => ({
    claims: { ...whole.claims, ...Object.fromEntries(LEVELS.map((code) => [code, claims[code] ?? ''])) },
  }),
  'agent.client': (whole, { claims: { Fc }, clients }) => ({
    claims: { ...whole.claims, ...picked({ Fc }) },
    clients,
  }),
  'agent.ticket-type': (whole, { claims: { Ft }, ticketTypes }) => ({
    claims: { ...whole.claims, ...picked({ Ft }) },
    ticketTypes,
  }),
  'agent.asset-type': (whole, { claims: { Fa }, assetTypes }) => ({
    claims: { ...whole.claims, ...picked({ Fa }) },
    assetTypes,
  }),
  'agent.team': (_whole, { teams, departments }) => ({ teams, departments }),
  'agent.unassigned': (whole, { claims: { l9 }, teams }) => ({
    claims: { ...whole.claims, ...picked({ l9 }) },
    teams: whole.teams.map(({ teamId }) => ({
      teamId,
      unassignedAccess: teams.find((team) => team.teamId === teamId)?.unassignedAccess ?? false,
      otherAgentAccess: true,
    })),
  }),
  'agent.others-tickets': (whole, { claims: { l8 }, teams }) => ({
    claims: { ...whole.claims, ...picked({ l8 }) },
    teams: whole.teams.map(({ teamId }) => ({
      teamId,
      unassignedAccess: true,
      otherAgentAccess: teams.find((team) => team.teamId === teamId)?.otherAgentAccess ?? false,
    })),
  }),
}

const picked = (claims: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(claims).flatMap(([code, value]) => (value === undefined ? [] : [[code, value]])),
  )

/** For each restriction what it alone leaves visible: asked of the demo tenant, one at a time. */
export const visibleUnder = (random: RandomTenant, resource: Resource) =>
  Object.entries(ONLY).map(([code, restrict]) => {
    const whole = wholeAgent(random.agent.id, random.agent.name, true)
    const agent = { ...whole, ...restrict(whole, random.agent) }
    return { code, visible: servedIds({ ...random, agent, scopes: ['all'] }, resource) }
  })
