import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createUpdateSettings } from '../../../../src/main/adapters/files/update-settings'
import { UPDATES_OFF, type UpdateSettings } from '../../../../src/shared/files/updates'
import { temporaryFolder } from '../../../support/profiles'

const CHOSEN: UpdateSettings = {
  schema: 'crossview.updates/1',
  on: true,
  lastCheck: { at: '2026-11-26T06:15:00.000Z', failed: false },
  skipped: '1.2.0',
}

describe('what is chosen about updates', () => {
  it('is off before anybody chose', async () => {
    expect(await createUpdateSettings(temporaryFolder()).load()).toEqual({
      settings: UPDATES_OFF,
      notice: null,
    })
    expect(UPDATES_OFF.on).toBe(false)
  })

  it(
    'is kept in a file of its own, for its owner only, which is whole or not there',
    { tags: 'file-modes' },
    async () => {
      const folder = path.join(temporaryFolder(), 'new')
      const store = createUpdateSettings(folder)
      expect(await store.save(CHOSEN)).toEqual({ ok: true, value: null })
      expect(await createUpdateSettings(folder).load()).toEqual({ settings: CHOSEN, notice: null })
      expect(await readdir(folder)).toEqual(['updates.json'])
      expect((await stat(path.join(folder, 'updates.json'))).mode & 0o777).toBe(0o600)
      expect(JSON.parse(await readFile(path.join(folder, 'updates.json'), 'utf8'))).toEqual(CHOSEN)
    },
  )

  it.each([
    ['cut', JSON.stringify(CHOSEN).slice(0, 40)],
    ['empty', ''],
    ['of a newer version', JSON.stringify({ ...CHOSEN, schema: 'crossview.updates/2' })],
    ['with more than is known', JSON.stringify({ ...CHOSEN, channel: 'beta' })],
    ['with less than is known', JSON.stringify({ schema: CHOSEN.schema, on: true })],
    ['with a moment that is none', JSON.stringify({ ...CHOSEN, lastCheck: { at: 'now', failed: false } })],
    ['as large as nobody writes it', JSON.stringify({ ...CHOSEN, skipped: 'x'.repeat(20_000) })],
  ])('is off, and said to be lost, where the file is %s', async (_how, text) => {
    const folder = temporaryFolder()
    await writeFile(path.join(folder, 'updates.json'), text)
    const store = createUpdateSettings(folder)
    const loaded = await store.load()
    expect(loaded.settings).toEqual(UPDATES_OFF)
    expect(loaded.notice).toMatch(
      /damaged or of another version of Crossview. The check is off; choose again/,
    )
    await store.save(CHOSEN)
    expect(await store.load()).toEqual({ settings: CHOSEN, notice: null })
  })

  it('is off where the file cannot be read, and says why it cannot be kept', async () => {
    const folder = temporaryFolder()
    await mkdir(path.join(folder, 'updates.json', 'in the way'), { recursive: true })
    const store = createUpdateSettings(folder)
    expect(await store.load()).toMatchObject({
      settings: UPDATES_OFF,
      notice: expect.stringMatching(/could not be read/),
    })
    expect(await store.save(CHOSEN)).toMatchObject({ ok: false, error: { code: 'FILE_WRITE_FAILED' } })
  })
})
