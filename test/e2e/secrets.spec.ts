import { execFile, spawn } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'
import { startHaloProxy } from '../support/halo-proxy'
import { filesIn, processes, sweep } from '../support/secret-sweep'
import { expect, exportAs, rowGrid, showRecords, storeTenant, test } from './fixtures'

const run = promisify(execFile)

/** What the keyring holds, asked without the app; empty for nothing. */
const lookUp = async (service: string, account: string): Promise<string> => {
  const found = run('secret-tool', ['lookup', 'service', service, 'account', account])
  return (await found.catch(() => ({ stdout: '' }))).stdout
}

test('after a long walk no secret and no token is anywhere but in the keyring', async ({
  launch,
  demo,
  userData,
  exports,
  secrets,
}) => {
  const server = await demo('mixed', { tickets: 300 })
  const proxy = await startHaloProxy(server.url)
  const before = new Set(await readdir(tmpdir()))
  const app = await launch()
  const { page } = app
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  for (const stream of [app.electron?.process().stdout, app.electron?.process().stderr]) {
    stream?.on('data', (chunk: Buffer) => said.push(chunk.toString('utf8')))
  }
  try {
    await storeTenant(page, { ...server, url: proxy.url }, 'Walked')
    const item = page.getByRole('listitem', { name: 'Walked' })
    await item.getByRole('button', { name: 'More actions for Walked' }).click()
    await page.getByRole('menuitem', { name: /^Test connection/ }).click()
    await expect(page.getByRole('dialog')).toContainText('Tim Bowers')
    await page.keyboard.press('Escape')
    await item.getByRole('button', { name: 'Compare' }).click()
    await showRecords(page)
    await page.getByRole('option', { name: /^Tickets ?:/ }).click()
    await rowGrid(page).waitFor()
    const formats = [/PDF report/, /HTML/, /CSV/, /JSON/]
    for (const format of formats) {
      const had = (await readdir(exports)).length
      await exportAs(page, format)
      await expect.poll(async () => (await readdir(exports)).length).toBeGreaterThan(had)
    }
    // An answer that refuses: errors are where secrets leak.
    await page.evaluate(async () => {
      const list = await window.crossview.profiles.list()
      const id = list.ok ? (list.value.profiles[0]?.profile.id ?? '') : ''
      await window.crossview.profiles.setSecret({ id, role: 'app', secret: 'n0t-the-s3cret-canary' })
      await window.crossview.comparison.check({ target: { kind: 'profile', profileId: id } })
      await window.crossview.profiles.setSecret({ id, role: 'app', secret: '\0'.repeat(3) })
    })
    secrets.add('n0t-the-s3cret-canary')
    for (const seen of proxy.secrets) secrets.add(seen)
    // Three secrets, the refused one, and tokens.
    expect(secrets.size).toBeGreaterThan(5)

    const stored = await page.evaluate(async () => ({
      html: document.documentElement.outerHTML,
      local: JSON.stringify(localStorage),
      session: JSON.stringify(sessionStorage),
      cookies: document.cookie,
      databases: JSON.stringify(await indexedDB.databases()),
      address: location.href + JSON.stringify(history.state),
    }))
    const made = (await readdir(tmpdir())).filter(
      (name) => !before.has(name) && /^crossview-[wp]-/.test(name),
    )
    const places = {
      ...stored,
      said: said.join('\n'),
      ...(await filesIn(userData, exports, ...made.map((name) => `${tmpdir()}/${name}`))),
      ...(await processes()),
    }
    expect(Object.keys(places).length).toBeGreaterThan(20)
    expect(sweep(places, [...secrets])).toEqual([])
    // The positive control, in the same places: one more file and one more line.
    expect(sweep({ ...places, planted: [...secrets].at(-1) ?? '' }, [...secrets])).toEqual(['planted'])
  } finally {
    await proxy.close()
  }
})

test('deleting all tenants leaves nothing, seen from outside the app', async ({ launch, demo, userData }) => {
  const server = await demo('healthy')
  const control = spawn('secret-tool', [
    'store',
    '--label=control',
    'service',
    'Crossview-control',
    'account',
    'control',
  ])
  control.stdin.end('still here')
  await new Promise((resolve) => control.once('exit', resolve))
  const { page } = await launch()
  await storeTenant(page, server, 'Gone soon')
  await storeTenant(page, server, 'Gone too')
  const ids = await page.evaluate(async () => {
    const list = await window.crossview.profiles.list()
    return list.ok ? list.value.profiles.map(({ profile }) => profile.id) : []
  })
  const held = () =>
    Promise.all(ids.flatMap((id) => ['app', 'agent'].map((role) => lookUp('Crossview', `${id}/${role}`))))
  // Each with what it was entered for, as a digest.
  const unsealed = (await held()).map((entry) => /^crossview-1:[\w-]{43}:(.+)$/.exec(entry)?.[1])
  expect(unsealed).toEqual(ids.flatMap(() => [server.app.secret, server.agent.secret]))
  expect(ids).toHaveLength(2)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Delete all tenants…' }).click()
  await page.getByLabel('Type “delete” to confirm').fill('delete')
  await page.getByRole('button', { name: 'Delete all tenants' }).click()
  await expect(page.getByText('All tenants and their secrets are deleted from this computer')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Explore the demo tenant' })).toBeVisible()
  expect(await held()).toEqual(['', '', '', ''])
  // Only a keyring that still answers can say that they are gone.
  expect(await lookUp('Crossview-control', 'control')).toBe('still here')
  expect((await readdir(userData)).filter((name) => name.startsWith('profiles'))).toEqual([])
  expect(sweep(await filesIn(userData), ['Gone soon', 'Gone too'])).toEqual([])
})
