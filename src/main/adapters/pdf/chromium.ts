import { existsSync } from 'node:fs'
import path from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
]

const MAC_APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge']

const WINDOWS_PATHS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
]

/**
 * The executable of an installed Chromium, Chrome or Edge; null when there is none.
 * `CROSSVIEW_CHROMIUM` names another one.
 */
export const findChromium = (
  env: Environment,
  platform: NodeJS.Platform = process.platform,
): string | null => {
  const named = env['CROSSVIEW_CHROMIUM']
  if (named !== undefined && named !== '') return existsSync(named) ? named : null
  return chromiumPaths(env, platform).find((candidate) => existsSync(candidate)) ?? null
}

/** Where one may be, in the order of preference. */
export const chromiumPaths = (env: Environment, platform: NodeJS.Platform): readonly string[] => {
  switch (platform) {
    case 'darwin':
      return MAC_APPS.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`)
    case 'win32':
      return [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].flatMap((folder) =>
        folder === undefined ? [] : WINDOWS_PATHS.map((name) => path.win32.join(folder, name)),
      )
    default: {
      const folders = [
        ...(env['PATH'] ?? '').split(':').filter((folder) => path.isAbsolute(folder)),
        '/usr/bin',
      ]
      return folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)))
    }
  }
}

/** Chromium's sandbox is on everywhere but for root on Linux, where it refuses to start with it. */
export const chromiumSandbox = (
  platform: NodeJS.Platform = process.platform,
  user = process.getuid?.(),
): boolean => !(platform === 'linux' && user === 0)

/**
 * SECURITY: switches that leave a browser nothing to reach. Every request of its pages is answered
 * or refused in this process; these stop what is no such request: a tab that a middle click opens
 * before it is closed, a connection made ahead of a request, a datagram of WebRTC.
 */
export const OFFLINE: readonly string[] = [
  // Addresses too, not only names: nothing is resolved, so nothing is connected to.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--force-webrtc-ip-handling-policy',
]
