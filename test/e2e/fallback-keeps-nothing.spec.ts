import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { descendants, socketsOf } from '../support/process-family'
import { canarySecret, filesIn, sweep } from '../support/secret-sweep'
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
}

const test = base.extend<{ readonly picture: Picture }>({
  picture: async ({}, use) => {
    const screen = await startScreen('1400x1000')
    const { DISPLAY: before } = process.env
    process.env.DISPLAY = screen.display
    const xwininfo = (...args: string[]) =>
      execFileSync('xwininfo', ['-display', screen.display, ...args], { encoding: 'utf8' })
    await use({
      display: screen.display,
      windows: () =>
        [...xwininfo('-root', '-tree', '-int').matchAll(/^ +(\d+) .*? (\d+)x(\d+)\+/gm)]
          .filter(([, , width, height]) => Number(width) > 40 && Number(height) > 40)
          .filter(([, id = '']) => xwininfo('-id', id).includes('IsViewable'))
          .map(([, id, width, height]) => `${id!}: ${width!}x${height!}`),
    })
    process.env.DISPLAY = before
    await screen.close()
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
  const before = picture.windows()
  expect(before).toHaveLength(1)
  const seen = new Set<string>()
  const look = () => {
    for (const each of picture.windows()) if (!before.includes(each)) seen.add(`window ${each}`)
    for (const each of socketsOf(descendants(process.pid))) seen.add(`socket ${each}`)
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
  // An app's window has no bar where an offer without a bubble would be seen: so also the settings that rule it.
  const settings = stores.find((file) => file.endsWith('Default/Preferences')) ?? ''
  expect(JSON.parse(String(kept[settings]))).toMatchObject({
    credentials_enable_service: false,
    profile: { password_manager_enabled: false },
    autofill: { profile_enabled: false, credit_card_enabled: false },
    browser: { enable_spellchecking: false },
  })
  const texts = typed.map(({ secret }) => secret)
  expect(sweep(kept, [...texts, 'the-client-id'])).toEqual([])
  expect(sweep({ ...kept, control: typed[0]!.secret }, texts)).toEqual(['control'])
})
