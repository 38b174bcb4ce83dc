import type { DemoSides } from '../applications'
import type { ScenarioInfo } from '../contract'
import { API_AGENT_ID, type DemoAgent, type DemoTenant } from '../model'

/** Scopes the app side asks for, where it is not `all`. */
export interface Seeded {
  readonly appScope?: string
  /** What the app side is told as its secret, where it is not the right one. */
  readonly appSecret?: string
}

export interface Scenario extends ScenarioInfo {
  readonly seed: (tenant: DemoTenant, sides: DemoSides) => Seeded | undefined
}

export const agentOf = (tenant: DemoTenant, id: number): DemoAgent => {
  const agent = tenant.agents.find((candidate) => candidate.id === id)
  if (agent === undefined) throw new Error(`The demo tenant has no agent ${id}`)
  return agent
}

/** The agent that the application under test logs in as. */
export const apiAgent = (tenant: DemoTenant): DemoAgent => agentOf(tenant, API_AGENT_ID)

/** Both sides run as the API agent: then every difference is the application's doing. */
export const sameAgent = (sides: DemoSides): void => {
  sides.reference.agentId = API_AGENT_ID
}

/** `name`, and the code it causes, are the same but for `healthy` and `mixed`. */
export const fault = (
  code: string,
  title: string,
  description: string,
  seed: Scenario['seed'],
): Scenario => ({
  name: code,
  title,
  description,
  causes: [code],
  seed,
})
