/** The main job by keyboard, as Orca says it: writes docs/orca-transcript.md, to be read. Run by `npm run orca`. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Locator } from '@playwright/test'
import { expect, rowGrid, test } from '../e2e/fixtures'

const folder = process.env['CROSSVIEW_ORCA'] ?? ''
const SPOKEN = /SPEECH OUTPUT: '(.*?)'\s*\{/
/** Names of keys, which Orca says as well. */
const ECHO =
  /^(tab|left tab|return|space|up|down|left|right|home|end|shift|control|escape|left shift|[a-z0-9]|F6) ?$/i

const said = (): readonly string[] =>
  readFileSync(path.join(folder, 'orca.txt'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const text = SPOKEN.exec(line)?.[1]?.replaceAll('\\n', ' ').trim() ?? ''
      return text === '' || ECHO.test(text) ? [] : [text]
    })

/** What is said from here on, once nothing more has come for a while. */
const listen = async (from: number): Promise<readonly string[]> => {
  let [count, still] = [said().length, 0]
  for (let turn = 0; turn < 60 && (still < 5 || (count === from && still < 8)); turn += 1) {
    await pause(300)
    const now = said().length
    still = now === count ? still + 1 : 0
    count = now
  }
  return said().slice(from)
}

const HEAD = [
  '# One walk by ear',
  '',
  'The main job by keyboard alone, in the fallback window, with Debian’s Orca 43.1 and a speech dispatcher that writes to a file; made by',
  '`npm run orca`. Left what was pressed, right what Orca gave its voice, in order; names of the pressed keys are left out. “Browse mode” and',
  '“Focus mode” are Orca’s own.',
]

test('the main job, by ear', async ({ page }) => {
  const lines: string[] = []
  const chapter = (title: string) => lines.push('', `## ${title}`, '', '| pressed | said |', '|---|---|')
  const note = (keys: string, heard: readonly string[]) => {
    const text = heard.map((each) => each.replaceAll('|', '\\|').replaceAll('<', '&lt;')).join(' · ')
    lines.push(`| ${keys} | ${text === '' ? '(nothing)' : text} |`)
    writeFileSync(
      path.join(import.meta.dirname, '../../docs/orca-transcript.md'),
      [...HEAD, ...lines, ''].join('\n'),
    )
  }
  const press = async (key: string, meanwhile?: () => Promise<void>) => {
    const from = said().length
    execFileSync('xdotool', ['key', key])
    await meanwhile?.()
    note(
      key.replace('Return', 'Enter').replace('shift', 'Shift').replace('Insert+a', 'Orca+A'),
      await listen(from),
    )
  }
  /** Where keys are the page's, as in a list or tabs; where Orca did not go there by itself, by its own key. */
  const focusMode = async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      // It says which one it went to when it is done with everything else.
      await pause(3000)
      const last = said().findLast((each) => /^(Focus|Browse) mode$/.test(each))
      if (last === 'Focus mode') return
      await press('Insert+a')
    }
  }
  const type = async (text: string) => {
    const from = said().length
    execFileSync('xdotool', ['type', text])
    note(`“${text}”`, await listen(from))
  }
  const until = async (key: string, target: Locator, most = 14) => {
    for (let turn = 0; turn < most; turn += 1) {
      if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return
      await press(key)
    }
    await expect(target).toBeFocused()
  }
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).first()

  await button('Explore the demo tenant').waitFor()
  await pause(3000)
  chapter('Start')
  note('(the window opens)', await listen(0))
  await press('Tab')
  await press('Return')
  await until('Tab', button('Explore the demo tenant'))

  chapter('Compare')
  await press('Return', async () => {
    await page.getByRole('heading', { name: 'What each side sees' }).waitFor()
  })
  await until('Tab', page.getByRole('region', { name: 'Summary' }), 20)

  chapter('Summary, by headings')
  for (let at = 0; at < 8; at += 1) await press('h')

  chapter('Records')
  const tab = (name: string) => page.getByRole('tab', { name, exact: true })
  await until('shift+F6', tab('Summary'), 3)
  await focusMode()
  await press('Right')
  await page.getByRole('listbox', { name: 'Resources' }).waitFor()
  const option = page.locator('[role=option][aria-selected=true]')
  await until('Tab', option)
  await focusMode()
  await press('Down')
  await press('Up')
  await press('Tab')
  await focusMode()
  await press('Right')
  await until('Tab', page.getByRole('searchbox', { name: /^Search/ }))
  await type('patch')
  const row = rowGrid(page).locator('[role=row][tabindex="0"]')
  await until('Tab', row)
  await focusMode()
  await press('Down')
  await press('Up')
  await press('Return')

  chapter('Why?')
  await press('F6')
  for (let at = 0; at < 6; at += 1) await press('Tab')
  await until('shift+Tab', button(/^All tickets/), 14)
  await press('Return')
  await until('Tab', button('Find the smallest fix'), 14)
  await press('Return', async () => {
    await page.getByRole('region', { name: 'Ways to fix it' }).waitFor()
  })
  for (let at = 0; at < 3; at += 1) await press('Tab')

  chapter('Try it')
  const tryIt = page
    .getByRole('region', { name: 'Ways to fix it' })
    .getByRole('button', { name: /^Try it/ })
    .first()
  await until('shift+Tab', tryIt)
  await press('Return')
  for (let at = 0; at < 3; at += 1) await press('Tab')
  await press('F6')

  chapter('Permissions')
  await until('shift+F6', tab('What if'), 4)
  await focusMode()
  await press('Left')
  await press('F6')
  await focusMode()
  await press('Down')
  await press('Right')

  chapter('Export')
  await until('F6', button('Tenants'), 6)
  await until('Tab', button('Export'), 16)
  await press('Return')
  await press('Down')
  await until('Down', page.getByRole('menuitem', { name: /^JSON/ }), 8)
  await press('Return', async () => {
    await page
      .getByText(/^Saved|saved|exported/i)
      .first()
      .waitFor()
  })

  expect(readFileSync(path.join(folder, 'voice.txt'), 'utf8')).not.toBe('')
})
