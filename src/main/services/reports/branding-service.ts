import { colourUseText, type Branding } from '../../../core/report/branding'
import type { AppError } from '../../../shared/app-error'
import { REPORT } from '../../../shared/bounds'
import type { BrandingView, ReportsApi } from '../../../shared/ipc/reports'
import { ok, type Result } from '../../../shared/result'
import type { BrandingStore, FileDialogs } from '../../ports'
import { createSerialQueue } from '../../serial-queue'
import { readLogo } from './picture-file'

export type BrandingService = Pick<ReportsApi, 'branding' | 'setBranding' | 'chooseLogo' | 'removeLogo'>

/** What is kept; null: nothing is, so that a report has none. */
export const keptBranding = async (store: BrandingStore): Promise<Branding | null> => {
  const { name, colour, logo } = (await store.load()).settings
  return name === '' && colour === null && logo === null ? null : { name, colour, logo }
}

/** The MSP's name, logo and colour, which are asked of nobody and sent to nobody. */
export const createBrandingService = (
  store: BrandingStore,
  dialogs: Pick<FileDialogs, 'chooseBytes'>,
): BrandingService => {
  const inOrder = createSerialQueue()
  const view = async (): Promise<BrandingView> => {
    const {
      settings: { name, colour, logo },
      notice,
    } = await store.load()
    return { name, colour, logo, colourText: colour === null ? null : colourUseText(colour), notice }
  }
  const change = async (changed: Partial<Branding>): Promise<Result<BrandingView, AppError>> => {
    const saved = await inOrder(async () => store.save({ ...(await store.load()).settings, ...changed }))
    return saved.ok ? ok(await view()) : saved
  }
  return {
    branding: async () => ok(await view()),
    setBranding: ({ name, colour }) =>
      change({ name: name.trim(), colour: colour === null ? null : colour.toLowerCase() }),
    chooseLogo: async () => {
      const file = await dialogs.chooseBytes({
        title: 'Choose a logo for reports',
        extensions: ['png', 'jpg', 'jpeg'],
        most: REPORT.logoBytes,
      })
      if (!file.ok) return file
      if (file.value === null) return ok(null)
      const logo = readLogo(file.value.name, file.value.bytes)
      return logo.ok ? change({ logo: logo.value }) : logo
    },
    removeLogo: () => change({ logo: null }),
  }
}
