import path from 'node:path'
import { app, BrowserWindow, powerMonitor } from 'electron'
import { version } from '../../package.json'
import { createElectronDialogs } from './adapters/electron-dialogs'
import { createLogger } from './adapters/logger'
import { createWindowPrinter } from './adapters/pdf-window'
import { userDataDir } from './adapters/user-data'
import { visibleLine } from '../shared/visible-text'
import { endProcess } from './end-process'
import { registerHandlers } from './ipc/register'
import { APP_ORIGIN, registerAppScheme, serveApp } from './security/app-protocol'
import { CRASHED, guardCrashes } from './security/crash-guard'
import { hardenApp } from './security/hardening'
import { launchFaults, switchesOf } from './security/launch-guard'
import { openInBrowser } from './security/safe-shell'
import { createScrubber } from './security/secret-scrubber'
import { openWindow, sendProgress, setMenu } from './window'
import { createWindowServices } from './window-services'

/** The Electron app: hardening first, then the services, then one window. */

/** As the command line says "wrong usage; nothing was sent" (CLI.md). */
const EXIT_REFUSED = 2

// SECURITY: every page is sandboxed, whatever a window's options say. Only root on Linux, where
// Chromium refuses to start sandboxed, is started with the switch that says so.
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
  })
  registerHandlers(services.handlers, APP_ORIGIN, logger)
  services.onProgress(sendProgress)
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
  if (process.platform !== 'darwin') app.quit()
})
app.on('second-instance', () => {
  // What a second start was given on its command line is not ours, and not looked at.
  const [window] = BrowserWindow.getAllWindows()
  if (window?.isMinimized() === true) window.restore()
  window?.focus()
})

// SECURITY: a packaged app is not started in a way that lays secrets open. A checkout may be: that
// is how it is debugged, and how the end-to-end specs drive it.
const faults = launchFaults({
  env: process.env,
  switches: app.isPackaged ? switchesOf(process.argv.slice(1), process.platform) : [],
})
if (faults.length > 0) {
  process.stderr.write(`${['Crossview was not started.', ...faults.map(visibleLine)].join('\n')}\n`)
  app.exit(EXIT_REFUSED)
}
// One writer for the profile store.
else if (app.requestSingleInstanceLock()) void app.whenReady().then(start)
else app.quit()
