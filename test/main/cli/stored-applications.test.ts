import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startDemo } from '../../../src/demo/index'
import { runProgram } from '../../../src/main/cli/commands/program'
import { applicationsFileSchema } from '../../../src/shared/files/applications'
import { commandLine, loaded } from '../../support/command-line'

/** What is written down with a stored tenant, and which of its secrets are read. */

const started = async () => {
  const demo = await startDemo('mixed')
  onTestFinished(() => demo.close())
  const all = commandLine({ INSPECTOR_SECRET: demo.inspector.secret, APP_SECRET: demo.app.secret })
  const side = ({ clientId, scope }: typeof demo.app, secretEnv: string) => ({
    kind: 'application',
    clientId,
    secretEnv,
    scope,
  })
  const config = (more: object) =>
    writeFile(
      path.join(all.folder, 'c.json'),
      JSON.stringify({
        name: 'Contoso',
        url: demo.url,
        app: side(demo.app, 'APP_SECRET'),
        inspector: side(demo.inspector, 'INSPECTOR_SECRET'),
        ...more,
      }),
    )
  return { demo, all, config, run: (...args: readonly string[]) => runProgram(args, '0', loaded(all.deps)) }
}

it('reads the secret of the inspector alone, and takes over what a config file and a review said', async () => {
  const { demo, all, config, run } = await started()
  await config({ applications: { [demo.app.clientId]: { purpose: 'halo-tickets', owner: 'Dana Reyes' } } })
  expect([await run('profiles', 'add', '--config', 'c.json'), all.messages.join('\n')]).toEqual([
    0,
    expect.stringContaining('Added “Contoso”'),
  ])
  const [profile] = (await all.service.load()).data.profiles
  if (profile === undefined) throw new Error('no tenant was stored')
  all.secrets.reads.length = 0
  const args = ['applications', '--profile', 'Contoso', '--resources', 'tickets', '--json', 'r.json']
  expect(await run(...args)).toBe(1)
  expect(all.secrets.reads.filter((key) => !key.endsWith('/inspector'))).toEqual([])
  const read = async () =>
    applicationsFileSchema.parse(JSON.parse(await readFile(path.join(all.folder, 'r.json'), 'utf8')))
  const first = (await read()).applications.find(({ clientId }) => clientId === demo.app.clientId)
  expect(first).toMatchObject({ purpose: 'halo-tickets', owner: 'Dana Reyes', decision: null })
  const decision = {
    decision: 'keep',
    by: 'Ann Lee',
    on: '2026-11-26',
    reason: null,
    ticket: null,
    until: null,
  } as const
  await all.service.keepInventory(profile.id, (before) => ({
    ...before,
    review: { reviewer: 'Ann Lee', decisions: { [first?.id ?? '']: decision } },
  }))
  expect(await run(...args)).toBe(1)
  expect((await read()).review).toMatchObject({ reviewer: 'Ann Lee', reviewed: 1, keep: 1 })
})

it('adds no tenant whose applications have a purpose that is no recipe', async () => {
  const { all, config, run } = await started()
  await config({ applications: { abc: { purpose: 'no-such-recipe' } } })
  expect(await run('profiles', 'add', '--config', 'c.json')).toBe(2)
  expect(all.messages.join('\n')).toContain('applications.abc.purpose')
  expect((await all.service.load()).data.profiles).toEqual([])
})

it('an import says that it leaves out what is said of applications', async () => {
  const { all, config, run } = await started()
  await config({ applications: { abc: { owner: 'Dana Reyes' } } })
  expect(await run('profiles', 'import', 'c.json')).toBe(0)
  expect(all.messages.join('\n')).toContain('what is said of applications was ignored')
})
