import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createReportFiles } from '../../../../src/main/adapters/files/export-files'
import { readImport } from '../../../../src/main/services/profiles/profile-import'
import { findByName } from '../../../../src/shared/tenant-name'
import { listed, setUp } from '../../../support/profile-service'
import { profileInput, storedProfile } from '../../../support/profiles'
import { PAYLOADS } from '../../../support/xss-corpus'

const save = ({ service }: ReturnType<typeof setUp>, name: string, id: string | null = null) =>
  service.save({ id, profile: { ...profileInput(), name }, secrets: {} })

const imported = (name: string) => {
  const entry = { name, url: 'a.halopsa.com', app: { kind: 'application', clientId: 'x' } }
  const read = readImport('t.json', JSON.stringify([entry]), [])
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}

const LITERAL = [
  ...PAYLOADS.filter((payload) => payload.length <= 120),
  '../../etc/passwd',
  'C:\\Windows\\System32',
  'CON',
  'aux.txt',
  'a/b:c*d?e"f<g>h|i',
  '=HYPERLINK("http://evil.example","x")',
  '@SUM(1+1)*cmd|’ /C calc’!A0',
  '__proto__',
  'constructor',
  '${name} %s {{name}}',
  'שלום בע״מ',
  'شركة المثال',
  'می‌خواهم', // a joiner that this word needs
  '株式会社コントソ',
  '👩‍👩‍👧 family',
  'ⅣⅤ',
  'a'.repeat(120),
]

describe('a tenant’s name', () => {
  it('is stored, listed and imported as it is, whatever it holds', async () => {
    const all = setUp()
    for (const name of LITERAL) {
      expect(await save(all, name), name).toMatchObject({ ok: true, value: { profile: { name } } })
      expect(imported(name).accepted, name).toMatchObject([{ name }])
    }
    expect((await listed(all)).map(({ profile }) => profile.name)).toEqual(LITERAL)
    expect(Reflect.get({}, 'name')).toBeUndefined()
  })

  it.each([
    ['spaces around it', '  Contoso\t', 'Contoso'],
    ['a line break', 'Contoso\r\nLtd', 'Contoso Ltd'],
    ['spaces of other kinds', 'Contoso\u00A0\u3000 Ltd\u2003', 'Contoso Ltd'],
    ['accents as marks of their own', 'Cafe\u0301', 'Café'],
  ])('with %s is brought into one form', async (_what, name, stored) => {
    expect(await save(setUp(), name)).toMatchObject({ value: { profile: { name: stored } } })
  })

  it.each([
    ['nothing', ''],
    ['spaces', ' \u00A0\u3000\t'],
    ['zero-width spaces', '\u200B\u200B'],
    ['joiners and a mark of direction', '\u200D\u2060\u200E'],
    ['soft hyphens', '\u00AD\u00AD'],
    ['fillers', '\u3164\u115F\u2800'],
    ['tag characters', '\u{E0041}\u{E0042}'],
    ['a variation selector', '\uFE0F'],
    ['an override', '\u202E'],
    ['an override in the middle', 'Contoso \u202Eexe.fdp'],
    ['an embedding', '\u202BContoso'],
    ['an isolate that is not closed', 'Contoso\u2067'],
    ['a NUL', 'Contoso\0'],
    ['an escape sequence of a terminal', 'Con\u001B[31mtoso'],
    ['a lone surrogate', 'Contoso\uD800'],
    ['10,000 characters', 'x'.repeat(10_000)],
    ['121 characters', 'x'.repeat(121)],
  ])('of %s is refused, with its field and the reason', async (_what, name) => {
    const all = setUp()
    const saved = await save(all, name)
    expect(saved).toMatchObject({ ok: false, error: { code: 'INVALID_ARGUMENT', field: 'name' } })
    expect(!saved.ok && saved.error.message).toMatch(/name/i)
    expect(!saved.ok && saved.error.message.length).toBeLessThan(200)
    expect(await listed(all)).toEqual([])
    // A NUL in the text of a file is escaped in JSON, and read as one.
    expect(imported(name)).toMatchObject({ accepted: [], rejected: [{ line: 1 }] })
  })

  it('is taken when another looks the same', async () => {
    const all = setUp()
    const first = await save(all, 'Café Contoso 1')
    const same = [
      'CAFÉ CONTOSO 1',
      'Cafe\u0301 Contoso 1',
      'Ｃａｆé Contoso １',
      'Café Ｃontoso ①',
      'Café\u00A0Contoso 1',
      'Café  Contoso  1 ',
      'Café Con\u200Btoso 1',
      '\u2060Café Contoso 1',
      'Café Con\u00ADtoso 1\u200F',
      'Café Contoso 1\uFE0F',
    ]
    for (const name of same) {
      expect(await save(all, name), name).toMatchObject({ error: { code: 'CONFLICT', field: 'name' } })
      const rows = `name,url,app_client_id\nCafé Contoso 1,a.halopsa.com,x\n"${name}",b.halopsa.com,x`
      const twice = readImport('t.csv', rows, [])
      expect(twice, name).toMatchObject({ value: { accepted: [{}], rejected: [{ line: 3 }] } })
      const stored = readImport('t.csv', rows, [storedProfile(1, { name })])
      expect(stored, name).toMatchObject({ value: { accepted: [], rejected: [{}, {}] } })
    }
    expect(await save(all, 'Café Contoso 2')).toMatchObject({ ok: true })
    const id = first.ok ? first.value.profile.id : ''
    expect(await save(all, same[0] ?? '', id)).toMatchObject({ ok: true })
  })

  it('that an older Crossview stored is still found by itself, before one that looks the same', () => {
    const [wide, plain] = [{ name: 'Ｃontoso' }, { name: 'Contoso' }]
    expect(findByName([wide, plain], 'Contoso')).toBe(plain)
    expect(findByName([plain, wide], 'Ｃontoso')).toBe(wide)
    expect(findByName([wide], 'CONTOSO')).toBe(wide)
    expect(findByName([wide, plain], 'Fabrikam')).toBeUndefined()
  })

  it('that an older Crossview stored with a control character is listed, and its file stays whole', async () => {
    const all = setUp()
    await all.store.save({ profiles: [storedProfile(1, { name: 'Old \u202Ename' })] })
    expect((await listed(all)).map(({ profile }) => profile.name)).toEqual(['Old \u202Ename'])
    expect(await all.service.list()).toMatchObject({ value: { notice: null } })
  })

  it('makes file names that every system takes, inside the folder', () => {
    const files = createReportFiles()
    for (const name of [...LITERAL, 'Old \u202Efdp.exe', '\u200B', 'NUL', '...', ' ']) {
      const file = files.safeName(`Crossview permissions ${name} 2026-11-24`)
      expect(file).toMatch(/^[A-Za-z0-9_][A-Za-z0-9 _.-]*$/)
      expect(path.basename(file)).toBe(file)
    }
  })
})
