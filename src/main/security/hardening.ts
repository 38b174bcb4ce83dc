import { app, session, type WebContents } from 'electron'
import { APP_ORIGIN } from './app-protocol'

/**
 * SECURITY: the Electron checklist for everything that is not a window option
 * (https://www.electronjs.org/docs/latest/tutorial/security). Must run before any window opens.
 */
export const hardenApp = (): void => {
  app.on('web-contents-created', (_event, contents) => {
    hardenContents(contents)
  })
}

/** No permission is ever granted: the default of Electron is to grant. */
export const denyPermissions = (): void => {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => {
    decide(false)
  })
  defaultSession.setPermissionCheckHandler(() => false)
  defaultSession.setDevicePermissionHandler(() => false)
  defaultSession.setDisplayMediaRequestHandler((_request, decide) => {
    decide({})
  })
  // Not even a bug of the page can reach the network: its own scheme is all it may load.
  defaultSession.webRequest.onBeforeRequest((details, decide) => {
    decide({ cancel: !details.url.startsWith(`${APP_ORIGIN}/`) && !details.url.startsWith('data:') })
  })
}

const hardenContents = (contents: WebContents): void => {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event, url) => {
    if (!isApp(url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!isApp(event.url)) event.preventDefault()
  })
}

/** Parsed, not compared as text: `crossview://app.evil` begins with our origin too. */
const isApp = (url: string): boolean => {
  try {
    const { protocol, host } = new URL(url)
    return `${protocol}//${host}` === APP_ORIGIN
  } catch {
    return false
  }
}
