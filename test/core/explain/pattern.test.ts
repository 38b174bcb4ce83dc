import { describe, expect, it } from 'vitest'
import { bestPattern, patternText } from '../../../src/core/explain/pattern'
import { aTicket, explainScene, listed, only } from '../support/builders'

const nameOf = (kind: string, id: string) => (kind === 'site' ? `Site ${id}` : `#${id}`)
const best = (lost: Parameters<typeof bestPattern>[0], seen: Parameters<typeof bestPattern>[1]) =>
  bestPattern(lost, seen, nameOf, 'tickets')
const at = (siteId: string) => ({ siteId, siteName: `Site ${siteId}` })

describe('the pattern in the data', () => {
  it('is a facet that separates exactly', () => {
    const pattern = best([aTicket(1, at('5')), aTicket(2, at('5'))], [aTicket(3, at('6'))])
    expect(pattern && patternText(pattern)).toBe('site Site 5: 2 of 2 not seen, 0 seen all the same (exact)')
  })

  it('is two facets together where neither does alone', () => {
    const lost = [1, 2].map((id) => aTicket(id, { ...at('5'), typeId: '9' }))
    const seen = [aTicket(3, { ...at('5'), typeId: '1' }), aTicket(4, { ...at('6'), typeId: '9' })]
    expect(best(lost, seen)).toMatchObject({ text: 'site Site 5 and type #9', exact: true })
  })

  it('is the age where all that is not seen is older, or newer', () => {
    const on = (id: number, date: string) => aTicket(id, { date })
    const old = [on(1, '2026-01-01T08:00:00'), on(2, '2026-02-01T08:00:00')]
    const young = [on(3, '2026-03-05T08:00:00')]
    expect(best(old, young)?.text).toBe('opened before 2026-03-05')
    expect(best([...old, on(4, '2026-01-05T00:00:00')].reverse(), young)?.exact).toBe(true)
    expect(best([on(5, '2026-06-01T00:00:00'), on(6, '2026-07-01T00:00:00')], young)?.text).toBe(
      'opened after 2026-03-05',
    )
  })

  it('tells support and counter-examples where nothing separates exactly', () => {
    const lost = [1, 2, 3].map((id) => aTicket(id, at('5'))).concat(aTicket(4, at('7')))
    const seen = [aTicket(5, at('5')), ...[6, 7, 8].map((id) => aTicket(id, at('7')))]
    expect(best(lost, seen)).toMatchObject({ support: 3, of: 4, counterExamples: 1, exact: false })
  })

  it('is none for one record, for nothing seen, and where as many values as records fit', () => {
    expect(best([aTicket(1, at('5'))], [aTicket(2, at('6'))])).toBeNull()
    expect(best([aTicket(1), aTicket(2)], [])).toBeNull()
    expect(best([aTicket(1, at('1')), aTicket(2, at('2'))], [aTicket(3, at('3'))])?.exact).not.toBe(true)
  })

  it('stands in the finding for what has no cause', () => {
    const lost = [1, 2].map((id) => aTicket(id, at('5')))
    const seen = [3, 4].map((id) => aTicket(id, at('6')))
    const finding = only(
      explainScene({ observed: { tickets: [listed([...lost, ...seen]), listed(seen)] } }),
      'data.unexplained',
    )
    expect(finding.message).toContain('exactly those of site Site 5')
    expect(finding.evidence[0]).toEqual({
      what: 'pattern in the data',
      value: 'site Site 5: 2 of 2 not seen, 0 seen all the same (exact)',
    })
  })
})
