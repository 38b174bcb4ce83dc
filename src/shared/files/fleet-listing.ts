import { z } from 'zod'
import { FILES, FLEET } from '../bounds'
import { parseJson } from './json-text'

/** What the `fleet.json` of a run says of which parts there have to be beside it. */
export interface FleetListing {
  /** `folder`: the one that its files are in; null: it has none. */
  readonly tenants: readonly { readonly name: string; readonly folder: string | null }[]
  readonly missing: readonly { readonly part: string; readonly reason: string }[]
}

const text = z.string().max(FLEET.text)

/** Of everything else that stands there nothing is read: each tenant's own file has it. */
const listingSchema = z.object({
  schema: z.literal('crossview.fleet/1'),
  tenants: z.array(z.object({ name: text, files: z.record(z.string().max(100), text) })).max(FLEET.parts),
  missing: z.array(z.object({ part: text, reason: text })).max(FLEET.parts),
})

/** Reads it; null: it is none that this Crossview knows, and nothing is known of what has to be there. */
export const parseFleetListing = (content: string): FleetListing | null => {
  const json = parseJson(content, FILES.fleet)
  const parsed = json.ok ? listingSchema.safeParse(json.value) : null
  if (parsed?.success !== true) return null
  const { tenants, missing } = parsed.data
  return {
    tenants: tenants.map(({ name, files }) => ({
      name,
      folder: Object.values(files)[0]?.split('/')[0] ?? null,
    })),
    missing,
  }
}
