/** The screens and dialogs around the comparison, at every size that they must be usable at; its own are in sizes.spec.ts. */
import type { Page } from '@playwright/test'
import { changeTenant, compareStored } from './changed-tenant'
import { expect, offerFile, storeTenant, test } from './fixtures'
import { profileInput } from '../support/stored-profile'
import { faultsAtSize, layoutFaults, putAtSize, SIZES, SMALL_SIZES } from './sizes'

/** Looks at what is shown at each of the small sizes, and puts the page back. */
const looker = (page: Page, host: string) => {
  const found: string[] = []
  return {
    found,
    look: async (name: string) => {
      for (const size of SMALL_SIZES) {
        await putAtSize(page, size)
        const faults = host !== 'electron' ? await faultsAtSize(page) : await layoutFaults(page)
        // What a menu covers is there again once it is closed.
        const isMenu = name.startsWith('menu')
        found.push(
          ...faults
            .filter((fault) => !isMenu || !/: covered|rows in sight|^covered/.test(fault))
            .map((fault) => `${name}, ${size.name}: ${fault}`),
        )
      }
      const [usual] = SIZES
      if (usual !== undefined) await putAtSize(page, usual)
    },
  }
}

test('tenants, their form and their dialogs', async ({ page, host, demo, exports }) => {
  const { look, found } = looker(page, host)
  await look('first-start')
  await page.getByRole('button', { name: 'Add a tenant' }).first().click()
  await look('form-new')
  await page.getByLabel('Name', { exact: true }).fill('A name')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await look('form-wrong')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('dialog').waitFor()
  await look('dialog-leave')
  await page.getByRole('button', { name: 'Discard changes' }).click()
  await storeTenant(
    page,
    await demo('mixed'),
    'Contoso Managed Services and Consulting International Ltd 株式会社',
  )
  await page.evaluate(async () => {
    const list = await window.crossview.profiles.list()
    const first = list.ok ? list.value.profiles[0]?.profile : undefined
    if (first === undefined) throw new Error('nothing stored')
    for (const name of ['Fabrikam', 'Northwind']) {
      const saved = await window.crossview.profiles.save({
        id: null,
        profile: {
          name,
          url: `https://${name.toLowerCase()}-with-a-rather-long-address.halopsa.com`,
          tenant: null,
          ca: null,
          tags: ['gold', 'a long tag of some words', 'Manchester'],
          app: { kind: 'application', clientId: 'a1b2c3d4-1111-4222-8333-444455556666', scope: 'all' },
          agent: { kind: 'application', clientId: 'b1b2c3d4-1111-4222-8333-444455556666', scope: 'all' },
          inspector: null,
        },
        secrets: {},
      })
      if (!saved.ok) throw new Error(saved.error.message)
    }
  })
  await page.reload()
  await compareStored(page, 'Contoso')
  await page.getByRole('button', { name: 'Tenants', exact: true }).click()
  await look('tenants')
  const row = page.getByRole('listitem', { name: /^Contoso/ })
  await row.getByRole('button', { name: /^More actions/ }).click()
  await look('menu-row')
  await page.getByRole('menuitem', { name: 'Test connection' }).click()
  await page.getByText(/The connections work|does not work/).waitFor()
  await look('dialog-check')
  await page.getByRole('button', { name: 'Ask for each scope' }).click()
  await page.getByText('The application has').waitFor()
  await look('dialog-check-scopes')
  await page.keyboard.press('Escape')
  await row.getByRole('button', { name: /^More actions/ }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  await look('dialog-delete')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Enter the secrets' }).click()
  await look('dialog-secrets')
  await page.getByRole('dialog').getByRole('textbox').first().fill('something')
  await page.keyboard.press('Escape')
  await look('dialog-secrets-asking')
  await page.getByRole('button', { name: 'Discard' }).click()
  const more = page.getByRole('button', { name: 'More', exact: true })
  await more.click()
  await look('menu-more')
  await page.getByRole('menuitem', { name: 'Lost computer…' }).click()
  await look('dialog-lost')
  await page.keyboard.press('Escape')
  await more.click()
  await page.getByRole('menuitem', { name: 'Delete all tenants…' }).click()
  await look('dialog-delete-all')
  await page.keyboard.press('Escape')
  await offerFile(
    exports,
    JSON.stringify({
      profiles: [
        ...Array.from({ length: 12 }, (_, index) => profileInput({ name: `Imported ${String(index)}` })),
        { name: '' },
      ],
    }),
  )
  await page.getByRole('button', { name: 'Import…' }).click()
  await look('dialog-import-guide')
  await page.getByRole('button', { name: 'Choose a file…' }).click()
  await page.getByRole('dialog', { name: 'Import tenants', exact: true }).waitFor()
  await look('dialog-import')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Settings…' }).click()
  await look('dialog-settings')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Edit Contoso/ }).click()
  await look('form-edit')
  expect(found).toEqual([])
})

test('applications', async ({ page, host }) => {
  const { look, found } = looker(page, host)
  await page.getByRole('button', { name: 'Its applications' }).click()
  const table = page.getByRole('grid', { name: 'Applications' })
  await table.getByText('Wallboard').waitFor()
  await look('applications')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('checkbox', { name: /^Redact names/ }).check()
  await look('menu-export-applications')
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: 'Access review' }).click()
  await look('review')
  await page
    .getByRole('button', { name: /^Decide: / })
    .first()
    .click()
  await page.getByRole('radio', { name: /^Defer/ }).check()
  await page.getByRole('button', { name: 'Save the decision' }).click()
  await look('dialog-decide')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Discard changes' }).click()
  await page.getByRole('tab', { name: 'Blast radius' }).click()
  await look('blast-picker')
  await page.getByRole('checkbox').nth(1).check()
  await page.getByRole('checkbox').nth(4).check()
  await look('blast')
  await page.getByRole('tab', { name: /^Applications/ }).click()
  await table.getByText('Wallboard').click()
  await page.getByRole('heading', { name: 'What it would see' }).waitFor()
  await look('application')
  await page.getByRole('tab', { name: 'Risks and purpose' }).click()
  await look('application-risks')
  expect(found).toEqual([])
})

test('fleet', async ({ page, host, demo }) => {
  const { look, found } = looker(page, host)
  for (const [name, scenario] of [
    ['Adatum', 'healthy'],
    ['Contoso Managed Services and Consulting International Ltd', 'healthy'],
    ['Fabrikam', 'agent.client'],
    ['Northwind شركة', 'mixed'],
  ] as const)
    await storeTenant(page, await demo(scenario), name)
  await page.getByRole('button', { name: /^Fleet/ }).click()
  await look('fleet-empty')
  await page.getByRole('button', { name: 'Tenants', exact: true }).click()
  await page.getByRole('button', { name: 'Run for all…' }).click()
  await look('fleet-setup')
  await page.getByRole('button', { name: /^Run for \d+ tenants$/ }).click()
  await page.getByText('4 of 4 tenants ended').waitFor()
  await look('fleet')
  const grid = page.getByRole('grid', { name: 'Tenants by checks' })
  await grid.getByRole('row').filter({ hasText: 'Northwind' }).getByText('Fails').first().click()
  await look('fleet-cell')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await look('menu-export-fleet')
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: /^Outliers/ }).click()
  await look('outliers')
  expect(found).toEqual([])
})

test('history', async ({ page, host, demo, secrets }) => {
  const { look, found } = looker(page, host)
  const first = await demo('healthy')
  await storeTenant(page, first, 'Contoso')
  await compareStored(page, 'Contoso')
  const second = await changeTenant(page, first, 'agent.team', secrets)
  await compareStored(page, 'Contoso')
  const third = await changeTenant(page, second, 'agent.client', secrets)
  await compareStored(page, 'Contoso')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem', { name: /^PDF/ }).click()
  await page.getByRole('dialog').waitFor()
  await look('dialog-report')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Tenants', exact: true }).click()
  await look('tenants-changed')
  await page.getByRole('button', { name: 'History of Contoso' }).click()
  await expect(page.getByRole('heading', { name: 'Changed.' })).toBeVisible()
  await look('history')
  const changed = page.getByRole('region', { name: 'What changed' })
  await changed.locator('summary').first().click()
  await changed.getByRole('heading', { name: 'Changed.' }).scrollIntoViewIfNeeded()
  await look('drift')
  await page
    .getByRole('button', { name: /^More actions for the result/ })
    .first()
    .click()
  await look('menu-history')
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  await page.getByRole('dialog').waitFor()
  await look('dialog-remove')
  await page.keyboard.press('Escape')
  await third.close()
  expect(found).toEqual([])
})
