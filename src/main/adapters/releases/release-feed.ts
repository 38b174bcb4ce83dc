import { RELEASES } from '../../../shared/bounds'
import { err, type Result } from '../../../shared/result'
import type { CheckFault } from '../../../shared/ipc/updates'
import type { PublishedReleases, ReleaseFeed } from '../../ports'
import type { createHttpClient } from '../http/http'
import { createRoutedClient } from '../http/routed-client'
import { createRoutes, type Routes } from '../http/routes'
import { answerFault, transportFault } from './check-faults'
import { readReleases } from './github-releases'

/** Where a repository on GitHub publishes its versions. */
export interface ReleasesPlace {
  /** Origin that is asked. */
  readonly api: string
  readonly path: string
  /** The page for people. */
  readonly page: string
}

const REPOSITORY = /^https:\/\/github\.com\/([\da-z](?:[\da-z-]{0,37}[\da-z])?)\/([\w.-]{1,100})$/i

/**
 * Reads the address of the repository that the build names (`crossview.releases` in package.json).
 * null: the build names none, or what it names is no repository's address.
 */
export const releasesPlace = (repository: string): ReleasesPlace | null => {
  const [, owner, name] = REPOSITORY.exec(repository) ?? []
  if (owner === undefined || name === undefined || /^\.+$/.test(name)) return null
  return {
    api: 'https://api.github.com',
    path: `/repos/${owner}/${name}/releases`,
    page: `https://github.com/${owner}/${name}/releases`,
  }
}

/** What of the world it needs; tests give a client that trusts their own authority. */
export interface ReleaseFeedParts {
  readonly createClient?: typeof createHttpClient
  /** Those of every other request. */
  readonly routes?: Routes
}

/**
 * Asks once, by the client and through the proxy of every other request. SECURITY: nothing but the path
 * goes along: no version, no name, no token; and what comes back leads nowhere.
 */
export const createReleaseFeed = (
  { api, path, page }: ReleasesPlace,
  { createClient, routes = createRoutes() }: ReleaseFeedParts = {},
): ReleaseFeed => ({
  asks: `${api}${path}`,
  page,
  read: async (signal) => {
    const { deadlineMs, answer: bounds } = RELEASES
    const client = createRoutedClient(api, null, {
      routes,
      own: null,
      ...(createClient === undefined ? {} : { createClient }),
      deadlineMs,
      idleTimeoutMs: deadlineMs,
      largestAnswer: bounds.characters,
    })
    const { host } = new URL(api)
    const get = async (from: string, mayMove: boolean): Promise<Result<PublishedReleases, CheckFault>> => {
      const answer = await client.get(from, {}, { signal })
      if (!answer.ok) return err(transportFault(answer.error, host))
      const { status, headers, text } = answer.value
      const moved = mayMove ? movedTo(status, headers.location, api) : null
      if (moved !== null) return get(moved, false)
      return status === 200 ? readReleases(text, host) : err(answerFault(status, host, headers.contentType))
    }
    try {
      return await get(path, true)
    } finally {
      client.close()
    }
  },
})

/**
 * GitHub answers for a repository that was renamed with one redirect, to its number on the same server
 * (docs.github.com, "Best practices for using the REST API", under "Follow redirects"). No other is followed.
 */
const movedTo = (status: number, location: string | null, api: string): string | null => {
  if (![301, 302, 307, 308].includes(status) || location?.startsWith(`${api}/`) !== true) return null
  const path = location.slice(api.length)
  return /^\/repositories\/\d{1,15}\/releases$/.test(path) ? path : null
}
