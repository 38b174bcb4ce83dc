import { chromium } from 'playwright-core'
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const only = process.argv[2]
const shots = [
  ['empty-light', 'light', 1280, 800, '?profiles=none', async (p) => {}],
  ['tenants-light', 'light', 1280, 800, '', async (p) => {}],
  [
    'tenants-dark',
    'dark',
    1280,
    800,
    '?keychain=locked',
    async (p) => {
      await p.getByRole('button', { name: /More actions for Contoso/ }).click()
    },
  ],
  [
    'form-light',
    'light',
    1280,
    800,
    '',
    async (p) => {
      await p.getByRole('button', { name: 'Edit Contoso Managed IT' }).click()
    },
  ],
  [
    'form-new-dark',
    'dark',
    900,
    700,
    '',
    async (p) => {
      await p.getByRole('button', { name: 'Add a tenant' }).click()
      await p.getByRole('button', { name: 'Save', exact: true }).click()
    },
  ],
  [
    'progress-light',
    'light',
    1280,
    800,
    '?run=stopped',
    async (p) => {
      await p.getByRole('button', { name: 'Compare' }).first().click()
    },
  ],
  [
    'compare-light',
    'light',
    1280,
    800,
    '',
    async (p) => {
      await p.getByRole('button', { name: 'Compare' }).first().click()
      await p.getByRole('row').nth(3).click()
    },
  ],
  [
    'compare-dark',
    'dark',
    1280,
    800,
    '',
    async (p) => {
      await p.getByRole('button', { name: 'Compare' }).first().click()
      await p.getByLabel('Group by').selectOption('client')
      await p.getByRole('row').nth(1).click()
    },
  ],
  [
    'compare-narrow',
    'light',
    900,
    700,
    '',
    async (p) => {
      await p.getByRole('button', { name: 'Compare' }).first().click()
      await p.getByRole('option', { name: /Invoices/ }).click()
    },
  ],
  [
    'export-dark',
    'dark',
    900,
    700,
    '',
    async (p) => {
      await p.getByRole('button', { name: 'Compare' }).first().click()
      await p.getByRole('button', { name: 'Export' }).click()
    },
  ],
]
for (const [name, scheme, width, height, query, act] of shots) {
  if (only && !name.startsWith(only)) continue
  const page = await b.newPage({ viewport: { width, height }, colorScheme: scheme })
  page.setDefaultTimeout(5000)
  page.on('console', (m) => {
    if (m.type() === 'error' || m.type() === 'warning') console.log(name, 'console:', m.text())
  })
  page.on('pageerror', (e) => console.log(name, 'pageerror:', e.message))
  await page.goto('http://127.0.0.1:4179/' + query)
  try {
    await page.getByRole('heading').first().waitFor()
    await act(page)
  } catch (e) {
    console.log(name, String(e).slice(0, 300))
  }
  await page.waitForTimeout(300)
  await page.screenshot({ path: `/tmp/shots/${name}.png` })
  await page.close()
}
await b.close()
