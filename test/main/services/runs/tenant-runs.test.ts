import { expect, it } from 'vitest'
import type { RunProgress } from '../../../../src/shared/ipc/api'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import { RunRegistry } from '../../../../src/main/services/runs/run-registry'
import { TenantRuns } from '../../../../src/main/services/runs/tenant-runs'
import { eventually } from '../../../support/eventually'
import { setUp } from '../../../support/profile-service'

it('a comparison has its id at once, and what is wrong before anything is sent fails it', async () => {
  const registry = new RunRegistry({ clock: systemClock, newId: () => 'run-1' })
  const reports: RunProgress[] = []
  registry.onProgress((report) => reports.push(report))
  const runs = new TenantRuns({
    connector: createHaloConnector({ clock: systemClock }),
    clock: systemClock,
    profiles: setUp().service,
    startDemo: () => Promise.resolve(null),
    registry,
  })
  expect(runs.start({ kind: 'profile', profileId: 'gone' }, ['tickets'])).toBe('run-1')
  expect(reports).toEqual([])
  await eventually(() => {
    expect(reports).toMatchObject([{ runId: 'run-1', phase: 'failed', error: { code: 'NOT_FOUND' } }])
  })
})
