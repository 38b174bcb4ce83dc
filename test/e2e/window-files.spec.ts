import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { hostilePaths } from '../support/outside-addresses'
import { expect, test } from './fixtures'

/** security-measurements.md B10: the window's own origin serves the window's own files, whatever its page asks for. */

/** Asks as a page can: as a picture. What is none fails to show, with the status it was answered with. */
const statusesOf = async (page: Page, paths: readonly string[]): Promise<Record<string, number>> => {
  const statuses = new Map<string, number>()
  const seen = (response: { url(): string; status(): number }) => {
    statuses.set(response.url(), response.status())
  }
  page.on('response', seen)
  const asked = await page.evaluate(
    async (all) =>
      Promise.all(
        all.map(async (wanted) => {
          const picture = new Image()
          const done = new Promise((resolve) => {
            picture.onload = resolve
            picture.onerror = resolve
          })
          picture.src = location.origin + wanted
          await done
          return [wanted, picture.src] as const
        }),
      ),
    paths,
  )
  page.off('response', seen)
  return Object.fromEntries(asked.map(([wanted, url]) => [wanted, statuses.get(url) ?? 0]))
}

test('nothing but a file of the window is answered', async ({ page }) => {
  await page.getByRole('button', { name: 'Explore the demo tenant' }).waitFor()
  const beside = await readdir(path.join(import.meta.dirname, '../../out/main'))
  expect(beside).toContain('index.cjs')
  const own = await statusesOf(page, ['/index.html'])
  expect(own).toEqual({ '/index.html': 200 })
  const paths = [...hostilePaths('main/index.cjs'), ...hostilePaths('package.json')]
  const statuses = await statusesOf(page, paths)
  expect(Object.values(statuses).filter((status) => status !== 404 && status !== 0)).toEqual([])
  expect(Object.values(statuses).filter((status) => status === 404).length).toBeGreaterThan(60)
  test.info().annotations.push({
    type: 'count',
    description: `hostile paths at the window’s own origin: ${String(paths.length)}`,
  })
})
