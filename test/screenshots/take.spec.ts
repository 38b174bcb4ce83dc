/** Takes the pictures of docs/screenshots in both hosts; run by `npm run screenshots`, to be looked at. */
import path from 'node:path'
import { exploreDemo, expect, storeTenant, test } from '../e2e/fixtures'

const folder = path.join(import.meta.dirname, '../../docs/screenshots')

for (const scheme of ['light', 'dark'] as const) {
  test(`${scheme} pictures`, async ({ page, host, demo }) => {
    const take = (name: string) =>
      page.screenshot({ path: path.join(folder, `${name}-${scheme}${host === 'electron' ? '' : '-fallback'}.png`) })
    await page.emulateMedia({ colorScheme: scheme })
    await take('first-start')
    await exploreDemo(page)
    await page.getByRole('option').first().click()
    const row = page.getByRole('row').nth(3)
    await expect(row).toBeVisible()
    await row.click()
    await take('comparison')
    await page.getByRole('button', { name: 'Tenants', exact: true }).first().click()
    for (const [scenario, name] of [
      ['healthy', 'Contoso'],
      ['agent.client', 'Fabrikam'],
    ] as const) {
      await storeTenant(page, await demo(scenario), name)
    }
    await expect(page.getByText('Fabrikam').first()).toBeVisible()
    await take('tenants')
  })
}
