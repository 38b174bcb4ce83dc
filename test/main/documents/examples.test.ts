import { globSync, readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startDemo, type DemoServer } from '../../../src/demo/index'
import { LEAST_EXPECTATIONS, parseExpectations } from '../../../src/main/services/analysis/policy-file'
import { LEAST_EXCEPTIONS, parseExceptions } from '../../../src/main/services/exceptions/exceptions-file'
import { driftFileSchema } from '../../../src/shared/files/drift'
import { comparisonFileSchema } from '../../../src/shared/files/comparison'
import { applicationsFileSchema } from '../../../src/shared/files/applications'
import { parseReview } from '../../../src/shared/files/review'
import { LEAST_CONFIG, parseConfig } from '../../../src/shared/files/config'
import { RESOURCES } from '../../../src/core/halo/resource'
import { REASON_CODES } from '../../../src/core/comparison/reason-code'
import { CONTOSO_CA } from '../../support/authorities'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'

/** The examples of the documents, read from the documents and run. */

const ROOT = path.resolve(import.meta.dirname, '../../..')
const read = (document: string): string => readFileSync(path.join(ROOT, document), 'utf8')
const README = read('README.md')
const CLI = read('docs/cli.md')
const AUTOMATION = read('docs/automation/README.md')

/** Fenced blocks of one language that hold a text. */
const blocks = (document: string, language: string, holding = ''): readonly string[] =>
  [...document.matchAll(/^```(\w*)\n([\s\S]*?)^```/gm)]
    .filter(([, is, block = '']) => is === language && block.includes(holding))
    .map(([, , block = '']) => block)

interface ConfigExample {
  readonly url: string
  readonly ca?: string
  readonly tenant?: string
  readonly app: Source
  readonly agent: Source
  readonly inspector?: Source
}
interface Source {
  readonly clientId: string
  readonly secretEnv?: string
  readonly secretFile?: string
}

let folder: string
let demos: DemoServer[]
let secretFiles: string[]
beforeEach(() => {
  folder = temporaryFolder()
  demos = []
  secretFiles = []
})
afterEach(async () => {
  await Promise.all(demos.map((demo) => demo.close()))
})

/** Puts an example into the folder: the demo tenant's address and clients in it, the files it names beside it. */
const place = async (text: string): Promise<Readonly<Record<string, string>>> => {
  const example = JSON.parse(text) as ConfigExample
  const demo = await startDemo('mixed')
  demos.push(demo)
  const env: Record<string, string> = {}
  let config = text.replace(example.url, demo.url)
  if (example.tenant !== undefined) config = config.replace(`"${example.tenant}"`, `"${demo.tenant}"`)
  for (const role of ['app', 'agent', 'inspector'] as const) {
    const source = example[role]
    if (source === undefined) continue
    config = config.replace(source.clientId, demo[role].clientId)
    if (source.secretEnv !== undefined) env[source.secretEnv] = demo[role].secret
    if (source.secretFile === undefined) continue
    const file = path.join(folder, source.secretFile)
    await writeFile(file, `${demo[role].secret}\n`, { mode: 0o600 })
    secretFiles.push(file)
  }
  if (example.ca !== undefined) await writeFile(path.join(folder, example.ca), CONTOSO_CA)
  await writeFile(path.join(folder, 'contoso.json'), config)
  return env
}

const configs = [
  ['README.md', blocks(README, 'json', '"secretEnv"')],
  ['docs/cli.md', blocks(CLI, 'json', '"secretEnv"')],
] as const

describe.each(configs)('the config file of %s', (_document, found) => {
  it('is one', () => {
    expect(found).toHaveLength(1)
    expect(parseConfig(found[0] ?? '')).toMatchObject({ ok: true })
  })

  it.each([
    ['check', ['check', '--config', 'contoso.json']],
    ['compare', ['compare', '--config', 'contoso.json', '--resources', 'clients', '--json', '-']],
    ['expect', ['expect', 'policy.yaml', '--config', 'contoso.json']],
  ])('serves crossview %s', async (_command, args) => {
    const env = await place(found[0] ?? '')
    await writeFile(path.join(folder, 'policy.yaml'), LEAST_EXPECTATIONS)
    const { status, messages } = await runCli(folder, args, env)
    // No other file of the folder may hold a secret.
    for (const file of secretFiles) await rm(file)
    // The mixed scenario has differences; what is wrong with a file is 2, what was not completed 3.
    expect(status, messages).toBe(args[0] === 'check' ? 0 : 1)
  })
})

it('takes the sign-in of docs/cli.md as an agent side', () => {
  const [signIn = ''] = blocks(CLI, 'json', '"sign-in"')
  const config = { ...(JSON.parse(LEAST_CONFIG) as object), agent: JSON.parse(signIn) as unknown }
  expect(parseConfig(JSON.stringify(config))).toMatchObject({
    ok: true,
    value: { agent: { redirectPort: 8765 } },
  })
})

it.each([
  ['README.md', README],
  ['docs/cli.md', CLI],
])('decides every policy test of %s against the demo tenant', async (_document, text) => {
  const [policy = '', ...more] = blocks(text, 'yaml', 'crossview.expect/1')
  expect(more).toEqual([])
  await writeFile(path.join(folder, 'policy.yaml'), policy)
  const { out, status } = await runCli(folder, ['expect', 'policy.yaml', '--demo', '--json', '-'])
  const { results } = JSON.parse(out) as { results: readonly { kind: string; state: string }[] }
  expect(results.map(({ kind, state }) => [kind, state])).toEqual([
    ['sees', 'passed'],
    ['sees', 'passed'],
    ['same', 'passed'],
    ['recipe', 'failed'],
    ['only-scopes', 'failed'],
    ['no-finding', 'passed'],
  ])
  expect(status).toBe(1)
})

it('holds an application against the recipe of docs/cli.md', async () => {
  const [recipe = ''] = blocks(CLI, 'json', 'crossview.recipe/1')
  await writeFile(path.join(folder, 'ticket-reporting.json'), recipe)
  const ran = await runCli(folder, ['check', '--demo', '--recipe', 'ticket-reporting.json', '--json', '-'])
  expect(JSON.parse(ran.out)).toMatchObject({ result: 'missing', recipe: { name: 'ticket-reporting' } })
  expect(ran.status).toBe(1)
})

it('shows a comparison as docs/cli.md says it is', () => {
  const [comparison = ''] = blocks(CLI, 'json', 'crossview.comparison/1')
  expect(() => comparisonFileSchema.parse(JSON.parse(comparison))).not.toThrow()
})

it('shows applications, decisions about them and what a config says of them as they are', () => {
  const [applications = ''] = blocks(CLI, 'json', 'crossview.applications/1')
  expect(() => applicationsFileSchema.parse(JSON.parse(applications))).not.toThrow()
  const [review = ''] = blocks(CLI, 'json', 'crossview.review/1')
  expect(parseReview(review)).toMatchObject({ ok: true })
  const [notes = ''] = blocks(CLI, 'json', '"nextReview"')
  const config = { ...(JSON.parse(LEAST_CONFIG) as object), ...(JSON.parse(notes) as object) }
  expect(parseConfig(JSON.stringify(config))).toMatchObject({ ok: true })
})

it('shows a drift as docs/cli.md says it is', () => {
  const [drift = ''] = blocks(CLI, 'json', 'crossview.drift/1')
  expect(() => driftFileSchema.parse(JSON.parse(drift))).not.toThrow()
})

it('takes the exceptions of docs/cli.md', () => {
  const [exceptions = '', ...more] = blocks(CLI, 'yaml', 'crossview.exceptions/1')
  expect(more).toEqual([])
  expect(parseExceptions(exceptions, '2026-11-26')).toMatchObject({
    ok: true,
    value: [
      { code: 'agent.client', of: 'API - Reporting', value: 'Fabrikam Ltd', line: 3 },
      { code: 'scope', value: 'read:assets', line: 12 },
    ],
  })
})

it('says in messages what would be taken', () => {
  expect(parseExceptions(LEAST_EXCEPTIONS, '2026-11-26')).toMatchObject({ ok: true, value: [{ line: 1 }] })
  expect(parseConfig(LEAST_CONFIG)).toMatchObject({ ok: true })
  expect(parseExpectations(LEAST_EXPECTATIONS)).toMatchObject({ ok: true, value: [{ line: 1 }] })
})

const COMMANDS = [
  ...[
    'check',
    'compare',
    'applications',
    'report',
    'drift',
    'what-if',
    'fix',
    'permissions',
    'expect',
    'fleet',
    'demo',
    'doctor',
  ].map((name) => [name]),
  ['fleet', 'merge'],
  ...['list', 'add', 'import', 'confirm', 'export', 'remove'].map((name) => ['profiles', name]),
  ...['list', 'sign-in', 'forget'].map((name) => ['proxy', name]),
  ...['list', 'save', 'baseline', 'remove'].map((name) => ['history', name]),
]

/** The options of a command, by its own help. */
const optionsOf = async (command: readonly string[]): Promise<readonly string[]> => {
  const { out, status } = await runCli(folder, [...command, '--help'])
  expect(status).toBe(0)
  return [...out.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, option = '']) => option)
}

describe('the command lines of the documents', () => {
  it('are all commands there are', async () => {
    const { out } = await runCli(folder, ['--help'])
    const named = (text: string) => [...text.matchAll(/^ {2}([a-z][a-z-]*) /gm)].map(([, name = '']) => name)
    const groups = new Set(['help', 'profiles', 'history', 'proxy'])
    expect(
      named(out)
        .filter((name) => !groups.has(name))
        .sort(),
    ).toEqual(COMMANDS.flatMap(([name = '', sub]) => (sub === undefined ? [name] : [])).sort())
    for (const group of ['profiles', 'history', 'proxy']) {
      const { out: commands } = await runCli(folder, [group, '--help'])
      expect(
        named(commands)
          .filter((name) => name !== 'help')
          .sort(),
      ).toEqual(COMMANDS.flatMap(([of, sub]) => (of === group && sub !== undefined ? [sub] : [])).sort())
    }
  })

  it.each(COMMANDS.map((command) => [command.join(' '), command] as const))(
    'give crossview %s options that it has, and docs/cli.md names each of its own',
    async (name, command) => {
      const options = await optionsOf(command)
      const lines = [README, CLI, AUTOMATION].flatMap((text) =>
        [...text.matchAll(/^(?:npm run --silent crossview -- |crossview )(.*)$/gm)].map(
          ([, line = '']) => line,
        ),
      )
      const isOf = (line: string, of: string): boolean => line === of || line.startsWith(`${of} `)
      const below = COMMANDS.map((other) => other.join(' ')).filter((other) => other.startsWith(`${name} `))
      const own = lines.filter((line) => isOf(line, name) && !below.some((other) => isOf(line, other)))
      const given = own.flatMap((line) =>
        [...line.matchAll(/ (--[a-z-]+)/g)].map(([, option = '']) => option),
      )
      expect(given.filter((option) => !options.includes(option))).toEqual([])
      expect(options.filter((option) => option !== '--help' && !CLI.includes(option))).toEqual([])
      expect(CLI).toContain(`crossview ${name}`)
    },
  )

  it('come with every resource and reason code in the documents', () => {
    expect(RESOURCES.filter((resource) => !CLI.split(/[\s`.]+/).includes(resource))).toEqual([])
    const product = read('docs/product.md')
    expect(REASON_CODES.filter((code) => !product.includes(`| \`${code}\` |`))).toEqual([])
  })
})

it('names in docs/cli.md every form of file that the product writes', () => {
  const forms = globSync('src/**/*.ts', { cwd: ROOT }).flatMap((file) =>
    [...read(file).matchAll(/'(crossview\.[a-z-]+\/\d+)'/g)].map(([, form = '']) => form),
  )
  expect(forms.length).toBeGreaterThan(8)
  expect(forms.filter((form) => !CLI.includes(form))).toEqual([])
})
