import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

/**
 * What release.yml hands to electron-builder is read by electron-builder itself, and held against its own
 * schema: it would refuse a wrong one, or pass over it, at the first release.
 */

const ROOT = path.resolve(import.meta.dirname, '../../..')
const fromHere = createRequire(import.meta.url)
const fromBuilder = createRequire(fromHere.resolve('electron-builder'))

const { configureBuildCommand, normalizeOptions, createYargs } = fromBuilder('./builder.js') as {
  createYargs: () => { parse: (args: readonly string[]) => unknown }
  configureBuildCommand: <Yargs>(yargs: Yargs) => Yargs
  normalizeOptions: (parsed: unknown) => { config?: Readonly<Record<string, object>> }
}
const { validateConfiguration } = fromBuilder('app-builder-lib/out/util/config/config.js') as {
  validateConfiguration: (config: object, log: { isEnabled: boolean; add: () => void }) => Promise<void>
}
const { DebugLogger } = fromBuilder('builder-util') as {
  DebugLogger: new (isEnabled: boolean) => { isEnabled: boolean; add: () => void }
}

const configOf = (args: readonly string[]) => {
  const own = parse(readFileSync(path.join(ROOT, 'electron-builder.yml'), 'utf8')) as Record<string, object>
  const { config = {} } = normalizeOptions(configureBuildCommand(createYargs()).parse(args))
  return {
    ...own,
    ...Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { ...own[key], ...value }])),
  } as Record<string, object>
}
/** Makes truth values of texts, as it does before it packages. Rejects with what is wrong. */
const isTaken = (config: object) => validateConfiguration(config, new DebugLogger(false))

it('the app calls itself what its installers enter in the start menu', () => {
  const { appId } = parse(readFileSync(path.join(ROOT, 'electron-builder.yml'), 'utf8')) as { appId: string }
  const said = /setAppUserModelId\('([^']+)'\)/.exec(
    readFileSync(path.join(ROOT, 'src/main/index.ts'), 'utf8'),
  )
  expect(said?.[1]).toBe(appId)
})

const release = readFileSync(path.join(ROOT, '.github/workflows/release.yml'), 'utf8')
const { jobs } = parse(release) as { jobs: { package: { steps: { name?: string; run?: string }[] } } }
const packaging = jobs.package.steps.flatMap(({ name = '', run = '' }) => {
  const [, args] = /npm run package --(?: +(.*))?$/m.exec(run) ?? []
  return args === undefined ? [] : [[name, args.split(' ').map((arg) => arg.replaceAll('"', ''))] as const]
})

describe('what is handed to electron-builder', () => {
  it('is something in two of the ways to package', () => {
    expect(packaging).toHaveLength(2)
  })

  it.each(packaging)('is taken by it: %s', async (_name, args) => {
    await isTaken(configOf(args))
  })

  it('is refused where it is wrong', async () => {
    await expect(isTaken(configOf(['-c.mac.hardenedRuntime=never']))).rejects.toThrow(/hardenedRuntime/)
    await expect(isTaken(configOf(['-c.win.azureSignOptions.endpont=x']))).rejects.toThrow(/azureSignOptions/)
  })

  it('without a certificate lets macOS start it: signed by nobody, and not hardened', async () => {
    const [, args = []] = packaging.find(([name]) => name.includes('macOS')) ?? []
    const config = configOf(args)
    await isTaken(config)
    expect(config['mac']).toMatchObject({ identity: '-', hardenedRuntime: false })
  })
})
