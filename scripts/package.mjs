/**
 * `npm run package`: the installers of this system in dist/, by electron-builder.yml. Needs GitHub,
 * from where Electron comes, and electron-builder's own tools; on Linux also fakeroot and rpmbuild.
 * `npm run package -- --dir` makes only the unpacked app.
 */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { build } from './lib/build.mjs'
import { installElectron } from './lib/electron.mjs'
import { messageOf, NODE, ROOT, say, setup, toolEnv } from './setup.mjs'

try {
  setup('start')
  if (!build()) throw new Error('the build failed')
  if (!installElectron()) throw new Error('Electron could not be downloaded from GitHub')
  const bin = path.join(ROOT, 'node_modules/electron-builder/cli.js')
  const done = spawnSync(NODE, [bin, '--publish', 'never', ...process.argv.slice(2)], {
    cwd: ROOT,
    env: toolEnv(),
    stdio: 'inherit',
  })
  process.exitCode = done.status ?? 1
  if (done.status === 0 && process.platform === 'linux' && !process.argv.includes('--dir')) {
    const { debOf, rpmOf } = await import('./lib/linux-packages.mjs')
    const dist = path.join(ROOT, 'dist')
    const app = path.join(dist, process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked')
    say(`Made ${await debOf(app, dist)}`)
    say(`Made ${await rpmOf(app, dist)}`)
  }
} catch (error) {
  say(`Packaging stopped: ${messageOf(error)}`)
  process.exitCode = 1
}
