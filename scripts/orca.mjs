/**
 * `npm run orca`: walks the main job by keyboard with the screen reader Orca, and writes what it said to
 * docs/orca-transcript.md. Needs Linux with Debian's orca, speech-dispatcher, at-spi2-core, openbox and xdotool.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from './lib/build.mjs'
import { prepared, takesOnly } from './lib/prepared.mjs'
import { XVFB } from './lib/xvfb.mjs'
import { NODE, ROOT, setup, toolEnv } from './setup.mjs'

const walk = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'crossview-orca-'))
  const [command = NODE, ...args] = [
    ...XVFB,
    NODE,
    path.join(ROOT, 'scripts/with-keyring.mjs'),
    path.join(ROOT, 'test/orca/session.sh'),
    folder,
    NODE,
    path.join(ROOT, 'node_modules/@playwright/test/cli.js'),
    'test',
    '--config=test/orca',
  ]
  const env = { ...toolEnv(), CROSSVIEW_ORCA: folder }
  process.exitCode = spawnSync(command, args, { cwd: ROOT, env, stdio: 'inherit' }).status ?? 1
  rmSync(folder, { recursive: true, force: true })
}

const isReady = prepared('Nothing was walked through', () => {
  takesOnly()
  setup('test')
  if (process.platform !== 'linux') throw new Error('Orca is a screen reader of Linux')
  if (!build()) throw new Error('the build failed')
})
if (isReady) walk()
