import { afterEach, expect, it } from 'vitest'
import type { LastRun } from '../../../../src/shared/files/profile'
import type { RunProgress } from '../../../../src/shared/ipc/api'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import { RunRegistry } from '../../../../src/main/services/runs/run-registry'
import { TenantRuns } from '../../../../src/main/services/runs/tenant-runs'
import { secretId } from '../../../../src/main/services/profiles/secret-trust'
import { applicationContext } from '../../../support/application-context'
import { eventually } from '../../../support/eventually'
import { json, startFaultServer, type Answer, type FaultServer } from '../../../support/fault-server'
import { createPassingTime } from '../../../support/passing-time'
import { setUp } from '../../../support/profile-service'
import { createWindowRuns } from '../../../support/window-runs'

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

const servers: FaultServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

/** A tenant with one ticket; `tickets` answers for them instead. */
const tenant =
  (tickets: Answer | null = null): Answer =>
  (request, response, number) => {
    if (request.url.startsWith('/auth/token'))
      json(response, { access_token: 'token', expires_in: 3600, scope: 'all' })
    else if (!request.url.startsWith('/api/Tickets')) response.writeHead(404).end()
    else if (tickets === null) json(response, { record_count: 1, tickets: [{ id: 1, summary: 'One' }] })
    else tickets(request, response, number)
  }

it('of tenants that are compared at once, none that got no result keeps an old one as its last', async () => {
  const runs = createWindowRuns(createPassingTime())
  const hangs: string[] = []
  const add = async (name: string, answer: Answer) => {
    const server = await startFaultServer(answer)
    servers.push(server)
    const id = await runs.store({
      tenantName: name,
      url: server.url,
      app: applicationContext(server.url),
      agent: applicationContext(server.url, 'agent'),
      inspector: null,
    })
    return { id, server }
  }
  const well = await add('well', tenant())
  const dying = await add(
    'dying',
    tenant((_request, response) => {
      response.destroy()
    }),
  )
  const cancelled = await add(
    'cancelled',
    tenant(({ url }) => {
      hangs.push(url)
    }),
  )
  const lost = await add('without its secret', tenant())
  runs.secrets.kept.delete(secretId(lost.id, 'app'))
  const same = await add('the same application', tenant())
  const profile = runs.profiles.get(same.id)
  if (profile === undefined) throw new Error('It was not stored')
  runs.profiles.set(same.id, {
    ...profile,
    agent: { kind: 'application', clientId: '{CLIENT}', scope: 'all' },
  })

  const all = [well, dying, cancelled, lost, same]
  const runIds = all.map(({ id }) => runs.start(id, ['tickets']))
  await eventually(() => {
    expect(hangs).not.toEqual([])
  })
  runs.registry.cancel(runIds[2] ?? '')
  const ends = await Promise.all(runIds.map((runId) => runs.ended(runId)))
  expect(ends.map(({ phase }) => phase)).toEqual(['done', 'done', 'done', 'failed', 'failed'])

  const last = new Map(runs.recorded.map(({ id, run }) => [id, run]))
  const isGood = (run: LastRun | undefined) => run?.complete === true && run.errors === 0
  expect(all.map(({ id }) => isGood(last.get(id)))).toEqual([true, false, false, false, false])
  expect(last.get(dying.id)).toMatchObject({ complete: false })
  // What was cancelled says less than the run before it.
  expect(last.has(cancelled.id)).toBe(false)
  for (const { id, server } of [lost, same]) {
    expect(last.get(id)).toMatchObject({ complete: false, errors: 1, warnings: 0 })
    expect(server.seen).toEqual([])
  }
})
