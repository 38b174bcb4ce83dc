import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'electron-builder'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { linuxPackages } from '../../support/linux-packages'
import { builderConfiguration } from '../../support/packaged-app'
import { ROOT } from '../../support/source-scan'
import { unless } from '../../support/systems'

/** What the installers are made by, as far as no Electron is needed to see it. */

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'crossview-packaging-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

/** electron-builder checks a configuration against its schema, and is given nothing to build. */
const checked = async (config: object) => {
  const file = path.join(folder, 'electron-builder.json')
  await writeFile(
    file,
    JSON.stringify({
      ...config,
      afterAllArtifactBuild: null,
      directories: { output: folder, buildResources: 'resources' },
    }),
  )
  return build({ projectDir: ROOT, config: file, targets: new Map() })
}

describe('electron-builder.yml', () => {
  it('is by its schema', async () => {
    expect(await checked(builderConfiguration())).toEqual([])
  })

  it('is refused with an option that does not exist', async () => {
    const config = builderConfiguration()
    await expect(checked({ ...config, nsis: { ...config.nsis, oneclick: false } })).rejects.toThrow(
      'configuration.nsis should be',
    )
  })

  it('names every installer without blanks, by version, system and processor', () => {
    const { linux, mac, win, nsis } = builderConfiguration()
    for (const pattern of [linux, mac, win, nsis].map((options) => String(options?.artifactName)))
      expect(pattern).toMatch(/^\$\{name\}-\$\{version\}-(linux|mac|win)-\$\{arch\}(-setup)?\.\$\{ext\}$/)
  })

  it('names files that are there', () => {
    const { nsis, msiProjectCreated, mac } = builderConfiguration()
    for (const file of [
      nsis?.script,
      msiProjectCreated,
      mac?.entitlements,
      'resources/icon.ico',
      'resources/icon.icns',
    ])
      expect(existsSync(path.join(ROOT, String(file)))).toBe(true)
  })
})

/** An unpacked app of stand-ins. */
const standIn = async () => {
  const app = path.join(folder, 'app')
  await mkdir(path.join(app, 'resources/app'), { recursive: true })
  await writeFile(path.join(app, 'resources/app/package.json'), await readFile('package.json'))
  for (const name of ['crossview', 'chrome-sandbox', 'LICENSE'])
    await writeFile(path.join(app, name), 'stand-in', { mode: name === 'LICENSE' ? 0o644 : 0o755 })
  return app
}

const hasRpm = existsSync('/usr/bin/rpmbuild')

describe('the rpm', unless(hasRpm ? null : 'Debian’s rpm is missing'), () => {
  it('has root’s files, Chromium’s sandbox with its mode, and no script', async () => {
    const app = await standIn()
    const file = await (await linuxPackages()).rpmOf(app, folder)
    const query = (...args: readonly string[]) =>
      execFileSync('rpm', ['-qp', ...args, file], { encoding: 'utf8' })
    expect(path.basename(file)).toMatch(/^crossview-\d+\.\d+\.\d+\.(x86_64|aarch64)\.rpm$/)
    expect(query('--scripts')).toBe('')
    expect(query('--requires')).toMatch(/^alsa-lib$[^]*^libsecret$/m)
    // Path, mode and owners of each.
    const files = query(
      '--queryformat',
      '[%{FILENAMES} %{FILEMODES:perms} %{FILEUSERNAME} %{FILEGROUPNAME}\n]',
    )
    expect(files.trim().split('\n').sort()).toEqual([
      '/usr/bin/crossview lrwxrwxrwx root root',
      '/usr/lib/crossview drwxr-xr-x root root',
      '/usr/lib/crossview/LICENSE -rw-r--r-- root root',
      '/usr/lib/crossview/chrome-sandbox -rwsr-xr-x root root',
      '/usr/lib/crossview/crossview -rwxr-xr-x root root',
      '/usr/lib/crossview/resources drwxr-xr-x root root',
      '/usr/lib/crossview/resources/app drwxr-xr-x root root',
      '/usr/lib/crossview/resources/app/package.json -rw-r--r-- root root',
      '/usr/lib/crossview/version -rw-r--r-- root root',
      '/usr/share/applications/crossview.desktop -rw-r--r-- root root',
      '/usr/share/doc/crossview drwxr-xr-x root root',
      '/usr/share/doc/crossview/copyright -rw-r--r-- root root',
      '/usr/share/icons/hicolor/512x512/apps/crossview.png -rw-r--r-- root root',
      '/usr/share/icons/hicolor/scalable/apps/crossview.svg -rw-r--r-- root root',
      '/usr/share/mime/packages/crossview.xml -rw-r--r-- root root',
    ])
  })
  it('of an early version comes before its release, and is named by that version', async () => {
    const { rpmOf } = await linuxPackages()
    const file = await rpmOf(await standIn(), folder, '1.2.3-beta.10')
    expect(path.basename(file)).toMatch(/^crossview-1\.2\.3-beta\.10\.\w+\.rpm$/)
    const version = execFileSync('rpm', ['-qp', '--queryformat', '%{VERSION}', file], { encoding: 'utf8' })
    expect(version).toBe('1.2.3~beta.10')
  })
})

const hasDpkg = ['fakeroot', 'dpkg-deb'].every((name) => existsSync(path.join('/usr/bin', name)))

describe('the deb', unless(hasDpkg ? null : 'Debian’s fakeroot is missing'), () => {
  it.each(['1.2.3-beta.10', '1.2.3-nightly.2', '1.2.3-rc-1.x'])(
    'of %s comes before its release and the next one, and is named by that version',
    async (version) => {
      const { debOf } = await linuxPackages()
      const file = await debOf(await standIn(), folder, { version, compression: 'none' })
      expect(path.basename(file)).toMatch(new RegExp(`^crossview_${version}_\\w+\\.deb$`))
      const made = execFileSync('dpkg-deb', ['--field', file, 'Version'], { encoding: 'utf8' }).trim()
      const isBefore = (other: string) =>
        spawnSync('dpkg', ['--compare-versions', made, 'lt', other]).status === 0
      expect([isBefore('1.2.3'), isBefore('1.2.4'), isBefore('1.2.2')]).toEqual([true, true, false])
    },
  )
})
