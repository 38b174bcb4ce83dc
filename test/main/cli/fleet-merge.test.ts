import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { FleetPart } from '../../../src/core/fleet/fleet'
import { fleetOf } from '../../../src/core/fleet/fleet-of'
import { fleetToJson } from '../../../src/core/fleet/fleet-json'
import { fleetTenantText } from '../../../src/shared/files/fleet-tenant'
import { aCheck, aPart } from '../../core/support/fleet-parts'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'
import { PAYLOADS } from '../../support/xss-corpus'

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})
const at = (...parts: readonly string[]): string => path.join(folder, ...parts)
const recently = (hoursAgo = 1): string => new Date(Date.now() - hoursAgo * 3_600_000).toISOString()

/** What one run writes of a tenant: its part and a file of its own. */
const writePart = async (run: string, tenant: string, over: Partial<FleetPart> = {}): Promise<FleetPart> => {
  const part = aPart(tenant, { finishedAt: recently(), ...over })
  await mkdir(at(run, tenant), { recursive: true })
  await writeFile(at(run, tenant, 'comparison.json'), '{}')
  await writeFile(
    at(run, tenant, 'tenant.json'),
    fleetTenantText({ part, asked: { resources: ['tickets'], expect: null } }),
  )
  return part
}

const writeRun = async (
  run: string,
  parts: readonly FleetPart[],
  missing: readonly { part: string; reason: string }[] = [],
): Promise<void> => {
  const seen = parts.map((part) => ({ ...part, files: { comparison: `${part.name}/comparison.json` } }))
  await writeFile(at(run, 'fleet.json'), JSON.stringify(fleetToJson(fleetOf(seen, undefined, missing))))
}

interface Told {
  readonly tenants: readonly { readonly name: string; readonly files: Record<string, string> }[]
  readonly missing: readonly { readonly part: string; readonly reason: string }[]
  readonly baseline: string
}

const merge = async (...args: readonly string[]) => {
  const ran = await runCli(folder, ['fleet', 'merge', ...args, '--json', 'merged.json'])
  const told = ran.status === 2 ? null : (JSON.parse(await readFile(at('merged.json'), 'utf8')) as Told)
  return { ...ran, told, names: told?.tenants.map(({ name }) => name) }
}

describe('fleet merge', () => {
  it('takes folders of runs, folders that hold such folders, and folders of tenants', async () => {
    await writeRun('m1', [await writePart('m1', 'A')])
    await writeRun('all/m2', [await writePart('all/m2', 'B')])
    await writeRun('all/m3', [await writePart('all/m3', 'C')])
    await writePart('loose', 'D')
    const { status, names, told } = await merge('m1', 'all', 'loose/D')
    expect([status, names, told?.missing]).toEqual([0, ['A', 'B', 'C', 'D'], []])
    expect(told?.tenants.map(({ files }) => files)).toEqual([
      { comparison: 'm1/A/comparison.json' },
      { comparison: 'all/m2/B/comparison.json' },
      { comparison: 'all/m3/C/comparison.json' },
      { comparison: 'loose/D/comparison.json' },
    ])
  })

  it('counts no part twice that is named twice', async () => {
    await writePart('m1', 'A')
    const { status, names, messages } = await merge('m1', './m1', 'm1/')
    expect([status, names]).toEqual([0, ['A']])
    expect(messages).not.toContain('newer')
  })

  it('takes the newest of a tenant and says so', async () => {
    await writePart('old', 'A', { message: 'Old.', finishedAt: recently(9) })
    await writePart('new', 'A', { message: 'New.' })
    const { status, told, messages } = await merge('new', 'old')
    expect([status, told?.missing]).toEqual([0, []])
    expect(told?.tenants).toMatchObject([{ message: 'New.' }])
    expect(messages).toContain('A: A newer one is in new/A: old/A.')
  })

  it('exits with the worst of the tenants’ own', async () => {
    await writePart('m1', 'A', { exit: 1 })
    expect((await merge('m1')).status).toBe(1)
    await writePart('m1', 'B', { exit: 3, state: 'incomplete' })
    expect((await merge('m1')).status).toBe(3)
  })

  it('holds the others against a named tenant, and says when it is not there', async () => {
    await writePart('m1', 'A')
    expect((await merge('m1', '--baseline', 'a')).told?.baseline).toBe('A')
    const { status, told } = await merge('m1', '--baseline', 'Gone')
    expect([status, told?.missing.map(({ part }) => part)]).toEqual([3, ['Gone']])
  })
})

describe('a part that cannot be used', () => {
  it.each([
    ['damaged', '{"schema": "crossview.fleet-tenant/1", "name": ', 'is not valid JSON'],
    ['foreign', '{"schema": "crossview.comparison/1"}', 'the result of a comparison'],
    ['newer', '{"schema": "crossview.fleet-tenant/2"}', 'of a newer Crossview'],
    ['empty', '', 'is empty'],
    ['of a name that leads elsewhere', '', '../'],
  ])('%s is named, and spoils nothing else', async (kind, text, reason) => {
    await writePart('m1', 'A')
    const bad = await writePart('m1', 'B')
    await writeRun('m1', [await writePart('m1', 'A'), bad])
    const leading = { ...bad, files: { comparison: '../A/comparison.json' } }
    await writeFile(
      at('m1', 'B', 'tenant.json'),
      kind.startsWith('of a name')
        ? fleetTenantText({ part: leading, asked: { resources: [], expect: null } })
        : text,
    )
    const { status, names, told } = await merge('m1')
    expect([status, names]).toEqual([3, ['A']])
    expect(told?.missing.map(({ part }) => part)).toEqual(['B'])
    if (reason !== '../') expect(told?.missing[0]?.reason).toContain(reason)
  })

  it('is called by its folder where no run says whose it is', async () => {
    await mkdir(at('m1', 'B'), { recursive: true })
    await writeFile(at('m1', 'B', 'tenant.json'), 'x')
    expect((await merge('m1')).told?.missing.map(({ part }) => part)).toEqual(['m1/B'])
  })

  it('is missing where a run names it and it is not there, and what the run itself missed stays', async () => {
    const parts = [await writePart('m1', 'A'), await writePart('m1', 'B')]
    await writeRun('m1', parts, [
      { part: 'C', reason: 'The run was ended before it began.' },
      { part: 'D', reason: 'It has not ended yet.' },
    ])
    await rm(at('m1', 'B'), { recursive: true })
    await writePart('m2', 'D')
    const { status, told } = await merge('m1', 'm2')
    expect(status).toBe(3)
    expect(told?.missing).toEqual([
      { part: 'B', reason: 'm1/fleet.json names it, and its part is not there.' },
      { part: 'C', reason: 'The run was ended before it began.' },
    ])
  })

  it('is missing where a folder is not there, or holds nothing of a run; the rest is merged', async () => {
    await writePart('m1', 'A')
    await mkdir(at('bare'))
    const { status, names, told } = await merge('m1', 'bare', 'gone')
    expect([status, names]).toEqual([3, ['A']])
    expect(told?.missing.map(({ part }) => part)).toEqual(['bare', 'gone'])
  })

  it('is told of where the list of a run is none', async () => {
    await writePart('m1', 'A')
    for (const text of ['{', '{"schema":"crossview.fleet/2","tenants":[],"missing":[]}']) {
      await writeFile(at('m1', 'fleet.json'), text)
      const { status, names, told } = await merge('m1')
      expect([status, names, told?.missing.map(({ part }) => part)]).toEqual([3, ['A'], ['m1/fleet.json']])
    }
  })

  it('is missing where it is older than asked, by hours and by date', async () => {
    await writePart('m1', 'A')
    await writePart('m1', 'B', { finishedAt: recently(72) })
    for (const age of ['24', recently(30), recently(30).slice(0, 10)]) {
      const { status, names, told } = await merge('m1', '--newer-than', age)
      expect([status, names, told?.missing.map(({ part }) => part)]).toEqual([3, ['A'], ['B']])
    }
    expect((await merge('m1', '--newer-than', '100')).status).toBe(0)
  })

  it('is missing where it is expected', async () => {
    await writePart('m1', 'A')
    await writeFile(at('names.txt'), '\ufeff# ours\r\nA\r\n\r\nB\r\n')
    const { status, told } = await merge('m1', '--expect-tenants', 'names.txt')
    expect([status, told?.missing.map(({ part }) => part)]).toEqual([3, ['B']])
  })

  it('never leads out of its folder by a link', { tags: 'links' }, async () => {
    await writePart('outside', 'X')
    await writePart('m1', 'A')
    await symlink(at('outside', 'X'), at('m1', 'X'))
    await mkdir(at('m1', 'Y'))
    await symlink(at('outside', 'X', 'tenant.json'), at('m1', 'Y', 'tenant.json'))
    await rm(at('m1', 'A', 'comparison.json'))
    await symlink(at('outside', 'X', 'comparison.json'), at('m1', 'A', 'comparison.json'))
    const { status, names, told } = await merge('m1')
    expect([status, names]).toEqual([3, ['A']])
    expect(told?.missing.map(({ part }) => part)).toEqual(['m1/X', 'm1/Y'])
    expect(told?.tenants[0]?.files).toEqual({})
  })
})

describe('what is wrong usage', () => {
  it.each([
    [[], 'missing required argument'],
    [['m1', '--newer-than', 'yesterday'], 'Use hours from 1 to 8,760'],
    [['m1', '--newer-than', '0'], 'Use hours'],
    [['m1', '--newer-than', '2026-13-40'], 'Use hours'],
    [['m1', '--csv', '-'], 'cannot go to standard output'],
    [['m1', '--html', '-', '--junit', '-'], 'Only one output'],
    [['m1', '--html', 'm1/fleet.json'], 'would take the place of'],
    [['m1', '--expect-tenants', 'gone.txt'], 'gone.txt'],
  ])('%j', async (args, told) => {
    const { status, messages, out } = await runCli(folder, ['fleet', 'merge', ...args])
    expect([status, out]).toEqual([2, ''])
    expect(messages).toContain(told)
  })

  it('a list of tenants that is none', async () => {
    await writePart('m1', 'A')
    await writeFile(at('names.txt'), 'x'.repeat(400))
    expect((await merge('m1', '--expect-tenants', 'names.txt')).status).toBe(2)
  })
})

describe('the outputs of a fleet', () => {
  it('are all written, and lead only to files that are there', async () => {
    await writePart('m1', 'A & B #1')
    await writePart('m1', 'C')
    await rm(at('m1', 'C', 'comparison.json'))
    await mkdir(at('out'))
    const { status, messages } = await runCli(folder, [
      ...['fleet', 'merge', 'm1', '--html', 'out/r.html', '--csv', 'tables', '--junit', 'j.xml'],
      ...['--sarif', 's.sarif', '--markdown', 'm.md', '--json', 'out/f.json'],
    ])
    expect(status).toBe(0)
    for (const name of ['out/r.html', 'tables', 'j.xml', 's.sarif', 'm.md', 'out/f.json'])
      expect(messages).toContain(`Wrote ${name}`)
    const html = await readFile(at('out/r.html'), 'utf8')
    expect(html.match(/href="[^"#][^"]*"/g)).toEqual(['href="../m1/A%20%26%20B%20%231/comparison.json"'])
    const { tenants } = JSON.parse(await readFile(at('out/f.json'), 'utf8')) as Told
    expect(tenants.map(({ files }) => files)).toEqual([{ comparison: '../m1/A & B #1/comparison.json' }, {}])
    expect(await readFile(at('tables/tenants.csv'), 'utf8')).toContain('A & B #1')
  })

  it('hold a tenant’s own texts without what they would do there', async () => {
    const text = PAYLOADS.join(' ')
    await writePart('m1', 'A', {
      message: text,
      checks: [aCheck({ state: 'fails', message: `=HYPERLINK("https://evil.example") @all ${text}` })],
    })
    const { out: html } = await runCli(folder, ['fleet', 'merge', 'm1', '--html', '-'])
    expect(html).not.toMatch(/<(?:script|img|svg|iframe|object|base)\b|<link|href="(?!#)/)
    const { out: markdown } = await runCli(folder, ['fleet', 'merge', 'm1', '--markdown', '-'])
    expect(markdown).not.toMatch(/(?<!\\)<|@all/)
    await runCli(folder, ['fleet', 'merge', 'm1', '--csv', 'tables'])
    expect(await readFile(at('tables/checks.csv'), 'utf8')).toContain("'=HYPERLINK")
  })

  it('go to standard output alone, one of them', async () => {
    await writePart('m1', 'A')
    for (const [format, begin] of [
      ['--json', '{'],
      ['--junit', '<?xml'],
      ['--sarif', '{'],
      ['--markdown', '## Fleet'],
      ['--html', '<!doctype html>'],
    ] as const) {
      const { out } = await runCli(folder, ['fleet', 'merge', 'm1', format, '-'])
      expect(out.trimStart().startsWith(begin)).toBe(true)
    }
  })
})
