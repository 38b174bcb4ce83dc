import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createPreferencesFile } from '../../../../src/main/adapters/files/preferences-file'
import { PreferencesService } from '../../../../src/main/services/preferences/preferences-service'
import { FIRST_PREFERENCES } from '../../../../src/shared/files/preferences'
import { must } from '../../../support/must'
import { temporaryFolder } from '../../../support/profiles'

const opened = (folder: string) => new PreferencesService(createPreferencesFile(folder))
const fileIn = (folder: string) => path.join(folder, 'preferences.json')

describe('preferences', () => {
  it('are those of a first start before anybody chose', async () => {
    const { window: _window, recent: _recent, schema: _schema, ...first } = FIRST_PREFERENCES
    expect(must(await opened(temporaryFolder()).get())).toEqual({ ...first, notice: null })
  })

  it('are kept, all of those that were changed at once, and a later start has them', async () => {
    const folder = temporaryFolder()
    const service = opened(folder)
    await Promise.all([
      service.change({ change: { theme: 'dark' } }),
      service.setPanel({ panel: 'why', size: 420 }),
      service.setPanel({ panel: 'resources', size: 200 }),
      service.setPanel({ panel: 'resources', size: null }),
      service.change({ change: { share: 0.5 } }),
    ])
    expect(must(await opened(folder).get())).toMatchObject({
      theme: 'dark',
      share: 0.5,
      panels: { why: 420 },
    })
  })

  it('that are damaged are as at a first start, which is said, and the next choice is kept', async () => {
    const folder = temporaryFolder()
    await writeFile(fileIn(folder), '{"schema":"crossview.preferences/1","theme":"purple"}')
    const service = opened(folder)
    expect(must(await service.get())).toMatchObject({
      theme: 'system',
      notice: expect.stringContaining('preferences.json is damaged'),
    })
    expect(must(await service.change({ change: { theme: 'light' } }))).toMatchObject({
      theme: 'light',
      notice: null,
    })
    expect(JSON.parse(await readFile(fileIn(folder), 'utf8'))).toMatchObject({ theme: 'light' })
  })

  it('that cannot be written count all the same, and why they are not kept is said', async () => {
    const folder = temporaryFolder()
    // Where the file would be there is a folder.
    await mkdir(path.join(fileIn(folder), 'in-the-way'), { recursive: true })
    const service = opened(folder)
    expect(await service.change({ change: { theme: 'dark' } })).toMatchObject({
      ok: false,
      error: { code: 'FILE_WRITE_FAILED' },
    })
    expect(must(await service.get())).toMatchObject({ theme: 'dark' })
  })

  it('hold no more names of panels than a window has', async () => {
    const folder = temporaryFolder()
    const service = opened(folder)
    for (let index = 0; index < 105; index++)
      await service.setPanel({ panel: `panel-${String(index)}`, size: 100 })
    const { panels } = must(await service.get())
    expect(Object.keys(panels)).toHaveLength(100)
    expect(panels).toHaveProperty('panel-104')
  })

  it('tell of a change once, and not of one that changes nothing', async () => {
    const service = opened(temporaryFolder())
    const told: string[] = []
    const stop = service.onChange(({ theme }) => told.push(theme))
    await service.change({ change: { theme: 'dark' } })
    await service.update((before) => before)
    stop()
    await service.change({ change: { theme: 'light' } })
    expect(told).toEqual(['dark'])
  })
})
