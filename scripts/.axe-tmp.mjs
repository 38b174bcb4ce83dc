import { chromium } from 'playwright-core'
import { AxeBuilder } from '@axe-core/playwright'
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const states = [
  ['empty', '?profiles=none', async () => {}],
  ['tenants', '?keychain=locked', async () => {}],
  [
    'menu',
    '',
    async (p) => {
      await p.getByRole('button', { name: /More actions for Contoso/ }).click()
    },
  ],
  [
    'form',
    '',
    async (p) => {
      await p.getByRole('button', { name: 'Add a tenant' }).click()
      await p.getByRole('button', { name: 'Save', exact: true }).click()
    },
  ],
  [
    'check',
    '',
    async (p) => {
      await p.getByRole('button', { name: /More actions for Contoso/ }).click()
      await p.getByRole('menuitem', { name: 'Test connection' }).click()
    },
  ],
  [
    'delete',
    '',
    async (p) => {
      await p.getByRole('button', { name: /More actions for Contoso/ }).click()
      await p.getByRole('menuitem', { name: /Delete/ }).click()
    },
  ],
  [
    'secrets',
    '',
    async (p) => {
      await p.getByRole('button', { name: 'needs secret' }).click()
    },
  ],
  [
    'progress',
    '?run=stopped',
    async (p) => {
      await p.getByRole('button', { name: 'Compare' }).first().click()
    },
  ],
  [
    'compare',
    '',
    async (p) => {
      await p.getByRole('button', { name: 'Compare' }).first().click()
      await p.getByRole('row').nth(3).click()
    },
  ],
  [
    'grouped',
    '',
    async (p) => {
      await p.getByRole('button', { name: 'Compare' }).first().click()
      await p.getByLabel('Group by').selectOption('client')
      await p.getByRole('row').nth(1).click()
    },
  ],
  [
    'unknown',
    '',
    async (p) => {
      await p.getByRole('button', { name: 'Compare' }).first().click()
      await p.getByRole('option', { name: /Invoices/ }).click()
      await p.getByText('2 scopes granted').click()
    },
  ],
  [
    'export',
    '',
    async (p) => {
      await p.getByRole('button', { name: 'Compare' }).first().click()
      await p.getByRole('button', { name: 'Export' }).click()
    },
  ],
]
for (const scheme of ['light', 'dark'])
  for (const [name, query, act] of states) {
    const ctx = await b.newContext({
      viewport: { width: 1280, height: 800 },
      colorScheme: scheme,
      bypassCSP: true,
    })
    const page = await ctx.newPage()
    page.setDefaultTimeout(5000)
    await page.goto('http://127.0.0.1:4179/' + query)
    await page.getByRole('heading').first().waitFor()
    await act(page)
    await page.waitForTimeout(400)
    const { violations, incomplete } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze()
    for (const v of violations)
      console.log(
        scheme,
        name,
        v.id,
        v.nodes.length,
        v.nodes
          .slice(0, 2)
          .map((n) => n.html.slice(0, 160) + ' :: ' + n.failureSummary.slice(0, 200))
          .join('\n   '),
      )
    if (scheme === 'light')
      for (const v of incomplete)
        console.log('  incomplete', name, v.id, v.nodes.length, v.nodes[0].html.slice(0, 120))
    await ctx.close()
  }
await b.close()
