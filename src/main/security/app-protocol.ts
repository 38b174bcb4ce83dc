import { protocol } from 'electron'
import { readBundleFile } from './bundle-files'
import { PAGE_HEADERS } from './page-headers'

/** The window's own origin: no file:, no http:, no server. */
export const APP_ORIGIN = 'crossview://app'
/** The one page there is. Another page of the same origin would be the app without its screen. */
export const APP_PAGE = `${APP_ORIGIN}/index.html`

/** Must run before the app is ready. */
export const registerAppScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'crossview', privileges: { standard: true, secure: true } },
  ])
}

/** Serves the bundle in `root` at {@link APP_ORIGIN}: GET only, and nothing outside the folder. */
export const serveApp = (root: string): void => {
  protocol.handle('crossview', async (request) => {
    const url = new URL(request.url)
    const file =
      request.method === 'GET' && url.host === 'app' ? await readBundleFile(root, url.pathname) : null
    return file === null
      ? new Response(null, { status: 404, headers: PAGE_HEADERS })
      : new Response(file.body, { headers: { ...PAGE_HEADERS, 'Content-Type': file.contentType } })
  })
}
