import { chmodSync, lstatSync, readdirSync, realpathSync, type Stats } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** What decides where Crossview keeps its files. */
export interface UserDataEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly home: string
}

/** This process's own environment. */
export const processEnvironment = (): UserDataEnvironment => ({
  env: process.env,
  platform: process.platform,
  home: os.homedir(),
})

/**
 * The folder of everything that Crossview keeps between runs. Electron, the browser window and
 * the command line use the same one, which is where Electron would put it by itself.
 * `CROSSVIEW_USER_DATA` names another folder.
 */
export const userDataDir = ({ env, platform, home }: UserDataEnvironment = processEnvironment()): string => {
  const chosen = env['CROSSVIEW_USER_DATA']
  // Only some shells, in some places, put the home folder in the place of ~.
  if (chosen !== undefined && chosen !== '') return path.resolve(chosen.replace(/^~(?=[\\/]|$)/, () => home))
  switch (platform) {
    case 'win32': {
      const roaming = env['APPDATA']
      return path.join(
        // One that is empty or relative would be below whatever folder Crossview is started in.
        roaming !== undefined && path.win32.isAbsolute(roaming)
          ? roaming
          : path.join(home, 'AppData', 'Roaming'),
        'Crossview',
      )
    }
    case 'darwin':
      return path.join(home, 'Library', 'Application Support', 'Crossview')
    default: {
      // The XDG rules say to ignore a relative path.
      const config = env['XDG_CONFIG_HOME']
      return path.join(
        config !== undefined && path.isAbsolute(config) ? config : path.join(home, '.config'),
        'Crossview',
      )
    }
  }
}

const STICKY = 0o1000

/**
 * SECURITY: takes the folder and everything in it from all but its owner. Links in it are not
 * followed, and what another user owns stays as it is. So does a folder that is not Crossview's alone:
 * the home folder, one above it, and one that everybody may write to. Windows: a user's folder is the
 * user's alone by itself.
 */
export const makePrivate = (folder: string, platform: NodeJS.Platform = process.platform): void => {
  if (platform === 'win32') return
  const real = unlessFails(() => realpathSync(folder), null)
  if (real === null || `${os.homedir()}/`.startsWith(real === '/' ? real : `${real}/`)) return
  if (((statOf(real)?.mode ?? 0) & STICKY) === 0) takeFromOthers(real)
}

const takeFromOthers = (file: string): void => {
  const found = statOf(file)
  if (found?.uid !== process.getuid?.() || !(found?.isFile() === true || found?.isDirectory() === true))
    return
  // Another user may have been quicker to change it: then it stays.
  if ((found.mode & 0o077) !== 0) {
    unlessFails(() => {
      chmodSync(file, found.mode & 0o700)
    }, undefined)
  }
  if (!found.isDirectory()) return
  for (const name of unlessFails(() => readdirSync(file), [])) takeFromOthers(path.join(file, name))
}

const statOf = (file: string): Stats | null => unlessFails(() => lstatSync(file), null)

const unlessFails = <T, U>(act: () => T, otherwise: U): T | U => {
  try {
    return act()
  } catch {
    return otherwise
  }
}
