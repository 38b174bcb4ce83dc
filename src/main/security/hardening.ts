import { app, type Session, type WebContents } from 'electron'
import { APP_ORIGIN, APP_PAGE } from './app-protocol'

/**
 * SECURITY: the Electron checklist for everything that is not a window option
 * (https://www.electronjs.org/docs/latest/tutorial/security). Must run before the app is ready:
 * then no session and no page exists that it has not seen, the report's own ones included.
 */
export const hardenApp = (): void => {
  // Halo is asked by Node. Chromium has nothing to ask anywhere: it resolves no name and no address,
  // so it connects to none, not even ahead of a request that the rules below would refuse.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  app.on('session-created', hardenSession)
  app.on('web-contents-created', (_event, contents) => {
    hardenContents(contents)
  })
}

/** No permission is ever granted (the default of Electron is to grant), and nothing is downloaded. */
const hardenSession = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, _permission, decide) => {
    decide(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, decide) => {
    decide(null)
  })
  session.on('will-download', (event) => {
    event.preventDefault()
  })
  // Its dictionary is downloaded, and the window talks to nobody.
  session.setSpellCheckerEnabled(false)
  // Not even a bug of the page can reach the network: its own scheme is all it may load. The session
  // that prints a report replaces this by a narrower rule.
  session.webRequest.onBeforeRequest((details, decide) => {
    decide({ cancel: !details.url.startsWith(`${APP_ORIGIN}/`) && !details.url.startsWith('data:') })
  })
}

const hardenContents = (contents: WebContents): void => {
  // WebRTC asks no request rule, and the page's policy does not know it.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event, url) => {
    if (url !== APP_PAGE) event.preventDefault()
  })
  // Chromium asks nobody before it shows the empty page, which needs no loading: the app is put back.
  let showsApp = false
  contents.on('did-navigate', (_event, url) => {
    if (showsApp && url.startsWith('about:')) void contents.loadURL(APP_PAGE)
    showsApp ||= url === APP_PAGE
  })
  contents.on('will-redirect', (event) => {
    event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (event.url !== APP_PAGE) event.preventDefault()
  })
}
