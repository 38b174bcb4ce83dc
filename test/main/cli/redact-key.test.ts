import { chmod, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { chosenRedactKey } from '../../../src/main/cli/commands/redact-key'
import { temporaryFolder } from '../../support/profiles'

const folder = temporaryFolder(afterAll)
const KEY = 'correct horse battery staple'

const chosen = async (
  options: Omit<Parameters<typeof chosenRedactKey>[0], 'redact'>,
  env: Readonly<Record<string, string>> = {},
  redact: { readonly redact?: true } = { redact: true },
) => {
  const known: string[] = []
  const key = await chosenRedactKey(
    { ...options, ...redact },
    { console: { env, cwd: folder }, scrubber: { add: (secret) => known.push(secret) } },
  )
  return { key, known }
}

describe('a key for stand-ins', () => {
  it('comes from a variable whose name is that of a secret, and the scrubber knows it', async () => {
    const { key, known } = await chosen({ redactKeyEnv: 'SHARE_SECRET' }, { SHARE_SECRET: `${KEY}\n` })
    expect(key).toEqual({ ok: true, value: KEY })
    expect(known).toEqual([KEY])
  })

  it('is none where none was named', async () => {
    expect((await chosen({})).key).toEqual({ ok: true, value: null })
  })

  it.each([
    [{ redactKeyEnv: 'PATH' }, /does not end in _SECRET/],
    [{ redactKeyEnv: 'OTHER_SECRET' }, /OTHER_SECRET is not set/],
    [{ redactKeyEnv: 'SHORT_SECRET' }, /has 5 characters; it takes 12/],
    [{ redactKeyEnv: 'SHARE_SECRET', redactKeyFile: 'key' }, /Two keys/],
    [{ redactKeyFile: 'missing' }, /is not there/],
  ])('is refused as %o, without a word of it', async (options, tells) => {
    const { key } = await chosen(options, { SHARE_SECRET: KEY, SHORT_SECRET: 'abcde', PATH: KEY })
    expect(key).toMatchObject({ ok: false, error: { message: expect.stringMatching(tells) as string } })
    expect(JSON.stringify(key)).not.toContain('correct horse')
  })

  it('is not asked for where names stay', async () => {
    const { key } = await chosen({ redactKeyEnv: 'SHARE_SECRET' }, { SHARE_SECRET: KEY }, {})
    expect(key).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/^--redact-key-env /) as string, advice: ['Add --redact.'] },
    })
  })

  it('comes from a file that only its owner may read', { tags: 'file-modes' }, async () => {
    const file = path.join(folder, 'key')
    await writeFile(file, `${KEY}\n`, { mode: 0o600 })
    expect((await chosen({ redactKeyFile: file })).key).toEqual({ ok: true, value: KEY })
    await chmod(file, 0o644)
    const { key } = await chosen({ redactKeyFile: file })
    expect(key).toMatchObject({
      ok: false,
      error: {
        message: expect.stringMatching(/--redact-key-file .*others than its owner/) as string,
        advice: [expect.stringMatching(/chmod 600.*--redact-key-env/)],
      },
    })
    expect(await readFile(file, 'utf8')).toContain(KEY)
  })
})
