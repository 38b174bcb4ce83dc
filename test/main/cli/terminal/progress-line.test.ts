import { describe, expect, it } from 'vitest'
import type { Resource } from '../../../../src/core/halo/resource'
import { progressReporter } from '../../../../src/main/cli/terminal/progress-line'
import type { ComparisonProgress } from '../../../../src/main/services/runs/comparison-progress'

const at = (
  phase: ComparisonProgress['phase'],
  active: readonly Resource[],
  change: Partial<ComparisonProgress> = {},
): ComparisonProgress => ({
  phase,
  active: active.map((resource) => ({ resource, agentFetched: 0, appFetched: 0 })),
  resourcesDone: 0,
  resourcesTotal: 4,
  ended: [],
  requests: 0,
  waiting: null,
  ...change,
})

const toldOf = (progress: readonly ComparisonProgress[], nameless = false): readonly string[] => {
  const told: string[] = []
  const report = progressReporter(
    { message: (line: string) => told.push(line) } as unknown as Parameters<typeof progressReporter>[0],
    nameless,
  )
  for (const each of progress) report(each)
  return told
}

describe('the progress of a comparison on a terminal', () => {
  it('is a line for each resource that is begun, however many are under way', () => {
    const told = toldOf([
      at('connecting', []),
      at('listing', ['tickets']),
      at('listing', ['tickets', 'clients']),
      at('listing', ['tickets', 'clients', 'sites']),
      at('listing', ['tickets', 'sites']),
      at('listing', ['tickets', 'sites', 'users']),
      at('checking-again', ['sites'], { resourcesDone: 3 }),
      at('explaining', [], { resourcesDone: 4 }),
      at('explaining', [], { resourcesDone: 4 }),
    ])
    expect(told).toEqual([
      'Connecting …',
      '[1/4] Tickets',
      '[2/4] Clients',
      '[3/4] Sites',
      '[4/4] Users',
      '[3/4 done] Asking again: Sites',
      'Explaining …',
    ])
  })

  it('tells a wait, and what goes on after it', () => {
    const waiting = 'contoso.halopsa.com asked to wait; asking again in 10 s.'
    const steps = [
      at('listing', ['tickets', 'clients']),
      at('listing', ['tickets', 'clients'], { waiting }),
      at('listing', ['tickets', 'clients'], { waiting }),
      at('listing', ['tickets'], { waiting: null, resourcesDone: 1 }),
    ]
    const before = ['[1/4] Tickets', '[2/4] Clients']
    const after = '[1/4 done] Going on: Tickets'
    expect(toldOf(steps)).toEqual([...before, `  waiting: ${waiting}`, after])
    // A log without names does not name the tenant's host.
    expect(toldOf(steps, true)).toEqual([
      ...before,
      '  waiting: the tenant asked to, or the network is away',
      after,
    ])
  })
})
