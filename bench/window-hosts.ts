import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron, type CDPSession, type Page } from '@playwright/test'
import { createFolderDialogs } from '../src/main/adapters/system/browser-dialogs'
import { chromiumSandbox, findChromium } from '../src/main/adapters/pdf/chromium'
import { createLogger } from '../src/main/adapters/system/logger'
import { createChromiumPrinter } from '../src/main/adapters/pdf/pdf-chromium'
import { chooseFile } from '../src/main/browser-window/choose-file'
import { openBrowserWindow, type OpenedBrowserWindow } from '../src/main/browser-window/host'
import { openPreferences } from '../src/main/open-preferences'
import { createScrubber } from '../src/main/security/secret-scrubber'
import { FIRST_SIZE } from '../src/main/window-place'
import { createWindowServices } from '../src/main/window-services'
import { ok } from '../src/shared/result'

/** In megabytes. */
export interface Memory {
  readonly heap: number
  /** The whole process, as the system counts it. */
  readonly resident: number
}

/** The built window in one of its hosts, which opens one file whenever a file is to be chosen. */
export interface BenchHost {
  readonly name: string
  readonly page: Page
  /** Of main, after its garbage was collected. */
  mainMemory(): Promise<Memory>
  pageMemory(): Promise<Memory>
  close(): Promise<void>
}

const ROOT = path.join(import.meta.dirname, '..')
const MB = 1024 * 1024

/** Both hosts, each to be opened; null: it is not on this machine. */
export const HOSTS: Readonly<Record<string, ((file: string) => Promise<BenchHost>) | null>> = {
  Chromium: findChromium(process.env) === null ? null : (file) => openChromium(file),
  Electron: hasElectron() ? (file) => openElectron(file) : null,
}

function hasElectron(): boolean {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(ROOT, 'node_modules/electron/dist')
  return existsSync(dist)
}

const openChromium = async (file: string): Promise<BenchHost> => {
  const userData = await mkdtemp(path.join(tmpdir(), 'crossview-bench-'))
  const executablePath = findChromium(process.env) ?? ''
  const sandbox = chromiumSandbox()
  const logger = createLogger(userData)
  const opened: { window?: OpenedBrowserWindow } = {}
  const services = createWindowServices({
    userData,
    version: 'bench',
    host: 'browser-window',
    hostNotes: [],
    dialogs: createFolderDialogs(userData, existsSync, {
      file: (extensions) =>
        opened.window === undefined ? Promise.resolve(ok(null)) : chooseFile(opened.window.page, extensions),
      bytes: () => Promise.resolve(ok(null)),
    }),
    printer: createChromiumPrinter({ executablePath, sandbox }),
    openBrowser: () => Promise.reject(new Error('No browser in benchmarks')),
    logger,
    scrubber: createScrubber(),
    updates: { feed: null, policy: () => Promise.resolve({ managed: false }) },
    preferences: openPreferences(userData),
    shown: { inFolder: () => Promise.resolve(false), logFolder: () => Promise.resolve(false) },
  })
  const bundle = path.join(ROOT, 'out/renderer')
  const window = await openBrowserWindow(() => Promise.resolve(services), {
    executablePath,
    sandbox,
    headless: false,
    size: FIRST_SIZE,
    bundle,
    logger,
  })
  opened.window = window
  const { page } = window
  page.on('filechooser', (chooser) => void chooser.setFiles(file))
  const session = await page.context().newCDPSession(page)
  const browser = await page.context().browser()?.newBrowserCDPSession()
  return {
    name: 'Chromium',
    page,
    mainMemory: () => {
      globalThis.gc?.()
      const { heapUsed, rss } = process.memoryUsage()
      return Promise.resolve({ heap: heapUsed / MB, resident: rss / MB })
    },
    pageMemory: async () => {
      const { processInfo = [] } = (await browser?.send('SystemInfo.getProcessInfo')) ?? {}
      const pages = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => residentOf(id))
      return { heap: await heapOf(session), resident: Math.max(...pages) }
    },
    close: async () => {
      await window.close()
      await services.close()
      await rm(userData, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const openElectron = async (file: string): Promise<BenchHost> => {
  const userData = await mkdtemp(path.join(tmpdir(), 'crossview-bench-'))
  const electron = await _electron.launch({
    args: ['--js-flags=--expose-gc', '.'],
    cwd: ROOT,
    env: { ...(process.env as Record<string, string>), CROSSVIEW_USER_DATA: userData },
  })
  const page = await electron.firstWindow()
  // The system's dialog cannot be driven: its answer is given, everything behind it is real.
  await electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, file)
  const session = await page.context().newCDPSession(page)
  return {
    name: 'Electron',
    page,
    mainMemory: () =>
      electron.evaluate(() => {
        globalThis.gc?.()
        const { heapUsed, rss } = process.memoryUsage()
        return { heap: heapUsed / 1048576, resident: rss / 1048576 }
      }),
    pageMemory: async () => {
      const pid = await electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
      )
      return { heap: await heapOf(session), resident: residentOf(pid ?? 0) }
    },
    close: async () => {
      await electron.close()
      await rm(userData, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const heapOf = async (session: CDPSession): Promise<number> => {
  await session.send('HeapProfiler.collectGarbage')
  await session.send('Performance.enable')
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN) / MB
}

/** Of a process on Linux; NaN elsewhere. */
const residentOf = (pid: number): number => {
  const file = `/proc/${String(pid)}/status`
  const kilobytes = existsSync(file) ? /^VmRSS:\s+(\d+)/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined
  return Number(kilobytes) / 1024
}

/** A screen for the windows, where there is none. Returns what takes it away. */
export const openScreen = async (): Promise<() => void> => {
  if (process.platform !== 'linux' || process.env['DISPLAY'] !== undefined) return () => undefined
  const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1400x1000x24', '-noreset'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const display = await new Promise<string>((resolve, reject) => {
    screen.once('error', reject)
    screen.stdout.once('data', (chunk: Buffer) => {
      resolve(chunk.toString().trim())
    })
  })
  process.env['DISPLAY'] = `:${display}`
  return () => {
    delete process.env['DISPLAY']
    screen.kill()
  }
}
