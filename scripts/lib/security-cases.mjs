/**
 * The 56 cases of bad input (B), faults (F) and load (L) that Crossview was designed against, each
 * with what was tried, how often, and the tests that would fail. `figure` gets the counts of this
 * run and what its tests passed; test/main/security/security-cases.test.ts holds the list to the files.
 */

const HALO = 'test/main/adapters/halo'
const DISPATCH = 'test/main/ipc/dispatch.test.ts'
const BOUNDARY = 'test/e2e/boundary.spec.ts'
const DOORS = 'test/main/services/profiles/address-doors.test.ts'
const FAULTS = `${HALO}/faults.test.ts`
const PROFILES = 'test/main/services/profiles/profile-service.test.ts'
const REMOVAL = 'test/keychain/removal.test.ts'

/**
 * @typedef {'channels' | 'payloads' | 'faults' | 'redirects' | 'tokenAnswers' | 'retryAfters' | 'addresses'} List
 *   of attacks, of which the length is told
 * @typedef {{ [counted in List | 'bombs' | 'bodies']: number } & {
 *   counts: Record<'payloadsPerChannel' | 'mutatedFiles' | 'kills' | 'tenantsPerWriter' | 'killedWriters' | 'interleavings' | 'pageAttacks' | 'troubledRuns' | 'cancelStride' | 'tenants' | 'rowsPerTenant' | 'printedPages', number>,
 *   passedIn: (file: string) => number, windowCount: (what: string) => string }} TestedRun `counts` of
 *   test/support/counts.ts, how many tests passed in a file or folder, and what specs noted of the window
 * @typedef {TestedRun & { tests: readonly string[] }} CaseRun with the tests of one case
 */

const number = (/** @type {number} */ count) => count.toLocaleString('en-GB')
/** Figures that are the number of tests. @param {Pick<CaseRun, 'passedIn' | 'tests'>} run */
const passed = ({ passedIn, tests }) =>
  `${number(tests.reduce((sum, file) => sum + passedIn(file), 0))} tests`

/**
 * @public a test loads it
 * @type {readonly { id: string, tried: string, tests: readonly string[], figure?: (run: CaseRun) => string }[]}
 */
export const CASES = [
  {
    id: 'B1',
    tried: 'hostile payloads to every channel of the window',
    tests: [DISPATCH, BOUNDARY],
    figure: ({ counts, channels }) => `${number(counts.payloadsPerChannel)} to each of ${channels} channels`,
  },
  {
    id: 'B2',
    tried: 'requests from frames, other windows and pages that are not ours',
    tests: ['test/e2e/electron-senders.spec.ts', 'test/e2e/confinement.spec.ts'],
    figure: ({ windowCount }) => windowCount('foreign senders refused'),
  },
  {
    id: 'B3',
    tried: 'channels that are not in the recorded list',
    tests: [DISPATCH, BOUNDARY],
    figure: ({ counts }) => `${number(counts.payloadsPerChannel)} names`,
  },
  {
    id: 'B4',
    tried: 'every answer to the page, looked through for secrets',
    tests: [BOUNDARY, 'test/e2e/secrets.spec.ts'],
  },
  {
    id: 'B5',
    tried: 'overwriting the language under the bridge',
    tests: ['test/e2e/bridge.spec.ts'],
    figure: ({ windowCount }) => windowCount('ways to overwrite the language under the bridge'),
  },
  {
    id: 'B6',
    tried: 'ways to navigate or open a window',
    tests: ['test/e2e/navigation.spec.ts'],
    figure: ({ windowCount }) => windowCount('ways to navigate or open a window by script'),
  },
  {
    id: 'B7',
    tried: 'addresses for the system’s browser',
    tests: ['test/e2e/electron-external.spec.ts', 'test/main/security/boundaries.test.ts'],
    figure: ({ windowCount }) => windowCount('addresses that must not reach the system'),
  },
  {
    id: 'B8',
    tried: 'permissions, by name and by use',
    tests: ['test/e2e/permissions.spec.ts', 'test/e2e/electron-sessions.spec.ts'],
    figure: ({ windowCount }) => windowCount('permissions asked for by name'),
  },
  {
    id: 'B9',
    tried: 'ways to run a text in the page',
    tests: ['test/e2e/confinement.spec.ts', BOUNDARY],
    figure: ({ windowCount }) => windowCount('ways to run a text'),
  },
  {
    id: 'B10',
    tried: 'hostile paths at the window’s own origin',
    tests: ['test/e2e/window-files.spec.ts', 'test/main/security/boundaries.test.ts'],
    figure: ({ windowCount }) => windowCount('hostile paths at the window’s own origin'),
  },
  {
    id: 'B11',
    tried: 'web addresses at every way in',
    tests: ['test/shared/halo-address.test.ts', DOORS, 'test/main/cli/unusual-hosts.test.ts'],
    figure: ({ addresses }) => `${number(addresses)} addresses`,
  },
  {
    id: 'B12',
    tried:
      'a stored tenant led elsewhere: host, port, authority, proxy, kind, application; by form, file, keychain, while runs are under way, and by a script in the page in random sequences of calls',
    tests: [
      PROFILES,
      DOORS,
      'test/main/services/profiles/trust.test.ts',
      'test/main/services/runs/moved-tenant.test.ts',
      'test/e2e/connection-trust.spec.ts',
      'test/e2e/page-attacker.spec.ts',
      'test/e2e/add-tenant.spec.ts',
    ],
    figure: ({ counts, ...run }) => `${number(counts.pageAttacks)} sequences in each host, ${passed(run)}`,
  },
  {
    id: 'B13',
    tried: 'redirects, by status, request and where they lead',
    tests: [`${HALO}/redirects.test.ts`],
    figure: ({ redirects }) => number(redirects),
  },
  {
    id: 'B14',
    tried: 'absolute and protocol-relative paths from data',
    tests: ['test/main/adapters/http/http-paths.test.ts'],
  },
  {
    id: 'B15',
    tried:
      'certificates that are not to be trusted, straight and through proxies, and replies of a proxy that are no tunnel',
    tests: [
      'test/main/adapters/http/tls.test.ts',
      'test/main/adapters/http/http-proxy-replies.test.ts',
      'test/main/adapters/http/proxy.test.ts',
      'test/main/cli/forged-proxy.test.ts',
    ],
  },
  {
    id: 'B16',
    tried: 'answers that grow in memory, and lists and runs that do so over their pages',
    tests: [
      'test/main/adapters/http/http-memory.test.ts',
      `${HALO}/bounds.test.ts`,
      'test/main/cli/bounded-files.test.ts',
    ],
    figure: ({ bombs, ...run }) => `${number(bombs)} answers, ${passed(run)}`,
  },
  {
    id: 'B17',
    tried: 'bodies that are no answer, at each step of a connection',
    tests: [`${HALO}/bodies.test.ts`, FAULTS],
    figure: ({ bodies }) => number(bodies),
  },
  { id: 'B18', tried: 'rows with hostile keys, ids and types', tests: [`${HALO}/connector.test.ts`, FAULTS] },
  {
    id: 'B19',
    tried: 'lists that do not end, repeat or miscount',
    tests: [`${HALO}/connector.test.ts`, FAULTS],
  },
  {
    id: 'B20',
    tried: 'times to wait that Halo names',
    tests: [`${HALO}/limiter.test.ts`],
    figure: ({ retryAfters }) => `${number(retryAfters)} and 2,000 at random`,
  },
  {
    id: 'B21',
    tried: 'answers to a token request',
    tests: ['test/main/adapters/halo/auth/token-answers.test.ts', FAULTS],
    figure: ({ tokenAnswers }) => number(tokenAnswers),
  },
  {
    id: 'B22',
    tried: 'texts as secrets, from the form to the token request',
    tests: [
      'test/main/services/profiles/secret-texts.test.ts',
      'test/shared/secret-text.test.ts',
      'test/e2e/secret-texts.spec.ts',
    ],
  },
  {
    id: 'B23',
    tried: 'names of tenants',
    tests: ['test/main/services/profiles/tenant-names.test.ts', 'test/e2e/own-server.spec.ts'],
  },
  {
    id: 'B24',
    tried: 'damaged copies of the profile file',
    tests: ['test/main/adapters/profile-store/profile-store.test.ts'],
    figure: ({ counts }) => number(counts.mutatedFiles),
  },
  {
    id: 'B25',
    tried: 'hostile import files, with an authority and a proxy of their own',
    tests: [
      'test/main/services/profiles/hostile-import.test.ts',
      'test/main/services/profiles/profile-import.test.ts',
      'test/main/services/profiles/authorities.test.ts',
      'test/main/cli/commands/profile-trust.test.ts',
    ],
  },
  {
    id: 'B26',
    tried:
      'markup in every text of a tenant, on screen and in reports; what a terminal obeys, in all that is printed',
    tests: [
      'test/main/services/reports/inert-exports.test.ts',
      'test/e2e/hostile-names.spec.ts',
      'test/main/cli/terminal.test.ts',
      'test/shared/visible-text.test.ts',
    ],
    figure: ({ payloads, ...run }) => `${number(payloads)} texts, ${passed(run)}`,
  },
  {
    id: 'B27',
    tried: 'formulas in CSV files, at every separator, opened in LibreOffice',
    tests: ['test/main/services/reports/inert-exports.test.ts', 'test/core/report/inert-cell.test.ts'],
    figure: () => '336 names, 40,000 random cells',
  },
  {
    id: 'B28',
    tried: 'file names',
    tests: ['test/main/services/reports/inert-exports.test.ts'],
    figure: () => '3,000',
  },
  {
    id: 'B29',
    tried: 'switches and variables at the start',
    tests: [
      'test/packaged/packaged.test.ts',
      'test/main/security/launch-guard.test.ts',
      'test/main/security/surroundings.test.ts',
      'test/main/cli/surroundings.test.ts',
      'test/main/cli/children.test.ts',
      'test/e2e/fallback-surroundings.spec.ts',
      'test/e2e/fallback-keeps-nothing.spec.ts',
    ],
  },
  {
    id: 'B30',
    tried: 'fuses, and a flipped byte in the archive',
    tests: ['test/packaged/packaged.test.ts', 'test/main/security/pack-hooks.test.ts'],
  },
  {
    id: 'B31',
    tried: 'random interleavings of runs over four tenants',
    tests: ['test/main/services/runs/tenant-isolation.test.ts'],
    figure: ({ counts }) => number(counts.interleavings),
  },
  {
    id: 'F1',
    tried: 'states and faults of a real gnome-keyring',
    tests: [
      'test/keychain/faults.test.ts',
      'test/keychain/contract.test.ts',
      'test/main/adapters/keychain/keychain.test.ts',
    ],
  },
  {
    id: 'F2',
    tried: 'locked, then unlocked',
    tests: ['test/keychain/prompt.test.ts', 'test/e2e/keychain-prompt.spec.ts'],
  },
  {
    id: 'F3',
    tried: 'a full vault, a secret too large, half a save',
    tests: [PROFILES, 'test/main/adapters/keychain/keychain.test.ts'],
  },
  {
    id: 'F4',
    tried: 'tenants without a secret and secrets without a tenant',
    tests: ['test/main/services/profiles/recover-saves.test.ts', PROFILES],
  },
  {
    id: 'F5',
    tried: 'processes killed while they save',
    tests: ['test/main/adapters/profile-store/profile-store.test.ts'],
    figure: ({ counts }) => number(counts.kills),
  },
  {
    id: 'F6',
    tried: 'disks that are full, read-only or held, and no file to be opened',
    tests: ['test/main/adapters/files/full-disk.test.ts'],
  },
  {
    id: 'F7',
    tried: 'several processes, stale turns, and two users of the computer',
    tests: [
      'test/main/services/profiles/writers.test.ts',
      'test/main/adapters/files/file-lock.test.ts',
      'test/main/services/profiles/two-users.test.ts',
    ],
    figure: ({ counts }) =>
      `${number(3 * counts.tenantsPerWriter)} tenants by three processes, ${number(counts.killedWriters)} killed`,
  },
  {
    id: 'F8',
    tried: 'pages that crash or are killed during a run',
    tests: ['test/e2e/crash.spec.ts', 'test/e2e/crash-limit.spec.ts', 'test/e2e/hanging-page.spec.ts'],
    figure: ({ windowCount }) => windowCount('page crashes during a run'),
  },
  { id: 'F9', tried: 'errors that nobody caught', tests: ['test/main/security/crash-guard.test.ts'] },
  {
    id: 'F10',
    tried: 'faults of servers, networks and proxies, told apart',
    tests: [FAULTS, 'test/main/adapters/http/http.test.ts'],
    figure: ({ faults }) => number(faults),
  },
  {
    id: 'F11',
    tried: '429 storms, a mix of 5xx, and three requests in ten that fail',
    tests: [`${HALO}/flapping.test.ts`],
    figure: ({ counts }) =>
      `11 patterns, and ${number(counts.troubledRuns)} comparisons that fail at random: no wrong verdict`,
  },
  {
    id: 'F12',
    tried: 'tokens that expire or are revoked during a run, and clocks that are set',
    tests: [`${HALO}/renewal.test.ts`],
  },
  {
    id: 'F13',
    tried: 'one of forty tenants is down, in five ways',
    tests: ['test/main/services/runs/one-of-forty.test.ts'],
    figure: () => '5 times 39 of 40 whole',
  },
  {
    id: 'F14',
    tried: 'a comparison cancelled at its steps',
    tests: ['test/main/services/runs/cancel-anywhere.test.ts'],
    figure: ({ counts }) =>
      counts.cancelStride === 1 ? 'every step' : `every ${counts.cancelStride}th step`,
  },
  {
    id: 'F15',
    tried: 'sleep, and networks that go away or change, during a run',
    tests: [`${HALO}/network-changes.test.ts`],
  },
  {
    id: 'F16',
    tried: 'files of released versions, newer and half-migrated ones',
    tests: ['test/main/services/reports/released-files.test.ts'],
  },
  {
    id: 'F17',
    tried: 'the browser that prints does not start, crashes, is killed, hangs or has no memory',
    tests: [
      'test/main/services/reports/printing-faults.test.ts',
      'test/e2e/electron-printing.spec.ts',
      'test/main/services/reports/report.test.ts',
    ],
    figure: (run) => `${passed(run)}; ${number(run.counts.printedPages)} pages printed whole`,
  },
  {
    id: 'F18',
    tried: 'all tenants are deleted, seen from outside',
    tests: [REMOVAL, 'test/keychain/contract.test.ts', 'test/e2e/secrets.spec.ts'],
  },
  {
    id: 'L1',
    tried: 'tenants and rows in one process',
    tests: ['test/main/services/runs/many-tenants.test.ts'],
    figure: ({ counts }) => `${number(counts.tenants)} tenants of ${number(counts.rowsPerTenant)} rows`,
  },
  {
    id: 'L2',
    tried: '100 parallel calls with an expired token',
    tests: ['test/main/adapters/halo/auth/token-cache.test.ts', `${HALO}/connector.test.ts`],
  },
  { id: 'L3', tried: '1,000 stored tenants', tests: ['test/main/services/profiles/many-profiles.test.ts'] },
  {
    id: 'L4',
    tried: '10,000 requests a second from the page',
    tests: ['test/main/ipc/flood.test.ts', 'test/e2e/flood.spec.ts'],
    figure: ({ windowCount }) => windowCount('requests of a page, 10,000 a second'),
  },
  {
    id: 'L5',
    tried: '500 runs, memory and handles',
    tests: ['bench/many-runs.ts'],
    figure: () => '`npm run bench`',
  },
  { id: 'L6', tried: 'a simulated hour of requests, at every pace', tests: [`${HALO}/limiter.test.ts`] },
  {
    id: 'L7',
    tried: 'secrets of the whole suite, looked for in ten forms, and planted ones',
    tests: ['test/main/security/secret-sweep.test.ts', 'test/e2e/secrets.spec.ts', 'scripts/lib/sweep.mjs'],
  },
]

/**
 * @param {TestedRun} run
 * @returns a row for each case: its id, what was tried, how often, and the tests
 */
export const caseRows = (run) =>
  CASES.map(({ id, tried, tests, figure = passed }) => [
    id,
    tried,
    figure({ ...run, tests }),
    tests.map((file) => `\`${file}\``).join(', '),
  ])
