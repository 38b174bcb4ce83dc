import { spawn } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { electronOf, expect, exploreDemo, exportAs, summariseDemo, test } from './fixtures'

/** What Electron alone has around the window: its menu, place, zoom, taskbar and notifications, and files that a second start brings. */

interface Entry {
  readonly label: string
  readonly enabled: boolean
  readonly accelerator: string | null
}

/** The entries of a menu of the bar. */
const menuOf = (electron: ElectronApplication, label: string): Promise<Entry[]> =>
  electron.evaluate(({ Menu }, wanted) => {
    const menu = Menu.getApplicationMenu()?.items.find((item) => item.label.replace('&', '') === wanted)
    return (menu?.submenu?.items ?? []).map((item) => ({
      label: item.label,
      enabled: item.enabled,
      accelerator: typeof item.accelerator === 'string' ? item.accelerator : null,
    }))
  }, label)

const click = (electron: ElectronApplication, menu: string, label: string): Promise<void> =>
  electron.evaluate(
    ({ Menu }, [bar, entry]) => {
      const found = Menu.getApplicationMenu()
        ?.items.find((item) => item.label.replace('&', '') === bar)
        ?.submenu?.items.find((item) => item.label === entry)
      if (found?.enabled !== true) throw new Error(`${entry} is not there, or greyed`)
      Reflect.apply(found.click, found, [])
    },
    [menu, label] as const,
  )

const enabledIn = async (electron: ElectronApplication, menu: string): Promise<string[]> =>
  (await menuOf(electron, menu)).filter(({ enabled }) => enabled).map(({ label }) => label)

test('the menu does what the window can do now, and greys the rest', async ({ app }) => {
  const electron = electronOf(app)
  await expect.poll(() => enabledIn(electron, 'File')).toContain('Settings…')
  expect(await enabledIn(electron, 'File')).not.toContain('Export…')
  expect(await enabledIn(electron, 'Go')).toEqual(expect.arrayContaining(['Tenants', 'Fleet']))
  expect(await enabledIn(electron, 'Go')).not.toContain('Comparison')
  expect((await menuOf(electron, 'File')).map(({ accelerator }) => accelerator)).toContain('CmdOrCtrl+O')
  await click(electron, 'File', 'Settings…')
  await app.page.getByRole('dialog', { name: 'Settings' }).waitFor()
  // A dialog stands before everything else.
  await expect.poll(() => enabledIn(electron, 'Go')).toEqual([])
  await app.page.keyboard.press('Escape')
  await summariseDemo(app.page)
  await expect.poll(() => enabledIn(electron, 'File')).toContain('Export…')
  await click(electron, 'File', 'Export…')
  await expect(app.page.getByRole('menu', { name: 'Export as' })).toBeVisible()
  await click(electron, 'Go', 'Fleet')
  await expect(app.page).toHaveTitle(/^Fleet/)
  const title = await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())
  expect(title).toBe(await app.page.title())
})

test('place, zoom and theme are remembered, and a place whose screen is gone is not taken', async ({
  launch,
  userData,
}) => {
  const boundsOf = (electron: ElectronApplication) =>
    electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())
  const file = path.join(userData, 'preferences.json')
  const kept = async () =>
    JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as Record<string, unknown>
  const first = await launch()
  const electron = electronOf(first)
  await first.page.getByRole('heading', { level: 1 }).waitFor()
  await expect.poll(() => enabledIn(electron, 'File')).toContain('Settings…')
  await electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1000, height: 700 })
  })
  await click(electron, 'View', 'Zoom in')
  await click(electron, 'View', 'Zoom in')
  await first.page.evaluate(() => window.crossview.preferences.change({ change: { theme: 'dark' } }))
  await expect.poll(kept).toMatchObject({ zoom: 1.25, theme: 'dark', window: { width: 1000, height: 700 } })
  const before = await boundsOf(electron)
  await first.close()

  const second = await launch()
  const look = () =>
    electronOf(second).evaluate(({ BrowserWindow, nativeTheme }) => ({
      zoom: BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor(),
      theme: nativeTheme.themeSource,
      dark: nativeTheme.shouldUseDarkColors,
    }))
  await second.page.getByRole('heading', { level: 1 }).waitFor()
  await expect.poll(look).toMatchObject({ theme: 'dark', dark: true })
  expect((await look()).zoom).toBeCloseTo(1.25)
  expect(await boundsOf(electronOf(second))).toEqual(before)
  await second.close()

  await writeFile(
    file,
    JSON.stringify({
      ...(await kept()),
      window: { x: 9000, y: 9000, width: 1000, height: 700, maximized: false },
    }),
  )
  const third = await launch()
  await third.page.getByRole('heading', { level: 1 }).waitFor()
  const place = await boundsOf(electronOf(third))
  expect(place).toMatchObject({ width: 1000, height: 700 })
  expect(place!.x).toBeLessThan(2000)
})

/** Starts the same Electron on the same data once more, and waits for its end. */
const startAgain = async (electron: ElectronApplication, userData: string, args: readonly string[]) => {
  const [program, asRoot] = await electron.evaluate(
    ({ app: main }) => [process.execPath, main.commandLine.hasSwitch('no-sandbox')] as const,
  )
  const root = path.join(import.meta.dirname, '../..')
  const child = spawn(program, [...(asRoot ? ['--no-sandbox'] : []), root, ...args], {
    cwd: path.dirname(args.at(-1) ?? root),
    env: { ...process.env, CROSSVIEW_USER_DATA: userData },
    stdio: 'ignore',
  })
  return new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', resolve)
  })
}

test('a file of a second start is opened by the first; no switch is, and what is wrong is named', async ({
  app,
  userData,
  exports,
}) => {
  const electron = electronOf(app)
  await exploreDemo(app.page)
  await exportAs(app.page, /^Snapshot/)
  await expect.poll(() => readdir(exports)).toContainEqual(expect.stringMatching(/\.crossview$/))
  const name = (await readdir(exports)).find((each) => each.endsWith('.crossview')) ?? ''
  expect(await startAgain(electron, userData, [path.join(exports, name)])).toBe(0)
  await expect(app.page).toHaveTitle(/^Snapshot of /)
  // Listed in the menu, by the tenant's name.
  await expect
    .poll(() =>
      electron.evaluate(
        ({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('open-recent')?.submenu?.items[0]?.label,
      ),
    )
    .toContain(name)
  // A switch that is none of ours ends the second start; the first hears nothing of it.
  await app.page.evaluate(() => window.crossview.desktop.clearRecent())
  expect(
    await startAgain(electron, userData, ['--remote-debugging-port=9999', path.join(exports, name)]),
  ).toBe(2)
  expect(await app.page.evaluate(() => window.crossview.desktop.recent())).toEqual({ ok: true, value: [] })
  await writeFile(path.join(exports, 'broken.crossview'), '{"schema":"crossview.snapshot/1"}')
  expect(await startAgain(electron, userData, [path.join(exports, 'broken.crossview')])).toBe(0)
  await expect(
    app.page.getByText(/^broken\.crossview was not opened\. This is no Crossview snapshot/),
  ).toBeVisible()
  expect(await startAgain(electron, userData, [path.join(exports, 'gone.crossview')])).toBe(0)
  await expect(app.page.getByText(/^The file gone\.crossview is not there any more/)).toBeVisible()
})

test('a long run shows in the taskbar, and its end is told where nobody looks at the window', async ({
  app,
}) => {
  const electron = electronOf(app)
  await expect.poll(() => enabledIn(electron, 'File')).toContain('Settings…')
  await electron.evaluate(({ BrowserWindow, Notification }) => {
    const seen = { bars: [] as number[], told: [] as string[] }
    Reflect.set(globalThis, 'seen', seen)
    const window = BrowserWindow.getAllWindows()[0]!
    window.setProgressBar = (part: number) => void seen.bars.push(part)
    BrowserWindow.getFocusedWindow = () => null
    Notification.isSupported = () => true
    // Each is listened to before it is shown, which takes a desktop that shows them.
    const listen = Reflect.get(Notification.prototype, 'on') as (...given: unknown[]) => unknown
    Object.assign(Notification.prototype, {
      on(this: Pick<Electron.Notification, 'title' | 'body'>, event: string, listener: () => void) {
        if (event === 'click') seen.told.push(`${this.title}: ${this.body}`)
        Reflect.set(globalThis, 'last', this)
        return listen.call(this, event, listener)
      },
    })
    // Every run takes long: the clock runs ahead at each look.
    const own = performance.now.bind(performance)
    let ahead = 0
    Object.defineProperty(performance, 'now', { value: () => own() + (ahead += 20_000) })
  })
  await summariseDemo(app.page)
  await app.page.getByRole('button', { name: 'Tenants' }).click()
  const seen = () =>
    electron.evaluate(() => Reflect.get(globalThis, 'seen') as { bars: number[]; told: string[] })
  await expect.poll(async () => (await seen()).told).toHaveLength(1)
  const { bars, told } = await seen()
  expect(told[0]).toMatch(/: The comparison has ended: \d+ errors?\.$/)
  expect(bars.filter((part) => part === -1)).toHaveLength(1)
  expect(bars.at(-1)).toBe(-1)
  expect(bars.some((part) => part > 0 && part <= 1)).toBe(true)
  await electron.evaluate(() => void (Reflect.get(globalThis, 'last') as NodeJS.EventEmitter).emit('click'))
  await expect(app.page.getByRole('heading', { name: 'What each side sees' })).toBeVisible()
})

test.describe('a first start', () => {
  const args: string[] = []
  test.use({
    electronStart: async ({}, use) => {
      await use({ folder: path.join(import.meta.dirname, '../..'), env: {}, args })
    },
  })

  test('opens the file that it was given', async ({ launch, exports }) => {
    const first = await launch()
    await exploreDemo(first.page)
    await exportAs(first.page, /^Snapshot/)
    await expect.poll(() => readdir(exports)).toContainEqual(expect.stringMatching(/\.crossview$/))
    await first.close()
    args.push(path.join(exports, (await readdir(exports))[0] ?? ''))
    const second = await launch()
    await expect(second.page).toHaveTitle(/^Snapshot of /)
    // It is the one of this start, not one that a page before this one had.
    await expect(second.page.getByText('The window was loaded again.')).toHaveCount(0)
  })
})
