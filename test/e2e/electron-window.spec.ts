import { readdir } from 'node:fs/promises'
import { electronOf, expect, exploreDemo, test, exportAs } from './fixtures'

/** The Electron checklist on the running app (security-measurements.md section 2): what is set, and what is not there. */

/** What matters of a menu here. */
interface MenuEntries {
  readonly items: readonly MenuEntry[]
}
interface MenuEntry {
  readonly role: string | null
  readonly label: string
  readonly submenu?: MenuEntries | null
}

/** What `getLastWebPreferences` answers; null when this Electron leaves it out, which is its default. */
const PREFERENCES = {
  allowRunningInsecureContent: false,
  contextIsolation: true,
  enableBlinkFeatures: '',
  experimentalFeatures: false,
  javascript: true,
  navigateOnDragDrop: null,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: null,
  sandbox: true,
  webSecurity: true,
  webviewTag: false,
}
const NAMES = Object.keys(PREFERENCES)

test('every preference of the window is the safe one', async ({ app }) => {
  const found = await electronOf(app).evaluate(({ BrowserWindow }, names) => {
    const [window] = BrowserWindow.getAllWindows()
    const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    const set = contents.getLastWebPreferences()
    return Object.fromEntries(names.map((name) => [name, set[name] === undefined ? null : set[name]]))
  }, NAMES)
  // A preference that is false by default may be left out or named.
  expect({ ...found, navigateOnDragDrop: found.navigateOnDragDrop === true, nodeIntegrationInWorker: found.nodeIntegrationInWorker === true }) // prettier-ignore
    .toEqual({ ...PREFERENCES, navigateOnDragDrop: false, nodeIntegrationInWorker: false })
  expect(await app.page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window))).toEqual([]) // prettier-ignore
})

test('the window that prints a report has no script and a session in memory', async ({ app, exports }) => {
  const electron = electronOf(app)
  await exploreDemo(app.page)
  await electron.evaluate(({ app: main, session }, names) => {
    const seen: Record<string, unknown> = {}
    Reflect.set(globalThis, 'printing', seen)
    main.once('browser-window-created', (_event, window) => {
      const contents = window.webContents as typeof window.webContents & {
        getLastWebPreferences(): Record<string, unknown>
      }
      contents.once('did-finish-load', () => {
        const own = contents.session
        const set = contents.getLastWebPreferences()
        seen.preferences = Object.fromEntries(names.map((name) => [name, set[name] === undefined ? null : set[name]])) // prettier-ignore
        seen.visible = window.isVisible()
        seen.own = own !== session.defaultSession
        seen.kept = own.isPersistent()
        seen.spelling = own.isSpellCheckerEnabled()
        contents.openDevTools()
        seen.tools = contents.isDevToolsOpened()
      })
    })
  }, NAMES)
  await exportAs(app.page, /PDF report/)
  await expect.poll(() => readdir(exports)).toContainEqual(expect.stringMatching(/\.pdf$/))
  const seen = await electron.evaluate(() => Reflect.get(globalThis, 'printing') as Record<string, unknown>)
  expect(seen).toEqual({
    preferences: { ...PREFERENCES, javascript: false },
    visible: false,
    own: true,
    kept: false,
    spelling: false,
    tools: false,
  })
  const windows = await electron.evaluate(({ webContents }) => webContents.getAllWebContents().length)
  expect(windows).toBe(1)
})

test('nothing opens developer tools, reloads the page, or sends anything home', async ({ app }) => {
  const electron = electronOf(app)
  const found = await electron.evaluate(
    async ({ app: main, BrowserWindow, Menu, session, crashReporter }) => {
      const [window] = BrowserWindow.getAllWindows()
      const contents = window!.webContents
      for (const mode of ['detach', 'right', 'bottom', 'undocked'] as const) contents.openDevTools({ mode })
      contents.toggleDevTools()
      contents.inspectElement(10, 10)
      const items = (menu?: MenuEntries | null): MenuEntry[] =>
        (menu?.items ?? []).flatMap((item) => [item, ...items(item.submenu)])
      // Named otherwise in later versions, which have these too.
      const kept = session.defaultSession as unknown as {
        getPreloads(): string[]
        getAllExtensions(): unknown[]
      }
      return {
        tools: contents.isDevToolsOpened(),
        windows: BrowserWindow.getAllWindows().length,
        roles: items(Menu.getApplicationMenu() as unknown as MenuEntries).map(({ role, label }) =>
          (role ?? label).toLowerCase(),
        ),
        // Chromium keeps a report of a crash where it is told to, or sends it; it is told neither.
        uploads: (crashReporter as unknown as { getUploadToServer?: () => boolean }).getUploadToServer?.() ?? false, // prettier-ignore
        reports: crashReporter.getUploadedReports().length,
        protocols: ['crossview', 'http', 'https', 'halo', 'mailto', 'file'].filter((name) =>
          main.isDefaultProtocolClient(name),
        ),
        spelling: session.defaultSession.isSpellCheckerEnabled(),
        preloads: kept.getPreloads(),
        extensions: kept.getAllExtensions().length,
        cookies: (await session.defaultSession.cookies.get({})).length,
        // The test runtime brings a preload of its own, which lies beside its executable.
        runtime: process.execPath.replace(/[^/\\]*$/, ''),
      }
    },
  )
  const { roles, preloads, runtime, ...rest } = found
  expect(rest).toEqual({
    tools: false,
    windows: 1,
    uploads: false,
    reports: 0,
    protocols: [],
    spelling: false,
    extensions: 0,
    cookies: 0,
  })
  expect(roles.filter((role) => /reload|devtools|developer|inspect/.test(role))).toEqual([])
  expect(roles.length).toBeGreaterThan(10)
  expect(preloads.filter((file) => !file.startsWith(runtime))).toEqual([])
})
