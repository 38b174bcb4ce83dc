import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeText, readTextFile } from '../../src/main/text-file'
import { temporaryFolder } from '../support/profiles'

const TEXT = 'Zoë,Müller,株式会社,👩‍💻\r\n"a;b"\n'
const mark16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')

describe('text is read as it was meant', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-16 of Windows', mark16(TEXT)],
    ['UTF-16 the other way round', mark16(TEXT).swap16()],
  ])('%s', (_encoding, bytes) => {
    expect(decodeText(bytes)).toEqual({ ok: true, value: TEXT })
  })

  it('nothing is an empty text', () => {
    for (const bytes of [Buffer.alloc(0), mark16(''), Buffer.from('\uFEFF')])
      expect(decodeText(bytes)).toEqual({ ok: true, value: '' })
  })

  it.each([
    ['UTF-16 without a mark', Buffer.from('{"name": "Zoë"}', 'utf16le'), /UTF-16 without the mark/],
    ['the other way round', Buffer.from('{"name": "Zoë"}', 'utf16le').swap16(), /UTF-16 without the mark/],
    ['plain letters in it', Buffer.from('secret', 'utf16le'), /UTF-16 without the mark/],
    ['half a character of UTF-16', mark16('abc').subarray(0, -1), /does not go on as such/],
    ['the same the other way round', mark16('abc').swap16().subarray(0, -1), /does not go on as such/],
    ['half a surrogate pair', mark16('a\uD800b'), /does not go on as such/],
    ['UTF-32', Buffer.from('FFFE00006100000062000000', 'hex'), /UTF-32/],
    ['Windows-1252', Buffer.from('a\nb\nMüller', 'latin1'), /not text in UTF-8 \(line 3\)/],
    ['cut in the middle of a character', Buffer.from('aü').subarray(0, -1), /not text in UTF-8 \(line 1\)/],
    ['longer than needed', Buffer.from('C0AF', 'hex'), /not text in UTF-8/],
    ['a NUL', Buffer.from('name\0,url'), /holds NUL/],
  ])('and refused with how to save it where that cannot be told: %s', (_what, bytes, reason) => {
    const text = decodeText(bytes)
    expect(text).toMatchObject({ ok: false, error: { code: 'INVALID_FILE' } })
    expect(text.ok ? '' : text.error.what).toMatch(reason)
    expect(text.ok ? '' : text.error.advice).toMatch(/UTF-8/)
  })
})

it('a file that cannot be read says why, in words', async () => {
  const folder = temporaryFolder()
  await mkdir(path.join(folder, 'folder'))
  await writeFile(path.join(folder, 'file'), 'x')
  const reasons = await Promise.all(
    ['none', 'folder', 'file/in'].map(async (name) => {
      const read = await readTextFile(path.join(folder, name))
      return read.ok ? '' : read.error.what
    }),
  )
  expect(reasons).toEqual([
    'could not be read: it is not there',
    'could not be read: it is a folder',
    expect.stringMatching(/^could not be read: (on its path a file|it is not there)/),
  ])
})
