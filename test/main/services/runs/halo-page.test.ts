import { describe, expect, it } from 'vitest'
import type { RunTarget } from '../../../../src/shared/ipc/api'
import { createHaloPages } from '../../../../src/main/services/runs/halo-page'
import { RunRegistry } from '../../../../src/main/services/runs/run-registry'
import { OpenResults } from '../../../../src/main/services/runs/open-results'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import { ok } from '../../../../src/shared/result'
import { add, setUp } from '../../../support/profile-service'
import { profileInput } from '../../../support/profiles'
import { comparisonOf, restrictedTenant } from '../../../support/random-tenant'

const URL_STORED = 'https://contoso.halopsa.com'
const TICKET = { resource: 'tickets', recordId: '1042' } as const

/** The window with a finished comparison of this target, of what was then at this address. */
const windowWith = (made: ReturnType<typeof setUp>, target: RunTarget | null, compared = URL_STORED) => {
  const registry = new RunRegistry({ clock: systemClock, newId: () => 'run-1' })
  const results = new OpenResults(registry)
  const comparison = comparisonOf(restrictedTenant())
  const runId = registry.add({ ...comparison, tenant: { ...comparison.tenant, url: compared } })
  results.hold(runId, { target, title: 'x', resources: [], snapshot: null })
  const opened: string[] = []
  const time = { now: 0, broken: false }
  const pages = createHaloPages({
    targetOf: (id) => results.targetOf(id),
    comparison: (id) => registry.comparison(id),
    profile: (id) => made.service.profile(id),
    openBrowser: (address) => {
      if (time.broken) return Promise.reject(new Error('spawn xdg-open ENOENT'))
      opened.push(address)
      return Promise.resolve()
    },
    clock: { monotonic: () => time.now },
  })
  return { runId, pages, opened, time, results }
}

const stored = async (changes = {}) => {
  const made = setUp()
  const id = await add(made, { url: URL_STORED, ...changes })
  return { made, id, target: { kind: 'profile', profileId: id } as const }
}

describe('a record of a stored tenant', () => {
  it('is opened below the stored address', async () => {
    const { made, target } = await stored()
    const { pages, opened, runId, time } = windowWith(made, target)
    expect(await pages.open({ runId, ...TICKET })).toEqual(ok(null))
    time.now = 1_000
    expect(await pages.open({ runId, resource: 'clients', recordId: '7' })).toEqual(ok(null))
    expect(opened).toEqual([
      `${URL_STORED}/ticket?id=1042`,
      `${URL_STORED}/customers?mainview=client&clientid=7`,
    ])
  })

  it('is opened below a virtual directory, without /api', async () => {
    const { made, target } = await stored({ url: `${URL_STORED}/psa/api` })
    const { pages, opened, runId } = windowWith(made, target, `${URL_STORED}/psa`)
    expect(await pages.open({ runId, ...TICKET })).toEqual(ok(null))
    expect(opened).toEqual([`${URL_STORED}/psa/ticket?id=1042`])
  })

  it('is opened once where the button is pressed twice, and not without end', async () => {
    const { made, target } = await stored()
    const { pages, opened, runId } = windowWith(made, target)
    const press = (recordId: string) => pages.open({ runId, resource: 'tickets', recordId })
    expect([await press('1'), await press('1')]).toEqual([ok(null), ok(null)])
    for (let id = 2; id < 30; id += 1)
      expect(await press(String(id))).toMatchObject({ ok: false, error: { code: 'BUSY' } })
    expect(opened).toEqual([`${URL_STORED}/ticket?id=1`])
  })

  it('that the browser does not open is told with its address, and no raw error', async () => {
    const { made, target } = await stored()
    const { pages, time, runId } = windowWith(made, target)
    time.broken = true
    const answer = await pages.open({ runId, ...TICKET })
    expect(answer).toMatchObject({
      ok: false,
      error: {
        message: 'The default browser could not be opened.',
        advice: [`Open ${URL_STORED}/ticket?id=1042 in a browser yourself.`],
      },
    })
    expect(JSON.stringify(answer)).not.toContain('ENOENT')
  })
})

describe('nothing is opened', () => {
  it.each([
    { name: 'of a snapshot, whatever address it names', target: null },
    { name: 'of the demo tenant', target: { kind: 'demo', scenario: 'healthy' } },
    { name: 'of a tenant that is not stored', target: { kind: 'profile', profileId: 'gone' } },
  ] as const)('$name', async ({ target }) => {
    const { made } = await stored()
    const { pages, opened, runId } = windowWith(made, target)
    expect(await pages.open({ runId, ...TICKET })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
    expect(opened).toEqual([])
  })

  it('of a result that was closed', async () => {
    const { made, target } = await stored()
    const { pages, opened, runId, results } = windowWith(made, target)
    results.hold('run-2', { target, title: 'x', resources: [], snapshot: null })
    results.close(runId)
    expect(await pages.open({ runId, ...TICKET })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
    expect(await pages.open({ runId: 'run-2', ...TICKET })).toMatchObject({ ok: false })
    expect(opened).toEqual([])
  })

  it('where the stored address is another one than was compared', async () => {
    const { made, id, target } = await stored()
    const { pages, opened, runId } = windowWith(made, target)
    const secrets = { app: 'app-secret-2', agent: 'agent-secret-2' }
    const moved = profileInput({ url: 'https://northwind.halopsa.com' })
    expect(await made.service.save({ id, profile: moved, secrets })).toMatchObject({ ok: true })
    expect(await pages.open({ runId, ...TICKET })).toMatchObject({ ok: false, error: { code: 'CONFLICT' } })
    expect(opened).toEqual([])
  })

  it('on an unusual host that nobody confirmed', async () => {
    const { made, id, target } = await stored()
    const evil = 'https://xn--hlopsa-bta.example'
    const { data } = await made.file.load()
    await made.file.save({ profiles: data.profiles.map((each) => ({ ...each, url: evil })) })
    expect(await made.service.profile(id)).toMatchObject({ url: evil })
    const { pages, opened, runId } = windowWith(made, target, evil)
    expect(await pages.open({ runId, ...TICKET })).toMatchObject({
      ok: false,
      error: { code: 'HOST_NOT_CONFIRMED' },
    })
    expect(opened).toEqual([])
  })

  it.each([
    ['tickets', '12&mainview=x'],
    ['tickets', '../portal'],
    ['tickets', 'javascript:1'],
    ['clients', '-1'],
    ['sites', '4'],
    ['invoices', '9'],
  ] as const)('of %s %s, for which no page is known', async (resource, recordId) => {
    const { made, target } = await stored()
    const { pages, opened, runId } = windowWith(made, target)
    expect(await pages.open({ runId, resource, recordId })).toMatchObject({
      ok: false,
      error: { code: 'INVALID_ARGUMENT' },
    })
    expect(opened).toEqual([])
  })
})
