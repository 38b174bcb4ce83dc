import { describe, expect, it } from 'vitest'
import { listEndOf } from '../../../../src/core/comparison/outcome'
import type { ComparisonProgress } from '../../../../src/main/services/runs/comparison-progress'
import { compareScenario } from '../../../support/demo-comparison'

const RESOURCES = ['tickets', 'clients', 'sites', 'teams'] as const

describe('the progress of a comparison', () => {
  it.each(['mixed', 'data.changed', 'data.incomplete'])(
    'calls a resource done with its final counts only (%s)',
    async (scenario) => {
      const told: ComparisonProgress[] = []
      const comparison = await compareScenario(scenario, RESOURCES, {}, (progress) => told.push(progress))
      const ends = new Map(
        comparison.resources.map(({ resource, agent, app }) => [
          resource,
          { agent: listEndOf(agent), app: listEndOf(app) },
        ]),
      )
      for (const { ended, resourcesDone } of told) {
        const final = ended.filter((each) => each.final)
        expect(resourcesDone).toBe(final.length)
        for (const { resource, agent, app } of final) expect({ agent, app }).toEqual(ends.get(resource))
      }
      expect(told.at(-1)).toMatchObject({ phase: 'explaining', resourcesDone: RESOURCES.length })
    },
  )

  it('says which resource is to be checked again, and which is', async () => {
    const told: ComparisonProgress[] = []
    await compareScenario('mixed', RESOURCES, {}, (progress) => told.push(progress))
    const listing = told.filter(({ phase }) => phase === 'listing').at(-1)
    const open = listing?.ended.filter(({ final }) => !final).map(({ resource }) => resource)
    expect(open).toContain('tickets')
    const checked = new Set(
      told
        .filter(({ phase }) => phase === 'checking-again')
        .flatMap(({ active }) => active.map(({ resource }) => resource)),
    )
    // In the order of the plan; lists end in that of their answers.
    expect([...checked]).toEqual(RESOURCES.filter((resource) => open?.includes(resource)))
  })
})
