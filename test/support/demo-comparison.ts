import type { Comparison } from '../../src/core/comparison/comparison'
import { RESOURCES, type Resource } from '../../src/core/halo/resource'
import { startDemo, type DemoOptions } from '../../src/demo/index'
import { createHaloConnector } from '../../src/main/adapters/halo/connector'
import { systemClock } from '../../src/main/adapters/system/system-clock'
import { demoPlan } from '../../src/main/demo-plan'
import type { ComparisonProgress } from '../../src/main/services/runs/comparison-progress'
import { runComparison } from '../../src/main/services/runs/comparison-service'
import { comparisonPlan } from '../../src/main/services/runs/plan'

/** A real comparison of a demo scenario. */
export const compareScenario = async (
  scenario: string,
  resources: readonly Resource[] = RESOURCES,
  options: DemoOptions = {},
  onProgress: (progress: ComparisonProgress) => void = () => undefined,
): Promise<Comparison> => {
  const demo = await startDemo(scenario, { requestLimit: 100_000, ...options })
  try {
    const plan = comparisonPlan(demoPlan(demo, `Demo ${scenario}`), resources)
    if (!plan.ok) throw new Error(plan.error.message)
    return await runComparison(
      { connector: createHaloConnector({ clock: systemClock }), clock: systemClock },
      plan.value,
      { signal: new AbortController().signal, onProgress },
    )
  } finally {
    await demo.close()
  }
}
