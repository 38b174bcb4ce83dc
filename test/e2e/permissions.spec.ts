import { PAGE_PERMISSIONS, PERMISSION_USES } from '../support/permission-names'
import { expect, test } from './fixtures'

/** security-measurements.md B8: what a browser may grant a page, asked for in the page itself. */

test('no permission of the browser is granted, whatever its name', async ({ page }) => {
  const states = await page.evaluate(
    (names) =>
      Promise.all(
        names.map(async (name) => {
          try {
            return [name, (await navigator.permissions.query({ name: name as PermissionName })).state]
          } catch {
            return [name, 'unknown']
          }
        }),
      ),
    PAGE_PERMISSIONS,
  )
  expect(states.filter(([, state]) => state === 'granted')).toEqual([])
  // Most of them are known to the browser, or this asked nothing.
  expect(states.filter(([, state]) => state !== 'unknown').length).toBeGreaterThan(15)
  test.info().annotations.push({
    type: 'count',
    description: `permissions asked for by name: ${String(states.length)}`,
  })
})

test('nothing that needs a permission can be used, even right after a click', async ({ page }) => {
  const used: Record<string, string> = {}
  for (const [name, use] of Object.entries(PERMISSION_USES)) {
    await page.mouse.click(5, 5)
    used[name] = await page.evaluate(async (source) => {
      const run = Reflect.apply(window.eval, null, [`(${source})`]) as () => unknown
      try {
        const got = await run()
        return got === undefined || got === false ? 'nothing' : `got ${typeof got}`
      } catch (error) {
        return error instanceof Error ? error.name : 'refused'
      }
    }, use.toString())
  }
  expect(Object.entries(used).filter(([, outcome]) => outcome.startsWith('got'))).toEqual([])
  test.info().annotations.push({
    type: 'count',
    description: `permissions tried to be used: ${String(Object.keys(used).length)}`,
  })
})
