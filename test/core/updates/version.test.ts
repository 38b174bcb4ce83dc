import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareVersions, parseVersion, type Version } from '../../../src/core/updates/version'

const read = (tag: string): Version => {
  const version = parseVersion(tag)
  if (version === null) throw new Error(`${tag} is no version`)
  return version
}

/** As semver.org orders them, and more. */
const IN_ORDER = [
  '0.0.1',
  '0.9.10',
  '0.10.0',
  '1.0.0-0',
  '1.0.0-2',
  '1.0.0-11',
  '1.0.0-99999999999999999998',
  '1.0.0-99999999999999999999',
  '1.0.0--',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.1',
  '1.2.0',
  '2.0.0',
  '10.0.0',
]

describe('a version', () => {
  it.each([
    ['1.2.3', '1.2.3'],
    ['v1.2.3', '1.2.3'],
    ['v1.2.3-rc.1+build.5', '1.2.3-rc.1'],
    ['0.0.0', '0.0.0'],
    ['1.0.0+20261126', '1.0.0'],
  ])('%s is read as %s', (tag, text) => {
    expect(parseVersion(tag)?.text).toBe(text)
  })

  it.each([
    ...['', 'v', 'nightly', '1', '1.2', '1.2.3.4', 'V1.2.3', 'vv1.2.3', 'release-1.2.3', ' 1.2.3', '1.2.3 '],
    ...[
      '01.2.3',
      '1.02.3',
      '1.2.03',
      '1.2.3-',
      '1.2.3-01',
      '1.2.3-a..b',
      '1.2.3+',
      '1.2.3-ü',
      '1.2.3\n',
      '-1.2.3',
    ],
    ...['1234567890.0.0', '1.2.3-<b>', '1.2.3/../..', '١.٢.٣', `1.2.3-${'a'.repeat(200)}`, '__proto__'],
  ])('is not %j', (tag) => {
    expect(parseVersion(tag)).toBeNull()
  })

  it('comes before every higher one, and after every lower one', () => {
    for (const [index, tag] of IN_ORDER.entries())
      for (const [other, otherTag] of IN_ORDER.entries())
        expect(Math.sign(compareVersions(read(tag), read(otherTag))), `${tag} ${otherTag}`).toBe(
          Math.sign(index - other),
        )
  })

  it('is the same whatever its build metadata and its v', () => {
    expect(compareVersions(read('v1.0.0+a'), read('1.0.0+b'))).toBe(0)
  })

  it('is read from any text without a throw, as a part of that text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const version = parseVersion(text)
        if (version !== null) expect(text).toContain(version.text)
      }),
      { seed: 20261126, numRuns: 2000 },
    )
  })
})
