import { describe, expect, it } from 'vitest'
import { buildSummary } from '../../../../src/core/summary/build-summary'
import { parseChange } from '../../../../src/core/remedy/change-syntax'
import { causeRowPage, summaryAnswer } from '../../../../src/main/services/analysis/summary-answer'
import { comparisonOf, restrictedTenant } from '../../../support/random-tenant'

const comparison = comparisonOf(restrictedTenant())

describe('the summary as the window gets it', () => {
  it('has the numbers of the summary, and each change in words that ask for it again', () => {
    const summary = buildSummary(comparison)
    const answer = summaryAnswer(comparison)
    expect(answer.bars).toEqual(summary.bars)
    expect(answer.overlaps).toEqual(summary.overlaps)
    expect(answer.everything.open).toBe(summary.everything.open)
    expect(answer.everything.steps.map(({ records }) => records)).toEqual(
      summary.everything.steps.map(({ records }) => records),
    )
    const steps = [...answer.everything.steps, ...answer.singles]
    const given = [...summary.everything.steps, ...summary.singles]
    expect(steps.length).toBeGreaterThan(2)
    for (const [place, step] of steps.entries()) {
      expect(step.changes.every(({ text, path }) => text !== '' && path !== '')).toBe(true)
      const read = step.changes.map(({ change }) => parseChange(change, comparison))
      expect(read).toEqual(given[place]?.changes.map((change) => ({ ok: true, change })))
    }
  })
})

describe('the records of a cause', () => {
  it('come in pages over all its resources, none twice, each with all that hides it', () => {
    for (const [cause, { records, resources }] of comparison.causes.entries()) {
      const all = causeRowPage(comparison, { cause, offset: 0, limit: 5000 })
      expect(all.total).toBe(records)
      expect(all.rows).toHaveLength(records)
      const pages = Array.from({ length: Math.ceil(records / 7) }, (_, page) =>
        causeRowPage(comparison, { cause, offset: page * 7, limit: 7 }),
      )
      expect(pages.flatMap(({ rows }) => rows)).toEqual(all.rows)
      expect(new Set(all.rows.map(({ resource, row }) => `${resource} ${row.record.id}`)).size).toBe(records)
      for (const { causes } of all.rows) expect(causes).toContain(cause)
      const kinds = resources.filter((each) => each.records > 0).map(({ resource }) => resource)
      expect([...new Set(all.rows.map(({ resource }) => resource))]).toEqual(kinds)
    }
    expect(comparison.causes.length).toBeGreaterThan(3)
  })

  it('are called as in the rows of a resource: what is refused is not known record by record', () => {
    const seen = comparison.causes.flatMap(({ resources }, cause) =>
      causeRowPage(comparison, { cause, offset: 0, limit: 5000 }).rows.map(({ resource, row }) => [
        resources.find((each) => each.resource === resource)?.refused,
        row.seenBy,
      ]),
    )
    expect(new Set(seen.map(String))).toEqual(new Set(['true,agent-or-both', 'false,agent']))
  })

  it('are none of a cause that there is not', () => {
    expect(causeRowPage(comparison, { cause: 999, offset: 0, limit: 5 })).toEqual({ rows: [], total: 0 })
  })
})
