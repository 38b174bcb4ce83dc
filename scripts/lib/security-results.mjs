/** The text of docs/security-results.md. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { NODE, ROOT } from '../setup.mjs'
import { table } from './markdown-table.mjs'
import { moduleAt } from './module-at.mjs'
import { caseRows } from './security-cases.mjs'
import { CHECKLIST, KNOWN_GAPS } from './security-claims.mjs'

/**
 * @typedef {{ type?: string, host: string, description: string }} WindowCount as a spec noted it
 * @typedef {{ file: string, passed: number, failed: string[], counts?: WindowCount[] }} FileResult
 * @typedef {(part: string) => number} PassedIn how many tests passed in a file or folder
 * @typedef {{ surface: string, places: number, bytes: number }} Sweep
 * @typedef {import('./security-cases.mjs').List} List
 */

const git = (/** @type {string[]} */ ...args) =>
  spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' }).stdout.trim()

const thousands = (/** @type {number} */ number) => number.toLocaleString('en-GB')

/**
 * What was tried at random or from a list; the tests fail when anything comes through.
 * @param {PassedIn} passedIn
 */
const tried = async (passedIn) => {
  const { COUNTS } = await moduleAt('test/support/counts.ts')
  const { PAYLOADS } = await moduleAt('test/support/xss-corpus.ts')
  const { FAULTS } = await moduleAt('test/support/faults.ts')
  const { REDIRECTS } = await moduleAt('test/support/redirects.ts')
  const { BOMBS, METHODS } = await moduleAt('test/support/bombs.ts')
  const { BODIES, BODY_STEPS } = await moduleAt('test/support/bodies.ts')
  const { TOKEN_ANSWERS, RETRY_AFTERS } = await moduleAt('test/support/token-answers.ts')
  const { HOSTILE_IDS } = await moduleAt('test/support/paths.ts')
  const { ADDRESSES } = await moduleAt('test/support/address-corpus.ts')
  const { plugin } = await import('../../eslint/plugin.mjs')
  const { ALL_CHANNELS } = await moduleAt('src/shared/ipc/channels.ts')
  const { length: channels } = ALL_CHANNELS
  return table(
    ['what was tried', 'how often', 'came through'],
    [
      [
        `hostile payloads to the ${channels} channels of the window`,
        `${thousands(COUNTS.payloadsPerChannel)} each, ${thousands(channels * COUNTS.payloadsPerChannel)} in all`,
        'none its schema does not take',
      ],
      [
        'damaged copies of the profile file',
        thousands(COUNTS.mutatedFiles),
        'none was lost silently: read whole, from the backup, or set aside and named',
      ],
      [
        'processes killed while they save (SIGKILL)',
        thousands(COUNTS.kills),
        'none lost what was reported as saved',
      ],
      [
        'steps of a change at which the process dies',
        'every one of six changes',
        'no secret without its tenant, none for another address',
      ],
      [
        'random interleavings of runs over four tenants',
        thousands(COUNTS.interleavings),
        'no secret or token of another tenant',
      ],
      [
        'tenants added by three processes at once, and writers killed meanwhile',
        `${thousands(3 * COUNTS.tenantsPerWriter)}, ${thousands(COUNTS.killedWriters)}`,
        'none lost, none twice',
      ],
      [
        'redirects, by status, request and where they lead',
        thousands(REDIRECTS.length),
        'none followed; no secret and no token at another server',
      ],
      [
        'answers that grow in memory, to a listing and to a token request',
        `${BOMBS.length} each, ${BOMBS.length * METHODS.length} in all`,
        'refused, memory bounded',
      ],
      [
        'answers that are not what they should be, at each step of a connection',
        `${BODIES.length} at ${BODY_STEPS.length} steps`,
        'none taken for no records',
      ],
      [
        'answers to a token request, and times to wait that Halo names',
        `${TOKEN_ANSWERS.length}, ${RETRY_AFTERS.length}`,
        'refused or kept within bounds',
      ],
      ['ids that mean to lead elsewhere', thousands(HOSTILE_IDS.length), 'none left its path or its host'],
      [
        'web addresses at every way in',
        thousands(ADDRESSES.length),
        'ordinary, confirmed or refused, the same at each',
      ],
      [
        'rules over the source',
        thousands(Object.keys(plugin.rules).length),
        'kept, and each finds the samples that break it',
      ],
      [
        'faults of servers, networks and proxies',
        thousands(FAULTS.length),
        'each reported rightly, within its deadline',
      ],
      [
        'hostile names in every text of a report, as HTML in a real browser and as PDF',
        thousands(PAYLOADS.length),
        'none ran, none asked for anything, all literal',
      ],
      [
        'names that begin like a formula, in CSV files, opened in LibreOffice with formulas evaluated',
        '336',
        'none live; the planted formulas were',
      ],
      ['file names', '3,000', 'each valid on three systems, none outside its folder'],
      ['states of a real gnome-keyring', `${passedIn('test/keychain')} tests`, 'each told apart'],
    ],
  )
}

/**
 * `page crashes during a run: 50 (25 killed, 25 crashed)`, as specs note it, by host.
 * @param {FileResult[]} results
 * @param {string[]} hosts
 */
const windowCounts = (results, hosts) => {
  /** @type {Map<string, Record<string, string>>} */
  const byWhat = new Map()
  for (const { host, description } of results.flatMap(({ counts = [] }) => counts)) {
    const [what = '', count = ''] = description.split(/: (?=\d)/)
    byWhat.set(what, { ...byWhat.get(what), [host]: count })
  }
  const rows = [...byWhat].sort().map(([what, counts]) => [what, ...hosts.map((host) => counts[host] ?? '–')])
  return table(['in the running window', ...hosts], rows)
}

/**
 * Each of the 56 cases that Crossview was designed against, with its figure of this run.
 * @param {FileResult[]} results
 * @param {PassedIn} passedIn
 */
const cases = async (results, passedIn) => {
  const { COUNTS } = await moduleAt('test/support/counts.ts')
  /** @type {Record<List, [file: string, list: string]>} */
  const lists = {
    channels: ['src/shared/ipc/channels.ts', 'ALL_CHANNELS'],
    payloads: ['test/support/xss-corpus.ts', 'PAYLOADS'],
    faults: ['test/support/faults.ts', 'FAULTS'],
    redirects: ['test/support/redirects.ts', 'REDIRECTS'],
    tokenAnswers: ['test/support/token-answers.ts', 'TOKEN_ANSWERS'],
    retryAfters: ['test/support/token-answers.ts', 'RETRY_AFTERS'],
    addresses: ['test/support/address-corpus.ts', 'ADDRESSES'],
  }
  const lengths = /** @type {Record<List, number>} */ (
    Object.fromEntries(
      await Promise.all(
        Object.entries(lists).map(async ([name, [file, list]]) => [
          name,
          (await moduleAt(file))[list].length,
        ]),
      ),
    )
  )
  const { BOMBS, METHODS } = await moduleAt('test/support/bombs.ts')
  const { BODIES, BODY_STEPS } = await moduleAt('test/support/bodies.ts')
  const windowCount = (/** @type {string} */ what) => {
    const found = results
      .flatMap(({ counts = [] }) => counts)
      .filter(({ description }) => description.startsWith(`${what}: `))
      .map(({ host, description }) => `${description.slice(what.length + 2)} (${host})`)
    return found.length === 0 ? 'not run' : found.join(', ')
  }
  return table(
    ['case', 'what was tried', 'how often', 'tests'],
    caseRows({
      ...lengths,
      bombs: BOMBS.length * METHODS.length,
      bodies: BODIES.length * BODY_STEPS.length,
      counts: COUNTS,
      passedIn,
      windowCount,
    }),
  )
}

const sweepTable = (/** @type {Sweep[]} */ sweeps) => {
  const surfaces = new Map()
  for (const { surface, places, bytes } of sweeps) {
    const sum = surfaces.get(surface) ?? { times: 0, places: 0, bytes: 0 }
    surfaces.set(surface, { times: sum.times + 1, places: sum.places + places, bytes: sum.bytes + bytes })
  }
  const rows = [...surfaces]
    .filter(([surface]) => surface !== 'the positive control')
    .map(([surface, { times, places, bytes }]) => [
      surface,
      thousands(times),
      thousands(places),
      (bytes / 1e6).toFixed(1),
      '0',
    ])
  return table(
    ['looked through for every secret and token of the tests', 'times', 'places', 'MB', 'found'],
    rows,
  )
}

const checklist = () => {
  const missing = CHECKLIST.flatMap(({ tests }) => tests).filter((file) => !existsSync(path.join(ROOT, file)))
  if (missing.length > 0)
    throw new Error(`The checklist names tests that are not there: ${missing.join(', ')}`)
  return table(
    ['#', 'Electron’s checklist', 'tested by'],
    CHECKLIST.map(({ rule, tests }, index) => [
      index + 1,
      rule,
      tests.map((file) => `\`${file}\``).join(', '),
    ]),
  )
}

/** What is pinned, and which packages may run a script when they are installed. */
const supply = () => {
  const { packages } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'))
  const { allowScripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
  const scripts = Object.keys(allowScripts).filter((name) => allowScripts[name])
  const version = (/** @type {string} */ name) => packages[`node_modules/${name}`].version
  return table(
    ['supply chain', ''],
    [
      ['packages in the lock file, each with its hash', thousands(Object.keys(packages).length - 1)],
      ['install scripts that may run', scripts.join(', ') || 'none'],
      ...['electron', 'axios', 'follow-redirects', 'keytar'].map((name) => [name, version(name)]),
    ],
  )
}

/**
 * What is told of Windows: never more than was run.
 * @public a test runs it
 * @param {FileResult[] | null} underWine the keychain's tests under Wine; null when they were not run
 */
export const credentialManagerText = (underWine) => {
  if (underWine === null) return 'Credential Manager: not run.'
  const passed = underWine.reduce((sum, file) => sum + file.passed, 0)
  const failed = underWine.reduce((sum, file) => sum + file.failed.length, 0)
  return `Credential Manager: contract run under Wine 10, ${passed} tests passed, ${failed} failed. Wine is not Windows: no Windows was there.`
}

/**
 * @param {{ results: FileResult[], underWine: FileResult[] | null, sweeps: Sweep[], hosts: string[],
 *   minutes: number, isQuick: boolean }} ran
 */
export const resultsText = async ({ results, underWine, sweeps, hosts, minutes, isQuick }) => {
  const { SEED } = await moduleAt('test/support/counts.ts')
  /** @type {PassedIn} */
  const passedIn = (part) =>
    results.filter(({ file }) => file.startsWith(part)).reduce((sum, { passed }) => sum + passed, 0)
  const failed = [
    ...results.flatMap(({ file, failed: names }) => names.map((name) => `${file}: ${name}`)),
    ...(underWine ?? []).flatMap(({ file, failed: names }) =>
      names.map((name) => `${file}, under Wine 10: ${name}`),
    ),
  ]
  const total = thousands(passedIn('test/'))
  const dirty = git('status', '--porcelain', '--', 'src', 'test', 'scripts') === '' ? '' : ', with changes'
  return `# Security results

Written by \`npm run verify:security${isQuick ? ' -- --quick' : ''}\` (${isQuick ? 'the random tests at the counts of `npm test`' : 'the random tests at their whole counts'}) at commit ${git('rev-parse', '--short', 'HEAD')}${dirty}, seed ${SEED}, ${process.platform}, Node ${spawnSync(NODE, ['--version'], { encoding: 'utf8' }).stdout.trim()}; it took ${minutes} minutes.
${failed.length === 0 ? `Nothing failed: ${total} tests passed.` : `FAILED:\n\n${failed.map((name) => `- ${name}`).join('\n')}`}

## What was tried

${await tried(passedIn)}

${windowCounts(results, hosts)}

Electron is the test runtime that is here (22.3.25); the product pins the current one.

${credentialManagerText(underWine)}

## The 56 cases

${await cases(results, passedIn)}

## Where secrets were looked for

In ten forms: plain, URL, form, JSON, markup, hexadecimal, base64 in three alignments, and UTF-16. A planted one is found in each.

${sweepTable(sweeps)}

## Electron’s checklist

${checklist()}

## What it is made of

${supply()}

## Known gaps

${KNOWN_GAPS.map((gap) => `- ${gap}`).join('\n')}

## Tests

${table(
  ['tests', 'passed', 'failed'],
  [...results]
    .filter(({ passed, failed: names }) => passed + names.length > 0)
    .sort((a, b) => (a.file < b.file ? -1 : 1))
    .map(({ file, passed, failed: names }) => [`\`${file}\``, passed, names.length]),
)}
`
}
