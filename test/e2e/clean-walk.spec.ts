import { readdir } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { CONTENT_SECURITY_POLICY } from '../../src/main/security/page-headers'
import { expect, exploreDemo, test, type RunningApp, exportAs } from './fixtures'

/** security-measurements.md section 2, items 1 and 7: ordinary use of all screens asks for nothing foreign and violates nothing. */

/** Every address that the window’s browser was asked for, refused ones included. */
const watchRequests = async ({ electron, page }: RunningApp): Promise<() => Promise<string[]>> => {
  if (electron === null) {
    const asked: string[] = []
    page.context().on('request', (request) => asked.push(request.url()))
    return () => Promise.resolve(asked)
  }
  await electron.evaluate(({ app, session }) => {
    const asked: string[] = []
    Reflect.set(globalThis, 'asked', asked)
    // The app decides in onBeforeRequest, which has one listener; these are told of what became of it.
    const watch = ({ webRequest }: typeof session.defaultSession) => {
      webRequest.onCompleted(({ url }) => asked.push(url))
      webRequest.onErrorOccurred(({ url }) => asked.push(url))
    }
    watch(session.defaultSession)
    app.on('session-created', watch)
  })
  return () => electron.evaluate(() => Reflect.get(globalThis, 'asked') as string[])
}

const leaveForm = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Discard changes' }).click()
  await page.getByRole('heading', { name: 'Tenants' }).waitFor()
}

test('a walk over every screen asks for the app’s own files only, and violates no policy', async ({
  app,
  exports,
}) => {
  const { page } = app
  await page.addInitScript(() => {
    const violations: string[] = []
    Reflect.set(window, 'violations', violations)
    document.addEventListener('securitypolicyviolation', (event) =>
      violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    )
  })
  const asked = await watchRequests(app)
  const header = page.waitForResponse((response) => response.request().isNavigationRequest())
  await page.reload()
  expect((await header).headers()['content-security-policy']).toBe(CONTENT_SECURITY_POLICY)

  await page.getByRole('button', { name: 'Settings…' }).click()
  await expect(page.getByRole('checkbox', { name: 'Check for updates' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Add a tenant' }).first().click()
  await page.getByLabel('Name', { exact: true }).fill('Half typed')
  await page.getByRole('radio', { name: 'Sign in with the browser' }).check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/fields? needs? attention/)).toBeVisible()
  await leaveForm(page)

  await exploreDemo(page)
  const resources = page.getByRole('listbox', { name: 'Resources' }).getByRole('option')
  const resourceCount = await resources.count()
  for (let index = 0; index < resourceCount; index += 1) await resources.nth(index).click()
  const tabs = page.getByRole('tab')
  const tabCount = await tabs.count()
  for (let index = 0; index < tabCount; index += 1) {
    await tabs.nth(index).click()
    await expect(page.getByRole('tabpanel')).toBeVisible()
  }
  const formats = [/PDF report/, /HTML/, /CSV/, /JSON/]
  for (const format of formats) {
    const had = (await readdir(exports)).length
    await exportAs(page, format)
    await expect.poll(async () => (await readdir(exports)).length).toBeGreaterThan(had)
  }

  expect(resourceCount).toBeGreaterThan(5)
  expect(tabCount).toBeGreaterThan(2)
  expect(await page.evaluate(() => Reflect.get(window, 'violations') as string[])).toEqual([])
  const addresses = await asked()
  const ours = /^(crossview:\/\/app\/|https:\/\/crossview\.invalid\/|data:image\/)/
  const report = 'crossview-report://document/'
  expect(addresses.filter((address) => !ours.test(address) && address !== report)).toEqual([])
  expect(addresses.some((address) => address.endsWith('.js'))).toBe(true)
  if (app.electron !== null) expect(addresses).toContain(report)
  // The control: both would have been seen.
  await page.evaluate(() => void Object.assign(new Image(), { src: 'https://example.test/i.png' }))
  await expect.poll(() => page.evaluate(() => (Reflect.get(window, 'violations') as string[]).length)).toBe(1)
  test.info().annotations.push({
    type: 'count',
    description: `requests of a walk over ${String(resourceCount)} resources, ${String(tabCount)} views and ${String(formats.length)} exports, none foreign: ${String(addresses.length)}`,
  })
})
