import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { causeRowsOf } from '../../../src/core/causes/cause-rows'
import { explained } from '../../../src/core/causes/explained'
import { explainRecord } from '../../../src/core/causes/record'
import type { Recipe } from '../../../src/core/comparison/recipe'
import { comparedRows } from '../../../src/core/comparison/rows'
import { checkRecipe } from '../../../src/core/policy/recipe-check'
import { recordMarkdown, recordText } from '../../../src/core/remedy/record-text'
import { smallestFixes } from '../../../src/core/remedy/smallest-fix'
import { changeText } from '../../../src/core/remedy/change-text'
import { wouldHide } from '../../../src/core/remedy/would-hide'
import { renderReportHtml } from '../../../src/core/report/html'
import { buildReport } from '../../../src/core/report/model'
import { redact } from '../../../src/core/report/redaction'
import { aScene } from '../support/arbitraries'
import { aComparison } from '../support/builders'

/** Whatever was compared: what is drawn and said of it is whole. */

const RECIPE: Recipe = {
  name: 'tickets',
  title: 'Read tickets',
  description: '',
  source: { title: 'A guide', url: null, date: '2026' },
  scopes: ['read:tickets', 'edit:assets'],
  permissions: [
    { feature: 'Tickets', verbs: ['read', 'update'] },
    { feature: 'Assets', verbs: ['delete'] },
  ],
  membership: true,
  settings: [{ code: 'l9', value: '1', why: 'View unassigned tickets' }],
  unchecked: ['Whatever the guide shows in a picture.'],
}

const BRANDING = {
  name: 'Northwind MSP',
  colour: '#004488',
  logo: { type: 'image/png', base64: 'iVBORw0KGgo=', width: 10, height: 10 },
} as const

const anyComparison = fc
  .tuple(aScene(fc.constantFrom('7', '42', null)), fc.boolean())
  .map(([scene, judged]) => explained({ ...aComparison(scene), purpose: judged ? RECIPE : null }))

/** What a template shows of a value that is not there, or of an object. */
const BROKEN = /\bundefined\b|\bNaN\b|\[object |\bnull\b/

describe('any comparison', () => {
  it('has both reports, each cause in them once', () => {
    fc.assert(
      fc.property(anyComparison, fc.boolean(), (comparison, withRecipe) => {
        const recipe = withRecipe ? checkRecipe(RECIPE, comparison) : null
        for (const kind of ['summary', 'full'] as const) {
          const report = buildReport(comparison, {
            kind,
            recipe,
            madeBy: withRecipe ? 'Ann Lee' : null,
            madeFor: withRecipe ? null : 'Contoso',
            version: '1.2.3',
            branding: withRecipe ? BRANDING : null,
          })
          const html = renderReportHtml(report)
          const body = html.slice(html.indexOf('<body'), html.lastIndexOf('<script'))
          expect(body.replaceAll(/<[^>]*>/g, ' ')).not.toMatch(BROKEN)
          expect(html.split('<h1').length).toBe(2)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('has an explanation of each record, which names it and blames no cause that is not there', () => {
    fc.assert(
      fc.property(anyComparison, (comparison) => {
        for (const compared of comparison.resources)
          for (const { record: row, seenBy } of comparedRows(compared).slice(0, 6)) {
            const record = explainRecord(comparison, compared.resource, row.id)
            expect(record).toMatchObject({ id: row.id, seenBy })
            if (record === null) continue
            for (const { cause } of record.lines)
              if (cause !== null) expect(comparison.causes[cause]).toBeDefined()
            const { ways, reasons } = smallestFixes(comparison, compared.resource, [row.id])
            const inWords = (changes: (typeof ways)[number]['changes']) =>
              changes.map((change) => changeText(change, comparison))
            const told = {
              tenant: comparison.tenant.name,
              record,
              ways: ways.map((way) => ({ ...way, changes: inWords(way.changes) })),
              reasons: reasons.map(({ message }) => message),
              wouldHide: inWords(wouldHide(comparison, compared.resource, row.id)),
            }
            for (const text of [recordText(told), recordMarkdown(told)]) {
              expect(text.split('\n', 1)[0]).toContain(row.id)
              expect(text).not.toMatch(BROKEN)
            }
          }
      }),
      { numRuns: 150 },
    )
  })

  it('has for each cause its records, each with all causes that hide it', () => {
    fc.assert(
      fc.property(anyComparison, (comparison) => {
        const rowsOf = causeRowsOf(comparison)
        for (const [index, { records, resources }] of comparison.causes.entries()) {
          const rows = rowsOf(index)
          expect(rows).toHaveLength(records)
          for (const { resource, causes } of rows) {
            expect(causes).toContain(index)
            expect(resources.map((each) => each.resource)).toContain(resource)
          }
        }
        expect(rowsOf(comparison.causes.length)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('has the same causes and counts with stand-ins for its names, and its purpose told by none', () => {
    fc.assert(
      fc.property(anyComparison, fc.boolean(), (comparison, isPublic) => {
        const predicted = {
          applicationId: 'an id that is a name',
          applicationName: 'Zanzibar sync',
          noLogin: false,
          scopesUnknown: false,
          contradicted: [{ code: 'agent.team', resource: 'tickets', administratorsOnly: false }],
          limits: ['What Zanzibar keeps to itself.'],
        } as const
        const whole = isPublic ? comparison : { ...comparison, predicted }
        const shared = redact(
          whole,
          (kind, text) => `${kind}-${String(text.length)}`,
          () => isPublic,
        )
        if (isPublic) {
          expect(shared.causes.map(({ code, records }) => [code, records])).toEqual(
            comparison.causes.map(({ code, records }) => [code, records]),
          )
          expect(shared.purpose).toEqual(comparison.purpose)
        } else {
          expect(JSON.stringify(shared)).not.toContain('Zanzibar')
          expect(JSON.stringify(shared)).not.toContain('A guide')
        }
      }),
      { numRuns: 100 },
    )
  })
})
