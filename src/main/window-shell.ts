import { app, BrowserWindow, Menu, nativeTheme, Notification, type WebContents } from 'electron'
import type { CommandId } from '../shared/commands'
import type { Preferences } from '../shared/files/preferences'
import type { Events, ReportEvent } from '../shared/ipc/contract'
import { FLEET_PROGRESS_CHANNEL, INVENTORY_PROGRESS_CHANNEL, PROGRESS_CHANNEL } from '../shared/ipc/channels'
import { systemClock } from './adapters/system/system-clock'
import type { WindowServices } from './ipc/handlers'
import { recentView } from './services/desktop/recent-files'
import { RunWatch, type Bar, type LongEnd } from './services/desktop/run-watch'
import type { PreferencesService } from './services/preferences/preferences-service'
import { askBeforeClosing } from './window-closing'
import { hasRecentDocuments } from './window-conventions'
import { menuTemplate } from './window-menu'
import { zoomAfter, type ZoomStep } from './window-zoom'

/** What stands around the page in Electron: menu, place, zoom and theme that are remembered, taskbar, notifications. */
export interface WindowShell {
  /** Takes care of a window, from before its page is loaded. */
  readonly attach: (window: BrowserWindow) => void
  /** Takes what is reported of runs. */
  readonly onEvent: ReportEvent
  /** Resolves when all that is to be remembered is kept. */
  readonly settled: () => Promise<void>
}

/** A window is moved and sized in many small steps. */
const KEPT_AFTER_MS = 400

/** @param first what the preferences are at the start */
export const createShell = (
  { desktop, namesOfRuns }: Pick<WindowServices, 'desktop' | 'namesOfRuns'>,
  preferences: PreferencesService,
  first: Preferences,
): WindowShell => {
  let now = first
  let enabled: readonly CommandId[] = []
  let keeping: Promise<unknown> = Promise.resolve()
  const keep = (next: (before: Preferences) => Preferences) => {
    // What cannot be written counts until the end of the program.
    keeping = preferences.update(next)
  }
  const onZoom = (step: ZoomStep) => {
    keep((before) => ({ ...before, zoom: zoomAfter(before.zoom, step) }))
  }
  const showMenu = () => {
    const template = menuTemplate({
      enabled,
      recent: now.recent.map(recentView),
      onCommand: (command) => {
        desktop.tell({ kind: 'command', command })
      },
      onRecent: (id) => void desktop.showRecent(id),
      onClearRecent: () => void desktop.clearRecent(),
      onZoom,
    })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }
  const watch = new RunWatch({
    clock: systemClock,
    names: namesOfRuns,
    onBar: (bar) => {
      // Whoever looks at the window reads there that it failed.
      if (bar.kind === 'failed' && BrowserWindow.getFocusedWindow() !== null) watch.seen()
      else for (const window of BrowserWindow.getAllWindows()) showBar(window, bar)
    },
    onLongEnd: (end) => {
      if (!now.notify || BrowserWindow.getFocusedWindow() !== null) return
      notify(end, () => {
        desktop.tell({ kind: 'show', result: end.result })
      })
    },
  })
  desktop.onCommandsChanged((commands) => {
    enabled = commands
    showMenu()
  })
  preferences.onChange((next) => {
    const before = now
    now = next
    nativeTheme.themeSource = next.theme
    for (const { webContents } of BrowserWindow.getAllWindows()) webContents.setZoomFactor(next.zoom)
    if (next.recent === before.recent) return
    showMenu()
    tellSystem(next.recent.map(({ path }) => path))
  })
  showMenu()
  return {
    attach: (window) => {
      const { webContents } = window
      keepPlace(window, keep)
      askBeforeClosing(window, () => ({ typed: desktop.isTyped(), running: watch.isUnderWay() }))
      onNewPage(webContents, () => {
        desktop.pageLeft()
      })
      webContents.on('render-process-gone', () => {
        desktop.pageLeft()
      })
      webContents.on('did-finish-load', () => {
        webContents.setZoomFactor(now.zoom)
      })
      // The wheel, with Ctrl.
      webContents.on('zoom-changed', (_event, direction) => {
        onZoom(direction)
      })
      window.on('focus', () => {
        watch.seen()
      })
      window.on('closed', () => {
        desktop.pageLeft()
      })
    },
    onEvent: (channel, message) => {
      if (channel === PROGRESS_CHANNEL) watch.comparison(message as Events[typeof PROGRESS_CHANNEL]) // as its channel says
      if (channel === INVENTORY_PROGRESS_CHANNEL)
        watch.inventory(message as Events[typeof INVENTORY_PROGRESS_CHANNEL]) // as its channel says
      if (channel === FLEET_PROGRESS_CHANNEL) watch.fleet(message as Events[typeof FLEET_PROGRESS_CHANNEL]) // as its channel says
    },
    settled: async () => {
      await keeping
    },
  }
}

/** Remembers where a window stands. What it is while it fills the screen or is put away is no place of its own. */
const keepPlace = (
  window: BrowserWindow,
  keep: (next: (before: Preferences) => Preferences) => void,
): void => {
  let timer: NodeJS.Timeout | undefined
  const keepNow = () => {
    clearTimeout(timer)
    timer = undefined
    if (window.isDestroyed() || window.isFullScreen() || window.isMinimized()) return
    const place = { ...window.getNormalBounds(), maximized: window.isMaximized() }
    keep((before) => ({ ...before, window: place }))
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(keepNow, KEPT_AFTER_MS)
  }
  window.on('resize', soon)
  window.on('move', soon)
  window.on('maximize', soon)
  window.on('unmaximize', soon)
  window.on('close', keepNow)
}

/** Tells of each document of the page but the first: what the one before could do is no more. */
const onNewPage = (webContents: WebContents, onLeft: () => void): void => {
  webContents.on('did-start-navigation', (_event, _url, isInPlace, isMainFrame) => {
    if (isMainFrame && !isInPlace) onLeft()
  })
}

/** Windows shows all of it; docks show what they can. */
const showBar = (window: Pick<BrowserWindow, 'setProgressBar'>, bar: Bar): void => {
  switch (bar.kind) {
    case 'none':
      window.setProgressBar(-1)
      return
    case 'unknown':
      window.setProgressBar(2, { mode: 'indeterminate' })
      return
    case 'part':
      window.setProgressBar(bar.part)
      return
    case 'failed':
      window.setProgressBar(1, { mode: 'error' })
      return
  }
}

/** Those that are shown: one that nothing holds is collected, and its click with it. */
const notifications = new Set<Notification>()

const notify = ({ title, body }: LongEnd, onClick: () => void): void => {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title, body })
  notifications.add(notification)
  notification.on('close', () => {
    notifications.delete(notification)
  })
  notification.on('click', () => {
    notifications.delete(notification)
    bringToFront()
    onClick()
  })
  notification.show()
}

/** Shows the window over all others. */
const bringToFront = (): void => {
  const [window] = BrowserWindow.getAllWindows()
  if (window?.isMinimized() === true) window.restore()
  window?.show()
  window?.focus()
}

/** The list in the taskbar or in the Dock, where the system has one. @param recent paths, the newest first */
const tellSystem = ([newest]: readonly string[]): void => {
  if (!hasRecentDocuments()) return
  if (newest === undefined) app.clearRecentDocuments()
  else app.addRecentDocument(newest)
}
