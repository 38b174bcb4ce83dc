/**
 * `npm test`: sets up, then runs everything that must hold, counts it all, and ends with
 * `N passed, N failed`. `npm test -- lint unit` runs only the stages named.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from './lib/build.mjs'
import { findElectron } from './lib/electron.mjs'
import { XVFB } from './lib/xvfb.mjs'
import { NODE, ROOT, say, setup, toolEnv } from './setup.mjs'

const LINE_LIMIT = 400

const counts = { passed: 0, failed: 0 }
const failures = []
/** Short, because the paths of sockets below it must be. */
const scratch = mkdtempSync(path.join(tmpdir(), 'cv-'))
const [reports, temporary] = ['reports', 'tmp'].map((name) => path.join(scratch, name))
for (const folder of [reports, temporary]) mkdirSync(folder)
const output = path.join(scratch, 'output.txt')
writeFileSync(output, '')

const count = (name, passed) => {
  counts[passed ? 'passed' : 'failed'] += 1
  if (!passed) failures.push(name)
}

const bin = (relative) => path.join(ROOT, 'node_modules', relative)
/** Prints what a command prints, and keeps it for the sweep at the end. */
const TEE = existsSync('/bin/bash')
  ? ['/bin/bash', '-c', 'set -o pipefail; "$@" 2>&1 | tee -a "$0"', output]
  : []
const node = (args, options = {}) => {
  const [command, ...rest] = [...TEE, ...(options.prefix ?? []), NODE, ...args]
  const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}
  return (
    spawnSync(command, rest, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: toolEnv({ ...colour, TMPDIR: temporary, ...options.env }),
    }).status === 0
  )
}

/** One command that passes or fails as a whole. */
const check = (name, args) => {
  process.stdout.write(`\n--- ${name}\n`)
  count(name, node(args))
}

const lint = () => {
  check('types', [bin('typescript/bin/tsc'), '-b'])
  check('eslint', [
    bin('eslint/bin/eslint.js'),
    '.',
    '--max-warnings',
    '0',
    '--cache',
    '--cache-location',
    bin('.cache/eslint/'),
  ])
  check('prettier', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'])
  check('import rules', [
    bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
    '--config',
    '.dependency-cruiser.mjs',
    'src',
  ])
  check('documents', [path.join(ROOT, 'scripts/lib/check-documents.mjs')])
  process.stdout.write('\n--- file length, dependencies\n')
  count('file length', filesAreShort())
  count('dependencies', dependenciesAreExplained())
}

const sourceFiles = (folder) =>
  readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name)
    return entry.isDirectory() ? sourceFiles(file) : /\.(ts|tsx|mjs)$/.test(file) ? [file] : []
  })

const filesAreShort = () => {
  const long = ['src', 'test', 'scripts', 'bench']
    .flatMap(sourceFiles)
    .filter((file) => readFileSync(path.join(ROOT, file), 'utf8').split('\n').length > LINE_LIMIT + 1)
  for (const file of long) process.stdout.write(`${file} has more than ${LINE_LIMIT} lines\n`)
  return long.length === 0
}

const dependenciesAreExplained = () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(path.join(ROOT, 'package.json'), 'utf8'),
  )
  const explained = readFileSync(path.join(ROOT, 'docs/dependencies.md'), 'utf8')
  let fine = true
  const names = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
  for (const [name, version] of names) {
    const problems = [
      ...(/^\d+\.\d+\.\d+$/.test(version) ? [] : ['is not pinned exactly']),
      ...(explained.includes(`| ${name} |`) ? [] : ['has no line in docs/dependencies.md']),
    ]
    for (const problem of problems) process.stdout.write(`${name} ${problem}\n`)
    fine &&= problems.length === 0
  }
  const known = new Set(names.map(([name]) => name))
  for (const [, name] of explained.matchAll(/^\| ([@\w][\w./@-]*) \|/gm)) {
    if (name === 'package' || known.has(name)) continue
    process.stdout.write(`docs/dependencies.md explains ${name}, which is not there\n`)
    fine = false
  }
  return fine
}

/** Adds up a runner's JSON report; one that is missing or empty is a failure. */
const countReport = (name, file, read) => {
  let result = { passed: 0, failed: 0, names: [] }
  try {
    result = read(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    process.stdout.write(`${name}: no report was written\n`)
  }
  counts.passed += result.passed
  counts.failed += result.failed
  failures.push(...result.names)
  if (result.passed + result.failed === 0) count(`${name}: no test ran`, false)
  return result
}

const readVitest = ({ testResults }) => {
  const all = testResults.flatMap((file) =>
    file.assertionResults.length === 0 && file.status === 'failed'
      ? [{ status: 'failed', fullName: file.name }]
      : file.assertionResults,
  )
  const bad = all.filter(({ status }) => status !== 'passed')
  return {
    passed: all.length - bad.length,
    failed: bad.length,
    names: bad.map(({ fullName, status }) => `${status}: ${fullName}`),
  }
}

/** @param inside a script that runs the runner: its file, and what it takes before the command */
const vitest = (name, projects, outside = [], inside = []) => {
  process.stdout.write(`\n--- ${name}\n`)
  const file = path.join(reports, `${name}.json`)
  const args = [
    ...inside,
    ...(inside.length > 0 ? [NODE] : []),
    bin('vitest/vitest.mjs'),
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]
  const passed = node(args, { prefix: outside })
  const result = countReport(name, file, readVitest)
  if (!passed && result.failed === 0) count(`${name}: the runner failed`, false)
}

const withKeyring = path.join(ROOT, 'scripts/with-keyring.mjs')
/** Some of them run what was built: the command line, and rules about the bundle. */
const unit = () => {
  if (build()) vitest('unit', ['core', 'main', 'renderer'])
  else count('build', false)
}
const keychain = () => {
  if (process.platform === 'linux') vitest('keychain', ['keychain'], [], [withKeyring])
  else process.stdout.write('\nkeychain specs did not run: they need gnome-keyring, on Linux\n')
}

const readPlaywright = ({ suites, errors }) => {
  const result = { passed: 0, failed: errors.length, names: errors.map(({ message }) => message) }
  const walk = (suite, title) => {
    for (const child of suite.suites ?? []) walk(child, `${title} > ${child.title}`)
    for (const spec of suite.specs ?? []) {
      for (const { status, projectName } of spec.tests) {
        if (status === 'expected') result.passed += 1
        else {
          result.failed += 1
          result.names.push(`${status}: [${projectName}] ${title} > ${spec.title}`)
        }
      }
    }
  }
  for (const suite of suites) walk(suite, suite.title)
  return result
}

const e2e = () => {
  process.stdout.write('\n--- e2e\n')
  if (!build()) {
    count('build', false)
    return
  }
  count('build', true)
  const projects = ['chromium']
  if (findElectron() !== null) projects.push('electron')
  else {
    process.stdout.write(
      'The Electron specs did not run: no Electron runtime is here (ELECTRON_OVERRIDE_DIST_PATH, node_modules/electron/dist).\n',
    )
    if (process.env.CROSSVIEW_REQUIRE_ELECTRON === '1') count('Electron specs did not run', false)
  }
  const file = path.join(reports, 'e2e.json')
  const isLinux = process.platform === 'linux'
  const display = isLinux ? XVFB : []
  const passed = node(
    [
      ...(isLinux ? [withKeyring, NODE] : []),
      bin('@playwright/test/cli.js'),
      'test',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=dot,json',
    ],
    { prefix: display, env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file } },
  )
  const result = countReport('e2e', file, readPlaywright)
  if (!passed && result.failed === 0) count('e2e: the runner failed', false)
}

/** The app as it is shipped, with its fuses; on the Electron that is here. */
const packaged = () => {
  if (process.platform !== 'linux' || findElectron() === null) {
    process.stdout.write('\npackaged specs did not run: they need Linux and an Electron runtime\n')
    if (process.env.CROSSVIEW_REQUIRE_ELECTRON === '1') count('packaged specs did not run', false)
    return
  }
  if (!build()) {
    count('build', false)
    return
  }
  vitest('packaged', ['packaged'], XVFB)
}

const STAGES = { lint, unit, keychain, e2e, packaged }

/** No secret of any test may be in what all of them printed, or left in their temporary folder. */
const sweep = async () => {
  process.stdout.write('\n--- secrets in output and leftovers\n')
  // Imported here: vite is not there before the set-up.
  const { sweepLeftovers } = await import('./lib/sweep.mjs')
  const found = await sweepLeftovers({ output, folder: temporary })
  for (const place of found) process.stdout.write(`A secret of a test was found: ${place}\n`)
  count('secrets in output and leftovers', found.length === 0)
}

const main = async () => {
  setup('test')
  const asked = process.argv.slice(2)
  const unknown = asked.filter((name) => !(name in STAGES))
  if (unknown.length > 0)
    throw new Error(`no stage is called ${unknown.join(', ')}; there are ${Object.keys(STAGES).join(', ')}`)
  for (const [name, run] of Object.entries(STAGES)) if (asked.length === 0 || asked.includes(name)) run()
  await sweep()
}

try {
  await main()
} catch (error) {
  say(`The tests stopped: ${error.message}`)
  count(`stopped: ${error.message}`, false)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
if (failures.length > 0)
  process.stdout.write(`\nFailed:\n${failures.map((name) => `  ${name}`).join('\n')}\n`)
process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed\n`)
process.exitCode = counts.failed === 0 ? 0 : 1
