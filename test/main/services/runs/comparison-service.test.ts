import { afterEach, describe, expect, it } from 'vitest'
import type { Comparison } from '../../../../src/core/comparison/comparison'
import { REASON_CODES } from '../../../../src/core/comparison/reason-code'
import type { Resource } from '../../../../src/core/halo/resource'
import { RESOURCES } from '../../../../src/core/halo/resource'
import { scenarios, startDemo, type DemoServer } from '../../../../src/demo/index'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import { demoPlan } from '../../../../src/main/demo-plan'
import { runComparison } from '../../../../src/main/services/runs/comparison-service'
import { comparisonPlan } from '../../../../src/main/services/runs/plan'
import { openSnapshot, toSnapshot } from '../../../../src/main/services/reports/snapshot'
import { createPassingTime } from '../../../support/passing-time'

const running: DemoServer[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((demo) => demo.close()))
})

const compareDemo = async (
  scenario: string,
  resources: readonly Resource[] = RESOURCES,
  options: { expectedAgent?: string; signal?: AbortSignal; inspector?: null } = {},
): Promise<{ comparison: Comparison; demo: DemoServer }> => {
  const demo = await startDemo(scenario)
  running.push(demo)
  const plan = comparisonPlan(demoPlan(demo, 'Demo'), resources)
  if (!plan.ok) throw new Error(plan.error.message)
  const connector = createHaloConnector(createPassingTime())
  const comparison = await runComparison(
    { connector, clock: systemClock },
    {
      ...plan.value,
      expectedAgent: options.expectedAgent ?? null,
      ...(options.inspector === null ? { inspector: null } : {}),
    },
    { signal: options.signal ?? new AbortController().signal },
  )
  return { comparison, demo }
}

describe('a comparison against the demo tenant', () => {
  it('finds nothing where nothing is wrong', async () => {
    const { comparison } = await compareDemo('healthy')
    expect(comparison.complete).toBe(true)
    expect(comparison.resources.map(({ resource, verdict }) => [resource, verdict])).toEqual(
      RESOURCES.map((resource) => [resource, 'same']),
    )
    expect(comparison.findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it.each(
    scenarios
      .filter(({ causes }) => causes.length > 0 && !causes.includes('scope.excess'))
      .map(({ name }) => name),
  )('finds what is seeded: %s', async (name) => {
    const { comparison, demo } = await compareDemo(name)
    const codes = new Set(comparison.findings.map(({ code }) => code))
    const causes = scenarios.find((scenario) => scenario.name === name)?.causes ?? []
    // What is wrong with the tenant's other applications is no finding of a comparison.
    const ofComparison = causes.filter((code) => !code.startsWith('application.'))
    expect([...codes]).toEqual(expect.arrayContaining(ofComparison))
    expect(demo.counts().writes).toBe(0)
  })

  it('has a scenario for every reason code that a tenant on plain HTTP can cause', () => {
    const caused = new Set(scenarios.flatMap(({ causes }) => causes))
    expect(REASON_CODES.filter((code) => !caused.has(code))).toEqual([
      // The demo tenant has no certificate, and follows the rules that it was written by.
      'connection.tls',
      'data.contradicts-rule',
    ])
  })

  it('sends nothing but GET and the token request, and counts what it sent', async () => {
    const { comparison, demo } = await compareDemo('mixed')
    const { requests, writes } = demo.counts()
    expect(writes).toBe(0)
    expect(comparison.requests.agent + comparison.requests.app + comparison.requests.inspector).toBe(requests)
  })

  it('asks for the teams and types that the agent lists anyway no second time to explain with', async () => {
    const requestsFor = async (...resources: Resource[]) =>
      (await compareDemo('healthy', resources, { inspector: null })).comparison.requests.agent
    const listed = await requestsFor('teams', 'ticket-types')
    // Each of the two lists takes a page, and the one past its end.
    expect(await requestsFor('statuses', 'priorities')).toBe(listed + 4)
  })

  it('gives no verdict, and compares nothing, when the agent side is not who was asked for', async () => {
    const { comparison } = await compareDemo('mixed', ['tickets'], { expectedAgent: 'Carla Rossi' })
    expect(comparison.complete).toBe(false)
    expect(comparison.resources[0]).toMatchObject({ verdict: 'unknown', app: { state: 'skipped' } })
    const expected = await compareDemo('mixed', ['tickets'], { expectedAgent: 'tim bowers' })
    expect(expected.comparison.complete).toBe(true)
  })

  it('says what it did not get to when it is cancelled', async () => {
    const { comparison } = await compareDemo('mixed', ['tickets', 'clients'], { signal: AbortSignal.abort() })
    expect(comparison).toMatchObject({ complete: false, cancelled: true })
    expect(comparison.resources.every(({ verdict }) => verdict === 'unknown')).toBe(true)
  })

  it('draws the same conclusions from its snapshot', async () => {
    const { comparison } = await compareDemo('mixed')
    const opened = await openSnapshot(JSON.stringify(toSnapshot(comparison)))
    expect(opened).toEqual({ ok: true, value: comparison })
  })
})
