import { expect, test } from './fixtures'

test('an unusual host is asked about under its address, by keyboard, and the answer is kept with it', async ({
  launch,
}) => {
  const first = await launch()
  const { page } = first
  await page.getByRole('button', { name: 'Add a tenant' }).first().click()
  await page.getByLabel('Name', { exact: true }).fill('Own server')
  const address = page.getByLabel('Web address')
  await address.fill('https://contoso.halopsa.com')
  await expect(page.getByRole('checkbox', { name: /our own Halo server/ })).toHaveCount(0)
  await address.fill('https://соntoso.halopsa.com')
  await expect(page.getByText(/may only look like the name you mean/)).toBeVisible()
  await expect(
    page.getByRole('checkbox', { name: 'xn--ntoso-iyeu.halopsa.com is our own Halo server' }),
  ).not.toBeChecked()
  await address.fill('https://10.0.0.5:8443')
  await page.getByLabel('Client id').fill('client-1')
  const box = page.getByRole('checkbox', { name: '10.0.0.5:8443 is our own Halo server' })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(box).toBeFocused()
  await expect(box).toHaveAttribute('aria-invalid', 'true')
  await address.focus()
  await page.keyboard.press('Tab')
  await expect(box).toBeFocused()
  await page.keyboard.press('Space')
  await expect(box).toBeChecked()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const row = page.getByRole('listitem', { name: 'Own server' })
  await expect(row).toBeVisible()
  await expect(row.getByText('host not confirmed')).toHaveCount(0)
  await first.close()

  const { page: again } = await launch()
  await again.getByRole('button', { name: 'Edit Own server' }).click()
  await expect(again.getByRole('checkbox', { name: /our own Halo server/ })).toBeChecked()
  await again.getByLabel('Web address').fill('https://10.0.0.6:8443')
  await expect(again.getByRole('checkbox', { name: /^10\.0\.0\.6:8443/ })).not.toBeChecked()
})

test('main takes no unusual host from the window without its confirmation', async ({ page }) => {
  const save = (confirmedHost: string | undefined) =>
    page.evaluate(
      ([host]) =>
        window.crossview.profiles.save({
          id: null,
          profile: {
            name: `Own ${host ?? 'none'}`,
            url: 'https://10.0.0.5:8443',
            ...(host !== undefined && { confirmedHost: host }),
            tenant: null,
            ca: null,
            tags: [],
            app: { kind: 'application', clientId: 'x', scope: 'all' },
            agent: null,
            inspector: null,
          },
          secrets: {},
        }),
      [confirmedHost],
    )
  for (const confirmedHost of [undefined, '', '10.0.0.5', '10.0.0.6:8443']) {
    expect(await save(confirmedHost)).toMatchObject({
      ok: false,
      error: { code: 'HOST_NOT_CONFIRMED', field: 'confirmedHost' },
    })
  }
  expect(await save('10.0.0.5:8443')).toMatchObject({ ok: true })
})

test('names of tenants are isolated on screen: none turns round what stands beside it', async ({ page }) => {
  const save = (name: string) =>
    page.evaluate(
      (given) =>
        window.crossview.profiles.save({
          id: null,
          profile: {
            name: given,
            url: 'https://contoso.halopsa.com',
            tenant: null,
            ca: null,
            tags: ['שלום'],
            app: { kind: 'application', clientId: 'x', scope: 'all' },
            agent: null,
            inspector: null,
          },
          secrets: {},
        }),
      name,
    )
  for (const name of ['שלום 1', 'شركة 2', '<b>bold</b>', '../../etc/passwd'])
    expect(await save(name)).toMatchObject({ ok: true })
  expect(await save('abc\u202Efdp.exe')).toMatchObject({ ok: false, error: { field: 'name' } })
  await page.reload()
  const names = page.getByRole('listitem').getByRole('heading', { level: 2 })
  await expect(names).toHaveText(['שלום 1', 'شركة 2', '<b>bold</b>', '../../etc/passwd'])
  for (const name of await names.all()) {
    const isolated = await name.evaluate((heading) => {
      const bdi = heading.querySelector('bdi')
      return bdi !== null && bdi.textContent === heading.textContent && getComputedStyle(bdi).unicodeBidi
    })
    expect(isolated).toMatch(/isolate|plaintext/)
  }
  await page.getByRole('button', { name: 'More actions for שלום 1' }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  await expect(page.getByRole('dialog').locator('bdi', { hasText: 'שלום 1' }).first()).toBeVisible()
})
