import { describe, expect, it } from 'vitest'
import { explained } from '../../../src/core/causes/explained'
import { renderReportHtml } from '../../../src/core/report/html'
import { buildReport } from '../../../src/core/report/model'
import { comparisonOf, restrictedTenant } from '../../support/random-tenant'

/** Names written from right to left, with the Latin letters, brackets and numbers that turn a line around. */
const HEBREW = 'חברה (1) Ltd. - A/B'
const ARABIC = 'شركة ١٢٣: #4 [x]'
/** Each as it stands in the page: every script with its language. */
const MARKUP = [
  [HEBREW, '<span lang="he">חברה (1) </span>Ltd. - A/B'],
  [ARABIC, '<span lang="und-Arab">شركة ١٢٣: #4 [</span>x]'],
] as const

const report = () => {
  const plain = comparisonOf(restrictedTenant())
  if (plain.agent.state !== 'connected' || plain.app.state !== 'connected') throw new Error('Both connect')
  const named = {
    ...plain,
    tenant: { ...plain.tenant, name: HEBREW },
    agent: { ...plain.agent, identity: { ...plain.agent.identity, name: HEBREW } },
    app: { ...plain.app, identity: { ...plain.app.identity, name: ARABIC } },
  }
  return renderReportHtml(buildReport(explained(named)))
}

describe('the HTML report of names written from right to left', () => {
  it('isolates each by markup, with the language of its script, and the sentence around it stays from left to right', () => {
    const html = report()
    for (const [name, markup] of MARKUP) {
      const all = html.split(markup).length - 1
      // In a sentence, and alone in a cell.
      const inSentences = html.split(`<bdi dir="auto">${markup}</bdi>`).length - 1
      const isolated = html.split(`dir="auto">${markup}</`).length - 1
      expect(inSentences).toBeGreaterThan(1)
      expect(all).toBe(isolated)
      // The title of the document is no place for markup.
      expect(html.split(name).length - 1).toBe(name === HEBREW ? 1 : 0)
    }
    expect(html).toMatch(
      /<span dir="ltr"\s*>The two sides are different agents: [^<]+ compared with <bdi dir="auto"><span lang="he">חברה/,
    )
    expect(html).not.toMatch(/[\u2066-\u2069]/)
  })
})
