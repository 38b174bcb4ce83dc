import { chmod, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { findChromium } from '../../src/main/adapters/pdf/chromium'
import { COUNTS } from '../support/counts'
import { createGate } from '../support/gate'
import { startHaloProxy } from '../support/halo-proxy'
import { click, crashAndReload, inPage, textOf, type Crash } from './crashing-page'
import { expect, storeTenant, test, type RunningApp } from './fixtures'

/**
 * More crashes in a minute end it, and more runs in five minutes than these are more requests than one tenant
 * is sent: every few of them the app is started afresh.
 */
const CRASHES_PER_START = 2

const LOADED_AGAIN = 'The window was loaded again. Nothing of the comparison was lost.'
const OFFERED = 'The window was loaded again. The comparison is still there'

const showsResult = (app: RunningApp): Promise<boolean> =>
  inPage(app, `document.querySelector('[aria-label="Views of the comparison"]') !== null`)

const resultShown = async (app: RunningApp): Promise<void> => {
  await expect.poll(() => showsResult(app)).toBe(true)
  expect(await textOf(app)).toContain('resources compared')
}

test('a run goes on while its page crashes, and the next page takes it up', async ({
  launch,
  demo,
  secrets,
}, info) => {
  // Small, and without Halo's limit: it would make later rounds wait.
  const server = await demo('mixed', { tickets: 100, requestLimit: 1_000_000 })
  const gate = createGate()
  const proxy = await startHaloProxy(server.url, undefined, gate.pass)
  let app = await launch()
  await storeTenant(app.page, { ...server, url: proxy.url }, 'Contoso')

  let counted = server.counts()
  const sinceLast = () => {
    const now = server.counts()
    const { requests, tokenRequests, writes } = counted
    counted = now
    return {
      requests: now.requests - requests,
      tokenRequests: now.tokenRequests - tokenRequests,
      writes: now.writes - writes,
    }
  }
  await click(app, 'Compare')
  await resultShown(app)
  const undisturbed = sinceLast()
  expect(undisturbed).toMatchObject({ writes: 0 })
  await click(app, 'Tenants')

  const ways = { killed: 0, crashed: 0 }
  for (let round = 0; round < COUNTS.crashes; round += 1) {
    if (round > 0 && round % CRASHES_PER_START === 0) {
      await app.close()
      app = await launch()
    }
    // Each round stops at another request, from the first to the last.
    gate.shutAfter(Math.floor((undisturbed.requests * round) / COUNTS.crashes))
    await click(app, 'Compare')
    await expect.poll(gate.waiting).toBeGreaterThan(0)
    const way = round % 2 === 0 ? 'killed' : 'crashed'
    await crashAndReload(app, way)
    ways[way] += 1
    await expect.poll(() => textOf(app)).toContain(LOADED_AGAIN)
    expect(await textOf(app)).toContain('Comparing Contoso')
    gate.open()
    await resultShown(app)
    expect(sinceLast()).toEqual(undisturbed)
    await click(app, 'Tenants')
  }
  expect(ways.killed + ways.crashed).toBe(COUNTS.crashes)
  info.annotations.push({
    type: 'count',
    description: `page crashes during a run: ${ways.killed + ways.crashed} (${ways.killed} killed, ${ways.crashed} crashed)`,
  })
  for (const secret of proxy.secrets) secrets.add(secret)
  await proxy.close()
})

test('a run is cancelled from the page that took it up', async ({ app, demo }) => {
  const server = await demo('mixed')
  const gate = createGate()
  const proxy = await startHaloProxy(server.url, undefined, gate.pass)
  await storeTenant(app.page, { ...server, url: proxy.url }, 'Contoso')
  gate.shutAfter(10)
  await click(app, 'Compare')
  await expect.poll(gate.waiting).toBeGreaterThan(0)
  await crashAndReload(app, 'killed')
  await click(app, 'Cancel')
  gate.open()
  await expect.poll(() => textOf(app)).toContain('Cancelled: partial result.')
  await proxy.close()
})

test('a finished comparison is there again, twice in a row, and is then offered: it may be what crashes the page', async ({
  app,
  demo,
}) => {
  const server = await demo('healthy')
  await storeTenant(app.page, server, 'Contoso')
  await click(app, 'Compare')
  await resultShown(app)
  const { requests } = server.counts()
  for (const crash of ['killed', 'crashed'] as const) {
    await crashAndReload(app, crash)
    await resultShown(app)
    expect(await textOf(app)).toContain(LOADED_AGAIN)
  }
  await crashAndReload(app, 'killed')
  await expect.poll(() => textOf(app)).toContain(OFFERED)
  expect(await showsResult(app)).toBe(false)
  await click(app, 'Comparison')
  await resultShown(app)
  expect(server.counts().requests).toBe(requests)
})

test('a user who had left the comparison is not pulled back', async ({ app, demo }) => {
  await storeTenant(app.page, await demo('healthy'), 'Contoso')
  await click(app, 'Compare')
  await resultShown(app)
  await click(app, 'Tenants')
  await crashAndReload(app, 'crashed')
  await expect.poll(() => textOf(app)).toContain(OFFERED)
  expect(await showsResult(app)).toBe(false)
})

test('a page that runs out of memory comes back with its comparison', async ({
  launch,
  demo,
  host,
  userData,
}) => {
  // Pages get a small heap, so that this ends soon and takes nothing from others.
  const SMALL_HEAP = '--max-old-space-size=64'
  const chromium = process.env.CROSSVIEW_CHROMIUM
  if (host === 'browser-window') {
    const wrapper = path.join(userData, 'chromium')
    await writeFile(
      wrapper,
      `#!/bin/sh\nexec '${findChromium(process.env) ?? ''}' '--js-flags=${SMALL_HEAP}' "$@"\n`,
    )
    await chmod(wrapper, 0o755)
    process.env.CROSSVIEW_CHROMIUM = wrapper
  }
  const app = await launch()
  if (chromium === undefined) delete process.env.CROSSVIEW_CHROMIUM
  else process.env.CROSSVIEW_CHROMIUM = chromium
  await storeTenant(app.page, await demo('healthy'), 'Contoso')
  await click(app, 'Compare')
  await resultShown(app)
  const crashes: Crash[] = ['out-of-memory']
  if (app.electron !== null) {
    await app.electron.evaluate((electron, flags) => {
      electron.app.commandLine.appendSwitch('js-flags', flags)
    }, SMALL_HEAP)
    // The process of the page is there: only the next one gets the switch.
    crashes.unshift('killed')
  }
  for (const crash of crashes) {
    await crashAndReload(app, crash)
    await resultShown(app)
  }
})
