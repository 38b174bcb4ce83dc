import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Arch, build, Platform, type Configuration } from 'electron-builder'
import { builderConfiguration } from './packaged-app'
import { ROOT } from './source-scan'

/**
 * The Windows package and its installers, made on Linux by electron-builder with Debian's NSIS and wixl.
 *
 * What ships: electron-builder.yml with what it names, `resources/installer.nsi` and the project of
 * scripts/lib/msi-project.mjs. What stands in: the runtime's hold.exe for Electron, of which none for
 * Windows can be had here (no fuses, and neither icon nor hashes in it); the 64-bit stub of NSIS, since that Wine runs no 32-bit programs; wixl
 * for WiX, which knows an older name of the same XML.
 */

const CONFIGURATION = 'electron-builder.json'
const TOOLS = ['/usr/bin/makensis', '/usr/bin/wixl', '/usr/bin/7zz'] as const

/** @returns the Debian packages that are missing to build installers for Windows */
export const missingTools = (): readonly string[] =>
  ['nsis', 'wixl', '7zip'].filter((_name, index) => !existsSync(TOOLS[index]!))

/** What comes from the Windows runtime. */
interface Parts {
  /** Something that runs until it is closed, for Electron. */
  readonly program: string
  readonly keytar: string
}

/**
 * Packs the real app around the stand-in.
 * @param work an empty folder
 * @returns the folder of the app, below `work`
 */
export const packForWindows = async (work: string, { program, keytar }: Parts): Promise<string> => {
  const dist = path.join(work, 'electron')
  const addon = path.join(work, 'keytar')
  await Promise.all(
    [dist, path.join(dist, 'locales'), addon].map((folder) => mkdir(folder, { recursive: true })),
  )
  await copyFile(program, path.join(dist, 'electron.exe'))
  await writeFile(path.join(dist, 'locales/en-US.pak'), 'stand-in')
  await copyFile(keytar, path.join(addon, 'keytar.node'))
  await tools(work)
  const {
    afterExtract: _thisSystemOnly,
    afterPack: _fuses,
    afterAllArtifactBuild: _sbom,
    ...config
  } = builderConfiguration()
  const forTest: Configuration = {
    ...config,
    electronDist: dist,
    disableAsarIntegrity: true,
    win: { ...config.win, signAndEditExecutable: false },
    directories: { ...config.directories, output: path.join(work, 'dist') },
    files: [
      ...(config.files as string[]).filter((name) => !name.endsWith('keytar.node')),
      { from: addon, to: 'node_modules/keytar/build/Release' },
    ],
  }
  // Given as a file: an object would be merged over electron-builder.yml.
  await writeFile(path.join(work, CONFIGURATION), JSON.stringify(forTest))
  await build({
    projectDir: ROOT,
    targets: Platform.WINDOWS.createTarget('zip', Arch.x64),
    config: path.join(work, CONFIGURATION),
  })
  return path.join(work, 'dist/win-unpacked')
}

/** Lays Debian's tools out as electron-builder looks for its own. */
const tools = async (work: string): Promise<void> => {
  const nsis = path.join(work, 'nsis')
  await mkdir(path.join(nsis, 'linux'), { recursive: true })
  await mkdir(path.join(nsis, 'plugins/x86-unicode'), { recursive: true })
  for (const folder of ['Contrib', 'Include', 'Plugins', 'Stubs'])
    await symlink(path.join('/usr/share/nsis', folder), path.join(nsis, folder))
  const makensis = path.join(nsis, 'linux/makensis')
  await writeFile(makensis, `#!/bin/sh\nexec ${TOOLS[0]} "-XTarget amd64-unicode" "$@"\n`)
  await chmod(makensis, 0o755)
  process.env.ELECTRON_BUILDER_NSIS_DIR = nsis
  process.env.ELECTRON_BUILDER_NSIS_RESOURCES_DIR = nsis
  process.env.ELECTRON_BUILDER_7ZIP_PATH = TOOLS[2]
}

/**
 * setup.exe and MSI of a packed folder.
 * @param app from `packForWindows`
 * @param version to install as
 */
export const installersOf = async (work: string, app: string, version: string) => {
  const config = JSON.parse(await readFile(path.join(work, CONFIGURATION), 'utf8')) as Configuration
  const file = path.join(work, `${version}.json`)
  const project = path.join(app, '..', 'project.wxs')
  await writeFile(
    file,
    JSON.stringify({
      ...config,
      extraMetadata: { version },
      msiProjectCreated: path.join(ROOT, 'test/installers/keep-project.mjs'),
    }),
  )
  const make = (target: string) =>
    build({
      projectDir: ROOT,
      targets: Platform.WINDOWS.createTarget(target, Arch.x64),
      config: file,
      prepackaged: app,
    })
  const [setup = ''] = await make('nsis')
  process.env.CROSSVIEW_TEST_PROJECT = project
  await make('msi').then(
    () => {
      throw new Error('electron-builder did not stop at the project of the MSI')
    },
    (error: unknown) => {
      if (!String(error).includes('the project is kept')) throw error
    },
  )
  const msi = path.join(work, `dist/crossview-${version}-win-x64.msi`)
  await writeFile(
    project,
    (await readFile(project, 'utf8')).replace(
      'http://wixtoolset.org/schemas/v4/wxs',
      'http://schemas.microsoft.com/wix/2006/wi',
    ),
  )
  execFileSync(
    TOOLS[1],
    ['-a', 'x64', '-D', `appDir=${path.basename(app)}`, '-o', msi, path.basename(project)],
    {
      cwd: path.dirname(project),
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  return { setup, msi }
}
