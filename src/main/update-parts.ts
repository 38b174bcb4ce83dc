import { readUpdatePolicy } from './adapters/files/machine-policy'
import type { Routes } from './adapters/http/routes'
import { createReleaseFeed, releasesPlace } from './adapters/releases/release-feed'
import type { UpdateParts } from './services/updates/update-service'

/**
 * @param releases the repository that the build names in package.json; empty for none
 * @param routes which way its server is reached
 */
export const updateParts = (releases: string, routes: Routes): UpdateParts => {
  const place = releasesPlace(releases)
  return {
    feed: place === null ? null : createReleaseFeed(place, { routes }),
    policy: () => readUpdatePolicy(),
  }
}
