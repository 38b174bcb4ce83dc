import path from 'node:path'
import { app, BrowserWindow, powerMonitor } from 'electron'
import { crossview, version } from '../../package.json'
import { createLogger } from './adapters/system/logger'
import { lazyPrinter } from './adapters/pdf/lazy-printer'
import { userDataDir } from './adapters/files/user-data'
import { endProcess } from './end-process'
import type { WindowServices } from './ipc/handlers'
import { registerHandlers } from './ipc/register'
import { APP_ORIGIN, registerAppScheme, serveApp } from './security/app-protocol'
import { CRASHED, guardCrashes } from './security/crash-guard'
import { hardenApp } from './security/hardening'
import { openInBrowser } from './security/safe-shell'
import { createScrubber } from './security/secret-scrubber'
import { openWindow, sendEvent, setMenu } from './window'
import { endsWithLastWindow } from './window-conventions'

/** The Electron app: hardening first, then one window, and behind it what serves it. */

// SECURITY: every page is sandboxed, whatever a window's options say. Only root on Linux, where
// Chromium refuses to start sandboxed, is started with the switch that says so (launch-guard.ts).
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
const userData = userDataDir()
app.setPath('userData', userData)
const scrubber = createScrubber()
const logger = createLogger(userData, (text) => scrubber.scrub(text))
guardCrashes(process, (fault) => {
  logger.error('a fault that nobody caught', { ...fault })
  if (fault.event === 'exception') app.exit(CRASHED)
})
registerAppScheme()
hardenApp()

const loadServices = async (): Promise<WindowServices> => {
  const [{ createWindowServices }, { createElectronDialogs }, { createElectronProxies }, { updateParts }] =
    await Promise.all([
      import('./window-services'),
      import('./adapters/system/electron-dialogs'),
      import('./adapters/system-proxy/electron-proxies'),
      import('./update-parts'),
    ])
  return createWindowServices({
    userData,
    version,
    host: 'electron',
    hostNotes: [],
    dialogs: createElectronDialogs(),
    printer: lazyPrinter(async () => (await import('./adapters/pdf/pdf-window')).createWindowPrinter()),
    openBrowser: openInBrowser,
    logger,
    scrubber,
    systemProxies: createElectronProxies(),
    updates: (routes) => updateParts(crossview.releases, routes),
  })
}

const start = async (): Promise<void> => {
  serveApp(path.join(__dirname, '../renderer'))
  // The window first: its page needs as long to come up as what answers it.
  const opening = openWindow(logger)
  const loading = loadServices()
  registerHandlers(
    loading.then(({ handlers }) => handlers),
    APP_ORIGIN,
    logger,
  )
  setMenu()
  let isClosing = false
  app.on('before-quit', (event) => {
    if (isClosing) return
    event.preventDefault()
    isClosing = true
    void loading
      .then((services) => services.close())
      .finally(() => {
        app.quit()
      })
  })
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) void openWindow(logger)
  })
  logger.info('started', { version, host: 'electron' })
  const services = await loading
  services.onEvent(sendEvent)
  powerMonitor.on('suspend', () => {
    services.suspend()
  })
  powerMonitor.on('resume', () => {
    services.resume()
  })
  app.on('quit', (_event, status) => {
    if (services.isKeychainUnderWay()) endProcess(status)
  })
  await opening
  logger.info('window loaded')
  const { sweepTemporary } = await import('./adapters/files/temporary')
  await sweepTemporary()
}

app.on('window-all-closed', () => {
  if (endsWithLastWindow()) app.quit()
})
app.on('second-instance', () => {
  // What a second start was given on its command line is not ours, and not looked at.
  const [window] = BrowserWindow.getAllWindows()
  if (window?.isMinimized() === true) window.restore()
  window?.focus()
})

// One writer for the profile store.
if (app.requestSingleInstanceLock()) void app.whenReady().then(start)
else app.quit()
