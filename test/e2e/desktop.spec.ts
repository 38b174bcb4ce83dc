import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, exploreDemo, exportAs, test } from './fixtures'

/** What surrounds the window on both hosts: files that are dropped, opened again or shown where they lie. */

const saveSnapshot = async (page: Page, exports: string): Promise<string> => {
  await exploreDemo(page)
  await exportAs(page, /^Snapshot/)
  await page.getByText(/^Snapshot to open again saved: /).waitFor()
  const name = (await readdir(exports)).find((each) => each.endsWith('.crossview'))
  return path.join(exports, name ?? 'no snapshot')
}

/** Drops what the page's own script makes of names and texts; the browser gives the rest. */
const drop = (
  page: Page,
  files: readonly { readonly name: string; readonly text: string }[],
): Promise<void> =>
  page.evaluate((dropped) => {
    const data = new DataTransfer()
    for (const { name, text } of dropped) data.items.add(new File([text], name))
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(
        new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }),
      )
  }, files)

test('a snapshot is saved by its own ending, and opened again from the list of recent ones until it is gone', async ({
  page,
  exports,
}) => {
  const file = await saveSnapshot(page, exports)
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ schema: 'crossview.snapshot/1' })
  await page.getByRole('button', { name: 'Tenants' }).click()
  const openRecent = async () => {
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Open recent…' }).click()
    return page.getByRole('dialog', { name: 'Open recent' })
  }
  let dialog = await openRecent()
  // Long names wrap: nothing is to be scrolled to sideways.
  await dialog.getByRole('button', { name: path.basename(file) }).waitFor()
  const hidden = () =>
    dialog.evaluate(
      (element) =>
      [...element.querySelectorAll('*')].filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1).length, // prettier-ignore
    )
  expect(await hidden()).toBe(0)
  await dialog.getByRole('button', { name: path.basename(file) }).click()
  await expect(page).toHaveTitle(/^Snapshot of /)
  await rm(file)
  await page.getByRole('button', { name: 'Tenants' }).click()
  dialog = await openRecent()
  await dialog.getByRole('button', { name: path.basename(file) }).click()
  await expect(dialog.getByText(`The file ${path.basename(file)} is not there any more`)).toBeVisible()
  await expect(dialog.getByText('No snapshot was opened yet')).toBeVisible()
})

test('a snapshot that is dropped is opened, a list of tenants shown before it is taken, and all else named', async ({
  page,
  exports,
}) => {
  const file = await saveSnapshot(page, exports)
  const name = path.basename(file)
  const text = await readFile(file, 'utf8')
  await page.getByRole('button', { name: 'Tenants' }).click()
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.items.add(new File(['x'], 'x.crossview'))
    document.body.dispatchEvent(
      new DragEvent('dragenter', { dataTransfer: data, bubbles: true, cancelable: true }),
    )
  })
  await expect(page.getByText('Drop a snapshot or a list of tenants to open it')).toBeVisible()
  await drop(page, [
    { name, text },
    { name: 'other.csv', text: '' },
  ])
  await expect(page).toHaveTitle(/^Snapshot of /)
  await expect(page.getByText(`Of 2 files, only ${name} was opened`)).toBeVisible()
  await expect(page.getByText('Drop a snapshot or a list of tenants to open it')).toBeHidden()

  await drop(page, [
    { name: 'tenants.csv', text: 'name,url,app client id\nContoso,https://contoso.halopsa.com,abc\n' },
  ])
  await expect(page.getByRole('dialog', { name: /Import/ })).toContainText('Contoso')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()

  for (const [wrong, said] of [
    [{ name: 'report.pdf', text: '%PDF' }, 'The file report.pdf is of no kind that Crossview opens.'],
    [{ name: 'one.crossview', text: '{"schema":"crossview.snapshot/1"}' }, 'This is no Crossview snapshot'],
  ] as const) {
    await drop(page, [wrong])
    await expect(page.getByText(said)).toBeVisible()
  }
})

test('what was saved in this session can be shown where it lies, and nothing else', async ({
  page,
  exports,
}) => {
  await mkdir(path.join(exports, 'other'))
  await writeFile(path.join(exports, 'other', 'x.txt'), 'x')
  const file = await saveSnapshot(page, exports)
  const answered = await page.evaluate(
    async (other) => {
      const digest = async (text: string) => {
        const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
        return [...new Uint8Array(bytes)]
          .map((byte) => byte.toString(16).padStart(2, '0'))
          .join('')
          .slice(0, 32)
      }
      return window.crossview.desktop.showInFolder({ id: await digest(other) })
    },
    path.join(exports, 'other', 'x.txt'),
  )
  expect(answered).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
  await rm(file)
  await page.getByRole('button', { name: 'Show in folder' }).click()
  await expect(page.getByText(/^Crossview could not show the file/)).toBeVisible()
})
