import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Comparison } from '../../../../src/core/comparison/comparison'
import { createScrubber } from '../../../../src/main/security/secret-scrubber'
import { HistoryKeeper } from '../../../../src/main/services/history/keep-history'
import { openInventorySnapshot } from '../../../../src/main/services/reports/inventory-snapshot'
import { openSnapshot } from '../../../../src/main/services/reports/snapshot'
import { historySettingsSchema } from '../../../../src/shared/files/history'
import { compareScenario } from '../../../support/demo-comparison'
import { TENANT, triedHistory, type TriedHistory } from '../../../support/history'
import { manyApplications, reported, reviewBefore, someDecisions } from '../../../support/reviewed-tenant'

let comparison: Comparison
beforeAll(async () => {
  comparison = await compareScenario('mixed', ['tickets', 'clients'])
})

const keeperOf = ({ history }: TriedHistory) => new HistoryKeeper(history, createScrubber())

describe('a comparison', () => {
  it('is kept with what it comes to, and opens as it was', async () => {
    const tried = triedHistory()
    const kept = await keeperOf(tried).comparison(TENANT, null, comparison)
    if (kept.state !== 'kept') throw new Error(JSON.stringify(kept))
    expect(kept.entry).toMatchObject({
      kind: 'comparison',
      at: comparison.finishedAt,
      counts: {
        complete: comparison.complete,
        both: comparison.resources.reduce((sum, { both }) => sum + both, 0),
        applications: null,
      },
    })
    const text = await tried.history.read(TENANT, kept.entry.id)
    if (!text.ok) throw new Error(text.error.message)
    expect(kept.entry.sha256).toBe(createHash('sha256').update(text.value).digest('hex'))
    expect(await openSnapshot(text.value)).toEqual({ ok: true, value: comparison })
  })

  it('counts nothing where nothing could be compared', async () => {
    const tried = triedHistory()
    const resources = comparison.resources.map((each) => ({ ...each, verdict: 'unknown' as const }))
    const kept = await keeperOf(tried).comparison(TENANT, null, { ...comparison, complete: false, resources })
    expect(kept).toMatchObject({
      entry: { counts: { complete: false, both: null, onlyAgent: null, onlyApp: null } },
    })
  })

  it('is kept without a live secret that came back in a record', async () => {
    const tried = triedHistory()
    const scrubber = createScrubber()
    const secret = comparison.tenant.name
    scrubber.add(secret)
    const kept = await new HistoryKeeper(tried.history, scrubber).comparison(TENANT, null, comparison)
    const text = kept.state === 'kept' ? await tried.history.read(TENANT, kept.entry.id) : null
    expect(text?.ok === true && text.value).toContain('[secret]')
    expect(text?.ok === true && text.value).not.toContain(secret)
  })

  it('is said not to be kept without a keychain or on a disk that takes nothing, until it is', async () => {
    const tried = triedHistory()
    const keeper = keeperOf(tried)
    tried.secrets.fault = 'locked'
    const failed = await keeper.comparison(TENANT, null, comparison)
    expect(failed).toMatchObject({
      state: 'failed',
      error: { message: expect.stringContaining('locked') as string },
    })
    expect(keeper.faultOf(TENANT)).toEqual(failed.state === 'failed' && failed.error)
    tried.secrets.fault = null
    expect((await keeper.comparison(TENANT, null, comparison)).state).toBe('kept')
    expect(keeper.faultOf(TENANT)).toBeNull()
  })

  it('is neither kept nor told of where the history is off', async () => {
    const tried = triedHistory()
    await tried.history.setSettings(historySettingsSchema.parse({ on: false }))
    const keeper = keeperOf(tried)
    expect(await keeper.comparison(TENANT, null, comparison)).toEqual({ state: 'off' })
    expect(keeper.faultOf(TENANT)).toBeNull()
    expect(existsSync(path.join(tried.userData, 'history'))).toBe(false)
  })

  it('is kept to the end before the program ends, many one after another', async () => {
    const tried = triedHistory()
    const keeper = keeperOf(tried)
    for (let count = 0; count < 5; count += 1) void keeper.comparison(TENANT, null, comparison)
    await keeper.settled()
    expect((await tried.history.list(TENANT)).entries).toHaveLength(5)
  })
})

describe('an inventory', () => {
  it('whose review is closed takes the place of itself as it was read', async () => {
    const tried = triedHistory()
    const keeper = keeperOf(tried)
    const facts = manyApplications(3)
    const tenant = await reported(facts, { review: someDecisions(facts.applications) })
    const { inventory, review } = tenant
    const last = reviewBefore(tenant)
    await keeper.inventory(TENANT, inventory, { review, last: null })
    await keeper.comparison(TENANT, null, comparison)
    const signed = await keeper.signed(TENANT, inventory, { review, last })
    const { entries } = await tried.history.list(TENANT)
    expect(entries.map(({ kind, signed: isSigned }) => [kind, isSigned]).sort()).toEqual([
      ['applications', true],
      ['comparison', false],
    ])
    expect(signed).toMatchObject({
      entry: { counts: { applications: inventory.facts.applications.length, both: null } },
    })
    const text = await tried.history.read(TENANT, signed.state === 'kept' ? signed.entry.id : '')
    const opened = text.ok ? await openInventorySnapshot(text.value) : text
    expect(opened.ok && opened.value.lastReview).toEqual(last)
  })
})
