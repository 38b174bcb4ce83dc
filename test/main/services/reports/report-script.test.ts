import { chromium } from 'playwright-core'
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { renderReportHtml } from '../../../../src/core/report/html'
import { buildReport } from '../../../../src/core/report/model'
import { chromiumSandbox, findChromium } from '../../../../src/main/adapters/pdf/chromium'
import { comparisonOf, restrictedTenant } from '../../../support/random-tenant'

/**
 * The script of an HTML report: records are searched and put in order.
 * @module-tag chromium
 */

it('searches the records of a report and puts them in order, by its own policy', async () => {
  const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`
  const report = buildReport(comparisonOf(restrictedTenant()))
  const rows = report.differences.flatMap((section) => section.rows)
  const wanted = rows[0]?.id ?? ''
  const browser = await chromium.launch({
    executablePath: findChromium(process.env) ?? '',
    chromiumSandbox: chromiumSandbox(),
  })
  try {
    const page = await browser.newPage()
    await page.setContent(renderReportHtml(report, { hashOf, interactive: true }))
    const shown = page.locator('table.records tbody tr:not([hidden])')
    const ids = page.locator('table.records').first().locator('tbody tr:not([hidden]) th')
    expect(await shown.count()).toBe(rows.length)

    const head = page.locator('table.records').first().locator('thead button').first()
    await head.click()
    const up = await ids.allTextContents()
    const order = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
    expect(up).toEqual([...up].sort(order.compare))
    await head.click()
    expect(await ids.allTextContents()).toEqual([...up].sort((a, b) => order.compare(b, a)))

    await page.getByLabel('Search the records').fill(wanted)
    await expect.poll(() => page.getByRole('status').textContent()).toMatch(/ of .* records$/)
    const found = await shown.allTextContents()
    expect(found.length).toBeGreaterThan(0)
    expect(found.filter((text) => !text.includes(wanted))).toEqual([])
    await page.getByLabel('Search the records').fill('')
    await expect.poll(() => shown.count()).toBe(rows.length)
  } finally {
    await browser.close()
  }
})
