import { z } from 'zod'
import type { Branding } from '../../core/report/branding'
import { REPORT } from '../bounds'
import { exactly } from '../exact-schema'

/** How the reports of this computer's user look. */
export interface BrandingFile extends Branding {
  readonly schema: 'crossview.branding/1'
}

export const NO_BRANDING: BrandingFile = {
  schema: 'crossview.branding/1',
  name: '',
  colour: null,
  logo: null,
}

export const brandingSchema = exactly<BrandingFile>()(
  z.strictObject({
    schema: z.literal('crossview.branding/1'),
    name: z.string().max(REPORT.text),
    colour: z
      .string()
      .regex(/^#[0-9a-f]{6}$/)
      .nullable(),
    logo: z
      .strictObject({
        type: z.enum(['image/png', 'image/jpeg']),
        base64: z
          .string()
          .max(Math.ceil(REPORT.logoBytes / 3) * 4)
          .regex(/^[A-Za-z0-9+/]+={0,2}$/),
        width: z.number().int().min(1).max(REPORT.logoSide),
        height: z.number().int().min(1).max(REPORT.logoSide),
      })
      .nullable(),
  }),
)
