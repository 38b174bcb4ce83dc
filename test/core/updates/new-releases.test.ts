import { describe, expect, it } from 'vitest'
import { newReleases, type PublishedRelease } from '../../../src/core/updates/new-releases'

const release = (tag: string, more: Partial<PublishedRelease> = {}): PublishedRelease => ({
  tag,
  title: tag,
  notes: '',
  cut: false,
  publishedAt: '2026-11-20T08:00:00.000Z',
  prerelease: false,
  ...more,
})

const newerThan = (running: string, ...releases: readonly PublishedRelease[]) =>
  newReleases(releases, running).newer.map(({ version }) => version)

describe('what is new since the running version', () => {
  it('is every version after it, highest first, in whatever order they were published', () => {
    const published = [
      release('v1.0.1'),
      release('v1.2.0'),
      release('v0.9.0'),
      release('v1.10.0'),
      release('v1.0.0'),
    ]
    expect(newerThan('1.0.0', ...published)).toEqual(['1.10.0', '1.2.0', '1.0.1'])
    expect(newReleases(published, '1.0.0')).toMatchObject({ newest: '1.10.0', reachesBack: true })
  })

  it('is nothing where the running one is the newest, or newer than what is published', () => {
    expect(newReleases([release('v1.0.0')], '1.0.0')).toEqual({
      newest: '1.0.0',
      newer: [],
      reachesBack: true,
    })
    expect(newReleases([release('v1.0.0')], '1.1.0')).toMatchObject({ newest: '1.0.0', newer: [] })
    expect(newReleases([], '1.0.0')).toEqual({ newest: null, newer: [], reachesBack: false })
  })

  it('holds no version that is not meant for everybody, by its mark or by its name', () => {
    expect(newerThan('1.0.0', release('v2.0.0', { prerelease: true }), release('v2.0.0-rc.1'))).toEqual([])
  })

  it('holds those for whoever runs one', () => {
    const published = [
      release('v2.0.0-rc.2', { prerelease: true }),
      release('v2.0.0-rc.1'),
      release('v1.9.0'),
    ]
    expect(newerThan('2.0.0-rc.1', ...published)).toEqual(['2.0.0-rc.2'])
    expect(newerThan('2.0.0-rc.1', release('v2.0.0'), ...published)).toEqual(['2.0.0', '2.0.0-rc.2'])
  })

  it('takes a tag that is no version for nothing, and a version for one whose tag came twice', () => {
    expect(newerThan('1.0.0', release('nightly'), release('v1.1.0'), release('1.1.0+again'))).toEqual([
      '1.1.0',
    ])
  })

  it('says whether the list goes back to it', () => {
    expect(newReleases([release('v3.0.0'), release('v2.0.0')], '1.0.0').reachesBack).toBe(false)
    expect(newReleases([release('v3.0.0'), release('v1.0.0')], '1.0.0').reachesBack).toBe(true)
  })
})
