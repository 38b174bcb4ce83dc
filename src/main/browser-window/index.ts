import { existsSync } from 'node:fs'
import path from 'node:path'
import { crossview, version } from '../../../package.json'
import { ok } from '../../shared/result'
import { visibleLine } from '../../shared/visible-text'
import { createFolderDialogs, exportFolder } from '../adapters/system/browser-dialogs'
import { chromiumSandbox, findChromium } from '../adapters/pdf/chromium'
import { createLogger, logFile } from '../adapters/system/logger'
import { lazyPrinter } from '../adapters/pdf/lazy-printer'
import { userDataDir } from '../adapters/files/user-data'
import { END_SIGNALS, endProcess } from '../end-process'
import { filesOf } from '../given-file'
import { CRASHED, guardCrashes } from '../security/crash-guard'
import { createScrubber } from '../security/secret-scrubber'
import type { WindowServices } from '../ipc/handlers'
import { readLook } from '../window-look'
import { FIRST_SIZE } from '../window-place'
import { openBrowserWindow, type OpenedBrowserWindow } from './host'

/** The fallback window, where no Electron can be had. Ends when its window is closed. */

const say = (text: string): void => {
  process.stderr.write(`[crossview] ${visibleLine(text)}\n`)
}
// A terminal that was closed (EIO, EPIPE) ends nothing: the window is somewhere else.
process.stderr.on('error', () => undefined)

const userData = userDataDir()
const scrubber = createScrubber()
const logger = createLogger(userData, (text) => scrubber.scrub(text))
guardCrashes(process, (fault) => {
  logger.error('a fault that nobody caught', { ...fault })
  if (fault.event === 'rejection') return
  say('Crossview ended because of a fault in Crossview itself. Its log says where, without any data.')
  endProcess(CRASHED)
})

const main = async (): Promise<void> => {
  const executablePath = findChromium(process.env)
  if (executablePath === null) {
    const named = process.env['CROSSVIEW_CHROMIUM']
    say(
      named
        ? `CROSSVIEW_CHROMIUM names ${named}, which is not there. Correct it, or unset it so that an installed browser is looked for.`
        : 'Neither Electron nor Chromium, Chrome or Edge was found. Install one of them, or set CROSSVIEW_CHROMIUM to its path.',
    )
    process.exitCode = 1
    return
  }
  const sandbox = chromiumSandbox()
  const folder = exportFolder(process.argv.slice(2), process.env)
  const hostNotes = [
    'This is the fallback window: Electron could not be had, so Crossview runs in an installed browser.',
    `There is no save dialog: exports go to ${folder}.`,
    'The browser has its own menu, zoom and window: none of them is remembered, and nothing is shown in the taskbar or told by the system.',
    'Everything else is the same: secrets stay in the keychain, and the page can reach nothing but Crossview.',
  ]
  for (const note of hostNotes) say(note)
  if (!sandbox)
    say('Running as root: Chromium then starts without its sandbox (--no-sandbox). Prefer an ordinary user.')

  // The dialogs need the window, and the window needs the services.
  const opened: { window?: OpenedBrowserWindow; services?: WindowServices } = {}
  const loadServices = async (): Promise<WindowServices> => {
    const [{ createWindowServices }, { chooseBytes, chooseFile }, { updateParts }, { openPreferences }] =
      await Promise.all([
        import('../window-services'),
        import('./choose-file'),
        import('../update-parts'),
        import('../open-preferences'),
      ])
    const showFolder = async (target: string) =>
      (await import('../adapters/system/system-browser')).showFolder(target)
    return (opened.services = createWindowServices({
      userData,
      version,
      host: 'browser-window',
      hostNotes,
      dialogs: createFolderDialogs(folder, existsSync, {
        file: (extensions) =>
          opened.window === undefined
            ? Promise.resolve(ok(null))
            : chooseFile(opened.window.page, extensions),
        bytes: (extensions, most) =>
          opened.window === undefined
            ? Promise.resolve(ok(null))
            : chooseBytes(opened.window.page, extensions, most),
      }),
      printer: lazyPrinter(async () => {
        const { createChromiumPrinter } = await import('../adapters/pdf/pdf-chromium')
        return createChromiumPrinter({ executablePath, sandbox })
      }),
      openBrowser: async (url) =>
        (await import('../adapters/system/system-browser')).openInSystemBrowser(url),
      logger,
      scrubber,
      updates: updateParts(crossview.releases),
      preferences: openPreferences(userData),
      shown: { inFolder: showFolder, logFolder: () => showFolder(logFile(userData)) },
    }))
  }
  const look = await readLook(userData)
  opened.window = await openBrowserWindow(loadServices, {
    executablePath,
    sandbox,
    headless: false,
    size: look.window ?? FIRST_SIZE,
    bundle: path.join(__dirname, '../renderer'),
    logger,
  })
  const given = filesOf(process.argv.slice(2), process.cwd())
  if (given.length > 0) void opened.services?.desktop.openGiven(given)
  logger.info('started', { version, host: 'browser-window' })
  void import('../adapters/files/temporary').then(({ sweepTemporary }) => sweepTemporary())
  const { window } = opened
  // A second one is the system's, which ends the process at once.
  for (const signal of END_SIGNALS) process.once(signal, () => void window.close())
  const end = await window.closed
  if (end === 'crashes') {
    say('The page of the window crashed again and again, so Crossview ends, and with it any comparison.')
    say('Stored tenants and secrets are not affected. Start Crossview again.')
    process.exitCode = CRASHED
  }
  const { services } = opened
  await services?.close()
  if (services?.isKeychainUnderWay() === true) endProcess(end === 'crashes' ? CRASHED : 0)
}

main().catch(() => {
  // SECURITY: a raw error may name an address or a path of the user; what to do is enough.
  say('The window could not be opened. Is there a display, and does the browser start by itself?')
  process.exitCode = 1
})
