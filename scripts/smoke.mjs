/**
 * `npm run smoke`: puts each installer in dist/ on this machine, starts what it brought as the user who
 * runs this, and takes it off again. For machines that are thrown away: it changes the system.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { attempt, trialsOf } from './lib/smoke.mjs'
import { takesOnly } from './lib/prepared.mjs'
import { XVFB } from './lib/xvfb.mjs'
import { messageOf, ROOT, say, WrongUsage } from './setup.mjs'

/** Made beside the installers and not installed by anybody. */
const BESIDE = /\.(?:json|ya?ml|blockmap)$/

try {
  takesOnly()
  if (process.env.CI !== 'true')
    throw new Error('this installs and removes Crossview on this machine; set CI=true where that may be')
  const dist = path.join(ROOT, 'dist')
  const files = (existsSync(dist) ? readdirSync(dist, { withFileTypes: true }) : [])
    .filter((entry) => entry.isFile() && !BESIDE.test(entry.name))
    .map((entry) => path.join(dist, entry.name))
    // Last, since the AppImage wants a restriction lifted that the deb has to do with.
    .sort((a, b) => Number(a.endsWith('.AppImage')) - Number(b.endsWith('.AppImage')))
  if (files.length === 0) throw new Error('dist/ holds no installer: run `npm run package` first')
  for (const file of files) {
    const scratch = mkdtempSync(path.join(tmpdir(), 'crossview-smoke-'))
    const trials = trialsOf(file, scratch)
    if (trials.length === 0) say(`${path.basename(file)}: not tried, since nothing here installs it`)
    for (const trial of trials) {
      await attempt(trial, process.platform === 'linux' ? XVFB : [])
      say(`${path.basename(file)}, ${trial.name}: installed, started, removed`)
    }
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
} catch (error) {
  say(`Trying the installers stopped: ${messageOf(error)}`)
  process.exitCode = error instanceof WrongUsage ? 2 : 1
}
