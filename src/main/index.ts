import path from 'node:path'
import { app, BrowserWindow, powerMonitor } from 'electron'
import { crossview, version } from '../../package.json'
import { createElectronDialogs } from './adapters/system/electron-dialogs'
import { createLogger } from './adapters/system/logger'
import { createWindowPrinter } from './adapters/pdf/pdf-window'
import { sweepTemporary } from './adapters/files/temporary'
import { userDataDir } from './adapters/files/user-data'
import { endProcess } from './end-process'
import { registerHandlers } from './ipc/register'
import { APP_ORIGIN, registerAppScheme, serveApp } from './security/app-protocol'
import { CRASHED, guardCrashes } from './security/crash-guard'
import { hardenApp } from './security/hardening'
import { openInBrowser } from './security/safe-shell'
import { createScrubber } from './security/secret-scrubber'
import { updateParts } from './update-parts'
import { openWindow, sendEvent, setMenu } from './window'
import { createWindowServices } from './window-services'
import { endsWithLastWindow } from './window-conventions'

/** The Electron app: hardening first, then the services, then one window. */

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

const start = async (): Promise<void> => {
  void sweepTemporary()
  setMenu()
  serveApp(path.join(__dirname, '../renderer'))
  const services = createWindowServices({
    userData,
    version,
    host: 'electron',
    hostNotes: [],
    dialogs: createElectronDialogs(),
    printer: createWindowPrinter(),
    openBrowser: openInBrowser,
    logger,
    scrubber,
    updates: updateParts(crossview.releases),
  })
  registerHandlers(services.handlers, APP_ORIGIN, logger)
  services.onEvent(sendEvent)
  powerMonitor.on('suspend', () => {
    services.suspend()
  })
  powerMonitor.on('resume', () => {
    services.resume()
  })
  let closed = false
  app.on('before-quit', (event) => {
    if (closed) return
    event.preventDefault()
    closed = true
    void services.close().finally(() => {
      app.quit()
    })
  })
  app.on('quit', (_event, status) => {
    if (services.isKeychainUnderWay()) endProcess(status)
  })
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) void openWindow(logger)
  })
  logger.info('started', { version, host: 'electron' })
  await openWindow(logger)
  logger.info('window loaded')
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
