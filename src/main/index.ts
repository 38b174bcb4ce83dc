import path from 'node:path'
import { app, BrowserWindow, powerMonitor } from 'electron'
import { crossview, version } from '../../package.json'
import { createLogger, logFile } from './adapters/system/logger'
import { lazyPrinter } from './adapters/pdf/lazy-printer'
import { userDataDir } from './adapters/files/user-data'
import { endProcess } from './end-process'
import { filesOf } from './given-file'
import type { WindowServices } from './ipc/handlers'
import { registerHandlers } from './ipc/register'
import { APP_ORIGIN, registerAppScheme, serveApp } from './security/app-protocol'
import { CRASHED, guardCrashes } from './security/crash-guard'
import { hardenApp } from './security/hardening'
import { ownArguments } from './security/launch-guard'
import { openInBrowser, showInFolder } from './security/safe-shell'
import { createScrubber } from './security/secret-scrubber'
import { openWindow, sendEvent } from './window'
import { endsWithLastWindow } from './window-conventions'
import { readLook } from './window-look'
import type { WindowShell } from './window-shell'

/** The Electron app: hardening first, then one window, and behind it what serves it. */

// SECURITY: every page is sandboxed, whatever a window's options say. Only root on Linux, where
// Chromium refuses to start sandboxed, is started with the switch that says so (launch-guard.ts).
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
const userData = userDataDir()
app.setPath('userData', userData)
// Windows shows notifications of whom its start menu knows: the installers enter this id there.
app.setAppUserModelId('app.crossview.desktop')
const scrubber = createScrubber()
const logger = createLogger(userData, (text) => scrubber.scrub(text))
guardCrashes(process, (fault) => {
  logger.error('a fault that nobody caught', { ...fault })
  if (fault.event === 'exception') app.exit(CRASHED)
})
registerAppScheme()
hardenApp()

interface Loaded {
  readonly services: WindowServices
  readonly frame: WindowShell
}

const load = async (): Promise<Loaded> => {
  const [services, dialogs, proxies, updates, opened, around] = await Promise.all([
    import('./window-services'),
    import('./adapters/system/electron-dialogs'),
    import('./adapters/system-proxy/electron-proxies'),
    import('./update-parts'),
    import('./open-preferences'),
    import('./window-shell'),
  ])
  const preferences = opened.openPreferences(userData)
  const created = services.createWindowServices({
    userData,
    version,
    host: 'electron',
    hostNotes: [],
    dialogs: dialogs.createElectronDialogs(),
    printer: lazyPrinter(async () => (await import('./adapters/pdf/pdf-window')).createWindowPrinter()),
    openBrowser: openInBrowser,
    logger,
    scrubber,
    systemProxies: proxies.createElectronProxies(),
    updates: (routes) => updates.updateParts(crossview.releases, routes),
    preferences,
    shown: { inFolder: showInFolder, logFolder: () => showInFolder(logFile(userData)) },
  })
  return { services: created, frame: around.createShell(created, preferences, await preferences.current()) }
}

/** Files that were given before anything could open them. */
const given = [...filesOf(ownArguments(process.argv, app.isPackaged), process.cwd())]
let openGiven = (files: readonly string[]): void => {
  given.push(...files)
}

const start = async (): Promise<void> => {
  serveApp(path.join(__dirname, '../renderer'))
  const look = await readLook(userData)
  // The window first: its page needs as long to come up as what answers it.
  const { window, loaded } = openWindow(logger, look)
  const loading = load()
  registerHandlers(
    loading.then(({ services }) => services.handlers),
    APP_ORIGIN,
    logger,
  )
  let isClosing = false
  // Behind the windows, which may ask before they are closed.
  app.on('will-quit', (event) => {
    if (isClosing) return
    event.preventDefault()
    isClosing = true
    void loading
      .then(({ services, frame }) => Promise.all([services.close(), frame.settled()]))
      .finally(() => {
        app.quit()
      })
  })
  const reopen = async (): Promise<void> => {
    if (BrowserWindow.getAllWindows().length > 0) return
    const again = openWindow(logger, await readLook(userData))
    const { frame } = await loading
    frame.attach(again.window)
  }
  app.on('activate', () => void reopen())
  logger.info('started', { version, host: 'electron' })
  const { services, frame } = await loading
  if (!window.isDestroyed()) frame.attach(window)
  services.onEvent(sendEvent)
  services.onEvent(frame.onEvent)
  openGiven = (files) => {
    void reopen()
    void services.desktop.openGiven(files)
  }
  if (given.length > 0) openGiven(given)
  powerMonitor.on('suspend', () => {
    services.suspend()
  })
  powerMonitor.on('resume', () => {
    services.resume()
  })
  app.on('quit', (_event, status) => {
    if (services.isKeychainUnderWay()) endProcess(status)
  })
  await loaded
  logger.info('window loaded')
  const { sweepTemporary } = await import('./adapters/files/temporary')
  await sweepTemporary()
}

app.on('window-all-closed', () => {
  if (endsWithLastWindow()) app.quit()
})
// macOS tells of files so, also before the app is ready.
app.on('open-file', (event, file) => {
  event.preventDefault()
  openGiven(filesOf([file], null))
})
// SECURITY: of what a second start was given, the files are opened, each as one that somebody chose; no switch is looked at.
app.on('second-instance', (_event, argv, folder) => {
  const [window] = BrowserWindow.getAllWindows()
  if (window?.isMinimized() === true) window.restore()
  window?.focus()
  openGiven(filesOf(ownArguments(argv, app.isPackaged), folder))
})

// One writer for the profile store.
if (app.requestSingleInstanceLock()) void app.whenReady().then(start)
else app.quit()
