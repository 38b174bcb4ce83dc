import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { fleetConfigs } from '../../support/fleet-configs'
import { WAIT } from '../../support/patience'
import { temporaryFolder } from '../../support/profiles'
import { runBuilt } from '../../support/run-built'

/** What a kill of a run of many tenants leaves, tried from outside on the built command line. */

const CLI = path.resolve(import.meta.dirname, '../../../out/main/cli.cjs')
const ARGS = ['fleet', '--configs', 'configs', '--out', 'out', '--resources', 'tickets,clients'] as const

it('goes on after a kill with what is whole, and holds its folder against a second run until then', async () => {
  const folder = temporaryFolder()
  const { env, servers } = await fleetConfigs(folder, ['Done', 'Half', 'Later'])
  const [done, half, later] = Object.values(servers)
  if (done === undefined || half === undefined || later === undefined) throw new Error()
  half.trouble = ({ url }) => (/tickets/i.test(url) ? 'hang' : 'none')
  const child = spawn(process.execPath, [CLI, ...ARGS, '--at-once', '1'], {
    cwd: folder,
    env: { ...process.env, CROSSVIEW_USER_DATA: folder, NODE_OPTIONS: '', ...env },
    stdio: 'ignore',
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = once(child, 'close')
  await vi.waitUntil(() => half.counts().failed > 0, { timeout: WAIT })

  const second = await runBuilt(folder, [...ARGS, '--resume'], env)
  expect(second.status).toBe(2)
  expect(second.stderr.toString()).toContain('Another run of many tenants writes into')

  child.kill('SIGKILL')
  await ended
  const read = async () =>
    JSON.parse(await readFile(path.join(folder, 'out', 'fleet.json'), 'utf8')) as {
      tenants: { name: string; state: string }[]
      missing: { part: string }[]
    }
  // Whole at any moment; what ended since it was written last is in its own folder.
  const before = await read()
  expect(before.tenants.length + before.missing.length).toBe(3)
  expect(await readdir(path.join(folder, 'out', 'Done'))).toContain('tenant.json')
  expect(await readdir(path.join(folder, 'out'))).not.toContain('Half')

  half.trouble = () => 'none'
  const sent = done.counts().sent
  const resumed = await runBuilt(folder, [...ARGS, '--resume'], env)
  expect(resumed.stderr.toString()).toContain('1 tenant of an earlier run is taken up again.')
  expect(done.counts().sent).toBe(sent)
  expect((await read()).tenants.map(({ name, state }) => [name, state])).toEqual([
    ['Done', 'done'],
    ['Half', 'done'],
    ['Later', 'done'],
  ])
  expect(resumed.status).toBe(1)
})
