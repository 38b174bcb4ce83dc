/** `npm run screenshots`: takes docs/screenshots anew, from the built app in each host that is here. */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { build } from './lib/build.mjs'
import { findElectron } from './lib/electron.mjs'
import { prepared, takesOnly } from './lib/prepared.mjs'
import { XVFB } from './lib/xvfb.mjs'
import { NODE, ROOT, say, setup, toolEnv } from './setup.mjs'

const take = () => {
  const projects = ['chromium', ...(findElectron() === null ? [] : ['electron'])]
  if (projects.length === 1) say('There is no Electron here: only the fallback window is photographed.')
  const display = process.platform === 'linux' ? XVFB : []
  const keyring = process.platform === 'linux' ? [NODE, path.join(ROOT, 'scripts/with-keyring.mjs')] : []
  const [command = NODE, ...args] = [
    ...display,
    ...keyring,
    NODE,
    path.join(ROOT, 'node_modules/@playwright/test/cli.js'),
    'test',
    '--config=test/screenshots',
    ...projects.flatMap((project) => ['--project', project]),
  ]
  process.exitCode = spawnSync(command, args, { cwd: ROOT, env: toolEnv(), stdio: 'inherit' }).status ?? 1
}

const isReady = prepared('No screenshot was taken', () => {
  takesOnly()
  setup('test')
  if (!build()) throw new Error('the build failed')
})
if (isReady) take()
