import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { startFairWatch } from '../../support/fair-watch'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'

let folder = ''
beforeEach(() => {
  folder = temporaryFolder()
})

const DEEP = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
const MANY = `[${'{},'.repeat(6_000_000)}1]`
const QUESTIONS = `schema: crossview.expect/1\nexpect:\n${'? '.repeat(5_000)}`

/** How each command is told of a file, under the name that it looks for. */
const COMMANDS = {
  snapshot: ['report', '--snapshot', 'file.json', '--json', '-'],
  recording: ['compare', '--replay', '.', '--json', '-'],
  config: ['check', '--config', 'file.json'],
  import: ['profiles', 'import', 'file.json'],
  recipe: ['compare', '--demo', 'healthy', '--recipe', 'file.json', '--html', '-'],
  expectations: ['expect', '--demo', 'healthy', 'file.json'],
} as const

const run = async (what: keyof typeof COMMANDS, content: string) => {
  await writeFile(path.join(folder, what === 'recording' ? 'recording.json' : 'file.json'), content)
  const watch = startFairWatch()
  const ran = await runCli(folder, COMMANDS[what])
  return { ...ran, seconds: watch() / 1000 }
}

const JSON_FILES = ['snapshot', 'recording', 'config', 'import', 'recipe'] as const

describe('a file that means harm is refused with the reason, before it is parsed', () => {
  it.each(JSON_FILES)('nested 100,000 deep: %s', async (what) => {
    const { status, messages } = await run(what, DEEP)
    expect(status).toBe(2)
    expect(messages).toContain('nested too deeply')
  })

  // A snapshot may have more: both sides of a large tenant.
  it.each(JSON_FILES.filter((what) => what !== 'snapshot'))('of millions of values: %s', async (what) => {
    const { status, messages, seconds } = await run(what, MANY)
    expect(status).toBe(2)
    expect(messages).toMatch(/(?:has|holds) more than/)
    expect(seconds).toBeLessThan(20)
  })

  it.each([
    ['explicit keys inside one another', QUESTIONS, 'explicit key'],
    ['more than 100,000 characters', '#'.repeat(100_001), 'more than 100,000 characters'],
  ])('expectations with %s', async (_name, content, reason) => {
    const { status, messages } = await run('expectations', content)
    expect(status).toBe(2)
    expect(messages).toContain(reason)
  })

  it('without an end', { tags: 'special-files' }, async () => {
    const { status, messages } = await runCli(folder, ['report', '--snapshot', '/dev/zero', '--json', '-'])
    expect(status).toBe(2)
    expect(messages).toContain('more than 200 MB')
  })

  it('names the part of a snapshot that is too long', async () => {
    const { messages } = await run(
      'snapshot',
      JSON.stringify({
        schema: 'crossview.snapshot/1',
        tenant: { name: 'x'.repeat(10_001), url: 'u', version: null },
      }),
    )
    expect(messages).toContain('tenant.name')
  })
})
