import { chromium } from 'playwright-core'
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const page = await b.newPage({ viewport: { width: 1280, height: 800 } })
page.on('console', (m) => {
  if (m.type() === 'error') console.log('console:', m.text())
})
await page.goto('http://127.0.0.1:4179/?tickets=100000')
await page.getByRole('button', { name: 'Compare' }).first().click()
const t0 = Date.now()
await page.getByRole('row').nth(5).waitFor()
console.log('rows in', Date.now() - t0)
const measure = (label, fn) => page.evaluate(fn).then((v) => console.log(label, JSON.stringify(v)))
await measure('scroll', async () => {
  const el = document.querySelector('[role=grid]')
  const frames = []
  let last = performance.now()
  for (let i = 0; i < 120; i++) {
    el.scrollTop += 260
    await new Promise((r) =>
      requestAnimationFrame(() => {
        const n = performance.now()
        frames.push(n - last)
        last = n
        r()
      }),
    )
  }
  frames.sort((a, b) => a - b)
  return { p50: frames[60], p95: frames[114], max: frames.at(-1), top: el.scrollTop }
})
await measure('jump', async () => {
  const el = document.querySelector('[role=grid]')
  const frames = []
  let last = performance.now()
  for (let i = 0; i < 60; i++) {
    el.scrollTop = (((i * 7919) % 60) / 60) * 3.3e6
    await new Promise((r) =>
      requestAnimationFrame(() => {
        const n = performance.now()
        frames.push(n - last)
        last = n
        r()
      }),
    )
  }
  frames.sort((a, b) => a - b)
  return { p50: frames[30], p95: frames[57], max: frames.at(-1) }
})
const longTask = async (label, act, done) => {
  const t = Date.now()
  await act()
  await done()
  console.log(label, Date.now() - t, 'ms')
}
await longTask(
  'search "vpn"',
  () => page.getByLabel('Search rows').fill('vpn'),
  () => page.getByText(/14,286 rows shown/).waitFor({ state: 'attached' }),
)
await longTask(
  'clear',
  () => page.getByLabel('Search rows').fill(''),
  () => page.getByText(/100,000 rows shown/).waitFor({ state: 'attached' }),
)
await longTask(
  'only agent',
  () => page.getByRole('radio', { name: /Only agent/ }).check({ force: true }),
  () => page.getByText(/59,99\d rows shown/).waitFor({ state: 'attached' }),
)
await longTask(
  'group',
  () => page.getByLabel('Group by').selectOption('client'),
  () => page.getByRole('treegrid').waitFor(),
)
await longTask(
  'collapse',
  async () => {
    await page.getByRole('row').nth(1).focus()
    await page.keyboard.press('Enter')
  },
  () => page.locator('[role=row][aria-expanded=false]').first().waitFor(),
)
await longTask(
  'select row',
  () => page.getByRole('row').nth(4).click(),
  () => page.locator('[role=row][aria-selected=true]').waitFor(),
)
await longTask(
  'arrow',
  () => page.keyboard.press('ArrowDown'),
  () => Promise.resolve(),
)
await longTask(
  'End',
  () => page.keyboard.press('End'),
  () => page.waitForFunction(() => document.activeElement?.getAttribute('aria-rowindex') > 40000),
)
await b.close()
