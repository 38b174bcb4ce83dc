/**
 * `npm run verify:security`: the security tests at their whole counts, and what came of them in
 * docs/security-results.md. Takes more than an hour. `-- --quick` tries them at the smaller counts of
 * `npm test`, and the page says so.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from './lib/build.mjs'
import { findElectron } from './lib/electron.mjs'
import { prepared, takesOnly } from './lib/prepared.mjs'
import { resultsText } from './lib/security-results.mjs'
import { readVitest } from './lib/test-reports.mjs'
import { UNAVAILABLE } from './lib/test-run.mjs'
import { XVFB } from './lib/xvfb.mjs'
import { NODE, ROOT, setup, toolEnv } from './setup.mjs'

const isReady = prepared('Nothing was verified', () => {
  takesOnly('--quick')
  if (process.platform !== 'linux')
    throw new Error('many of these tests need a gnome-keyring, Xvfb and /proc: run this on Linux')
  setup('test')
  if (!build()) throw new Error('the build failed')
})
if (!isReady) process.exit()

/** Everything but what is not about security: the comparison's own reasoning, and markup of screens. */
const UNIT = [
  'test/main',
  'test/eslint',
  'test/shared',
  'test/core/report/redaction.test.ts',
  'test/core/comparison/comparison-json.test.ts',
  'test/core/report/inert-cell.test.ts',
]

const folder = mkdtempSync(path.join(tmpdir(), 'cv-'))
const swept = path.join(folder, 'swept.jsonl')
writeFileSync(swept, '')
const KEYRING = [NODE, 'scripts/with-keyring.mjs']
const started = Date.now()
const isQuick = process.argv.includes('--quick')
const full = isQuick ? {} : { CROSSVIEW_FULL: '1' }

/** @typedef {import('./lib/test-reports.mjs').PlaywrightSuite} PlaywrightSuite */

/**
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} [env]
 */
const run = ([command = '', ...args], env = {}) =>
  spawnSync(command, args, {
    cwd: ROOT,
    env: toolEnv({ ...full, CROSSVIEW_SWEPT: swept, ...env }),
    stdio: 'inherit',
  })

// The rules over the source are ESLint's: the tests only show that each finds what breaks it.
if (run([NODE, 'node_modules/eslint/bin/eslint.js', 'src']).status !== 0)
  throw new Error('ESLint found a fault in src')

/**
 * @param {string} name
 * @param {string[]} prefix
 * @param {string[]} projects
 * @param {string[]} [files]
 * @returns {import('./lib/security-results.mjs').FileResult[]} for each test file how many passed, and
 *   the names of those that did not
 */
const vitest = (name, prefix, projects, files = []) => {
  const report = path.join(folder, `${name}.json`)
  run([
    ...prefix,
    ...[
      NODE,
      'node_modules/vitest/vitest.mjs',
      'run',
      ...projects.flatMap((project) => ['--project', project]),
    ],
    ...files,
    ...['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`],
  ])
  return readResults(report, ROOT)
}

/**
 * @param {string} report of vitest, as JSON
 * @param {string} root where the checkout was
 * @returns {import('./lib/security-results.mjs').FileResult[]}
 */
const readResults = (report, root) => {
  /** @type {import('./lib/test-reports.mjs').VitestReport} */
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
  return testResults.map((file) => ({
    file: path.relative(root, file.name).replaceAll('\\', '/'),
    passed: readVitest({ testResults: [file] }).passed,
    failed: readVitest({ testResults: [file] }).names,
  }))
}

/**
 * Credential Manager in a Windows of Wine (scripts/with-windows.mjs), where one can be made.
 * @returns {import('./lib/security-results.mjs').FileResult[] | null} null when nothing was run
 */
const keychainUnderWine = () => {
  const report = path.join(folder, 'windows.json')
  const command = [
    ...[NODE, 'scripts/with-windows.mjs', '--fetch', 'crossview/report.json', report],
    ...['node', 'node_modules/vitest/vitest.mjs', 'run', '--project', 'keychain'],
    ...['--reporter=dot', '--reporter=json', '--outputFile.json=report.json'],
  ]
  // Windows has no such file: what is swept there is not counted.
  const { status } = run(command, { CROSSVIEW_SWEPT: undefined })
  if (status === UNAVAILABLE) return null
  return existsSync(report)
    ? readResults(report, 'C:/crossview')
    : [{ file: 'test/keychain', passed: 0, failed: ['no report was written'] }]
}

/**
 * The window, in a real Chromium and, where there is one, in a real Electron.
 * @param {string[]} hosts
 * @returns {import('./lib/security-results.mjs').FileResult[]}
 */
const playwright = (hosts) => {
  const report = path.join(folder, 'e2e.json')
  run(
    [
      ...XVFB,
      ...KEYRING,
      ...[
        NODE,
        'node_modules/@playwright/test/cli.js',
        'test',
        '--config=test/e2e',
        '--grep-invert',
        'no axe violation',
      ],
      ...hosts.flatMap((host) => ['--project', host]),
      '--reporter=dot,json',
    ],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  )
  /**
   * @param {PlaywrightSuite} suite
   * @returns {({ title: string } & import('./lib/test-reports.mjs').PlaywrightTest)[]}
   */
  const testsIn = ({ specs = [], suites = [] }) => [
    ...specs.flatMap(({ title, tests }) => tests.map((test) => ({ title, ...test }))),
    ...suites.flatMap(testsIn),
  ]
  /** @type {import('./lib/test-reports.mjs').PlaywrightReport} */
  const { suites } = JSON.parse(readFileSync(report, 'utf8'))
  return suites.map((suite) => {
    const tests = testsIn(suite)
    return {
      file: `test/e2e/${path.basename(suite.file)}`,
      passed: tests.filter(({ status }) => status === 'expected').length,
      failed: tests
        .filter(({ status }) => status !== 'expected')
        .map(({ title, projectName }) => `[${projectName}] ${title}`),
      counts: tests.flatMap(({ projectName, annotations }) =>
        annotations
          .filter(({ type }) => type === 'count')
          .map(({ description }) => ({ host: projectName, description: description ?? '' })),
      ),
    }
  })
}

const hosts = ['chromium', ...(findElectron() === null ? [] : ['electron'])]
const results = [
  ...vitest('main', [], ['main', 'core'], UNIT),
  ...vitest('keychain', KEYRING, ['keychain']),
  ...playwright(hosts),
  ...(hosts.includes('electron') ? vitest('packaged', XVFB, ['packaged']) : []),
]
const underWine = keychainUnderWine()
const sweeps = readFileSync(swept, 'utf8')
  .trim()
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line))
rmSync(folder, { recursive: true, force: true })

Object.assign(process.env, full)
const minutes = Math.round((Date.now() - started) / 60_000)
const text = await resultsText({ results, underWine, sweeps, hosts, minutes, isQuick })
writeFileSync(path.join(ROOT, 'docs/security-results.md'), text)
const failed = [...results, ...(underWine ?? [])].reduce((sum, { failed: names }) => sum + names.length, 0)
process.stdout.write(`\nWrote docs/security-results.md: ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1
