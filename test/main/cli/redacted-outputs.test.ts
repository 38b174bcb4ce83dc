import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { comparisonFileSchema } from '../../../src/shared/files/comparison'
import { COUNTS, SEED } from '../../support/counts'
import { hostileConfig, startHostileHalo } from '../../support/hostile-halo'
import { temporaryFolder } from '../../support/profiles'
import { runBuilt } from '../../support/run-built'

const run = promisify(execFile)
const folder = temporaryFolder(afterAll)

/** Letters that stand in no word of ours, nor in a pseudonym: whatever is left of a text is found. */
const aWord = fc.string({ unit: fc.constantFrom(...Array.from('KXZQJWkxzqjw')), minLength: 8, maxLength: 12 })
const WAYS: readonly ((word: string) => string)[] = [
  (word) => word,
  (word) => `${word}@${word}.example`,
  (word) => `${word} ${word}`,
  (word) => `${word}.example`,
  (word) => `${word}-0000-4000-8000-000000000000`,
  (word) => `00447${word}`,
  (word) => `ÄÖ ${word} 株式会社`,
]

/** A tenant of random texts, each remembered. */
const randomTexts = (seed: number) => {
  const words = fc.sample(aWord, { numRuns: 2_000, seed })
  const given: string[] = []
  let next = 0
  return {
    given,
    text: () => {
      const word = words[(next += 1) % words.length] ?? ''
      given.push(word)
      return WAYS[next % WAYS.length]?.(word) ?? word
    },
  }
}

const found = (words: readonly string[], text: string): readonly string[] => {
  const plain = text.toLowerCase().replace(/\s+/g, '')
  return [...new Set(words)].filter((word) => plain.includes(word.toLowerCase()))
}

const textsIn = async (target: string): Promise<string> => {
  const names = await readdir(target)
  return (await Promise.all(names.map((name) => readFile(path.join(target, name), 'utf8')))).join('\n')
}

describe('--redact', () => {
  it.each(Array.from({ length: COUNTS.redactedTenants }, (_, round) => SEED + round))(
    'leaves no text of a random tenant in any output, seed %i',
    { tags: 'chromium' },
    async (seed) => {
      const { text, given } = randomTexts(seed)
      const halo = await startHostileHalo(text)
      try {
        const { config, env } = hostileConfig(halo, text())
        await writeFile(path.join(folder, 'config.json'), JSON.stringify(config))
        const outputs = [
          '--json',
          'r.json',
          '--html',
          'r.html',
          '--csv',
          'csv',
          '--snapshot',
          's.json',
          '--pdf',
          'r.pdf',
        ]
        const plain = await runBuilt(
          folder,
          ['compare', '--config', 'config.json', '--snapshot', 'plain.json', '--json', '-'],
          env,
        )
        // What is looked for is really there before.
        expect(found(given, plain.stderr.toString()).length).toBeGreaterThan(5)
        expect(found(given, await readFile(path.join(folder, 'plain.json'), 'utf8')).length).toBeGreaterThan(
          250,
        )
        for (const args of [
          ['compare', '--config', 'config.json', '--redact', ...outputs],
          [
            'report',
            '--snapshot',
            'plain.json',
            '--redact',
            ...outputs.filter((name) => !/snapshot|s\.json/.test(name)),
          ],
        ]) {
          const ran = await runBuilt(folder, args, env)
          expect(ran.stderr.toString()).toContain('Wrote r.pdf')
          const printed = {
            // Where a secret goes is said as it is, before it goes (docs/cli.md).
            stderr: ran.stderr.toString().replace(/^\w+_SECRET goes to .*$/gm, ''),
            json: await readFile(path.join(folder, 'r.json'), 'utf8'),
            html: await readFile(path.join(folder, 'r.html'), 'utf8'),
            csv: await textsIn(path.join(folder, 'csv')),
            pdf: (await run('pdftotext', ['-raw', path.join(folder, 'r.pdf'), '-'], { maxBuffer: 1e8 }))
              .stdout,
            information: (await run('pdfinfo', [path.join(folder, 'r.pdf')])).stdout,
            snapshot: await readFile(path.join(folder, 's.json'), 'utf8'),
          }
          const left = Object.fromEntries(
            Object.entries(printed).map(([name, content]) => [name, found(given, content)]),
          )
          expect(left).toEqual({
            stderr: [],
            json: [],
            html: [],
            csv: [],
            pdf: [],
            information: [],
            snapshot: [],
          })
          expect(found([new URL(halo.url).host], Object.values(printed).join('\n'))).toEqual([])
          expect(printed.snapshot).not.toMatch(/"date": "/)
        }
        // The same is concluded as without it.
        const shape = (json: string) =>
          comparisonFileSchema.parse(JSON.parse(json)).findings.map(({ code, side, resource, records }) => ({
            code,
            side,
            resource,
            records: records.length,
          }))
        expect(shape(await readFile(path.join(folder, 'r.json'), 'utf8'))).toEqual(
          shape(plain.stdout.toString()),
        )
      } finally {
        await halo.close()
      }
    },
  )

  // It reads what the test before wrote.
  it(
    'calls the same thing the same in all outputs and the next command, by 80 bits, and differently under a key',
    { tags: 'chromium' },
    async () => {
      const one = await runBuilt(folder, [
        'report',
        '--snapshot',
        'plain.json',
        '--redact',
        '--json',
        '-',
        '--html',
        'one.html',
      ])
      const again = ['report', '--snapshot', 'plain.json', '--redact', '--json', '-']
      const two = await runBuilt(folder, again)
      const keyed = await runBuilt(folder, [...again, '--redact-key-env', 'SHARE_SECRET'], {
        SHARE_SECRET: 'correct horse battery staple',
      })
      const nameIn = (json: Buffer) => comparisonFileSchema.parse(JSON.parse(json.toString())).tenant.name
      expect(nameIn(one.stdout)).toMatch(/^tenant-[0-9a-f]{20}$/)
      expect(await readFile(path.join(folder, 'one.html'), 'utf8')).toContain(nameIn(one.stdout))
      expect(one.stderr.toString()).toContain(nameIn(one.stdout))
      expect(two.stdout.equals(one.stdout)).toBe(true)
      expect(nameIn(keyed.stdout)).toMatch(/^tenant-[0-9a-f]{20}$/)
      expect(nameIn(keyed.stdout)).not.toBe(nameIn(one.stdout))
    },
  )

  it('and --record are refused together, before anything is sent', async () => {
    const ran = await runBuilt(folder, ['compare', '--demo', '--redact', '--record', 'recording'])
    expect(ran.status).toBe(2)
    expect(ran.stderr.toString()).toMatch(/recording .*cannot be redacted[^]*--snapshot/)
    expect(await readdir(folder)).not.toContain('recording')
  })
})
