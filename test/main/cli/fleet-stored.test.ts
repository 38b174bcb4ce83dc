import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startDemo } from '../../../src/demo/index'
import { runProgram } from '../../../src/main/cli/commands/program'
import { commandLine, loaded } from '../../support/command-line'

/** Stored tenants in a fleet: which are meant, and when their secrets are read. */

const stored = async (names: readonly string[]) => {
  const demo = await startDemo('mixed', { tickets: 20 })
  onTestFinished(() => demo.close())
  const all = commandLine({ APP_SECRET: demo.app.secret, AGENT_SECRET: demo.agent.secret })
  const run = (...args: readonly string[]) => runProgram(args, '0', loaded(all.deps))
  for (const name of names) {
    const side = ({ clientId, scope }: typeof demo.app, secretEnv: string) => ({
      kind: 'application',
      clientId,
      secretEnv,
      scope,
    })
    const config = {
      name,
      url: demo.url,
      app: side(demo.app, 'APP_SECRET'),
      agent: side(demo.agent, 'AGENT_SECRET'),
    }
    await writeFile(path.join(all.folder, 'c.json'), JSON.stringify(config))
    expect([await run('profiles', 'add', '--config', 'c.json'), all.messages.join('\n')]).toEqual([
      0,
      expect.stringContaining(`Added “${name}”`),
    ])
  }
  const fleet = async (...args: readonly string[]) => {
    all.secrets.reads.length = 0
    const status = await run('fleet', '--out', `out ${args.join(' ')}`, '--resources', 'tickets', ...args)
    if (status === 2) return { status, names: [] }
    const text = await readFile(path.join(all.folder, `out ${args.join(' ')}`, 'fleet.json'), 'utf8')
    const { tenants } = JSON.parse(text) as { tenants: { name: string; state: string; message: string }[] }
    return { status, names: tenants.map(({ name, state }) => `${name} ${state}`), tenants }
  }
  return { ...all, fleet }
}

const tagged = async (
  { service }: Awaited<ReturnType<typeof stored>>,
  tags: Readonly<Record<string, readonly string[]>>,
): Promise<void> => {
  for (const { id, name, ...profile } of (await service.load()).data.profiles) {
    const {
      createdAt: _createdAt,
      updatedAt: _updatedAt,
      lastRun: _lastRun,
      keychainSecrets: _keychainSecrets,
      inventory: _inventory,
      confirmedAuthHost: _confirmedAuthHost,
      ...input
    } = profile
    const saved = await service.save({
      id,
      profile: { ...input, name, tags: [...(tags[name] ?? [])] },
      secrets: {},
    })
    if (!saved.ok) throw new Error(saved.error.message)
  }
}

it('are all of them, those with a tag, or those that are named', async () => {
  const tenants = await stored(['A', 'B', 'C'])
  await tagged(tenants, { A: ['Gold'], C: ['gold', 'eu'] })
  const { fleet, messages } = tenants
  expect((await fleet('--all')).names).toEqual(['A done', 'B done', 'C done'])
  expect((await fleet('--tag', 'gold')).names).toEqual(['A done', 'C done'])
  expect((await fleet('--profiles', 'c, B')).names).toEqual(['B done', 'C done'])
  expect((await fleet('--tag', 'silver')).status).toBe(2)
  expect(messages.join('\n')).toContain('Tags: Gold, eu, gold')
  expect((await fleet('--profiles', 'A,X')).status).toBe(2)
  expect(messages.join('\n')).toContain('There is no tenant profile “X”.')
})

it('read their secrets when their turn comes, and one without costs only itself', async () => {
  const tenants = await stored(['A', 'B'])
  const [first] = (await tenants.service.load()).data.profiles
  for (const id of tenants.secrets.kept.keys())
    if (first !== undefined && id.includes(first.id) && id.endsWith('/app')) tenants.secrets.kept.delete(id)
  const { names, tenants: parts, status } = await tenants.fleet('--all')
  expect([status, names]).toEqual([3, ['A failed', 'B done']])
  expect(parts?.[0]?.message).toContain('secret')
  expect(tenants.secrets.reads.length).toBeGreaterThan(0)
})
