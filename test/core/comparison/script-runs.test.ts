import { describe, expect, it } from 'vitest'
import { scriptRuns } from '../../../src/core/comparison/script-runs'

const of = (text: string) => scriptRuns(text).map(({ text: part, lang }) => [part, lang])

describe('the scripts of a name', () => {
  it.each([
    ['서울물산 주식회사', 'ko'],
    ['ひまわり', 'ja'],
    ['東京電子株式会社のテスト', 'ja'],
    ['大韓 주식회사', 'ko'],
    ['北京云海科技有限公司', 'und-Hani'],
    ['Москва', 'und-Cyrl'],
    ['شركة ١٢٣', 'und-Arab'],
    ['חברה', 'he'],
    ['Ελληνική', 'el'],
    ['ไทย', 'th'],
    ['हिन्दी', 'und-Deva'],
    ['தமிழ்', 'ta'],
    ['Հայ', 'hy'],
  ])('%s is %s as a whole', (name, lang) => {
    expect(of(name)).toEqual([[name, lang]])
  })

  it.each(['Contoso Ltd', 'Łódzka Spółdzielnia', '123 – (4)', 'Zu\u0308rich', '\u{1f600}', 'ᚠᚢᚦ'])(
    'says nothing of %s',
    (name) => {
      expect(of(name)).toEqual([[name, null]])
    },
  )

  it('is told for each part of a mixed name', () => {
    expect(of('Contoso 株式会社')).toEqual([
      ['Contoso ', null],
      ['株式会社', 'und-Hani'],
    ])
    expect(of('«Привет» мир, Ltd (ไทย)')).toEqual([
      ['«Привет» мир, ', 'und-Cyrl'],
      ['Ltd (', null],
      ['ไทย)', 'th'],
    ])
  })

  it('does not guess whose Han letters stand beside two syllabaries', () => {
    expect(of('漢 かな 한글')).toEqual([
      ['漢 ', 'und-Hani'],
      ['かな ', 'ja'],
      ['한글', 'ko'],
    ])
  })

  it('leaves nothing out', () => {
    expect(scriptRuns('')).toEqual([])
    for (const text of ['(1) Ελλάς 2', 'a\u202eб', '\ud800x語', 'ー語ー'])
      expect(
        scriptRuns(text)
          .map((run) => run.text)
          .join(''),
      ).toBe(text)
  })
})
