import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { descendants, socketsOf } from '../support/process-family'
import { canarySecret, filesIn, sweep } from '../support/secret-sweep'
import { pixelsOf } from '../support/framebuffer'
import { startScreen } from '../support/prompt'
import { expect, test as base } from './fixtures'

/** The browser of the fallback window would offer to keep what is typed into it. */

/** Where Crossview's Chromium keeps everything, in this process: the specs open the window in theirs. */
const browserFolders = () =>
  readdirSync(tmpdir())
    .filter((name) => name.startsWith('crossview-w-') && name.split('-')[3] === process.pid.toString(36))
    .map((name) => path.join(tmpdir(), name))

/** The window stands on a screen of its own, whose picture can be looked at. */
interface Picture {
  readonly display: string
  /** Windows that are seen, by id and size. Bubbles and prompts are windows of their own. */
  windows(): readonly string[]
  /** The browser's own bar above the page, where it shows that it has something to offer. */
  bar(): string
}

const BAR = { left: 0, top: 0, width: 1300, height: 105 }

const test = base.extend<{ readonly picture: Picture }>({
  picture: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'crossview-screen-'))
    const screen = await startScreen('1400x1000', folder)
    const { DISPLAY: before } = process.env
    process.env.DISPLAY = screen.display
    const xwininfo = (...args: string[]) =>
      execFileSync('xwininfo', ['-display', screen.display, ...args], { encoding: 'utf8' })
    await use({
      display: screen.display,
      bar: () => pixelsOf(folder, BAR),
      windows: () =>
        [...xwininfo('-root', '-tree', '-int').matchAll(/^ +(\d+) .*? (\d+)x(\d+)\+/gm)]
          .filter(([, , width, height]) => Number(width) > 40 && Number(height) > 40)
          .filter(([, id = '']) => xwininfo('-id', id).includes('IsViewable'))
          .map(([, id, width, height]) => `${id!}: ${width!}x${height!}`),
    })
    process.env.DISPLAY = before
    await screen.close()
    rmSync(folder, { recursive: true, force: true })
  },
})

/** As a person does: key by key, so that the browser counts it as typed. */
const typeTenant = async (page: Page, name: string, secret: string) => {
  const fields = [
    [page.getByLabel('Name', { exact: true }), name],
    [page.getByLabel('Web address'), 'https://contoso.halopsa.com'],
    [page.getByLabel('Client id'), 'the-client-id'],
    [page.getByLabel('Client secret'), secret],
  ] as const
  for (const [field, text] of fields) {
    await field.click()
    await page.keyboard.type(text)
  }
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('listitem', { name }).waitFor()
}

test('the browser offers to keep no secret, keeps none, and connects to nothing', async ({
  picture,
  launch,
  secrets,
}) => {
  const { page } = await launch()
  const typed = ['One', 'Two'].map((name) => ({ name, secret: canarySecret() }))
  const add = () => page.getByRole('button', { name: 'Add a tenant' }).first().click()
  await add()
  await page.getByLabel('Client secret').click()
  const before = { windows: picture.windows(), bar: picture.bar() }
  expect(before.windows).toHaveLength(1)
  const seen = new Set<string>()
  const look = () => {
    for (const each of picture.windows()) if (!before.windows.includes(each)) seen.add(`window ${each}`)
    for (const each of socketsOf(descendants(process.pid))) seen.add(`socket ${each}`)
    if (picture.bar() !== before.bar) seen.add('another bar')
  }
  for (const { name, secret } of typed) {
    secrets.add(secret)
    await typeTenant(page, name, secret)
    for (let times = 0; times < 15; times += 1) look()
    await add()
    look()
  }
  expect([...seen]).toEqual([])

  const [folder = '', ...more] = browserFolders()
  expect(more).toEqual([])
  const kept = await filesIn(folder)
  const stores = Object.keys(kept).filter((file) =>
    /Preferences|Local State|Login Data|Web Data|History/.test(file),
  )
  expect(stores.length).toBeGreaterThan(3)
  const texts = typed.map(({ secret }) => secret)
  expect(sweep(kept, [...texts, 'the-client-id'])).toEqual([])
  expect(sweep({ ...kept, control: typed[0]!.secret }, texts)).toEqual(['control'])
})
