import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../../../support/eventually'
import { startFairWatch } from '../../../support/fair-watch'
import { startTroubledTenant, type TroubledTenant } from '../../../support/troubled-tenant'
import { createWindowRuns } from '../../../support/window-runs'

/** What the window is told while a tenant asks to wait: over real sockets, in real time. */

let tenant: TroubledTenant
beforeAll(async () => {
  tenant = await startTroubledTenant('mixed')
})
afterAll(() => tenant.close())

describe('a run that waits', () => {
  it.each([
    ['for so long', { retryAfter: '12' }, 'asked to wait (429, too many requests)', [12, 10]],
    [
      'without a word how long',
      {},
      'refuses requests as too many (429), without saying for how long, and is waited for 300 s at most',
      [5],
    ],
  ])(
    '%s tells the time that is left, anew as it passes, and ends at once when it is cancelled',
    async (_name, more, why, left) => {
      const windowRuns = createWindowRuns()
      const host = new URL(tenant.url).host
      tenant.trouble = ({ url }) => (url.includes('/Tickets') ? { status: 429, ...more } : 'none')
      const runId = windowRuns.start(await windowRuns.store(tenant.plan), ['tickets'])
      await eventually(() => {
        const told = windowRuns.messages.map((each) => ('waiting' in each ? each.waiting : null))
        for (const seconds of left)
          expect(told).toContain(`${host} ${why}; asking again in ${String(seconds)} s.`)
      })
      const watch = startFairWatch()
      windowRuns.registry.cancel(runId)
      expect(await windowRuns.ended(runId)).toMatchObject({ phase: 'done' })
      expect(watch()).toBeLessThan(1_000)
      expect(windowRuns.comparison(runId)).toMatchObject({ cancelled: true, complete: false })
      expect(windowRuns.recorded).toEqual([])
    },
  )
})
