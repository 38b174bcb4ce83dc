/** A version of Crossview after Semantic Versioning 2.0.0. */
export interface Version {
  /** Without a leading `v` and without build metadata, which says nothing about the order. */
  readonly text: string
  readonly numbers: readonly [number, number, number]
  /** The parts behind `-`; none for a release that is meant for everybody. */
  readonly prerelease: readonly string[]
}

const NUMBER = String.raw`(0|[1-9]\d{0,8})`
const PARTS = String.raw`[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*`
const VERSION = new RegExp(String.raw`^v?(${NUMBER}\.${NUMBER}\.${NUMBER}(?:-(${PARTS}))?)(?:\+${PARTS})?$`)
const LONGEST = 100

/** Reads `1.2.3`, `v1.2.3-rc.1` and the like; null for a tag that is no version, such as `nightly`. */
export const parseVersion = (tag: string): Version | null => {
  if (tag.length > LONGEST) return null
  const [, text, major, minor, patch, behind] = VERSION.exec(tag) ?? []
  if (text === undefined) return null
  const prerelease = behind === undefined ? [] : behind.split('.')
  // A number with zeros before it is no number, and so no version.
  if (prerelease.some((part) => /^0\d+$/.test(part))) return null
  return { text, numbers: [Number(major), Number(minor), Number(patch)], prerelease }
}

/** Negative where `a` comes before `b`, 0 where they are the same version. */
export const compareVersions = (a: Version, b: Version): number => {
  const [major, minor, patch] = a.numbers
  return major - b.numbers[0] || minor - b.numbers[1] || patch - b.numbers[2] || comparePrereleases(a, b)
}

/** What comes before a version is lower than the version itself; more parts are higher than fewer. */
const comparePrereleases = ({ prerelease: a }: Version, { prerelease: b }: Version): number => {
  if (a.length === 0 || b.length === 0) return b.length - a.length
  for (const [index, part] of a.entries()) {
    const other = b[index]
    if (other === undefined) return 1
    const order = compareParts(part, other)
    if (order !== 0) return order
  }
  return a.length - b.length
}

const isNumber = (part: string): boolean => /^\d+$/.test(part)

/** Numbers by their value, however long; any number comes before any word; words as ASCII has them. */
const compareParts = (a: string, b: string): number => {
  if (isNumber(a) !== isNumber(b)) return isNumber(a) ? -1 : 1
  if (isNumber(a) && a.length !== b.length) return a.length - b.length
  return a === b ? 0 : a < b ? -1 : 1
}
