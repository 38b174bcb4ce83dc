import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../../../src/shared/files/config'
import { readImport } from '../../../../src/main/services/profiles/profile-import'
import { add, listed, setUp } from '../../../support/profile-service'
import { storedProfile } from '../../../support/profiles'

const read = (text: string, stored: Parameters<typeof readImport>[2] = []) => {
  const imported = readImport('tenants.txt', text, stored)
  if (!imported.ok) throw new Error(imported.error.message)
  return imported.value
}

const refusal = (text: string): string => {
  const imported = readImport('tenants.txt', text, [])
  if (imported.ok) throw new Error('taken')
  expect(imported.error.code).toBe('INVALID_FILE')
  // Neither the window nor a terminal gets the file back.
  expect(imported.error.message.length).toBeLessThan(300)
  return imported.error.message
}

/** In Halo’s form, so that no import remarks on it. */
const CLIENT = '3f0d5a5e-9b1c-4a57-8f6e-2d1c0b9a8e7f'
const HEADER = 'name,url,app_client_id'
const tenant = (name: string, more = '') =>
  `{"name":"${name}","url":"a.halopsa.com","app":{"kind":"application","clientId":"x"}${more}}`
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_each, index) => line(index)).join('\n')

describe('an import file that means harm', () => {
  it('binds nothing to what is stored: not by id, not by name, not by role', async () => {
    const all = setUp()
    const id = await add(all)
    const before = await all.service.profile(id)
    const stolen = `,"id":"${id}","keychainSecrets":["app","agent"],"createdAt":"2026-11-24T08:00:00Z"`
    const text = `[${tenant('Innocent', stolen).replace('a.halopsa.com', 'evil.example')},${tenant('contoso', stolen)}]`
    const preview = await all.service.importText('t.json', text)
    if (!preview.ok) throw new Error(preview.error.message)
    expect(preview.value).toMatchObject({ accepted: [{ name: 'Innocent' }], rejected: [{ line: 1 }] })
    // Nothing is stored before it was looked at and confirmed.
    expect(await listed(all)).toHaveLength(1)
    expect(
      await all.service.confirmImport({ importId: preview.value.importId, authorities: [], proxies: [] }),
    ).toMatchObject({ ok: true })
    const [old, added] = await listed(all)
    expect(old?.profile).toEqual(before)
    expect(added?.profile.id).not.toBe(id)
    expect(added).toMatchObject({ secrets: { app: 'missing' }, profile: { keychainSecrets: [] } })
    all.secrets.reads.length = 0
    expect(await all.secrets.get(`${added?.profile.id ?? ''}/app`)).toEqual({ state: 'absent' })
    expect([...all.secrets.kept.keys()].every((key) => key.startsWith(id))).toBe(true)
  })

  it('with keys that come twice is refused: which of them a preview showed would be anybody’s guess', () => {
    const text = `[${tenant('Shown', ',"name":"Stored","url":"evil.example","url":"b.halopsa.com"')}]`
    expect(refusal(text)).toContain('has the same field twice in one object (line 1)')
  })

  it('with secrets in every place names a bounded number of them, and keeps none', () => {
    const secrets = lines(5000, (index) => `"secret${String(index)}":"hunter2",`)
    const imported = read(
      `[${tenant('A', `,"more":{${secrets.replaceAll('\n', '')}"token":["hunter3"]}`)},${tenant('B', ',"client_secret":"hunter4","constructor":{"password":"hunter5"}')}]`,
    )
    expect(imported.accepted).toEqual([])
    const imported2 = read(`[${tenant('B', ',"client_secret":"hunter4"')}]`)
    expect(imported2.accepted).toMatchObject([{ name: 'B' }])
    expect(imported.warnings).toHaveLength(101)
    expect(imported.warnings.at(-1)).toMatch(/^4903 more fields/)
    expect(JSON.stringify([imported, imported2])).not.toContain('hunter')
  })

  it.each(['__proto__', 'constructor', 'prototype', 'toString'])(
    'with the key %s changes no other object',
    (key) => {
      const inner = `{"kind":"application","clientId":"x","${key}":{"polluted":true}}`
      for (const text of [
        `[${tenant('A', `,"${key}":{"polluted":true}`)}]`,
        `[{"name":"A","url":"a.halopsa.com","app":${inner}}]`,
        `{"${key}":{"polluted":true},"profiles":[${tenant('A', ',"agent":' + inner)}]}`,
      ]) {
        expect(read(text)).toMatchObject({ accepted: [], rejected: [{}] })
      }
      const csv = read(`${HEADER},${key}\nA,a.halopsa.com,${CLIENT},polluted`)
      expect(csv).toMatchObject({ accepted: [{ name: 'A' }], warnings: [expect.stringContaining('nknown')] })
      expect(Reflect.get({}, 'polluted')).toBeUndefined()
    },
  )

  it.each([
    ['lists', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['lists in a field', `[${tenant('A', `,"tags":${'['.repeat(50_000)}${']'.repeat(50_000)}`)}]`],
    ['objects', `[${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}]`],
  ])('that nests %s 100,000 deep is refused in words', (_what, text) => {
    expect(refusal(text)).toContain('nested too deeply')
    expect(parseConfig(text)).toMatchObject({ ok: false, error: { code: 'INVALID_FILE' } })
  })

  it.each([
    ['100,000 CSV rows', `${HEADER}\n${lines(100_000, (index) => `T${String(index)},a.halopsa.com,x`)}`],
    ['5,001 CSV rows', `${HEADER}\n${lines(5001, (index) => `T${String(index)},a.halopsa.com,x`)}`],
    ['100,000 rows that are no rows', `${HEADER}\n${'x\n'.repeat(100_000)}`],
    ['100,000 JSON entries', `[${lines(100_000, (index) => `${tenant(`T${String(index)}`)},`)}1]`],
  ])('of %s is refused at once', (_what, text) => {
    expect(refusal(text)).toContain('more than 5,000 tenants')
  })

  // Comparing each with each would not end within the test's time.
  it('of as many rows as can be stored, beside as many stored ones, names a bounded number of hosts', () => {
    const stored = Array.from({ length: 5000 }, (_each, index) => storedProfile(index))
    const imported = read(
      `${HEADER}\n${lines(5000, (index) => `New ${String(index)},10.0.0.1,${CLIENT}`)}`,
      stored,
    )
    expect(imported.accepted).toHaveLength(5000)
    expect(imported.warnings).toHaveLength(101)
    expect(imported.warnings[0]).toMatch(/^Line 2: “New 0” leads to an unusual host/)
    expect(imported.warnings.at(-1)).toBe('4900 more tenants lead to unusual hosts.')
  })

  it.each([
    ['20 MB of one name', `${HEADER}\n${'x'.repeat(19_999_000)},a.halopsa.com,x`, 'too long'],
    ['20 MB of columns', `${HEADER}${',x'.repeat(9_990_000)}\nA,a.halopsa.com,x`, 'too long'],
    ['20 MB behind a quotation mark', `${HEADER}\n"${'x\n'.repeat(9_990_000)}`, 'too long'],
    ['more than 20 MB', `${HEADER}\n${' '.repeat(20_000_000)}`, 'too large'],
    ['20 MB of an open list', '['.repeat(19_999_999), 'nested too deeply'],
    ['6,000,000 JSON entries', `[${'{},'.repeat(6_000_000)}1]`, 'more than 1,000,000 values'],
  ])('of %s is refused', (_what, text, reason) => {
    expect(refusal(text)).toContain(reason)
  })

  it('of 19 MB in one JSON name is one rejected line', () => {
    const imported = read(`[${tenant('x'.repeat(19_000_000))}]`)
    expect(imported).toMatchObject({ accepted: [], rejected: [{ line: 1 }] })
    expect(JSON.stringify(imported).length).toBeLessThan(1000)
  })

  it.each([
    ['UTF-16 with a byte order mark', Buffer.from(`\uFEFF${HEADER}\nA,a.halopsa.com,x`, 'utf16le')],
    ['UTF-16 without one', Buffer.from(`${HEADER}\nA,a.halopsa.com,x`, 'utf16le')],
    ['UTF-16 JSON', Buffer.from(`\uFEFF[${tenant('A')}]`, 'utf16le')],
    ['Windows-1252, which Excel writes', Buffer.from(`${HEADER}\nMünchen,a.halopsa.com,x`, 'latin1')],
    ['NULs', Buffer.from(`${HEADER}\nA\0,a.halopsa.com,x`)],
  ])('in %s is refused, with what to do', (_what, bytes) => {
    expect(refusal(bytes.toString('utf8'))).toContain('save it as “CSV UTF-8”')
  })

  it('with formulas has them as text', () => {
    for (const name of ['=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK(""http://evil.example"")']) {
      const imported = read(`${HEADER}\n"${name}",a.halopsa.com,"=cmd|' /C calc'!A0"`)
      expect(imported.accepted).toMatchObject([
        { name: name.replaceAll('""', '"'), app: { clientId: "=cmd|' /C calc'!A0" } },
      ])
    }
  })

  it.each([
    ['a newer export', '{"schema":"crossview.profiles-export/2","profiles":[]}'],
    ['an older one', '{"schema":"crossview.profiles-export/0","profiles":[]}'],
    ['another file of ours', '{"schema":"crossview.profiles","version":1,"data":{"profiles":[]}}'],
    ['a snapshot', '{"schema":"crossview.snapshot/1","profiles":[]}'],
    ['no list', '{"profiles":{"length":5}}'],
  ])('of %s is refused', (_what, text) => {
    expect(refusal(text)).toMatch(/\b(?:no|not a) list of tenants/)
  })
})
