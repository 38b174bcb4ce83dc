import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { expect } from './fixtures'
import { launchElectron, ROOT, test, type LockedDesktop } from './locked-desktop'

test('a prompt of the keyring that nobody answers does not hold Crossview when it is to end', async ({
  desktop,
  host,
}) => {
  const child =
    host === 'electron'
      ? (await launchElectron(desktop)).process()
      : spawn(process.execPath, ['out/main/browser-window.cjs'], {
          cwd: ROOT,
          env: desktop.env,
          stdio: 'ignore',
        })
  await desktop.screen.promptShown()
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  // Where it is held, this waits until the test's own end.
  await ended
})

/** The command line on the desktop, its secret from the environment. */
const startCommand = ({ env }: LockedDesktop, ...args: string[]) => {
  const child = spawn(process.execPath, ['out/main/cli.cjs', ...args], {
    cwd: ROOT,
    env: { ...env, APP_SECRET: 'typed-app' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return { said: text(child.stderr), ended: once(child, 'exit') as Promise<[number | null]> }
}

test('the command line waits for a prompt when it adds a tenant, and for nobody when it reads', async ({
  desktop,
  userData,
}) => {
  const config = path.join(userData, 'config.json')
  await writeFile(
    config,
    JSON.stringify({
      name: 'Contoso',
      url: 'https://contoso.halopsa.com',
      app: { kind: 'application', clientId: 'app', secretEnv: 'APP_SECRET' },
    }),
  )
  const add = startCommand(desktop, 'profiles', 'add', '--config', config)
  const prompt = await desktop.screen.promptShown()
  // Past the deadline the tenant is stored; the secret follows when the prompt is answered.
  await expect.poll(() => startCommand(desktop, 'profiles', 'list').said).not.toContain('No tenant profile')
  prompt.answer(desktop.password)
  expect((await add.ended)[0]).toBe(0)
  expect(await add.said).toContain('Its secret is in the keychain now.')

  await prompt.gone()
  desktop.lock()
  const check = startCommand(desktop, 'check', '--profile', 'Contoso')
  await desktop.screen.promptShown()
  expect((await check.ended)[0]).toBe(2)
  expect(await check.said).toContain('It may be waiting for you in another window.')
})
