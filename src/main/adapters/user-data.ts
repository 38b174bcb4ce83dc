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
  if (chosen !== undefined && chosen !== '') return path.resolve(chosen)
  switch (platform) {
    case 'win32':
      return path.join(env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'), 'Crossview')
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
