import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chromiumSandbox, findChromium } from '../../../src/main/adapters/pdf/chromium'
import { chooseBytes, chooseFile } from '../../../src/main/browser-window/choose-file'
import { temporaryFolder } from '../../support/profiles'

/** The fallback window reads a file in its page; what it says is decided as of any other file. */

const folder = temporaryFolder(afterAll)
let browser: Browser
let page: Page
beforeAll(async () => {
  const executablePath = findChromium(process.env)
  if (executablePath === null) throw new Error('This needs a Chromium')
  browser = await chromium.launch({ executablePath, chromiumSandbox: chromiumSandbox() })
  page = await browser.newPage()
})
afterAll(() => browser.close())

const choose = async (content: string | Buffer) => {
  const file = path.join(folder, 'tenants.csv')
  await writeFile(file, content)
  const asked = page.waitForEvent('filechooser')
  const chosen = chooseFile(page, ['csv'])
  await (await asked).setFiles(file)
  return chosen
}

const TEXT = 'name,url\r\nMüller 株式会社,https://muller.halopsa.com\r\n'

const LONG = '株'.repeat(3_000_000)

it.each([
  ['UTF-8', TEXT, Buffer.from(TEXT)],
  ['UTF-16 of Windows', TEXT, Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
  ['nothing', '', Buffer.alloc(0)],
  // A piece ends in the middle of a character.
  ['in several pieces', `a${LONG}`, Buffer.from(`a${LONG}`)],
])('text is read as it was meant: %s', async (_what, text, bytes) => {
  expect(await choose(bytes)).toEqual({ ok: true, value: { name: 'tenants.csv', text } })
})

it('and refused by name, with how to save it, where its encoding cannot be told', async () => {
  expect(await choose(Buffer.from('Müller', 'latin1'))).toMatchObject({
    ok: false,
    error: {
      message: 'The file tenants.csv is not text in UTF-8 (line 1), but perhaps in Windows-1252 (“ANSI”).',
      advice: [expect.stringContaining('Save it as UTF-8')],
    },
  })
})

it('more bytes than may be read are refused by name, unread', async () => {
  const file = path.join(folder, 'logo.png')
  await writeFile(file, Buffer.alloc(11))
  const asked = page.waitForEvent('filechooser')
  const chosen = chooseBytes(page, ['png'], 10)
  await (await asked).setFiles(file)
  expect(await chosen).toMatchObject({
    ok: false,
    error: { message: 'The file logo.png was not read: it has more than 10 bytes.' },
  })
})
