import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { chromium, type BrowserContext, type Page, type Route } from 'playwright-core'
import { CHANNELS } from '../../shared/ipc/channels'
import { preparePrivateBrowser, type PrivateBrowser } from '../adapters/pdf/private-browser'
import type { WindowServices } from '../ipc/handlers'
import { forbiddenSender } from '../ipc/forbidden-sender'
import type { Logger } from '../ports'
import { readBundleFile } from '../security/bundle-files'
import { PAGE_HEADERS } from '../security/page-headers'
import { isTrustedSender } from '../security/trusted-sender'
import { installBridge } from './bridge-script'
import { denyPermissions } from './confinement'
import { WindowPage, type WindowEnd } from './window-page'

/** A fixed origin that no DNS knows: every request to it is answered here, all others are cut. */
const WINDOW_ORIGIN = 'https://crossview.invalid'
const WINDOW_PAGE = `${WINDOW_ORIGIN}/`

const BINDING = '__crossviewRequest'
const REPORT = '__crossviewReport'

/** `ReportEvent` as Playwright carries it: it loses which message goes with which channel. */
type CarriedReport = (channel: string, message: unknown) => void

export interface BrowserWindowOptions {
  readonly executablePath: string
  /** False only as root on Linux, where Chromium refuses to start otherwise. */
  readonly sandbox: boolean
  readonly headless: boolean
  /** Of the window at first: what comes of it is the browser's. */
  readonly size: { readonly width: number; readonly height: number }
  /** Folder of the built window. */
  readonly bundle: string
  readonly logger: Logger
}

export interface OpenedBrowserWindow {
  /** The page now: another one after a crash. */
  readonly page: Page
  /** Resolves when the window is closed and its profile is gone. */
  readonly closed: Promise<WindowEnd>
  close(): Promise<void>
}

/** Resolves when this process has started another one: Playwright tells only when a browser is ready, which takes it a second. */
const nextProcess = (): Promise<void> =>
  new Promise((resolve) => {
    const started = () => {
      unsubscribe('child_process', started)
      resolve()
    }
    subscribe('child_process', started)
  })

/**
 * Opens the app in a window of an installed Chromium, driven over the debugging pipe, so that no
 * port listens. Its profile is empty, its own, and removed at the end.
 * @param load what serves the window, loaded while the browser starts
 */
export const openBrowserWindow = async (
  load: () => Promise<WindowServices>,
  options: BrowserWindowOptions,
): Promise<OpenedBrowserWindow> => {
  const { bundle, logger } = options
  const browser = await preparePrivateBrowser('window')
  const loading = nextProcess().then(load)
  // Whoever waits for it is told; until then the browser may fail first.
  loading.catch(() => undefined)
  let context: BrowserContext
  try {
    context = await launch(browser, options)
  } catch (error) {
    await browser.remove()
    throw error
  }
  const first = context.pages()[0] ?? (await context.newPage())
  const window = new WindowPage(context, first, WINDOW_PAGE, logger)
  await serve(context, window, loading, bundle, logger)
  // A second call of Playwright's own does not wait for the end of the browser, which still writes then.
  let closing: Promise<void> | null = null
  const close = () => (closing ??= context.close())
  const closed = endOf(window, close, browser)
  await denyPermissions(context, WINDOW_ORIGIN)
  await window.load()
  return {
    get page() {
      return window.current
    },
    closed,
    close: async () => {
      await close()
      await closed
    },
  }
}

const launch = (
  browser: PrivateBrowser,
  { executablePath, sandbox, headless, size }: BrowserWindowOptions,
): Promise<BrowserContext> =>
  chromium.launchPersistentContext(browser.profile, {
    ...browser.options,
    executablePath,
    headless,
    chromiumSandbox: sandbox,
    viewport: null,
    acceptDownloads: false,
    serviceWorkers: 'block',
    // Chromium asks about a page that hangs, as Electron has us ask.
    ignoreDefaultArgs: [
      '--enable-automation',
      '--disable-hang-monitor',
      ...(sandbox ? ['--no-sandbox'] : []),
    ],
    args: [
      // A window without tabs and address bar, which Chromium makes of no `about:` address.
      '--app=data:text/html,<title>Crossview</title>',
      `--window-size=${String(size.width)},${String(size.height)}`,
      // As in Electron: nothing is granted, so nobody is asked.
      '--deny-permission-prompts',
      ...browser.args,
    ],
  })

const serve = async (
  context: BrowserContext,
  page: WindowPage,
  loading: Promise<WindowServices>,
  bundle: string,
  logger: Logger,
): Promise<void> => {
  await context.route('**/*', (route) => answer(route, bundle))
  // SECURITY: same rule as in Electron: the main frame of our own page, and nobody else.
  await context.exposeBinding(BINDING, async ({ page: caller, frame }, channel: unknown, input: unknown) => {
    const sender = { url: frame.url(), parent: frame.parentFrame() }
    const isOurs = caller === page.current && isTrustedSender(sender, WINDOW_ORIGIN)
    if (!isOurs) {
      logger.error('request from a foreign sender')
      return JSON.stringify(forbiddenSender())
    }
    const { dispatch } = await import('../ipc/dispatch')
    // Playwright would take a value apart and put it together several times on its way: a text it hands on.
    return JSON.stringify(await dispatch((await loading).handlers, channel, input, logger))
  })
  await context.addInitScript(installBridge, { channels: CHANNELS, binding: BINDING, report: REPORT })
  const services = await loading
  const stop = services.onEvent((channel, message) => {
    page.current
      .evaluate(
        ([name, reported, content]) => {
          const report = (window as unknown as Record<string, CarriedReport>)[name]
          report?.(reported, content)
        },
        [REPORT, channel, message] as readonly [string, string, unknown],
      )
      .catch(() => {
        // The page is navigating, closing or crashed: nobody to report to.
      })
  })
  void page.ended.then(stop)
}

const answer = async (route: Route, bundle: string): Promise<void> => {
  const request = route.request()
  const url = new URL(request.url())
  const isNavigation = request.isNavigationRequest()
  const ours = isNavigation ? request.url() === WINDOW_PAGE : url.origin === WINDOW_ORIGIN
  if (!ours || request.method() !== 'GET') {
    // A cut navigation would replace the app by the browser's error page; one without content leaves it.
    if (isNavigation) await route.fulfill({ status: 204 })
    else await route.abort('blockedbyclient')
    return
  }
  const file = await readBundleFile(bundle, url.pathname)
  if (file === null) await route.fulfill({ status: 404, headers: PAGE_HEADERS })
  else {
    await route.fulfill({
      status: 200,
      headers: { ...PAGE_HEADERS, 'Content-Type': file.contentType },
      body: Buffer.from(file.body),
    })
  }
}

const endOf = async (
  page: WindowPage,
  close: () => Promise<void>,
  browser: PrivateBrowser,
): Promise<WindowEnd> => {
  const end = await page.ended
  await close()
  await browser.remove()
  return end
}
