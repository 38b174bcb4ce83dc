import type { DemoSides } from './applications'
import type { ScenarioInfo } from './contract'
import type { DemoTenant } from './model'
import { AGENT_SCENARIOS } from './scenarios/agent'
import { CONNECTION_SCENARIOS } from './scenarios/connection'
import { DATA_SCENARIOS } from './scenarios/data'
import type { Scenario, Seeded } from './scenarios/scenario'
import { SCOPE_SCENARIOS } from './scenarios/scope'
import { WHOLE_SCENARIOS } from './scenarios/whole'

const list: readonly Scenario[] = [
  ...WHOLE_SCENARIOS,
  ...CONNECTION_SCENARIOS,
  ...SCOPE_SCENARIOS,
  ...AGENT_SCENARIOS,
  ...DATA_SCENARIOS,
]

/** All scenarios, the default one first. */
export const scenarios: readonly ScenarioInfo[] = list.map(({ seed: _seed, ...info }) => info)

/** Seeds the tenant; returns what the app side is to send. Throws for an unknown name. */
export const seedScenario = (name: string, tenant: DemoTenant, sides: DemoSides): Seeded => {
  const scenario = list.find((candidate) => candidate.name === name)
  if (scenario === undefined) throw new RangeError(`No demo scenario is called ${name}`)
  return scenario.seed(tenant, sides) ?? {}
}
