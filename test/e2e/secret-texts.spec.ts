import type { Locator } from '@playwright/test'
import { startHaloProxy } from '../support/halo-proxy'
import { KEPT_SECRETS, REFUSED_SECRETS } from '../support/secret-corpus'
import { expect, test } from './fixtures'

/** Puts text into a field as a paste does; the driver's own protocol would change half a character. */
const enter = (field: Locator, text: string): Promise<void> =>
  field.evaluate(
    (element, codes) => {
      const input = element as HTMLInputElement // a label's field
      Reflect.set(HTMLInputElement.prototype, 'value', String.fromCharCode(...codes), input)
      input.dispatchEvent(new Event('input', { bubbles: true }))
    },
    Array.from({ length: text.length }, (_each, index) => text.charCodeAt(index)),
  )

test('a secret goes from the form through the keychain to Halo exactly as it is, or is refused at its field', async ({
  page,
  demo,
  secrets,
}) => {
  const server = await demo('healthy')
  const proxy = await startHaloProxy(server.url)
  try {
    await page.getByRole('button', { name: 'Add a tenant' }).first().click()
    await page.getByLabel('Name', { exact: true }).fill('Secret texts')
    await page.getByLabel('Web address').fill(proxy.url)
    await page.getByLabel('Client id').fill(server.app.clientId)
    const field = page.getByLabel('Client secret')
    const save = page.getByRole('button', { name: 'Save and test connection' })

    for (const [what, typed] of REFUSED_SECRETS) {
      await enter(field, typed)
      await save.click()
      await expect(field, what).toHaveAttribute('aria-invalid', 'true')
      await expect(field, what).toBeFocused()
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
    expect([...proxy.secrets]).toEqual([])

    for (const [what, typed, kept] of KEPT_SECRETS) {
      if (kept.length > 8) secrets.add(kept)
      await enter(field, typed)
      await save.click()
      await expect(page.getByRole('dialog'), what).toContainText(/refused the client id and secret/)
      expect([...proxy.secrets], what).toContain(kept)
      await page.keyboard.press('Escape')
      await expect(field).toHaveValue('')
    }
    const sent = new Set(KEPT_SECRETS.map(([, , kept]) => kept))
    expect([...proxy.secrets].filter((secret) => !sent.has(secret))).toEqual([])
  } finally {
    await proxy.close()
  }
})

test('a paste of several lines is not made one secret', async ({ page }) => {
  await page.getByRole('button', { name: 'Add a tenant' }).first().click()
  const field = page.getByLabel('Client secret')
  const paste = (text: string) =>
    field.evaluate((element, pasted) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', pasted)
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      return element.dispatchEvent(event)
    }, text)
  expect(await paste('client-id\nclient-secret')).toBe(false)
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText(/several lines/)).toBeVisible()
  expect(await paste('client-secret\n')).toBe(true)
  await expect(page.getByText(/several lines/)).toHaveCount(0)
})
