/**
 * `npm run doctor`: what is missing of this checkout, then what Crossview finds of this computer. Built-ins only, and it installs
 * and builds nothing: it has to say what is wrong where nothing works yet.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { findElectron } from './lib/electron.mjs'
import { NODE, ROOT, toolEnv } from './setup.mjs'

let broken = false

/** @param {boolean} isFine @param {string} found @param {string} missing @param {string} advice */
const tell = (isFine, found, missing, advice) => {
  console.log(isFine ? `  [fine] ${found}` : `  [look at this] ${missing}\n      ${advice}`)
}

const isThere = (/** @type {readonly string[]} */ ...parts) => existsSync(path.join(ROOT, ...parts))

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const isNewEnough = major > 20 || (major === 20 && minor >= 19)
broken ||= !isNewEnough

console.log('This checkout')
tell(
  isNewEnough,
  `Node ${process.version}`,
  `Node ${process.version}: 20.19 or newer is needed`,
  'Install it from nodejs.org.',
)
tell(
  isThere('node_modules'),
  'Packages are installed',
  'No packages are installed',
  'npm start installs them.',
)
tell(
  isThere('node_modules/keytar/build/Release/keytar.node'),
  'keytar, which asks the keychain, is there for this system',
  'keytar, which asks the keychain, is not there for this system: secrets are kept until the end of the program only',
  'npm start gets or builds it, and says why where it cannot.',
)
tell(
  findElectron() !== null,
  'Electron is there',
  'Electron is not there',
  'npm start gets it, or opens the window in an installed Chromium, Chrome or Edge.',
)
const program = path.join(ROOT, 'out/main/cli.cjs')
tell(
  existsSync(program),
  'It is built',
  'It is not built: nothing more can be found out',
  'npm start builds it.',
)
console.log('')

if (existsSync(program) && isThere('node_modules')) {
  const done = spawnSync(NODE, [program, 'doctor', ...process.argv.slice(2)], {
    cwd: ROOT,
    env: toolEnv(),
    stdio: 'inherit',
  })
  process.exitCode = done.status ?? 1
} else process.exitCode = broken ? 1 : 0
