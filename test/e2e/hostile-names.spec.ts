import type { Page } from '@playwright/test'
import { startHaloProxy } from '../support/halo-proxy'
import { PAYLOADS } from '../support/xss-corpus'
import { expect, rowGrid, showRecords, storeTenant, test } from './fixtures'

/** What markup from a name would have made, and what a policy would have had to stop. */
const traces = (page: Page) =>
  page.evaluate(() => ({
    ran: Object.hasOwn(window, 'hit'),
    elements: document.querySelectorAll(
      'body script, body style, iframe, object, embed, base, body link, meta[http-equiv=refresh], img[src="x"], [srcdoc]',
    ).length,
    handlers: [...document.querySelectorAll('*')].filter((element) =>
      element.getAttributeNames().some((name) => name.startsWith('on')),
    ).length,
  }))

const CLEAN = { ran: false, elements: 0, handlers: 0 }

test('names from Halo are text on every screen, whatever they hold', async ({ page, demo }) => {
  const server = await demo('mixed', { tickets: 300 })
  let given = 0
  const attacks = new Map<string, string>()
  // The same text gets the same attack each time: both sides must see the same names.
  const attack = (text: string): string => {
    if (!attacks.has(text)) attacks.set(text, `${text} ${PAYLOADS[given++ % PAYLOADS.length] ?? ''}`)
    return attacks.get(text) ?? text
  }
  const proxy = await startHaloProxy(server.url, attack)
  const complaints: string[] = []
  const dialogs: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted ?Type|Refused to/i.test(message.text()))
      complaints.push(message.text())
  })
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  try {
    const name = `Hostile ${PAYLOADS[1] ?? ''}`
    await storeTenant(page, { ...server, url: proxy.url }, name)
    expect(await traces(page)).toEqual(CLEAN)
    await page.getByRole('listitem', { name }).getByRole('button', { name: 'Compare' }).click()
    await showRecords(page)
    const resources = page.getByRole('listbox', { name: 'Resources' })
    await resources.waitFor()
    const options = await resources.getByRole('option').count()
    expect(options).toBeGreaterThan(5)
    for (let index = 0; index < options; index += 1) {
      await resources.getByRole('option').nth(index).click()
      expect(await traces(page)).toEqual(CLEAN)
    }
    await resources.getByRole('option', { name: /^Tickets ?:/ }).click()
    const grid = rowGrid(page)
    await grid.waitFor()
    await page.getByRole('radio', { name: /^Only agent/ }).check()
    await grid.getByRole('row').nth(2).click()
    expect(await traces(page)).toEqual(CLEAN)
    const shown = (await page.locator('body').innerText()).replace(/\s+/g, ' ')
    expect(PAYLOADS.filter((payload) => shown.includes(payload)).length).toBeGreaterThan(5)
    const tabs = page.getByRole('tab')
    expect(await tabs.count()).toBeGreaterThan(2)
    for (let index = 0; index < (await tabs.count()); index += 1) {
      await tabs.nth(index).click()
      await expect(page.getByRole('tabpanel')).toBeVisible()
      expect(await traces(page)).toEqual(CLEAN)
    }
    expect(dialogs).toEqual([])
    expect(complaints).toEqual([])
    expect(given).toBeGreaterThan(PAYLOADS.length)
  } finally {
    await proxy.close()
  }
})
