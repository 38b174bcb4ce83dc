/** The stages of `npm test`: what each runs, and what it needs. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { findElectron } from './electron.mjs'
import { readPlaywright, readVitest, withFilesAgain } from './test-reports.mjs'
import { WINDOWS_TEMPORARY } from './windows-runtime.mjs'
import { WINDOWS_TESTS } from './windows-tests.mjs'
import { XVFB } from './xvfb.mjs'
import { NODE, ROOT, say } from '../setup.mjs'

/** @typedef {import('./test-run.mjs').Run} Run */

const IS_LINUX = process.platform === 'linux'
const WITH_KEYRING = [NODE, path.join(ROOT, 'scripts/with-keyring.mjs')]
const bin = (/** @type {string} */ relative) => path.join(ROOT, 'node_modules', relative)

/** @param {Run} run */
const lint = async (run) => {
  await run.check('types', [bin('typescript/bin/tsc'), '-b'])
  await run.check('eslint', [
    bin('eslint/bin/eslint.js'),
    '.',
    '--max-warnings',
    '0',
    '--cache',
    '--cache-location',
    bin('.cache/eslint/'),
  ])
  await run.check('prettier', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'])
  await run.check('import rules', [
    bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
    '--config',
    '.dependency-cruiser.mjs',
    'src',
  ])
  await run.check('documents', [path.join(ROOT, 'scripts/lib/check-documents.mjs')])
  await run.check('workflows', [path.join(ROOT, 'scripts/lib/check-workflows.mjs')])
  await run.check('unused', [bin('knip/bin/knip.js'), '--no-progress', '--config', 'scripts/knip.jsonc'])
  const problems = dependencyProblems()
  for (const problem of problems) process.stdout.write(`${problem}\n`)
  run.count('dependencies', problems.length === 0)
}

/** @returns {string[]} what is wrong with the packages: each is pinned exactly, and explained */
const dependencyProblems = () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(path.join(ROOT, 'package.json'), 'utf8'),
  )
  const explained = readFileSync(path.join(ROOT, 'docs/dependencies.md'), 'utf8')
  /** @type {[string, string][]} */
  const packages = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
  const known = new Set(packages.map(([name]) => name))
  const lines = [...explained.matchAll(/^\| ([@\w][\w./@-]*) \|/gm)].map(([, name = '']) => name)
  return [
    ...packages
      .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
      .map(([name]) => `${name} is not pinned exactly`),
    ...[...known]
      .filter((name) => !lines.includes(name))
      .map((name) => `${name} has no line in docs/dependencies.md`),
    ...lines
      .filter((name) => name !== 'package' && !known.has(name))
      .map((name) => `docs/dependencies.md explains ${name}, which is not there`),
  ]
}

/**
 * @param {string[]} projects
 * @param {string[]} options
 * @param {string} report file to write it to
 */
const vitestOptions = (projects, options, report) => [
  ...projects.flatMap((project) => ['--project', project]),
  ...options,
  '--reporter=dot',
  '--reporter=json',
  `--outputFile.json=${report}`,
]

/**
 * @param {Run} run
 * @param {string} name
 * @param {string[]} projects
 * @param {{ outside?: string[], options?: string[] }} [more] a program that runs the runner; its own options
 */
const vitest = (run, name, projects, { outside = [], options = [] } = {}) =>
  run.tests(
    name,
    (report) => ({
      command: [
        ...outside,
        NODE,
        bin('vitest/vitest.mjs'),
        'run',
        ...vitestOptions(projects, options, report),
      ],
    }),
    readVitest,
  )

/** Some of them run what was built: the command line, and rules about the bundle. @param {Run} run */
const unit = async (run) => {
  // On their own, so that what is covered of src/core is covered by its own tests.
  await vitest(run, 'core', ['core'], { options: ['--coverage'] })
  await vitest(run, 'unit', ['main', 'renderer'])
}

/** @param {Run} run */
const keychain = async (run) => {
  if (IS_LINUX) await vitest(run, 'keychain', ['keychain'], { outside: WITH_KEYRING })
  else process.stdout.write('\nkeychain specs did not run: they need gnome-keyring, on Linux\n')
}

/**
 * Says that something did not run for want of an Electron; a failure where one is required.
 * @param {Run} run
 * @param {string} what
 */
const withoutElectron = (run, what) => {
  process.stdout.write(
    `\n${what} did not run: no Electron runtime is here (ELECTRON_OVERRIDE_DIST_PATH, node_modules/electron/dist).\n`,
  )
  if (process.env.CROSSVIEW_REQUIRE_ELECTRON === '1') run.count(`${what} did not run`, false)
}

/** @param {Run} run */
const e2e = async (run) => {
  const hasElectron = findElectron() !== null
  if (!hasElectron) withoutElectron(run, 'the Electron specs')
  await run.tests(
    'e2e',
    (report) => ({
      command: [
        ...(IS_LINUX ? [...XVFB, ...WITH_KEYRING] : []),
        NODE,
        bin('@playwright/test/cli.js'),
        'test',
        '--config=test/e2e',
        '--project=chromium',
        ...(hasElectron ? ['--project=electron'] : []),
        '--reporter=dot,json',
      ],
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    }),
    readPlaywright,
  )
}

/** The app as it is shipped, with its fuses; on the Electron that is here. @param {Run} run */
const packaged = async (run) => {
  if (!IS_LINUX) process.stdout.write('\npackaged specs did not run: they need Linux\n')
  else if (findElectron() === null) withoutElectron(run, 'packaged specs')
  else await vitest(run, 'packaged', ['packaged'], { outside: XVFB })
}

/** Files that fail under Wine in one run, and may be an accident. */
const ACCIDENTS = 5

/**
 * In a Windows: this machine, or one of Wine on it (scripts/with-windows.mjs), where one can be made.
 * @param {'whole' | 'part'} which
 * @returns {(run: Run) => Promise<void>}
 */
const windows = (which) => (run) => {
  const isWindows = process.platform === 'win32'
  // Of a Windows that is one, the stage `unit` runs the others.
  const { projects, files } = WINDOWS_TESTS[isWindows && which === 'part' ? 'own' : which]
  if (isWindows) return vitest(run, 'windows', projects)
  const inWindows = (/** @type {string[]} */ which, /** @type {string} */ report) => ({
    command: [
      ...[NODE, path.join(ROOT, 'scripts/with-windows.mjs')],
      ...['--fetch', 'crossview/report.json', report],
      ...['--fetch', WINDOWS_TEMPORARY, path.join(run.temporary, 'windows')],
      ...['node', 'node_modules/vitest/vitest.mjs', 'run'],
      ...vitestOptions(projects, which, 'report.json'),
    ],
  })
  return run.tests(
    'windows',
    (report) => inWindows(files, report),
    readVitest,
    async (first, report) => {
      const failed = first.testResults.filter((file) => readVitest({ testResults: [file] }).failed > 0)
      if (failed.length === 0 || failed.length > ACCIDENTS) return first
      // Wine loses a process or an answer now and then. What a fault of ours breaks, it breaks twice.
      for (const name of readVitest({ testResults: failed }).names) say(`windows: run again: ${name}`)
      const names = failed.map(({ name }) => name.replace(/^C:\/crossview\//i, ''))
      await run.runProgram('windows again', inWindows(names, report))
      return existsSync(report) ? withFilesAgain(first, JSON.parse(readFileSync(report, 'utf8'))) : first
    },
  )
}

/** Installers for Windows: made here, put on and taken off in a Windows of Wine. @param {Run} run */
const installers = async (run) => {
  if (!IS_LINUX) {
    process.stdout.write('\ninstaller specs did not run: they need Linux and Wine\n')
    return
  }
  await vitest(run, 'installers', ['installers'], {
    outside: [NODE, path.join(ROOT, 'scripts/with-windows.mjs'), '--beside'],
  })
}

/** By name, each with whether it runs what was built. */
export const STAGES = {
  lint: { run: lint, needsBuild: false },
  unit: { run: unit, needsBuild: true },
  keychain: { run: keychain, needsBuild: false },
  e2e: { run: e2e, needsBuild: true },
  packaged: { run: packaged, needsBuild: true },
  windows: { run: windows('part'), needsBuild: true },
  installers: { run: installers, needsBuild: true },
  // `npm run verify:windows`.
  'windows-whole': {
    run: async (/** @type {Run} */ run) => {
      await windows('whole')(run)
      await installers(run)
    },
    needsBuild: true,
  },
}
/** @typedef {keyof typeof STAGES} Stage */

/**
 * What runs side by side, and in which turn. They share the processor and nothing else: each has its
 * folders and its ports, and keyrings and screens of its own.
 * @type {Stage[][]}
 */
export const LANES = [
  ['unit', 'packaged'],
  ['lint', 'keychain', 'e2e'],
  ['windows', 'installers'],
]
