import path from 'node:path'
import { BrowserWindow, Menu, nativeTheme } from 'electron'
import type { ReportEvent } from '../shared/ipc/contract'
import { APP_ORIGIN } from './security/app-protocol'
import type { Logger } from './ports'
import { recoverWindow } from './window-recovery'
import { isTrustedSender } from './security/trusted-sender'
import { SAFE_PREFERENCES } from './security/window-preferences'
import { menuTemplate } from './window-conventions'

/** Opens the window. Runs live in main, so a page that crashed comes back to them. */
export const openWindow = async (logger: Logger): Promise<BrowserWindow> => {
  const window = new BrowserWindow({
    width: 1280,
    height: 840,
    minWidth: 900,
    minHeight: 600,
    title: 'Crossview',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14171c' : '#ffffff',
    webPreferences: {
      ...SAFE_PREFERENCES,
      preload: path.join(__dirname, '../preload/index.cjs'),
    },
  })
  window.once('ready-to-show', () => {
    window.show()
  })
  recoverWindow(window, () => load(window), logger)
  await load(window)
  return window
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

export const setMenu = (): void => {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate()))
}
