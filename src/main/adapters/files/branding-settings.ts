import path from 'node:path'
import { FILES } from '../../../shared/bounds'
import { brandingSchema, NO_BRANDING } from '../../../shared/files/branding'
import type { BrandingStore } from '../../ports'
import { createSettingsFile } from './settings-file'

/** How reports look. @param folder of the user's data */
export const createBrandingSettings = (folder: string): BrandingStore =>
  createSettingsFile({
    file: path.join(folder, 'branding.json'),
    bounds: FILES.branding,
    schema: brandingSchema,
    none: NO_BRANDING,
    meaning: 'Reports have no logo and no colour of their own',
  })
