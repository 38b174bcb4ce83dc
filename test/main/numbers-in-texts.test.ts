import { beforeAll, describe, expect, it } from 'vitest'
import { compareResource } from '../../src/core/comparison/compare'
import type { Comparison } from '../../src/core/comparison/comparison'
import { explained } from '../../src/core/causes/explained'
import { blastRadius } from '../../src/core/inventory/blast-radius'
import { blastRadiusMarkdown } from '../../src/core/inventory/blast-radius-text'
import { callsSentences } from '../../src/core/policy/called'
import { checkExpectations } from '../../src/core/policy/expectation'
import { whatIf } from '../../src/core/remedy/what-if'
import { whatIfCopy } from '../../src/core/remedy/what-if-text'
import { renderInventoryHtml } from '../../src/core/report/inventory-html'
import { buildInventoryReport } from '../../src/core/report/inventory-model'
import { renderReportHtml } from '../../src/core/report/html'
import { buildReport } from '../../src/core/report/model'
import { expectationsText, fixesText, whatIfText } from '../../src/main/cli/terminal/analysis-text'
import { inventoryText } from '../../src/main/cli/terminal/inventory-text'
import { comparisonText } from '../../src/main/cli/terminal/summary-text'
import { fixesFor, recordAnswer } from '../../src/main/services/analysis/record-answer'
import { summaryAnswer } from '../../src/main/services/analysis/summary-answer'
import { causeMarkdown, planMarkdown } from '../../src/renderer/src/features/summary/summary-text'
import { comparisonOf, restrictedTenant } from '../support/random-tenant'
import { manyApplications, reported, reviewBefore, someDecisions } from '../support/reviewed-tenant'

/** Years, days, ids and names stand as they are. */
const NO_COUNTS = /\b\d{4}-\d{2}-\d{2}|\b(?:19|20)\d{2}\b|\bagent 1001\b|\bOld \d+/g

/** Numbers of four digits or more without a comma, each with what stands around it. */
const uncounted = (text: string): readonly string[] =>
  [...text.replaceAll(NO_COUNTS, '').matchAll(/.{0,40}(?<![\w.,:/#@-])\d{4,}(?![\w-]).{0,30}/g)].map(
    ([found]) => found,
  )

/** A page as it is read. */
const words = (html: string): string =>
  html.replaceAll(/<(style|script)\b[\s\S]*?<\/\1>/g, ' ').replaceAll(/<[^>]*>/g, ' ')

const RECORDS = 4_321

/** The small tenant's lists, each repeated until it has thousands, under ids that no number looks like. */
const large = (): Comparison => {
  const small = comparisonOf(restrictedTenant())
  return explained({
    ...small,
    requests: { ...small.requests, agent: 12_345, app: 23_456, inspector: 34_567, throttled: 45_678 },
    resources: small.resources.map((compared) => {
      const { resource, agent, app } = compared
      if (agent.state !== 'listed' || app.state !== 'listed' || agent.records.length === 0) return compared
      const seen = new Set(app.records.map(({ id }) => id))
      const all = Array.from({ length: RECORDS }, (_, at) => {
        const record = agent.records[at % agent.records.length]
        if (record === undefined) throw new Error('There are records')
        return {
          isSeen: seen.has(record.id),
          record: { ...record, id: `${record.id}x${at}`, label: 'A record' },
        }
      })
      const list = (records: readonly (typeof all)[number][]) => ({
        ...agent,
        records: records.map(({ record }) => record),
        total: records.length,
      })
      return compareResource(resource, list(all), list(all.filter(({ isSeen }) => isSeen)), new Set())
    }),
  })
}

let comparison: Comparison
beforeAll(() => {
  comparison = large()
})

describe('a comparison with thousands of everything', () => {
  it('is read with a comma between thousands on paper', () => {
    for (const kind of ['summary', 'full'] as const) {
      const text = words(
        renderReportHtml(
          buildReport(comparison, {
            kind,
            recipe: null,
            madeBy: null,
            madeFor: null,
            version: '1.2.3',
            branding: null,
          }),
        ),
      )
      expect(text).toContain('12,345 agent side')
      expect(text).toMatch(/\b4,321\b/)
      expect(uncounted(text)).toEqual([])
    }
  })

  it('and in the terminal, in findings, causes and their evidence', () => {
    const text = [
      ...comparisonText(comparison),
      ...comparison.findings.flatMap(({ message, evidence }) => [
        message,
        ...evidence.map(({ what, value }) => `${what}: ${value}`),
      ]),
    ].join('\n')
    expect(text).toContain('45,678 throttled')
    expect(uncounted(text)).toEqual([])
  })

  it('and in what would come of a change, and what would show a record', () => {
    const answer = whatIf(comparison, [{ kind: 'claim', code: 'l9', value: '1' }])
    const { plain, markdown } = whatIfCopy(answer, [], comparison)
    const fixes = fixesFor(comparison, 'tickets', null)
    const [hidden = ''] = comparison.resources.find(({ resource }) => resource === 'tickets')?.onlyAgent ?? []
    const record = recordAnswer(comparison, 'tickets', hidden)
    const text = [
      ...whatIfText(answer),
      plain,
      markdown,
      ...fixesText(fixes),
      JSON.stringify(record),
      ...fixes.ways.map((way) => way.markdown),
    ].join('\n')
    expect(text).toMatch(/\d,\d{3}/)
    expect(uncounted(text)).toEqual([])
  })

  it('and in Markdown for a ticket', () => {
    const { everything } = summaryAnswer(comparison)
    const summary = { tenant: comparison.tenant, causes: comparison.causes, predicted: null }
    const text = [
      planMarkdown(summary, 'Everything', everything),
      ...comparison.causes.map((cause) => causeMarkdown(summary, cause)),
    ].join('\n')
    expect(text).toMatch(/\d,\d{3}/)
    expect(uncounted(text)).toEqual([])
  })

  it('and where a policy is tested and calls are checked', () => {
    const results = checkExpectations(
      [
        {
          kind: 'sees',
          name: 'sees',
          side: 'app',
          resource: 'tickets',
          where: {},
          least: 1_000,
          most: 1_001,
        },
        { kind: 'same', name: 'same', resources: ['tickets', 'clients'] },
      ],
      comparison,
      [],
    )
    const calls = callsSentences({
      calls: {
        forms: ['HAR'],
        understood: 1_234,
        notUnderstood: { count: 2_345, examples: [] },
        ofHalo: 3_456,
        withoutPermission: 4_567,
        notOfHalo: [{ host: 'example.com', calls: 5_678 }],
        perhapsHalo: [{ host: 'example.net', calls: 6_789 }],
      },
    } as unknown as Parameters<typeof callsSentences>[0])
    const text = [...expectationsText(results), ...calls].join('\n')
    expect(text).toContain('example.com 5,678')
    expect(uncounted(text)).toEqual([])
  })
})

describe('an inventory with more than a thousand applications', () => {
  it('is read with a comma between thousands on paper, in the terminal and in Markdown', async () => {
    const facts = manyApplications(1_050, { requests: 12_345, throttled: 1_234 })
    const applications = facts.applications.map((each, at) => ({ ...each, name: `App x${at}` }))
    const plain = await reported({ ...facts, applications })
    const of = { ...plain, review: someDecisions(applications), last: reviewBefore(plain) }
    const radius = blastRadius([{ ...plain, applicationIds: applications.slice(0, 9).map(({ id }) => id) }])
    const texts = {
      paper: words(renderInventoryHtml(buildInventoryReport(of.inventory, of))),
      terminal: inventoryText(of.inventory, of).join('\n'),
      markdown: blastRadiusMarkdown(radius),
    }
    for (const [where, text] of Object.entries(texts)) {
      expect(text, where).toMatch(/\b1,\d{3}\b/)
      expect(uncounted(text), where).toEqual([])
    }
  })
})

it('a number without its comma is found, and what counts nothing is not', () => {
  expect(uncounted('50538 records')).toHaveLength(1)
  expect(uncounted('of 1500.')).toHaveLength(1)
  expect(uncounted('1,500 records on 2026-11-24, 24 Nov 2026, 127.0.0.1:49152, r1204')).toEqual([])
})
