import { countText } from '../../../core/comparison/count-text'
import { appError } from '../../../shared/app-error'
import { profileInputSchema, type TenantProfile } from '../../../shared/files/profile'
import type { ManyDone, TenantFailed, TenantName } from '../../../shared/ipc/tenants'
import { notFound } from './profile-errors'

/** As many as one tenant has. */
const MAX_TAGS = 20

const tagsSchema = profileInputSchema.shape.tags

/**
 * Tenants with some tags added and others taken away; the tags that are there keep their order.
 * @returns all tenants as they are then, and what became of each that was asked for
 */
export const tagged = (
  profiles: readonly TenantProfile[],
  ids: readonly string[],
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): ManyDone & { readonly after: TenantProfile[] } => {
  const done: TenantName[] = []
  const failed: TenantFailed[] = []
  const after = new Map(profiles.map((profile) => [profile.id, profile]))
  for (const id of new Set(ids)) {
    const profile = after.get(id)
    if (profile === undefined) {
      failed.push({ name: '', error: notFound() })
      continue
    }
    const tags = [
      ...new Set([
        ...profile.tags.filter((tag) => !remove.includes(tag)),
        ...add.map((tag) => tag.normalize('NFC')),
      ]),
    ]
    if (!tagsSchema.safeParse(tags).success) {
      failed.push({ name: profile.name, error: tooManyTags() })
      continue
    }
    after.set(id, { ...profile, tags })
    done.push({ id, name: profile.name })
  }
  return { after: [...after.values()], done, failed }
}

const tooManyTags = () =>
  appError('INVALID_ARGUMENT', `A tenant has at most ${countText(MAX_TAGS)} tags.`, {
    field: 'add',
    advice: ['Take tags away from it first.'],
  })
