import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { haloLike, json, startFaultServer } from '../../support/fault-server'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'
import { canarySecret } from '../../support/secret-sweep'

const NAMES = ['חברה (1) Ltd.', 'شركة ١٢٣ - A/B']

it('check tells names written from right to left apart from its sentence, and its JSON is plain data', async () => {
  const folder = temporaryFolder()
  let asked = 0
  const halo = await startFaultServer(
    haloLike(({ url }, response) => {
      if (!url.startsWith('/api/Agent/me')) {
        json(response, {}, 404)
        return
      }
      asked += 1
      json(response, { id: 30 + asked, name: NAMES[(asked - 1) % 2] })
    }),
  )
  onTestFinished(() => halo.close())
  const application = (clientId: string, secretEnv: string) => ({ kind: 'application', clientId, secretEnv })
  await writeFile(
    path.join(folder, 'c.json'),
    JSON.stringify({
      name: 'Contoso',
      url: halo.url,
      app: application('a', 'APP_SECRET'),
      agent: application('b', 'AGENT_SECRET'),
    }),
  )
  const { out, messages } = await runCli(folder, ['check', '--config', 'c.json', '--json', '-'], {
    APP_SECRET: canarySecret(),
    AGENT_SECRET: canarySecret(),
  })
  const found = JSON.stringify(JSON.parse(out))
  for (const name of NAMES) {
    expect(messages).toContain(`\u2068${name}\u2069`)
    expect(found).toContain(name)
  }
  expect(found).toContain('The two sides are different agents')
  expect(found).not.toMatch(/[\u2066-\u2069]/)
})
