import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import { createProfileFile } from '../../../../src/main/adapters/profile-store/profile-store'
import { createSaveJournal } from '../../../../src/main/adapters/profile-store/save-journal'
import { createProfileService } from '../../../../src/main/services/profiles/profile-service'
import { RunRegistry } from '../../../../src/main/services/runs/run-registry'
import { TenantRuns } from '../../../../src/main/services/runs/tenant-runs'
import type { RunProgress } from '../../../../src/shared/ipc/api'
import { eventually } from '../../../support/eventually'
import { MemorySecrets } from '../../../support/memory-secrets'
import { APP, fixedClock, profileInput, temporaryFolder } from '../../../support/profiles'
import { canarySecret } from '../../../support/secret-sweep'

/** A tenant that answers until it is asked for a token, and then not at all. Notes all that it is sent. */
const hangingTenant = async () => {
  const asked: string[] = []
  const open = new Set<IncomingMessage>()
  const server = createServer((request, response) => {
    open.add(request)
    request.socket.once('close', () => open.delete(request))
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''} ${body}`)
      if (!request.url?.startsWith('/auth')) {
        open.delete(request)
        response.writeHead(404).end()
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, asked, open }
}

/** The services of a window, wired as there, on a keychain in memory. */
const window = () => {
  const folder = temporaryFolder()
  const secrets = new MemorySecrets()
  const service = createProfileService({
    store: createProfileFile(folder, fixedClock),
    secrets,
    journal: createSaveJournal(folder),
    clock: fixedClock,
    newId: () => crypto.randomUUID(),
    onMoved: (id) => {
      runs.endRunsOf(id)
    },
  })
  const registry = new RunRegistry({ clock: systemClock, newId: () => crypto.randomUUID() })
  const reports: RunProgress[] = []
  registry.onProgress((report) => reports.push(report))
  const runs = new TenantRuns({
    connector: createHaloConnector({ clock: systemClock }),
    clock: systemClock,
    profiles: service,
    startDemo: () => Promise.resolve(null),
    registry,
  })
  return { service, secrets, runs, reports }
}

const [OLD, NEW] = [canarySecret(), canarySecret()]

const inputFor = (url: string) =>
  profileInput({ url, agent: { kind: 'application', clientId: 'agent-client', scope: 'all' } })

it.each(['moves', 'is removed', 'is removed with all', 'changes its application'])(
  'what runs with a tenant ends when it %s, and nothing is written afterwards',
  async (how) => {
    const [before, after] = [await hangingTenant(), await hangingTenant()]
    const { service, runs, reports } = window()
    const typed = { app: OLD, agent: OLD }
    const saved = await service.save({ id: null, profile: inputFor(before.url), secrets: typed })
    if (!saved.ok) throw new Error(saved.error.message)
    const { id } = saved.value.profile
    const target = { kind: 'profile', profileId: id } as const
    const checked = runs.check(target)
    const probed = runs.probeScopes(target)
    runs.start(target, ['tickets'])
    await eventually(() => {
      expect(before.open.size).toBeGreaterThanOrEqual(3)
    })
    if (how === 'is removed') await service.remove({ id })
    else if (how === 'is removed with all') await service.removeAll()
    else {
      const profile = how === 'moves' ? inputFor(after.url) : inputFor(before.url)
      const app = how === 'moves' ? profile.app : { ...APP, clientId: 'other' }
      const secrets = { app: NEW, agent: NEW }
      expect(await service.save({ id, profile: { ...profile, app }, secrets })).toMatchObject({ ok: true })
    }
    expect(await checked).toMatchObject({ ok: false, error: { code: 'CANCELLED' } })
    expect(await probed).toMatchObject({ ok: false, error: { code: 'CANCELLED' } })
    await eventually(() => {
      expect(reports.at(-1)).toMatchObject({ phase: 'failed', error: { code: 'CANCELLED' } })
      expect(before.open.size).toBe(0)
    })
    expect((await service.profile(id))?.lastRun ?? null).toBeNull()
    // Nothing of the old went to the new, and nothing of the new to the old.
    expect(after.asked).toEqual([])
    expect(before.asked.join()).not.toContain(NEW)
  },
)

it('a secret that is being read while its tenant moves goes nowhere', async () => {
  const [before, after] = [await hangingTenant(), await hangingTenant()]
  const { service, secrets, runs } = window()
  const saved = await service.save({
    id: null,
    profile: inputFor(before.url),
    secrets: { app: OLD, agent: OLD },
  })
  if (!saved.ok) throw new Error(saved.error.message)
  const { id } = saved.value.profile
  // The keychain shows its prompt: the read ends long after the tenant was changed.
  let answer: () => void = () => undefined
  const prompt = new Promise<void>((resolve) => {
    answer = resolve
  })
  const get = secrets.get.bind(secrets)
  const held = vi.spyOn(secrets, 'get').mockImplementationOnce(async (of) => {
    const read = await get(of)
    await prompt
    return read
  })
  const checked = runs.check({ kind: 'profile', profileId: id })
  await eventually(() => {
    expect(held).toHaveBeenCalled()
  })
  const moved = await service.save({ id, profile: inputFor(after.url), secrets: { app: NEW, agent: NEW } })
  expect(moved).toMatchObject({ ok: true })
  answer()
  expect(await checked).toMatchObject({ ok: false, error: { code: 'CANCELLED' } })
  expect([...before.asked, ...after.asked].join()).not.toMatch(/client_secret/)
})

it('a tenant that is changed where no secret hangs on it runs on', async () => {
  const tenant = await hangingTenant()
  const { service, runs, reports } = window()
  const secrets = { app: OLD, agent: OLD }
  const saved = await service.save({ id: null, profile: inputFor(tenant.url), secrets })
  if (!saved.ok) throw new Error(saved.error.message)
  const { id } = saved.value.profile
  runs.start({ kind: 'profile', profileId: id }, ['tickets'])
  await eventually(() => {
    expect(tenant.open.size).toBeGreaterThanOrEqual(1)
  })
  await service.save({ id, profile: { ...inputFor(tenant.url), name: 'Renamed', tags: ['x'] }, secrets: {} })
  await service.setSecret({ id, role: 'app', secret: NEW })
  expect(reports.filter(({ phase }) => phase === 'failed')).toEqual([])
  expect(tenant.open.size).toBeGreaterThanOrEqual(1)
  await runs.close()
})
