import { readUpdatePolicy } from './adapters/files/machine-policy'
import { createReleaseFeed, releasesPlace } from './adapters/releases/release-feed'
import type { UpdateParts } from './services/updates/update-service'

/** @param releases the repository that the build names in package.json; empty for none */
export const updateParts = (releases: string): UpdateParts => {
  const place = releasesPlace(releases)
  return { feed: place === null ? null : createReleaseFeed(place), policy: () => readUpdatePolicy() }
}
