/**
 * deb and rpm of the unpacked app. electron-builder's own targets download fpm, and their packages run
 * scripts as root; these bring files only (chrome-sandbox with its mode among them), and are made with
 * what every Debian, Ubuntu or Fedora has: dpkg-deb and fakeroot, rpmbuild.
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Installer as DebInstaller } from 'electron-installer-debian'
import { Installer as RpmInstaller } from 'electron-installer-redhat'
import { ROOT } from '../setup.mjs'

/** What the processor of `process.arch` is called there. @type {Record<string, { deb: string, rpm: string }>} */
const PROCESSORS = {
  x64: { deb: 'amd64', rpm: 'x86_64' },
  arm64: { deb: 'arm64', rpm: 'aarch64' },
}

/**
 * What Electron and keytar link to, and the packagers do not name or only recommend. Newer Debians renamed
 * the first for 64-bit time.
 */
const DEB_NEEDS = ['libc6', 'libasound2t64 | libasound2', 'libsecret-1-0']
const RPM_NEEDS = ['alsa-lib', 'libsecret', 'mesa-libgbm']

const METADATA = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))

const COMMON = {
  name: 'crossview',
  bin: 'crossview',
  productName: 'Crossview',
  genericName: 'HaloPSA access comparison',
  description: 'Compares what a HaloPSA application and an agent see',
  productDescription: METADATA.description,
  categories: ['Utility'],
  // What the system calls a file that ends in .crossview, by the file below.
  mimeType: ['application/vnd.crossview.snapshot+json'],
  icon: {
    '512x512': path.join(ROOT, 'resources/icon.png'),
    scalable: path.join(ROOT, 'resources/icon.svg'),
  },
}

/**
 * What a file that ends in .crossview is, which the packagers know nothing of. The system's own triggers read it: no script of ours.
 * @param {Installer} installer
 */
const addMimeType = ({ stagingDir, baseAppDir }) => {
  const folder = path.join(stagingDir, baseAppDir, 'share/mime/packages')
  mkdirSync(folder, { recursive: true })
  copyFileSync(path.join(ROOT, 'resources/crossview-mime.xml'), path.join(folder, 'crossview.xml'))
}

/**
 * The packagers' own steps, in their order; one of them has a step more. Their folder goes at once: they remove it when their process
 * ends by itself, which not every one does.
 * @param {Installer} installer
 */
const make = async (installer) => {
  await installer.generateDefaults()
  await installer.generateOptions()
  await installer.generateScripts?.()
  await installer.createStagingDir()
  try {
    await installer.createContents()
    addMimeType(installer)
    await installer.createPackage()
    await installer.movePackage()
  } finally {
    rmSync(path.dirname(installer.stagingDir), { recursive: true, force: true })
  }
}

/**
 * A version as dpkg and rpm order it: an early one comes before its release, and what stands behind a hyphen is
 * no revision of a packager's. Files keep the version as it is: GitHub renames one with `~`.
 * @param {string} version
 */
const ordered = (version) => version.replace('-', '~').replaceAll('-', '.')

/**
 * What the packagers ask for Electron's version: a file of Electron that electron-builder leaves out.
 * @param {string} app
 */
const nameElectron = (app) => {
  writeFileSync(path.join(app, 'version'), METADATA.devDependencies.electron)
}

/**
 * Makes a Debian package. Needs dpkg-deb and fakeroot.
 * @param {string} app the unpacked app
 * @param {string} folder where the package goes
 * @param {{ version?: string, compression?: 'xz' | 'none' }} [more] another version or compression, for tests
 * @returns {Promise<string>} its path
 */
export const debOf = async (app, folder, { version = METADATA.version, compression = 'xz' } = {}) => {
  nameElectron(app)
  const { deb: arch = process.arch } = PROCESSORS[process.arch] ?? {}
  await make(
    new DebInstaller({
      src: app,
      dest: folder,
      arch,
      logger: () => undefined,
      rename: (to) => path.join(to, `<%= name %>_${version}_<%= arch %>.deb`),
      options: {
        ...COMMON,
        version: ordered(version),
        compression,
        maintainer: 'The Crossview authors',
        depends: DEB_NEEDS,
        // Where no keyring is, secrets are kept until Crossview is closed.
        recommends: ['gnome-keyring | kwalletmanager | keepassxc'],
      },
    }),
  )
  return path.join(folder, `crossview_${version}_${arch}.deb`)
}

/**
 * Makes an RPM package. Needs rpmbuild.
 * @param {string} app the unpacked app
 * @param {string} folder where the package goes
 * @param {string} [version] another, for tests
 * @returns {Promise<string>} its path
 */
export const rpmOf = async (app, folder, version = METADATA.version) => {
  nameElectron(app)
  const { rpm: arch = process.arch } = PROCESSORS[process.arch] ?? {}
  await make(
    new RpmInstaller({
      src: app,
      dest: folder,
      arch,
      logger: () => undefined,
      rename: (to) => path.join(to, `<%= name %>-${version}.<%= arch %>.rpm`),
      options: {
        ...COMMON,
        version: ordered(version),
        license: 'Proprietary',
        requires: RPM_NEEDS,
        specTemplate: path.join(ROOT, 'resources/crossview.spec.ejs'),
      },
    }),
  )
  return path.join(folder, `crossview-${version}.${arch}.rpm`)
}
