import { describe, expect, it } from 'vitest'
import { explained } from '../../../src/core/causes/explained'
import { renderReportHtml } from '../../../src/core/report/html'
import { buildReport } from '../../../src/core/report/model'
import { comparisonOf, restrictedTenant } from '../../support/random-tenant'

/** Names written from right to left, with the Latin letters, brackets and numbers that turn a line around. */
const HEBREW = 'חברה (1) Ltd. - A/B'
const ARABIC = 'شركة ١٢٣: #4 [x]'

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
  it('isolates each by markup, and the sentence around it stays from left to right', () => {
    const html = report()
    for (const name of [HEBREW, ARABIC]) {
      const all = html.split(name).length - 1
      // In a sentence, and alone in a cell.
      const inSentences = html.split(`<bdi dir="auto">${name}</bdi>`).length - 1
      const isolated = html.split(`dir="auto">${name}</`).length - 1
      expect(inSentences).toBeGreaterThan(1)
      // The title of the document is no place for markup.
      expect(all - isolated).toBe(name === HEBREW ? 1 : 0)
    }
    expect(html).toMatch(
      /<span dir="ltr"\s*>The two sides are different agents: [^<]+ compared with <bdi dir="auto">חברה/,
    )
    expect(html).not.toMatch(/[\u2066-\u2069]/)
  })
})
