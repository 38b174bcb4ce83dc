import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explained } from '../../../src/core/causes/explained'
import { brandingStyle, colourUse, colourUseText, type Branding } from '../../../src/core/report/branding'
import { columnWidths, widthOf } from '../../../src/core/report/data-table'
import { renderReportHtml } from '../../../src/core/report/html'
import { buildReport } from '../../../src/core/report/model'
import { REPORT_SCRIPT } from '../../../src/core/report/script'
import { REPORT_STYLE, REPORT_STYLE_HASH } from '../../../src/core/report/style'
import { buildSummary } from '../../../src/core/summary/build-summary'
import { comparisonOf, restrictedTenant } from '../../support/random-tenant'
import { aScene } from '../support/arbitraries'
import { aComparison, listed, refused, aRecord, type Scene } from '../support/builders'

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`
const paper = { hashOf, interactive: false }

const comparison = comparisonOf(restrictedTenant())
const summary = buildReport(comparison, { kind: 'summary' })
const full = buildReport(comparison)

/** What stands between tags, in one line. */
const textOf = (html: string): string =>
  html
    .replace(/<style>.*?<\/style>/gs, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')

describe('the columns of a table', () => {
  it('add up to the page, and hold each longest word as long as there is room for all', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'm', 'W', 'i', '会'), minLength: 1, maxLength: 14 })
    const row = fc.tuple(word, word, word, word)
    fc.assert(
      fc.property(row, fc.array(row, { maxLength: 8 }), (heads, rows) => {
        const widths = columnWidths(heads, rows)
        expect(widths.reduce((sum, width) => sum + width, 0)).toBe(100)
        const longest = heads.map((head, at) =>
          Math.max(widthOf(head) * 1.1, ...rows.map((cells) => widthOf(cells[at] ?? ''))),
        )
        const needed = longest.reduce((sum, each) => sum + each + 0.9, 0)
        if (needed > 60 || Math.max(...longest) > 18) return
        for (const [at, width] of widths.entries())
          expect((width / 100) * 64).toBeGreaterThan(longest[at] ?? 0)
      }),
    )
  })

  it('give “Management” its room beside long names', () => {
    const rows = [['10041', 'A subject that goes on and on for two lines or more', 'Account Management', 'x']]
    const [, , team = 0] = columnWidths(['Id', 'Record', 'Team', 'Type'], rows)
    expect((team / 100) * 64).toBeGreaterThan(widthOf('Management'))
  })
})

describe('a colour of one’s own', () => {
  it('is that of text only where it can be read on white', () => {
    expect(colourUse('#000000')).toEqual({ contrast: 21, text: true })
    expect(colourUse('#ffff00').text).toBe(false)
    // The nearest greys on both sides of 4.5 to 1.
    expect(colourUse('#767676').text).toBe(true)
    expect(colourUse('#777777').text).toBe(false)
    expect(colourUseText('#ffff00')).toMatch(/1\.0 to 1 on white, and text needs 4\.5 to 1: .*lines only/)
    expect(colourUseText('#004400')).toMatch(/lines and headings/)
  })

  it('goes into the document’s policy with its style', () => {
    const branding: Branding = {
      name: 'Example <MSP>',
      colour: '#004400',
      logo: { type: 'image/png', base64: 'AAAA', width: 2, height: 1 },
    }
    const html = renderReportHtml(buildReport(comparison, { branding }), paper)
    const css = brandingStyle(branding)
    expect(css).toContain('--accent-text:#004400')
    expect(html).toContain(`'${hashOf(css)}'`)
    expect(html).toContain('img-src data:')
    expect(html).toContain('alt="Logo of Example &lt;MSP&gt;"')
    expect(brandingStyle({ ...branding, colour: '#ffff00' })).not.toContain('--accent-text')
    expect(brandingStyle({ ...branding, colour: null })).toBe('')
    expect(renderReportHtml(full, paper)).not.toContain('img-src')
  })
})

describe('what a document’s policy names', () => {
  it('is what is in it', () => {
    expect(REPORT_STYLE_HASH).toBe(hashOf(REPORT_STYLE))
    expect(REPORT_SCRIPT.hash).toBe(hashOf(REPORT_SCRIPT.code))
  })

  it('has a script only in a full report for a browser', () => {
    const withScript = renderReportHtml(full, { hashOf, interactive: true })
    expect(withScript).toContain(`script-src '${REPORT_SCRIPT.hash}'`)
    expect(withScript.split('<script>')).toHaveLength(2)
    for (const html of [
      renderReportHtml(full, paper),
      renderReportHtml(full),
      renderReportHtml(summary, { hashOf, interactive: true }),
    ])
      expect(html).not.toMatch(/<script|script-src/)
  })
})

describe('the summary in a report', () => {
  it('has the numbers of the one model, in both kinds', () => {
    const model = buildSummary(comparison)
    expect(summary.summary.bars).toHaveLength(model.bars.length)
    expect(summary.summary).toEqual(full.summary)
    expect(summary.summary.headline[0]).toContain(model.hidden.records.toLocaleString('en'))
    for (const html of [renderReportHtml(summary), renderReportHtml(full)]) {
      const text = textOf(html)
      for (const { label, words, total } of summary.summary.bars) {
        expect(text).toContain(label)
        expect(text).toContain(words)
        expect(text).toContain(total)
      }
    }
  })

  it('tells each cause once, with its fix, and each finding in a cause or beside them', () => {
    fc.assert(
      fc.property(aScene(fc.constantFrom('7', '42', null)), (scene) => {
        const of = explained(aComparison(scene))
        const { summary: part, findings } = buildReport(of)
        const cards = [...part.causes, ...part.shut]
        expect(cards.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
          of.causes.map((_, at) => at + 1),
        )
        const told = new Set(cards.flatMap((card) => card.findings))
        const html = renderReportHtml(buildReport(of))
        const articles = html.split('<article class="cause').length - 1
        expect(articles).toBe(cards.length + findings.filter(({ index }) => !told.has(index)).length)
        const ids = html.match(/ id="[^"]*"/g) ?? []
        expect(ids).toEqual([...new Set(ids)])
      }),
      { numRuns: 30 },
    )
  })

  it('leaves the records out of the short report, and says so', () => {
    const html = renderReportHtml(summary)
    expect(html).not.toContain('class="data records"')
    expect(textOf(html)).toContain('the full report has all of them')
  })

  it('links to every part from the contents of the full one', () => {
    const html = renderReportHtml(full)
    const links = [...html.matchAll(/href="#([^"]*)"/g)].map(([, id = '']) => id)
    expect(links.length).toBeGreaterThan(8)
    for (const id of links) expect(html).toContain(`id="${id}"`)
  })

  it('names who made it and for whom, and with what', () => {
    const facts = buildReport(comparison, { madeBy: 'Ann <b>', madeFor: 'Contoso', version: '1.2.3' }).facts
    expect(facts).toEqual(
      expect.arrayContaining([
        ['Made by', 'Ann <b>'],
        ['Made for', 'Contoso'],
        ['Made with', 'Crossview 1.2.3, and the rules in it'],
      ]),
    )
    expect(full.facts.map(([label]) => label)).not.toContain('Made by')
    expect(renderReportHtml(buildReport(comparison, { madeBy: 'Ann <b>' }))).not.toContain('Ann <b>')
  })

  it('says what nothing compared, and nothing hidden, come to', () => {
    const headline = (observed: NonNullable<Scene['observed']>) =>
      buildReport(explained(aComparison({ observed }))).summary.headline
    expect(headline({ tickets: [refused(403), refused(403)] })).toEqual([])
    expect(headline({ tickets: [listed([aRecord(1)]), listed([aRecord(1)])] })).toEqual([
      'The app side sees every record that the agent side sees.',
    ])
  })
})
