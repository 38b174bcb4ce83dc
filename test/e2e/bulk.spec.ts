import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Locator, Page } from '@playwright/test'
import type { DemoServer } from '../../src/demo/index'
import { sweep } from '../support/secret-sweep'
import { problems } from './axe'
import { expect, offerFile, test } from './fixtures'

/** Thirty tenants: imported, their secrets entered in one go, and what is done with several at once. */

const run = promisify(execFile)
const COUNT = 30
const NAMES = Array.from({ length: COUNT }, (_, index) => `Tenant ${String(index + 1).padStart(2, '0')}`)

/** With a column that is misspelt, one that is none, and one that must not be there. */
const csvOf = ({ url, app, agent }: DemoServer): string =>
  [
    'Name;URL;App client ID;agent_client_id;tag;Account manager',
    ...NAMES.map((name) => `${name};${url};${app.clientId};${agent.clientId};gold;Ada`),
  ].join('\r\n')

const paste = (field: Locator, text: string): Promise<void> =>
  field.evaluate((element, lines) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', lines)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)

const importThirty = async (page: Page, exports: string, server: DemoServer): Promise<Locator> => {
  await offerFile(exports, csvOf(server))
  await page.getByRole('button', { name: 'Import…' }).click()
  await page.getByRole('button', { name: 'Choose a file…' }).click()
  await page.getByRole('button', { name: 'Import 30 tenants' }).click()
  const asking = page.getByRole('dialog', { name: 'Enter secrets' })
  await expect(asking.getByText('0 of 60 secrets stored')).toBeVisible()
  return asking
}

const linesOf = ({ app, agent }: DemoServer, names: readonly string[]): string =>
  names.flatMap((name) => [`${name}\tapp\t${app.secret}`, `"${name}",agent,"${agent.secret}"`]).join('\r\n')

const names = (page: Page): Promise<readonly (string | null)[]> =>
  page
    .getByRole('region', { name: 'Stored tenants' })
    .getByRole('listitem')
    .evaluateAll((items) => items.map((item) => item.getAttribute('aria-label')))

const accountOf = async (page: Page, name: string): Promise<string> => {
  const list = await page.evaluate(() => window.crossview.profiles.list())
  const view = list.ok ? list.value.profiles.find(({ profile }) => profile.name === name) : undefined
  return `${view?.profile.id ?? ''}/app`
}

/** What the keyring holds, asked without the app; empty for nothing. */
const lookUp = async (account: string): Promise<string> =>
  (
    await run('secret-tool', ['lookup', 'service', 'Crossview', 'account', account]).catch(() => ({
      stdout: '',
    }))
  ).stdout

const select = (page: Page, name: string): Promise<void> =>
  page.getByRole('checkbox', { name: `Select ${name}` }).click()

test('an import explains its columns before, and thirty secrets are one paste', async ({
  page,
  host,
  demo,
  exports,
}) => {
  const server = await demo('healthy')
  await offerFile(exports, csvOf(server))
  await page.getByRole('button', { name: 'Import…' }).click()
  const guide = page.getByRole('dialog', { name: 'Import tenants from a file' })
  await expect(guide.getByText('app_client_id').first()).toBeVisible()
  if (host === 'browser-window') expect(await problems(page)).toEqual([])
  await guide.getByRole('button', { name: 'Save a template…' }).click()
  await expect(page.getByText(/^Template saved: /)).toBeVisible()
  const [template] = (await readdir(exports)).filter((name) => name.includes('template'))
  expect(await readFile(path.join(exports, template ?? ''), 'utf8')).toContain(
    '\uFEFFname,url,tenant,tags,app_client_id',
  )
  await guide.getByRole('button', { name: 'Choose a file…' }).click()
  const preview = page.getByRole('dialog', { name: 'Import tenants', exact: true })
  const columns = preview.getByRole('list', { name: 'Columns of the file' })
  await expect(columns.getByText('read as app_client_id')).toBeVisible()
  await expect(columns.getByText('ignored: call it tags in the file, if that is meant')).toBeVisible()
  await expect(columns.getByText('ignored: no column is called so')).toBeVisible()
  if (host === 'browser-window') expect(await problems(page)).toEqual([])
  await preview.getByRole('button', { name: 'Import 30 tenants' }).click()

  const asking = page.getByRole('dialog', { name: 'Enter secrets' })
  await asking.getByLabel('Tenant 01: client secret of the app connection').fill(server.app.secret)
  await page.keyboard.press('Enter')
  await expect(asking.getByLabel('Tenant 01: client secret of the agent side')).toBeFocused()
  await expect(asking.getByText('1 of 60 secrets stored')).toBeVisible()
  await asking.getByText('Paste many at once').click()
  const lines = `Tenant\tSecret\n${linesOf(server, NAMES.slice(1))}\nTenant 01\t${server.agent.secret}`
  await paste(asking.getByLabel('Paste lines with secrets'), lines)
  await expect(asking.getByText('59 of 60 lines matched')).toBeVisible()
  await expect(asking.getByText('Line 1: not matched, it names no connection')).toBeVisible()
  expect(sweep({ page: await page.content() }, [server.app.secret, server.agent.secret])).toEqual([])
  if (host === 'browser-window') expect(await problems(page)).toEqual([])
  await asking.getByRole('button', { name: 'Store 59 secrets' }).click()
  await expect(asking.getByText('60 of 60 secrets stored')).toBeVisible()
  expect(sweep({ page: await page.content() }, [server.app.secret, server.agent.secret])).toEqual([])
  await asking.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByText('needs secret')).toHaveCount(0)
  expect(await lookUp(await accountOf(page, 'Tenant 17'))).toContain(server.app.secret)

  // All of them, a few at a time.
  await page.getByRole('checkbox', { name: 'Select all 30 tenants shown' }).click()
  await page.getByRole('button', { name: 'Test connections' }).click()
  await expect(page.getByText('30 of 30 tenants passed')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Test connections' })).toBeFocused()
})

test('several are selected, tagged, deleted, brought back, and gone when nobody can bring them back', async ({
  launch,
  host,
  demo,
  exports,
}) => {
  const server = await demo('healthy')
  const first = await launch()
  const { page } = first
  const asking = await importThirty(page, exports, server)
  await asking.getByText('Paste many at once').click()
  await paste(asking.getByLabel('Paste lines with secrets'), linesOf(server, NAMES.slice(0, 6)))
  await asking.getByRole('button', { name: 'Store 12 secrets' }).click()
  await expect(asking.getByText('12 of 60 secrets stored')).toBeVisible()
  await asking.getByRole('button', { name: 'Done' }).click()

  // By keyboard: the second to the fourth.
  await page.getByRole('checkbox', { name: 'Select Tenant 01' }).focus()
  for (const key of ['ArrowDown', 'Space', 'Shift+ArrowDown', 'Shift+ArrowDown'])
    await page.keyboard.press(key)
  const bar = page.getByRole('group', { name: 'Selected tenants' })
  await expect(bar.getByText('3 selected')).toBeVisible()
  await bar.getByRole('button', { name: 'Tags…' }).click()
  await page.getByLabel('New tags').fill('north')
  await page.getByRole('button', { name: 'Save tags' }).click()
  await expect(page.getByRole('listitem', { name: 'Tenant 03' }).getByText('north')).toBeVisible()
  await page.getByLabel('Search tenants').fill('Tenant 03')
  await expect(bar.getByText('3 selected, 2 not shown')).toBeVisible()
  if (host === 'browser-window') expect(await problems(page)).toEqual([])
  await page.getByLabel('Search tenants').fill('')

  const account = await accountOf(page, 'Tenant 03')
  const remove = async () => {
    await bar.getByRole('button', { name: 'Delete 3 tenants…' }).click()
    await page.getByRole('button', { name: 'Delete 3 tenants', exact: true }).click()
    await expect(page.getByText(/^3 tenants deleted\. Their secrets and history go/)).toBeVisible()
    expect(await names(page)).toEqual(NAMES.filter((_, index) => index < 1 || index > 3))
  }
  await remove()
  expect(await lookUp(account)).toContain(server.app.secret)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('3 tenants are back, with their secrets and histories')).toBeVisible()
  expect(await names(page)).toEqual(NAMES)
  await expect(page.getByRole('listitem', { name: 'Tenant 03' }).getByText('needs secret')).toHaveCount(0)
  expect(await accountOf(page, 'Tenant 03')).toBe(account)

  for (const name of NAMES.slice(1, 4)) await select(page, name)
  await remove()
  const told = page.getByText(/^3 tenants deleted/).locator('..')
  await told.getByRole('button', { name: 'Dismiss' }).click()
  await expect.poll(() => lookUp(account)).toBe('')

  // What nobody decided about is gone once the window is closed.
  const other = await accountOf(page, 'Tenant 05')
  await page.getByRole('button', { name: 'More actions for Tenant 05' }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  await page.getByRole('button', { name: 'Delete tenant' }).click()
  await expect(page.getByText(/^“Tenant 05” deleted\. Its secrets/)).toBeVisible()
  expect(await lookUp(other)).toContain(server.app.secret)
  await first.close()
  await expect.poll(() => lookUp(other)).toBe('')
  const second = await launch()
  await expect(second.page.getByRole('listitem', { name: 'Tenant 06' })).toBeVisible()
  expect(await names(second.page)).not.toContain('Tenant 05')

  // A fleet run over just these, ready to begin.
  for (const name of ['Tenant 01', 'Tenant 06']) await select(second.page, name)
  await second.page.getByRole('button', { name: 'Compare…' }).click()
  await second.page.getByRole('menuitem', { name: /^Together, as a fleet/ }).click()
  await expect(second.page.getByRole('button', { name: 'Run for 2 tenants' })).toBeVisible()
})
