import { offerFile, storeTenant, test } from './fixtures'
import { putAtSize, SIZES } from './sizes'
test('shots', async ({ page, demo, exports }) => {
  const server = await demo('healthy')
  const out = '/tmp/w-f-shots'
  const shot = async (name: string) => {
    for (const size of [SIZES[0], SIZES[2], SIZES[4]]) {
      if (size === undefined) continue
      await putAtSize(page, size)
      await page.screenshot({ path: `${out}/${name}-${size.name.replaceAll(/\W+/g, '-')}.png` })
    }
    if (SIZES[0]) await putAtSize(page, SIZES[0])
  }
  await storeTenant(page, server, 'Stored tenant')
  await offerFile(exports, ['name,url,app_client_id,agent_client_id,tag', ...Array.from({ length: 12 }, (_, i) => `Tenant ${String(i)},${server.url},${server.app.clientId},${server.agent.clientId},x`)].join('\n'))
  await page.getByRole('button', { name: 'Import…' }).click()
  await shot('guide')
  await page.getByRole('button', { name: 'Choose a file…' }).click()
  await page.getByRole('button', { name: 'Import 12 tenants' }).waitFor()
  await shot('preview')
  await page.getByRole('button', { name: 'Import 12 tenants' }).click()
  await page.getByText('Paste many at once').click()
  await page.getByLabel('Paste lines with secrets').evaluate((element) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', 'Tenant 1\tapp\txxxx\nTenant 2,agent,yyyy\nTenant 3\tzzz\nNobody\tzzz')
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await shot('secrets')
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  for (const name of ['Tenant 1', 'Tenant 3', 'Stored tenant']) await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).click()
  await shot('selected')
  await page.getByRole('button', { name: 'Tags…' }).click()
  await shot('tags')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Test connections' }).click()
  await page.getByText('1 of 3 tenants work').waitFor()
  await shot('check')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Compare…' }).click()
  await page.getByRole('menuitem', { name: /^Each/ }).click()
  await shot('compare')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Delete 3 tenants…' }).click()
  await shot('delete')
  await page.getByRole('button', { name: 'Delete 3 tenants', exact: true }).click()
  await page.getByText(/^3 tenants deleted/).waitFor()
  await page.screenshot({ path: `${out}/toast.png` })
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Edit Tenant 4' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('group', { name: /saved/ }).waitFor()
  await shot('saved')
})
