import { compareVersions, parseVersion, type Version } from './version'

/** One published version, as its publisher describes it; every text is somebody else's. */
export interface PublishedRelease {
  readonly tag: string
  readonly title: string
  readonly notes: string
  /** Whether the notes go on. */
  readonly cut: boolean
  /** ISO moment. */
  readonly publishedAt: string
  /** Marked as not meant for everybody. */
  readonly prerelease: boolean
}

export interface NewRelease {
  readonly version: string
  readonly release: PublishedRelease
}

export interface ReleasesFound {
  /** The highest version that is meant for whoever runs this one; null where nothing is published. */
  readonly newest: string | null
  /** Every version that comes after the running one, highest first. */
  readonly newer: readonly NewRelease[]
  /** Whether the list goes back to the running version, so that none between is missing. */
  readonly reachesBack: boolean
}

interface Candidate {
  readonly version: Version
  readonly release: PublishedRelease
}

/**
 * What is new since the running version. A tag that is no version counts for nothing, and versions
 * that are not meant for everybody only where one of them is running.
 * @param running a running version that is none comes before every other
 */
export const newReleases = (published: readonly PublishedRelease[], running: string): ReleasesFound => {
  const here = parseVersion(running)
  const takesPrereleases = here !== null && here.prerelease.length > 0
  const candidates = published
    .flatMap((release): readonly Candidate[] => {
      const version = parseVersion(release.tag)
      if (version === null) return []
      const isPrerelease = release.prerelease || version.prerelease.length > 0
      return isPrerelease && !takesPrereleases ? [] : [{ version, release }]
    })
    .sort((a, b) => compareVersions(b.version, a.version))
  const versions = candidates.filter(
    ({ version }, index) => candidates[index - 1]?.version.text !== version.text,
  )
  const newer = versions.filter(({ version }) => here === null || compareVersions(version, here) > 0)
  return {
    newest: versions[0]?.version.text ?? null,
    newer: newer.map(({ version, release }) => ({ version: version.text, release })),
    reachesBack: newer.length < versions.length,
  }
}
