import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { temporaryFolder } from '../../support/profiles'
import { unless } from '../../support/systems'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const PACKAGING = path.join(ROOT, 'resources/packaging')
const { filled } = (await import(pathToFileURL(path.join(ROOT, 'scripts/lib/manifests.mjs')).href)) as {
  filled: (template: string, release: Readonly<Record<string, unknown>>) => string
}

const about = {
  ...(JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    author: string
    license: string
    description: string
  }),
  name: 'crossview',
  version: '1.2.3',
}
const REPOSITORY = 'contoso/crossview'
const DOWNLOADS = `https://github.com/${REPOSITORY}/releases/download/v1.2.3`
const KINDS = [
  'win-x64-setup.exe',
  'win-arm64-setup.exe',
  'win-x64.msi',
  'win-arm64.msi',
  'mac-x64.dmg',
  'mac-arm64.dmg',
]
const nameOf = (kind: string) => `crossview-1.2.3-${kind}`
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** A release: each file holds its own name. */
let folder: string
beforeEach(() => {
  folder = temporaryFolder()
  for (const name of KINDS.map(nameOf)) writeFileSync(path.join(folder, name), name)
})

const manifest = (name: string, more: Readonly<Record<string, unknown>> = {}) =>
  filled(readFileSync(path.join(PACKAGING, name), 'utf8'), { folder, repository: REPOSITORY, about, ...more })

/**
 * The fields that our manifests have, as winget's JSON schemas 1.12.0 have them (schemas/JSON/manifests
 * of microsoft/winget-cli). Nothing beside them is let through: a new field comes here first.
 */
const Shared = {
  PackageIdentifier: z
    .string()
    .max(128)
    .regex(/^[^.\s\\/:*?"<>|]{1,32}(\.[^.\s\\/:*?"<>|]{1,32}){1,7}$/),
  PackageVersion: z
    .string()
    .max(128)
    .regex(/^[^\\/:*?"<>|]+$/),
  ManifestVersion: z.literal('1.12.0'),
}
const Url = z
  .string()
  .max(2048)
  .regex(/^https:\/\/.+$/)
const Tag = z.string().min(1).max(40)
const MANIFESTS = {
  'Crossview.Crossview.yaml': z.strictObject({
    ...Shared,
    DefaultLocale: z.literal('en-US'),
    ManifestType: z.literal('version'),
  }),
  'Crossview.Crossview.installer.yaml': z.strictObject({
    ...Shared,
    MinimumOSVersion: z.string().regex(/^\d+(\.\d+){0,3}$/),
    InstallModes: z.array(z.enum(['interactive', 'silent', 'silentWithProgress'])).max(3),
    UpgradeBehavior: z.enum(['install', 'uninstallPrevious', 'deny']),
    Installers: z.array(
      z.strictObject({
        Architecture: z.enum(['x64', 'arm64']),
        Scope: z.enum(['user', 'machine']),
        InstallerType: z.enum(['nullsoft', 'wix']),
        InstallerUrl: Url,
        InstallerSha256: z.string().regex(/^[A-Fa-f\d]{64}$/),
        InstallerSwitches: z.strictObject({ Custom: z.string().min(1).max(2048) }).optional(),
      }),
    ),
    ManifestType: z.literal('installer'),
  }),
  'Crossview.Crossview.locale.en-US.yaml': z.strictObject({
    ...Shared,
    PackageLocale: z.literal('en-US'),
    Publisher: z.string().min(2).max(256),
    PublisherUrl: Url,
    PackageName: z.string().min(2).max(256),
    PackageUrl: Url,
    License: z.string().min(3).max(512),
    ShortDescription: z.string().min(3).max(256),
    Tags: z.array(Tag).max(16),
    ReleaseNotesUrl: Url,
    ManifestType: z.literal('defaultLocale'),
  }),
} as const

describe('winget’s manifests', () => {
  it('are three, each as winget’s schema says', () => {
    expect(readdirSync(path.join(PACKAGING, 'winget')).sort()).toEqual(Object.keys(MANIFESTS).sort())
    for (const [name, schema] of Object.entries(MANIFESTS)) {
      const read = schema.safeParse(parse(manifest(`winget/${name}`)))
      expect(read.error === undefined ? '' : z.prettifyError(read.error)).toBe('')
      expect(manifest(`winget/${name}`)).toContain(`.1.12.0.schema.json\n`)
    }
  })

  it('name every installer of Windows once, by its address, its hash and for whom it is', () => {
    const { Installers } = MANIFESTS['Crossview.Crossview.installer.yaml'].parse(
      parse(manifest('winget/Crossview.Crossview.installer.yaml')),
    )
    expect(Installers.map(({ InstallerUrl, InstallerSha256 }) => [InstallerUrl, InstallerSha256])).toEqual(
      KINDS.filter((kind) => kind.startsWith('win-')).map((kind) => [
        `${DOWNLOADS}/${nameOf(kind)}`,
        sha256(nameOf(kind)),
      ]),
    )
    for (const { Architecture, Scope, InstallerType, InstallerUrl, InstallerSwitches } of Installers) {
      expect(InstallerUrl).toContain(`-win-${Architecture}`)
      expect([InstallerType, InstallerSwitches?.Custom, InstallerUrl.slice(-4)]).toEqual(
        Scope === 'user' ? ['nullsoft', '/CurrentUser', '.exe'] : ['wix', undefined, '.msi'],
      )
    }
  })

  it('say what package.json says', () => {
    expect(parse(manifest('winget/Crossview.Crossview.locale.en-US.yaml'))).toMatchObject({
      Publisher: about.author,
      License: about.license,
      ShortDescription: about.description,
      PackageVersion: '1.2.3',
      ReleaseNotesUrl: `https://github.com/${REPOSITORY}/releases/tag/v1.2.3`,
    })
  })
})

describe('Homebrew’s cask', () => {
  const address = (cask: string, arch: string) =>
    /^ {2}url "(.*)"$/m.exec(cask)?.[1]?.replaceAll('#{version}', '1.2.3').replaceAll('#{arch}', arch)

  it('has the address and the hash of both images', () => {
    const cask = manifest('homebrew/crossview.rb')
    for (const [arch, name] of [
      ['arm64', 'arm'],
      ['x64', 'intel'],
    ] as const) {
      expect(cask).toMatch(new RegExp(`arch .*${name}: "${arch}"`))
      expect(address(cask, arch)).toBe(`${DOWNLOADS}/${nameOf(`mac-${arch}.dmg`)}`)
      expect(cask).toMatch(new RegExp(`${name}: +"${sha256(nameOf(`mac-${arch}.dmg`))}"`))
    }
  })

  it('describes itself as Homebrew wants it: short, no article, no full stop', () => {
    const [, text = ''] = /^ {2}desc "(.*)"$/m.exec(manifest('homebrew/crossview.rb')) ?? []
    expect(text).toMatch(/^(?!An? |The )[A-Z].{10,79}[^.]$/)
  })

  it('is Ruby', unless(spawnSync('ruby', ['--version']).status === 0 ? null : 'Ruby is missing'), () => {
    const file = path.join(folder, 'crossview.rb')
    writeFileSync(file, manifest('homebrew/crossview.rb'))
    expect(spawnSync('ruby', ['-c', file], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' })
  })
})

describe('the filling', () => {
  it('leaves no place open', () => {
    for (const kind of ['winget', 'homebrew'])
      for (const name of readdirSync(path.join(PACKAGING, kind)))
        expect(manifest(`${kind}/${name}`)).not.toMatch(/[{}]{2}/)
  })

  it.each([
    [
      'an installer is missing',
      () => rmSync(path.join(folder, nameOf('win-arm64.msi'))),
      {},
      /crossview-1\.2\.3-win-arm64\.msi is not in/,
    ],
    [
      'the folder holds another version',
      () => undefined,
      { about: { ...about, version: '1.2.4' } },
      /crossview-1\.2\.4-\S+ is not in/,
    ],
    [
      'a file is not the one that was published',
      () => {
        writeFileSync(
          path.join(folder, 'SHA256SUMS'),
          KINDS.map(
            (kind) => `${sha256(kind === 'win-x64.msi' ? 'other' : nameOf(kind))}  ${nameOf(kind)}\n`,
          ).join(''),
        )
      },
      {},
      /crossview-1\.2\.3-win-x64\.msi has not the hash/,
    ],
    [
      'the repository is none',
      () => undefined,
      { repository: 'https://example.com/a' },
      /give it as OWNER\/NAME/,
    ],
    [
      'the repository would leave its address',
      () => undefined,
      { repository: 'a/b"\nx' },
      /give it as OWNER\/NAME/,
    ],
  ])('stops where %s', (_what, prepare, more, fault) => {
    prepare()
    expect(() => manifest('winget/Crossview.Crossview.installer.yaml', more)).toThrow(fault)
  })

  it('takes files that are as SHA256SUMS says', () => {
    writeFileSync(
      path.join(folder, 'SHA256SUMS'),
      KINDS.map((kind) => `${sha256(nameOf(kind))}  ${nameOf(kind)}\n`).join(''),
    )
    expect(manifest('homebrew/crossview.rb')).toContain('version "1.2.3"')
  })

  it('stops at a place that nothing is known of', () => {
    expect(() => filled('{{owner}}', { folder, repository: REPOSITORY, about })).toThrow(
      /nothing is known of/,
    )
  })
})
