import path from 'node:path'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { ReportEvent } from '../shared/ipc/contract'
import { APP_ORIGIN } from './security/app-protocol'
import type { Logger } from './ports'
import { recoverWindow } from './window-recovery'
import { isTrustedSender } from './security/trusted-sender'
import { SAFE_PREFERENCES } from './security/window-preferences'
import type { WindowLook } from './window-look'
import { placeOf } from './window-place'

/**
 * Opens the window, as it stood last. Runs live in main, so a page that crashed comes back to them.
 * @returns the window at once, and what resolves when its page is loaded
 */
export const openWindow = (
  logger: Logger,
  { window: last, zoom, theme }: WindowLook,
): { readonly window: BrowserWindow; readonly loaded: Promise<void> } => {
  // Frame, menus and the background below follow it.
  nativeTheme.themeSource = theme
  const first = screen.getPrimaryDisplay()
  const screens = [first, ...screen.getAllDisplays().filter(({ id }) => id !== first.id)]
  const { x, y, width, height } = placeOf(
    last,
    screens.map(({ workArea }) => workArea),
  )
  const window = new BrowserWindow({
    width,
    height,
    // A laptop of 1366 x 768 at 150 % has 911 x 512 of them, and its user may want two windows beside one another.
    minWidth: 480,
    minHeight: 360,
    title: 'Crossview',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14171c' : '#ffffff',
    webPreferences: {
      ...SAFE_PREFERENCES,
      preload: path.join(__dirname, '../preload/index.cjs'),
      zoomFactor: zoom,
    },
  })
  if (x !== undefined && y !== undefined) window.setBounds({ x, y, width, height })
  window.once('ready-to-show', () => {
    if (last?.maximized === true) window.maximize()
    window.show()
  })
  recoverWindow(window, () => load(window), logger)
  return { window, loaded: load(window) }
}

/** A load that a reload overtakes is rejected as aborted, which is no fault. */
const load = async (window: BrowserWindow): Promise<void> => {
  try {
    await window.loadURL(`${APP_ORIGIN}/index.html`)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_ABORTED')) throw error
  }
}

/** Reports to the window; when there is none just now, to nobody, and to no other page ever. */
export const sendEvent: ReportEvent = (channel, message) => {
  for (const { webContents } of BrowserWindow.getAllWindows()) {
    const isOurs = isTrustedSender({ url: webContents.getURL(), parent: null }, APP_ORIGIN)
    if (isOurs && !webContents.isCrashed()) webContents.send(channel, message)
  }
}
