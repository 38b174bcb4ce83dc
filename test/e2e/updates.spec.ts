import type { Page } from '@playwright/test'
import { githubRelease, releasesOf } from '../support/release-server'
import { expect, test as withoutAddress } from './fixtures'
import { PAGE, test } from './update-fixtures'

const GITHUB = 'api.github.com:443'

const openSettings = async (page: Page) => {
  await page.getByRole('button', { name: 'Settings…' }).click()
  return page.getByRole('dialog', { name: 'Settings' })
}

const ready = (page: Page) => page.getByRole('button', { name: 'Explore the demo tenant' }).waitFor()

/** What main says, once a check of the start has ended. */
const stateOf = async (page: Page) => {
  const answer = await page.evaluate(() => window.crossview.updates.checkAtStart())
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}

test('asks nobody until a person switches it on, and then once a day, at a start', async ({
  launch,
  asked,
  github,
}) => {
  github.answer(releasesOf('v0.3.0', 'v0.2.0', 'v0.1.0'))
  const first = await launch()
  await ready(first.page)
  expect(await stateOf(first.page)).toMatchObject({ on: false, blocked: null, lastCheck: null })
  const dialog = await openSettings(first.page)
  const box = dialog.getByRole('checkbox', { name: 'Check for updates' })
  await expect(box).not.toBeChecked()
  await box.check()
  await expect(box).toBeChecked()
  expect(asked()).toEqual([])
  await first.close()

  const second = await launch()
  await expect.poll(asked).toEqual([GITHUB])
  expect(await stateOf(second.page)).toMatchObject({ on: true, findings: expect.anything() })
  // Electron does not trust the server of the test before it can be told to.
  if (second.host === 'browser-window')
    await expect(second.page.getByText('You have 0.1.0; 2 versions came out since.')).toBeVisible()
  await second.close()

  const third = await launch()
  await ready(third.page)
  expect(await stateOf(third.page)).toMatchObject({ on: true, findings: null })
  expect(asked()).toEqual([GITHUB])
})

test('a check by hand sends one request that says nothing, and shows what came as text', async ({
  app,
  trust,
  opened,
  asked,
  github,
}) => {
  const { page } = app
  await trust(app)
  const body = '## What is new\n\n<img src=x onerror="document.title=1">\n[here](https://evil.example)\u202E'
  github.answer({ body: JSON.stringify([githubRelease('v0.2.0', { body }), githubRelease('v0.1.0')]) })
  const dialog = await openSettings(page)
  await expect(
    dialog.getByText(/A check is one request to .*releases\. It says nothing of you/),
  ).toBeVisible()
  await dialog.getByRole('button', { name: 'Check now' }).click()
  await expect(dialog.getByText('Crossview 0.2.0 is published')).toBeVisible()
  await expect(dialog.getByRole('region', { name: 'What is new in 0.2.0' })).toHaveText(
    '## What is new\n\n<img src=x onerror="document.title=1">\n[here](https://evil.example)\\u{202e}',
    { useInnerText: true },
  )
  await expect(dialog.locator('a, img')).toHaveCount(0)
  expect(asked()).toEqual([GITHUB])
  expect(github.requests).toHaveLength(1)
  const [start, ...headers] = github.requests[0]?.split('\n') ?? []
  expect(start).toBe('GET /repos/crossview-test/crossview/releases')
  expect(headers.map((line) => line.split(':')[0]?.toLowerCase()).sort()).toEqual([
    'accept',
    'accept-encoding',
    'connection',
    'host',
    'user-agent',
  ])
  expect(headers.join('\n')).not.toMatch(/0\.1\.0|crossview|electron|linux/i)

  await dialog.getByRole('button', { name: 'Open the page of versions' }).click()
  await expect.poll(() => opened(app)).toEqual([PAGE])
  await dialog.getByRole('button', { name: 'Skip this version' }).click()
  await expect(dialog.getByText(/You skip this version/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Settings…' })).toBeFocused()
  await expect(page.getByText('Crossview 0.2.0 is published')).toHaveCount(0)
  expect(github.requests).toHaveLength(1)
})

test('says what failed: a limit, a page in place of the list, nobody there', async ({
  app,
  trust,
  github,
  tunnel,
}) => {
  await trust(app)
  const dialog = await openSettings(app.page)
  const check = async () => {
    // More often than every two seconds nobody is asked.
    await expect
      .poll(async () => {
        const before = github.requests.length
        await dialog.getByRole('button', { name: 'Check now' }).click()
        await expect(dialog.getByText('Asking …')).toHaveCount(0)
        return github.requests.length - before
      })
      .toBe(1)
  }
  github.answer({ status: 403, body: '{"message":"API rate limit exceeded"}' })
  await check()
  await expect(dialog.getByRole('alert')).toContainText('takes no more questions from this network for now')
  github.answer({ headers: { 'Content-Type': 'text/html' }, body: '<title>Sign in to this network</title>' })
  await check()
  await expect(dialog.getByRole('alert')).toContainText('is not a list of versions. Nothing of it is shown')
  await tunnel.close()
  await expect
    .poll(async () => {
      await dialog.getByRole('button', { name: 'Check now' }).click()
      return dialog.getByRole('alert').textContent()
    })
    .toMatch(
      /The proxy 127\.0\.0\.1:\d+ \(named by HTTPS_PROXY\) on the way to api\.github\.com could not be reached/,
    )
  await expect(dialog.getByText(/^The last check, .* failed\.$/)).toBeVisible()
})

test('is all there by keyboard', async ({ app, trust, github }) => {
  const { page } = app
  await trust(app)
  github.answer(releasesOf('v0.2.0', 'v0.1.0'))
  await page.getByRole('button', { name: 'Settings…' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Settings' })
  const box = dialog.getByRole('checkbox', { name: 'Check for updates' })
  await expect(dialog.getByRole('button', { name: 'Close' }).first()).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('button', { name: 'Appearance' })).toBeFocused()
  await page.keyboard.press('End')
  await expect(dialog.getByRole('button', { name: 'Updates' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(box).toBeFocused()
  await page.keyboard.press('Space')
  await expect(box).toBeChecked()
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('button', { name: 'Check now' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('Crossview 0.2.0 is published')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Check now' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('button', { name: 'Open the page of versions' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText(/You skip this version/)).toBeVisible()
  // The button is gone; what took its place has the focus.
  await expect(dialog.getByRole('button', { name: 'Later' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('region', { name: 'What is new in 0.2.0' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Settings…' })).toBeFocused()
})

withoutAddress(
  'a build that names no address says so, and asks nobody whatever the page wants',
  async ({ page }) => {
    const dialog = await openSettings(page)
    await expect(dialog.getByText(/This build does not know where new versions are published/)).toBeVisible()
    await expect(dialog.getByRole('checkbox', { name: 'Check for updates' })).toBeDisabled()
    const answers = await page.evaluate(async () => {
      const { updates } = window.crossview
      return [await updates.setOn({ on: true }), await updates.openPage(), await updates.check()]
    })
    expect(answers).toMatchObject([
      { ok: false, error: { code: 'CONFLICT' } },
      { ok: false, error: { code: 'NOT_FOUND' } },
      { ok: true, value: { blocked: { by: 'build' }, lastCheck: null, asks: null } },
    ])
  },
)
