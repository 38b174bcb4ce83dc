import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { EOL } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLogger } from '../../../src/main/adapters/system/logger'
import { createCommandDeps } from '../../../src/main/cli/composition'
import { runProgram } from '../../../src/main/cli/commands/program'
import { comparisonFileSchema } from '../../../src/shared/files/comparison'
import { temporaryFolder } from '../../support/profiles'
import { hostileConfig, startHostileHalo, type HostileHalo } from '../../support/hostile-halo'
import { runBuilt, type RanBuilt } from '../../support/run-built'
import { HOSTILE, SEQUENCES, unsafeOutput } from '../../support/terminal-corpus'
import { loaded } from '../../support/command-line'

/**
 * The built command line, fed with characters that a terminal obeys in every text of a tenant, a
 * snapshot, a recording, a config file and an import (security-measurements.md B26): none of them is printed.
 */

const folder = temporaryFolder(afterAll)
let halo: HostileHalo
let env: Readonly<Record<string, string>>

/** All of it in parts of twenty characters. */
const PARTS = (HOSTILE.match(/.{1,20}/gsu) ?? []).map(String)

/** Which of them a text holds turns with each text, so that all come up. */
let turn = 0
const hostileText = (place: string): string => {
  const sequence = SEQUENCES[(turn += 1) % SEQUENCES.length] ?? ''
  // A client id goes into requests, and is told in no finding; the shorter ids keep apart by their number.
  if (place === 'client id') return `client-${String(turn)}`
  // An id of more than 100 characters is none (bounds.ts), so that each text holds another part of it.
  const part = PARTS[turn % PARTS.length] ?? ''
  return `${place}${String(turn)}${sequence}${part}`
    .slice(0, place === 'id' ? 45 : 95)
    .replace(/\p{Surrogate}$/u, '')
}

beforeAll(async () => {
  halo = await startHostileHalo(hostileText)
  const { config, env: secrets } = hostileConfig(halo, `Contoso${SEQUENCES.slice(0, 4).join('')}`)
  env = secrets
  await writeFile(path.join(folder, 'config.json'), JSON.stringify(config))
  const made = await runBuilt(
    folder,
    [
      'compare',
      '--config',
      'config.json',
      '--record',
      'run',
      '--snapshot',
      'snapshot.json',
      '--json',
      'result.json',
    ],
    env,
  )
  expect(made.stderr.toString(), String(made.status)).toContain('Wrote snapshot.json')
  expectSafe(made)
})
afterAll(() => halo.close())

const expectSafe = ({ stdout, stderr }: RanBuilt, args: readonly string[] = []): void => {
  const unsafe = { out: unsafeOutput(stdout), err: unsafeOutput(stderr) }
  const said = JSON.stringify({ args, ...unsafe, stderr: stderr.toString().slice(-500) })
  expect(unsafe, said).toEqual({ out: [], err: [] })
}

/** Two processes at a time. */
const inTurn = async <T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> => {
  const left = [...items]
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await run(item)
  }
  await Promise.all([worker(), worker()])
}

const expectPolicy = `schema: crossview.expect/1
expect:
  - name: "tickets\\e[2K\\u202e"
    sees: tickets
`

describe('what the built command line prints', () => {
  it('of a tenant that answers with escape sequences holds none: compare, check, report, what-if, fix, permissions', async () => {
    await writeFile(path.join(folder, 'calls.txt'), `GET /api/Tickets${HOSTILE}\nGET /api/\x1b[2K\n`)
    await writeFile(path.join(folder, 'expect.yaml'), expectPolicy)
    // They all ask one tenant, two at a time: the later one waits for its turn.
    const target = ['--config', 'config.json', '--wait', '120']
    const saved = ['--snapshot', 'snapshot.json']
    const commands: readonly (readonly string[])[] = [
      ['compare', ...target, '--html', '-'],
      ['compare', ...target, '--snapshot', '-', '--redact'],
      ['compare', '--replay', 'run', '--json', '-'],
      ['compare', ...target, '--as', HOSTILE.replaceAll('\0', '')],
      ['compare', ...target, '--resources', `tickets,${HOSTILE.replaceAll('\0', '')}`],
      ['check', ...target, '--json', '-'],
      ['check', '--replay', 'run'],
      ['check', ...target, '--calls', 'calls.txt', '--json', '-'],
      ['check', ...target, '--recipe', '\x1b[2K'],
      ['report', ...saved, '--json', '-'],
      ['report', ...saved, '--html', '-'],
      ['report', ...saved, '--csv', 'csv\x1b[2K'],
      ['report', ...saved, '--json', 'no\x1b]0;x\x07such/file'],
      ['what-if', ...saved, '--change', 'scope+=read:assets', '--json', '-'],
      ['what-if', ...saved, '--change', '\x1b[2K\u202e'],
      ['fix', ...saved, '--json', '-'],
      ['fix', ...saved, '--markdown', '-'],
      ['fix', ...saved, '--resource', '\x1b[2K'],
      ['permissions', ...saved, '--json', '-'],
      ['permissions', ...target],
      ['expect', 'expect.yaml', ...saved, '--json', '-'],
      ['expect', 'expect.yaml', ...saved, '--junit', '-'],
      ['expect', 'expect.yaml', ...saved, '--sarif', '-'],
    ]
    await inTurn(commands, async (args) => {
      const ran = await runBuilt(folder, args, env)
      expect([0, 1, 2, 3], args.join(' ')).toContain(ran.status)
      expect(ran.stderr.length + ran.stdout.length, args.join(' ')).toBeGreaterThan(20)
      expectSafe(ran, args)
      const isJson = args.at(-1) === '-' && ['--json', '--sarif', '--snapshot'].includes(args.at(-2) ?? '')
      if (isJson && ran.status !== 2) expect(JSON.parse(ran.stdout.toString())).toMatchObject({})
    })
  })

  it('as JSON has the same values as the file, in which nothing is left out', async () => {
    const printed = await runBuilt(folder, ['report', '--snapshot', 'snapshot.json', '--json', '-'])
    const file = await runBuilt(folder, ['report', '--snapshot', 'snapshot.json', '--json', 'report.json'])
    expectSafe(file)
    const result: unknown = JSON.parse(printed.stdout.toString())
    expect(result).toEqual(JSON.parse(await readFile(path.join(folder, 'report.json'), 'utf8')))
    expect(JSON.stringify(comparisonFileSchema.parse(result))).toContain('\\u001b]52;c;')
  })

  it('forges no line: a line break of a tenant is none on the terminal', async () => {
    const { stderr } = await runBuilt(folder, ['report', '--snapshot', 'snapshot.json'])
    expect(stderr.toString()).toContain('\\u{a}Check passed.')
    expect(stderr.toString().split('\n')).not.toContain('Check passed.')
  })

  it.each<readonly [string, readonly string[]]>([
    ['a scenario', ['compare', '--demo', '\x1b[2K\nforged']],
    ['a profile', ['compare', '--profile', '\u009b2K\nforged']],
    ['a file', ['report', '--snapshot', '\x1b[2K\nforged']],
    ['a config', ['check', '--config', '\x1b[2K\nforged']],
    ['a recording', ['check', '--replay', '\x1b[2K\nforged']],
    ['a profile to remove', ['profiles', 'remove', '\u202e\x1b[2K\nforged']],
    ['a file to import', ['profiles', 'import', '\x1b[2K\nforged']],
    // A Windows has no such name, and says so without it.
    ...(process.platform === 'win32'
      ? []
      : [['a file to export to', ['profiles', 'export', 'no\x1b[2K/x\nforged']] as const]),
    ['a policy', ['expect', '\x1b[2K\nforged', '--demo']],
  ])('of %s in an argument is visible, and on one line', async (_name, args) => {
    const ran = await runBuilt(folder, args)
    expect(ran.status).toBe(2)
    expectSafe(ran)
    expect(ran.stderr.toString()).toMatch(/\\u\{(1b|9b|202e)\}/)
    expect(
      ran.stderr
        .toString()
        .split('\n')
        .filter((line) => line.startsWith('forged')),
    ).toEqual([])
  })

  // What is wrong usage may be a secret in the wrong place.
  it.each([
    ['an option', ['compare', '--\x1b[2K\nforged']],
    ['a command', ['\x1b]52;c;AAAA\x07']],
    ['a number', ['demo', '--port', '\x1b[2K\u202e\nforged']],
  ])('of %s in an argument is not repeated', async (_name, args) => {
    const ran = await runBuilt(folder, args)
    expect(ran.status).toBe(2)
    expectSafe(ran)
    expect(ran.stderr.toString()).toMatch(/^error: [^\n]*\n$/)
    expect(ran.stderr.toString()).not.toMatch(/forged|52;c|2K/)
  })

  it('of files with them in every field is visible: import, list, export, config, snapshot, recording', async () => {
    await mkdir(path.join(folder, 'bad'), { recursive: true })
    const profile = (name: string) => ({
      name,
      url: 'https://contoso.halopsa.com',
      tenant: `t${SEQUENCES[0] ?? ''}`,
      tags: [SEQUENCES[3]],
      app: { kind: 'application', clientId: 'app-client' },
    })
    const csvCell = (value: string) => `"${value.replaceAll('"', '""')}"`
    const files: Readonly<Record<string, string>> = {
      'import.json': JSON.stringify({
        profiles: [
          ...SEQUENCES.map((sequence, index) => profile(`Name${String(index)}${sequence}x`)),
          { ...profile('bad'), url: `https://x${HOSTILE}` },
          { ...profile('bad'), [HOSTILE]: 1 },
          { ...profile('bad'), app: { kind: HOSTILE } },
          // No client id has any, so one that does is refused.
          { ...profile('bad'), app: { kind: 'application', clientId: `id${SEQUENCES[2] ?? ''}` } },
        ],
      }),
      'import.csv': [
        ['name', 'url', 'app_client_id', 'tags', `column${SEQUENCES[0] ?? ''}`].map(csvCell).join(','),
        ...SEQUENCES.map((sequence) =>
          [`Csv${sequence}`, 'https://b.halopsa.com', 'csv-client', sequence, 'x'].map(csvCell).join(','),
        ),
        ['Csv', HOSTILE, 'id', '', ''].map(csvCell).join(','),
      ].join('\r\n'),
      'broken.json': `{"profiles": ${HOSTILE}`,
      'broken.csv': `name,url\n"x${HOSTILE}`,
      'bad/config.json': JSON.stringify({ name: 'x', [HOSTILE]: HOSTILE, url: HOSTILE }),
      'bad/env.json': JSON.stringify({
        ...hostileConfig(halo, 'x').config,
        ca: `ca${SEQUENCES[0] ?? ''}.pem`,
      }),
      'bad/snapshot.json': JSON.stringify({ schema: HOSTILE, [HOSTILE]: 1 }),
      'bad/expect.yaml': `expect:\n  - {name: x, "\\e[2K": 1}\n`,
      'bad/recording.json': HOSTILE,
    }
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text)
    for (const args of [
      ['profiles', 'import', 'import.json'],
      ['profiles', 'import', 'import.csv'],
      ['profiles', 'import', 'broken.json'],
      ['profiles', 'import', 'broken.csv'],
      ['profiles', 'list'],
      ['profiles', 'list', '--json'],
      ['profiles', 'export', '-'],
      ['compare', '--profile', 'nobody'],
      ['compare', '--config', 'bad/config.json'],
      ['compare', '--config', 'bad/env.json'],
      ['report', '--snapshot', 'bad/snapshot.json'],
      ['expect', 'bad/expect.yaml', '--snapshot', 'snapshot.json'],
      ['compare', '--replay', 'bad'],
    ]) {
      const ran = await runBuilt(folder, args, env)
      expectSafe(ran, args)
      expect(ran.stderr.length + ran.stdout.length, args.join(' ')).toBeGreaterThan(20)
    }
    const list = await runBuilt(folder, ['profiles', 'list'])
    const known = JSON.parse(
      (await runBuilt(folder, ['profiles', 'list', '--json'])).stdout.toString(),
    ) as unknown[]
    expect(known.length).toBeGreaterThan(3)
    expect(list.stdout.toString().trimEnd().split('\n')).toHaveLength(known.length)
  })
})

describe('a PDF', () => {
  it('is not printed to a terminal, which would obey its bytes', async () => {
    const said: string[] = []
    const printed: (string | Uint8Array)[] = []
    const deps = createCommandDeps(
      {
        out: (content) => {
          printed.push(content)
          return Promise.resolve()
        },
        message: (text) => said.push(text),
        isTerminal: true,
        env: { ...process.env, CROSSVIEW_USER_DATA: folder },
        cwd: folder,
      },
      new AbortController().signal,
    )
    expect(await runProgram(['report', '--snapshot', 'snapshot.json', '--pdf', '-'], '0', loaded(deps))).toBe(
      2,
    )
    expect(said.join('\n')).toMatch(/PDF is not text.*\n.*--pdf FILE/)
    expect(printed).toEqual([])
  })
})

describe('the log', () => {
  it('holds one visible line for an entry, whatever is in it', async () => {
    createLogger(folder).error(`event\nforged ${HOSTILE}`, {
      host: HOSTILE,
      code: '\x1b]52;c;AAAA\x07\nforged',
    })
    const log = await readFile(path.join(folder, 'logs/crossview.log'), 'utf8')
    expect(log.endsWith(EOL)).toBe(true)
    const line = log.slice(0, -EOL.length)
    expect(unsafeOutput(Buffer.from(line))).toEqual([])
    expect(line).not.toContain('\n')
  })
})
