import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startDemo, type DemoServer } from '../../../src/demo/index'
import { temporaryFolder } from '../../support/profiles'
import { runBuilt } from '../../support/run-built'

/** Twenty machines, as processes of the built command line, each with one tenant; and one that has them all. */

/** Most of them alike, and faults that differ: what a scope is, a wrong secret, no answer, fewer clients, teams, types. */
const SCENARIOS = [
  'scope.missing',
  'connection.invalid-client',
  'agent.client',
  'connection.not-halo',
  'agent.team',
  'agent.administrator',
  'identity.unknown',
  ...Array.from({ length: 13 }, () => 'healthy'),
]
/** Processes at once: each takes a processor for a while. */
const AT_ONCE = 4
const WHAT = ['--do', 'check,compare', '--resources', 'tickets,clients,teams,assets']

let folder: string
const late: (() => Promise<void>)[] = []
const demos: DemoServer[] = []
const secrets: Record<string, string> = {}
const at = (...parts: readonly string[]): string => path.join(folder, ...parts)
const nameOf = (index: number): string => `Tenant ${String(index + 1).padStart(2, '0')}`

beforeAll(async () => {
  folder = temporaryFolder((cleanUp) => late.push(cleanUp))
  for (const [index, scenario] of SCENARIOS.entries()) {
    const demo = await startDemo(scenario, { tickets: 40 })
    demos.push(demo)
    const own = at('configs', String(index))
    await mkdir(own, { recursive: true })
    await mkdir(at('all'), { recursive: true })
    const side = (of: 'app' | 'agent' | 'inspector') => {
      const variable = `T${String(index)}_${of.toUpperCase()}_SECRET`
      secrets[variable] = demo[of].secret
      return {
        kind: 'application',
        clientId: demo[of].clientId,
        secretEnv: variable,
        scope: demo[of].scope,
      }
    }
    const config = JSON.stringify({
      name: nameOf(index),
      url: demo.url,
      tenant: demo.tenant,
      app: side('app'),
      agent: side('agent'),
      inspector: side('inspector'),
    })
    await writeFile(path.join(own, 'tenant.json'), config)
    await writeFile(at('all', `${String(index)}.json`), config)
  }
})
afterAll(async () => {
  await Promise.all(demos.map((demo) => demo.close()))
  for (const cleanUp of late) await cleanUp()
})

interface Told {
  readonly startedAt: unknown
  readonly finishedAt: unknown
  readonly tenants: readonly {
    readonly files: Record<string, string>
    readonly counts: Record<string, number>
    readonly exit: number
  }[]
}

const fleetIn = async (...parts: readonly string[]): Promise<Told> =>
  JSON.parse(await readFile(at(...parts), 'utf8')) as Told

/** What two runs of the same tenants may differ in: when, how many requests it took, and where the files are. */
const comparable = ({ startedAt: _start, finishedAt: _end, ...fleet }: Told) => ({
  ...fleet,
  tenants: fleet.tenants.map((tenant) => ({
    ...tenant,
    startedAt: null,
    finishedAt: null,
    counts: { ...tenant.counts, requests: null },
    files: Object.fromEntries(
      Object.entries(tenant.files).map(([what, file]) => [what, file.split('/').slice(-2).join('/')]),
    ),
  })),
})

it('merge to what one run over all of them makes, and one machine that writes no more is named', async () => {
  const left = [...SCENARIOS.keys()]
  const machine = async (): Promise<void> => {
    for (let index = left.shift(); index !== undefined; index = left.shift()) {
      const own = String(index)
      const { status, stderr } = await runBuilt(
        folder,
        ['fleet', '--configs', `configs/${own}`, ...WHAT, '--out', `parts/${own}`],
        secrets,
      )
      expect(status, stderr.toString()).not.toBe(2)
    }
  }
  await mkdir(at('parts'))
  await Promise.all(Array.from({ length: AT_ONCE }, machine))
  const one = await runBuilt(folder, ['fleet', '--configs', 'all', ...WHAT, '--out', 'one'], secrets)
  const parts = SCENARIOS.map((_scenario, index) => `parts/${String(index)}`)
  const merged = await runBuilt(folder, ['fleet', 'merge', ...parts, '--json', 'merged.json'])
  const [ofOne, ofMany] = [await fleetIn('one', 'fleet.json'), await fleetIn('merged.json')]
  expect(ofOne.tenants).toHaveLength(SCENARIOS.length)
  expect(comparable(ofMany)).toEqual(comparable(ofOne))
  expect(JSON.stringify(comparable(ofOne))).toContain('of 18 tenants')
  expect([merged.status, one.status]).toEqual([3, 3])

  // The same of folders in one folder; a machine whose part is damaged spoils nothing of the others.
  const victim = at('parts', '9', nameOf(9), 'tenant.json')
  await writeFile(victim, (await readFile(victim, 'utf8')).slice(0, 300))
  const again = await runBuilt(folder, ['fleet', 'merge', 'parts', '--json', 'again.json'])
  expect(again.status).toBe(3)
  const without = await fleetIn('again.json')
  expect(without).toMatchObject({ missing: [{ part: nameOf(9) }] })
  expect(without.tenants).toHaveLength(SCENARIOS.length - 1)
})
