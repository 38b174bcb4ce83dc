import { z } from 'zod'
import { gridLookSchema, panelSizeSchema, shareSchema, themeSchema, zoomSchema } from '../files/preferences'

const name = z.string().min(1).max(60)

/** What the requests about preferences accept. */
export const preferencesRequests = {
  'preferences:get': z.undefined(),
  'preferences:change': z.strictObject({
    change: z.strictObject({
      theme: themeSchema.exactOptional(),
      zoom: zoomSchema.exactOptional(),
      notify: z.boolean().exactOptional(),
      share: shareSchema.nullable().exactOptional(),
    }),
  }),
  'preferences:setPanel': z.strictObject({ panel: name, size: panelSizeSchema.nullable() }),
  'preferences:setGrid': z.strictObject({ grid: name, look: gridLookSchema.nullable() }),
}
