import { describe, expect, it } from 'vitest'
import type { BrandingStore, ChosenBytes, FileDialogs } from '../../../../src/main/ports'
import { createBrandingService, keptBranding } from '../../../../src/main/services/reports/branding-service'
import { appError, type AppError } from '../../../../src/shared/app-error'
import { REPORT } from '../../../../src/shared/bounds'
import { NO_BRANDING, type BrandingFile } from '../../../../src/shared/files/branding'
import { err, ok, type Result } from '../../../../src/shared/result'

/** The smallest picture there is. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const setUp = (chosen: Result<ChosenBytes | null, AppError> = ok({ name: 'pixel.png', bytes: PIXEL })) => {
  const kept: { settings: BrandingFile; notice: string | null; full: boolean } = {
    settings: NO_BRANDING,
    notice: null,
    full: false,
  }
  const asked: Parameters<FileDialogs['chooseBytes']>[0][] = []
  const store: BrandingStore = {
    load: () => Promise.resolve({ settings: kept.settings, notice: kept.notice }),
    save: async (settings) => {
      // As a disk does: what is read meanwhile is the old.
      await new Promise<void>((resolve) => setImmediate(resolve))
      if (kept.full) return err(appError('FILE_WRITE_FAILED', 'The disk is full.'))
      kept.settings = settings
      return ok(null)
    },
  }
  const service = createBrandingService(store, {
    chooseBytes: (options) => {
      asked.push(options)
      return Promise.resolve(chosen)
    },
  })
  return { kept, asked, store, service }
}

describe('the branding of reports', () => {
  it('is none until something of it is set', async () => {
    const { store, service } = setUp()
    expect(await keptBranding(store)).toBeNull()
    expect(await service.branding()).toEqual(
      ok({ name: '', colour: null, logo: null, colourText: null, notice: null }),
    )
    await service.setBranding({ name: 'Northwind IT', colour: null })
    expect(await keptBranding(store)).toEqual({ name: 'Northwind IT', colour: null, logo: null })
  })

  it('keeps a name without blanks around it and a colour in one spelling, and says what the colour is good for', async () => {
    const { service, kept } = setUp()
    const dark = await service.setBranding({ name: '  Northwind IT ', colour: '#003A70' })
    expect(dark).toMatchObject({ value: { name: 'Northwind IT', colour: '#003a70' } })
    expect(dark.ok && dark.value.colourText).toContain('used for lines and headings')
    const pale = await service.setBranding({ name: 'Northwind IT', colour: '#FFE000' })
    expect(pale.ok && pale.value.colourText).toContain('lines only, not for text')
    expect(kept.settings).toMatchObject({ name: 'Northwind IT', colour: '#ffe000' })
  })

  it('takes a logo beside the rest, and takes it away alone', async () => {
    const { service, asked, kept } = setUp()
    await service.setBranding({ name: 'Northwind IT', colour: '#003a70' })
    const logo = { type: 'image/png', width: 1, height: 1, base64: PIXEL.toString('base64') }
    expect(await service.chooseLogo()).toMatchObject({ value: { name: 'Northwind IT', logo } })
    expect(asked).toMatchObject([{ most: REPORT.logoBytes, extensions: ['png', 'jpg', 'jpeg'] }])
    expect(await service.removeLogo()).toMatchObject({ value: { logo: null } })
    expect(kept.settings).toMatchObject({ name: 'Northwind IT', colour: '#003a70', logo: null })
  })

  it('loses neither of two changes at once', async () => {
    const { service, kept } = setUp()
    await Promise.all([service.setBranding({ name: 'Northwind IT', colour: null }), service.chooseLogo()])
    expect(kept.settings).toMatchObject({ name: 'Northwind IT', logo: { width: 1 } })
  })

  it('stays as it is where no file was chosen, it could not be read, or it is no picture', async () => {
    const unread = err(appError('FILE_READ_FAILED', 'It cannot be read.'))
    for (const [chosen, answer] of [
      [ok(null), ok(null)],
      [unread, unread],
      [ok({ name: 'notes.png', bytes: Buffer.from('text') }), { error: { code: 'INVALID_FILE' } }],
    ] as const) {
      const { service, store } = setUp(chosen)
      expect(await service.chooseLogo()).toMatchObject(answer)
      expect(await keptBranding(store)).toBeNull()
    }
  })

  it('says that it could not be kept, and what is wrong with its file', async () => {
    const { service, kept } = setUp()
    kept.full = true
    expect(await service.setBranding({ name: 'Northwind IT', colour: null })).toMatchObject({
      error: { code: 'FILE_WRITE_FAILED' },
    })
    kept.notice = 'The file is damaged.'
    expect(await service.branding()).toMatchObject({ value: { name: '', notice: 'The file is damaged.' } })
  })
})
