/**
 * What `npm run package` does besides electron-builder.yml: the fuses of Electron, flipped in the
 * packaged binary just before it is signed. electron-builder 26 has an option for them, but knows eight
 * of the nine that Electron has (https://www.electronjs.org/docs/latest/tutorial/fuses, read on 25
 * November 2026), and would leave one that is new at its default.
 */
import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { Arch } from 'electron-builder'

/**
 * What electron-builder tells its hooks.
 * @typedef {import('electron-builder').AfterPackContext} Packed
 * @typedef {Pick<Packed, 'appOutDir' | 'packager' | 'electronPlatformName'>} PackedAt
 */

/** SECURITY: every fuse is named, so that no default decides (security-measurements.md section 2, item 19). */
export const FUSES = {
  // ELECTRON_RUN_AS_NODE would make the signed app run anybody's script.
  RunAsNode: false,
  EnableCookieEncryption: true,
  // NODE_OPTIONS and NODE_EXTRA_CA_CERTS; a tenant's own CA has its field instead.
  EnableNodeOptionsEnvironmentVariable: false,
  // --inspect opens a port through which secrets in memory can be read.
  EnableNodeCliInspectArguments: false,
  // macOS and Windows only: Electron on Linux does not check.
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  // No snapshot of our own is shipped.
  LoadBrowserProcessSpecificV8Snapshot: false,
  // The window is served by its own scheme; nothing uses file://.
  GrantFileProtocolExtraPrivileges: false,
  // How V8 notices that WebAssembly reads out of bounds: Electron's default and Chrome's way. Off would
  // be as safe, with bounds checks in the code; nothing of ours uses WebAssembly.
  WasmTrapHandlers: true,
}

/**
 * Flips every fuse of a binary.
 * @param {string} executable of Electron, as packaged
 * @param {Partial<typeof FUSES>} fuses
 * @throws when the binary has a fuse that is not named, or lacks one that is
 */
export const setFuses = (executable, fuses = FUSES) => {
  const names = /** @type {(keyof typeof FUSES)[]} */ (Object.keys(fuses))
  return flipFuses(
    executable,
    /** @type {import('@electron/fuses').FuseConfig} */ ({
      version: FuseVersion.V1,
      strictlyRequireAllFuses: true,
      ...Object.fromEntries(names.map((name) => [FuseV1Options[name], fuses[name]])),
    }),
  )
}

/**
 * Where electron-builder put the executable.
 * @param {PackedAt} packed
 */
export const executableOf = ({ appOutDir, electronPlatformName, packager }) => {
  /** @type {Record<string, string | undefined>} */
  const names = {
    darwin: `${packager.appInfo.productFilename}.app`,
    win32: `${packager.appInfo.productFilename}.exe`,
    // Only its Linux packager has one.
    linux: /** @type {{ executableName?: string }} */ (packager).executableName,
  }
  return path.join(appOutDir, names[electronPlatformName] ?? '')
}

/**
 * electron-builder calls it when it has copied Electron (electron-builder.yml). That is the installed
 * one, because its hash was checked: it is for this system only.
 * @param {Packed} packed
 */
export const afterExtract = ({ appOutDir, packager, electronPlatformName, arch }) => {
  const [wanted, here] = [`${electronPlatformName}-${Arch[arch]}`, `${process.platform}-${process.arch}`]
  if (wanted !== here)
    throw new Error(`Packages for ${wanted} are made on such a system: the Electron here is for ${here}.`)
  // Electron's own program for a start without an app: never loaded, and not shipped.
  rmSync(path.join(resourcesOf({ appOutDir, packager, electronPlatformName }), 'default_app.asar'), {
    force: true,
  })
}

/**
 * The folder of Electron's resources; not renamed yet on macOS when Electron was just copied.
 * @param {PackedAt} packed
 */
const resourcesOf = ({ appOutDir, packager, electronPlatformName }) =>
  electronPlatformName === 'darwin'
    ? path.join(appOutDir, packager.info.framework.distMacOsAppName, 'Contents/Resources')
    : path.join(appOutDir, 'resources')

/**
 * electron-builder calls it when the app is complete, before it signs.
 * @param {Packed} context
 */
export const afterPack = async (context) => {
  const executable = executableOf(context)
  if (!existsSync(executable)) throw new Error(`No executable is at ${executable}: its fuses cannot be set.`)
  await setFuses(executable)
}
