import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  _electron,
  expect,
  test as base,
  type ElectronApplication,
  type Locator,
  type Page,
} from '@playwright/test'
import { ok } from '../../src/shared/result'
import { createFolderDialogs } from '../../src/main/adapters/system/browser-dialogs'
import { chromiumSandbox, findChromium } from '../../src/main/adapters/pdf/chromium'
import { createLogger } from '../../src/main/adapters/system/logger'
import { createChromiumPrinter } from '../../src/main/adapters/pdf/pdf-chromium'
import { openBrowserWindow } from '../../src/main/browser-window/host'
import type { WindowEnd } from '../../src/main/browser-window/window-page'
import { openPreferences } from '../../src/main/open-preferences'
import { createScrubber } from '../../src/main/security/secret-scrubber'
import { FIRST_SIZE } from '../../src/main/window-place'
import { createWindowServices, type WindowServicesDeps } from '../../src/main/window-services'
import { filesIn, findMarked, sweep } from '../support/secret-sweep'
import { startDemo, type DemoOptions, type DemoServer } from '../../src/demo/index'

import type { CrossviewApi } from '../../src/shared/ipc/api'

export { expect }

declare global {
  interface Window {
    readonly crossview: CrossviewApi
  }
}

type Host = 'electron' | 'browser-window'

/** The running app, whichever host it is in. */
export interface RunningApp {
  readonly host: Host
  /** In the browser window, the page now: after a crash another one. In Electron it is dead then. */
  readonly page: Page
  /** Only in Electron: for what can be asked of its main process alone. */
  readonly electron: ElectronApplication | null
  /** Only in the browser window: how it ended. */
  readonly ended: Promise<WindowEnd> | null
  close(): Promise<void>
}

/** For specs about Electron alone. */
export const electronOf = ({ electron }: RunningApp): ElectronApplication => {
  if (electron === null) throw new Error('This spec needs Electron')
  return electron
}

export interface Fixtures {
  readonly host: Host
  /** A fresh folder for everything the app keeps. */
  readonly userData: string
  /** Where exports go. */
  readonly exports: string
  /** Only in the browser window: what a spec gives main of the world in place of the fixture's own. */
  readonly parts: Partial<WindowServicesDeps>
  /** Only in Electron: the folder of the app, and variables that it is started with. */
  readonly electronStart: {
    readonly folder: string
    readonly env: Readonly<Record<string, string>>
    /** What the app is given. */
    readonly args?: readonly string[]
  }
  /** Starts the app; again after it was closed, with the same folders. */
  readonly launch: () => Promise<RunningApp>
  readonly app: RunningApp
  readonly page: Page
  readonly demo: (scenario: string, options?: DemoOptions) => Promise<DemoServer>
  /** Secrets that this test uses; add those it makes up. Swept for in all files when it ends. */
  readonly secrets: Set<string>
  /** Every test ends with it. */
  readonly sweepFiles: undefined
}

const ROOT = path.join(import.meta.dirname, '../..')

const folder = async (use: (path: string) => Promise<void>): Promise<void> => {
  const made = await mkdtemp(path.join(tmpdir(), 'crossview-e2e-'))
  await use(made)
  await rm(made, { recursive: true, force: true, maxRetries: 5 })
}

export const test = base.extend<Fixtures>({
  host: async ({}, use, { project }) => {
    await use(project.name === 'electron' ? 'electron' : 'browser-window')
  },
  userData: async ({}, use) => folder(use),
  exports: async ({}, use) => folder(use),
  parts: async ({}, use) => use({}),
  electronStart: async ({}, use) => use({ folder: ROOT, env: {} }),
  launch: async ({ host, userData, exports, parts, electronStart }, use) => {
    const running: RunningApp[] = []
    await use(async () => {
      const app =
        host === 'electron'
          ? await launchElectron(userData, exports, electronStart)
          : await launchBrowserWindow(userData, exports, parts)
      running.push(app)
      return app
    })
    for (const app of running) await app.close()
  },
  app: async ({ launch }, use) => {
    await use(await launch())
  },
  page: async ({ app }, use) => {
    await use(app.page)
  },
  secrets: async ({}, use) => {
    await use(new Set())
  },
  sweepFiles: [
    async ({ userData, exports, secrets }, use) => {
      await use(undefined)
      const files = await filesIn(userData, exports)
      expect(sweep(files, [...secrets])).toEqual([])
      expect(findMarked('files of end-to-end specs', files)).toEqual([])
    },
    { auto: true },
  ],
  demo: async ({ secrets }, use) => {
    const started: DemoServer[] = []
    await use(async (scenario, options) => {
      const demo = await startDemo(scenario, options)
      for (const side of [demo.app, demo.agent, demo.inspector]) secrets.add(side.secret)
      started.push(demo)
      return demo
    })
    await Promise.all(started.map((demo) => demo.close()))
  },
})

/** What the system's dialog answers with when a file is to be opened; it is in the folder of exports. */
const FILE_TO_OPEN = 'file-to-open.json'
/** What the dialog for a logo leads to. */
const PICTURE_TO_OPEN = 'logo.png'

/** Makes the file that the next dialog chooses. */
export const offerFile = (exports: string, text: string): Promise<void> =>
  writeFile(path.join(exports, FILE_TO_OPEN), text)

const launchElectron = async (
  userData: string,
  exports: string,
  { folder: cwd, env, args = [] }: Fixtures['electronStart'],
): Promise<RunningApp> => {
  const electron = await _electron.launch({
    args: ['.', ...args],
    cwd,
    env: { ...definedEnv(), CROSSVIEW_USER_DATA: userData, ...env },
  })
  const page = await electron.firstWindow()
  // The system's dialog cannot be driven: its answer is given, everything behind it is real.
  await electron.evaluate(({ dialog }, target) => {
    dialog.showSaveDialog = (...args: unknown[]) => {
      const options = args.at(-1) as { defaultPath?: string } // the options are the last argument
      const name = (options.defaultPath ?? 'export').split('/').pop() ?? 'export'
      return Promise.resolve({ canceled: false, filePath: `${target}/${name}` })
    }
    dialog.showOpenDialog = (...args: unknown[]) => {
      const options = args.at(-1) as { properties?: readonly string[] } // the options are the last argument
      const isFolder = options.properties?.includes('openDirectory') === true
      return Promise.resolve({
        canceled: false,
        filePaths: [isFolder ? target : `${target}/file-to-open.json`],
      })
    }
  }, exports)
  let closed = false
  return {
    host: 'electron',
    page,
    electron,
    ended: null,
    close: async () => {
      if (!closed) await quit(electron)
      closed = true
    },
  }
}

/** Ends the app. What would be lost with it is asked about, and nobody is there to answer. */
const quit = async (electron: ElectronApplication): Promise<void> => {
  await electron
    .evaluate(({ dialog }) => {
      dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false })
    })
    // Its main process has ended.
    .catch(() => undefined)
  await electron.close()
}

const launchBrowserWindow = async (
  userData: string,
  exports: string,
  parts: Fixtures['parts'],
): Promise<RunningApp> => {
  const executablePath = findChromium(process.env)
  if (executablePath === null) throw new Error('These specs need Chromium')
  const sandbox = chromiumSandbox()
  const logger = createLogger(userData)
  const services = createWindowServices({
    userData,
    version: 'test',
    host: 'browser-window',
    hostNotes: ['This is the fallback window.'],
    dialogs: createFolderDialogs(exports, existsSync, {
      file: async () => {
        const file = path.join(exports, FILE_TO_OPEN)
        return ok(existsSync(file) ? { name: FILE_TO_OPEN, text: await readFile(file, 'utf8') } : null)
      },
      bytes: async () => {
        const file = path.join(exports, PICTURE_TO_OPEN)
        return ok(existsSync(file) ? { name: PICTURE_TO_OPEN, bytes: await readFile(file) } : null)
      },
    }),
    printer: createChromiumPrinter({ executablePath, sandbox }),
    openBrowser: () => Promise.reject(new Error('No browser in specs')),
    logger,
    scrubber: createScrubber(),
    preferences: openPreferences(userData),
    shown: { inFolder: () => Promise.resolve(false), logFolder: () => Promise.resolve(false) },
    updates: () => ({ feed: null, policy: () => Promise.resolve({ managed: false }) }),
    ...parts,
  })
  const window = await openBrowserWindow(() => Promise.resolve(services), {
    executablePath,
    sandbox,
    headless: false,
    size: FIRST_SIZE,
    bundle: path.join(ROOT, 'out/renderer'),
    logger,
  })
  let closed = false
  return {
    host: 'browser-window',
    get page() {
      return window.page
    },
    electron: null,
    ended: window.closed,
    close: async () => {
      if (closed) return
      closed = true
      await window.close()
      await services.close()
    },
  }
}

const definedEnv = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )

/** The two aligned columns; a tree when the rows are grouped. */
export const rowGrid = (page: Page): Locator => page.locator('[role=grid], [role=treegrid]')

/** Opens the demo tenant from the empty start and waits for what its comparison comes to. */
export const summariseDemo = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Explore the demo tenant' }).click()
  await page.getByRole('heading', { name: 'What each side sees' }).waitFor()
}

/** From what a comparison comes to on to its records. */
export const showRecords = async (page: Page): Promise<void> => {
  await page.getByRole('tab', { name: 'Records' }).click()
  await page.getByRole('listbox', { name: 'Resources' }).waitFor()
}

/** Opens the demo tenant from the empty start and waits for the records of its comparison. */
export const exploreDemo = async (page: Page): Promise<void> => {
  await summariseDemo(page)
  await showRecords(page)
}

/** Stores a tenant through the bridge, for specs that are about something else. */
export const storeTenant = async (
  page: Page,
  { url, app, agent }: DemoServer,
  name: string,
): Promise<void> => {
  const saved = await page.evaluate((input) => window.crossview.profiles.save(input), {
    id: null,
    profile: {
      name,
      url,
      tenant: null,
      ca: null,
      tags: [],
      app: { kind: 'application' as const, clientId: app.clientId, scope: 'all' },
      agent: { kind: 'application' as const, clientId: agent.clientId, scope: 'all' },
      inspector: null,
    },
    secrets: { app: app.secret, agent: agent.secret },
  })
  if (!saved.ok) throw new Error(saved.error.message)
  await page.reload()
}

/** Exports in a format of the menu; a report is the full one. */
export const exportAs = async (page: Page, format: RegExp): Promise<void> => {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem', { name: format }).click()
  if (!/PDF|HTML/.test(format.source)) return
  const dialog = page.getByRole('dialog', { name: 'Export a report' })
  await dialog.getByRole('radio', { name: /^Full/ }).check()
  await dialog.getByRole('button', { name: 'Export…' }).click()
  await dialog.waitFor({ state: 'detached' })
}
