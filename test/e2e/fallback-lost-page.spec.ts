import type { Page } from '@playwright/test'
import { crashAndReload, textOf } from './crashing-page'
import { expect, test } from './fixtures'

const START = 'See what an API application really sees'

test('a page that is never opened is given up for another', async ({ app }) => {
  const context = app.page.context()
  const open = context.newPage.bind(context)
  const lost: Promise<Page>[] = []
  // As when its process dies meanwhile: there is a window, and nobody hears of it.
  context.newPage = () => {
    lost.push(open())
    context.newPage = open
    return new Promise(() => undefined)
  }
  await crashAndReload(app, 'killed')
  await expect.poll(() => textOf(app)).toContain(START)
  const [page] = await Promise.all(lost)
  expect(page).toBeDefined()
  await expect.poll(() => context.pages()).toEqual([app.page])
})
