import { describe, expect, it } from 'vitest'
import { startFairWatch } from '../support/fair-watch'
import {
  listed,
  MOST_ROWS,
  searchText,
  type PaletteEntry,
} from '../../src/renderer/src/features/palette/entry'
import { folded, matching } from '../../src/renderer/src/features/palette/match'

const found = (texts: readonly string[], query: string): readonly string[] =>
  matching(texts.map(folded), query).map((at) => texts[at] ?? '')

describe('what words find', () => {
  it('is every text that has each of them, in any order, whatever the capitals', () => {
    const texts = ['Compare Contoso', 'Contoso, compare later', 'Compare Fabrikam', 'Settings']
    expect(found(texts, 'CONTOSO comp')).toEqual(['Compare Contoso', 'Contoso, compare later'])
    expect(found(texts, 'zz')).toEqual([])
  })

  it('comes best first: what begins with all of it, then what a word of begins so, then what has it within', () => {
    expect(found(['discontinued', 'The Contoso', 'con', 'Contoso'], 'con')).toEqual([
      'con',
      'Contoso',
      'The Contoso',
      'discontinued',
    ])
  })

  it('finds the same letters however they are composed, and names in any script', () => {
    expect(found(['Compare Bjo\u0308rn AB'], 'bj\u00f6rn')).toHaveLength(1)
    expect(found(['Compare Bj\u00f6rn AB'], 'BJO\u0308RN')).toHaveLength(1)
    expect(
      found(['Compare \u682a\u5f0f\u4f1a\u793e\u30b3\u30f3\u30c8\u30bd'], '\u30b3\u30f3\u30c8\u30bd'),
    ).toHaveLength(1)
    expect(found(['Compare \u0391\u03b8\u03ae\u03bd\u03b1'], '\u0391\u0398\u0389\u039d\u0391')).toHaveLength(
      1,
    )
  })

  it('keeps the order of what is found as well as another', () => {
    expect(found(['open b', 'open a'], 'open')).toEqual(['open b', 'open a'])
  })

  it('takes no pattern for more than its letters', () => {
    expect(found(['a.b', 'axb', '[a'], 'a.b')).toEqual(['a.b'])
    expect(found(['a.b', '[a'], '[')).toEqual(['[a'])
  })
})

describe('what is listed of 5,000 tenants', () => {
  const entries = Array.from({ length: 30_000 }, (_, at): PaletteEntry => ({
    id: `e${String(at)}`,
    group: 'Tenants',
    label:
      ['Compare', 'Applications of', 'History of', 'Test connection:', 'Edit', 'Last result of'][
        Math.floor(at / 5_000)
      ] ?? '',
    name: `Tenant ${String(at % 5_000).padStart(4, '0')}`,
    hint: 'tenant.halopsa.com',
    keys: null,
    blocked: null,
    run: () => undefined,
  }))
  const texts = entries.map((entry) => folded(searchText(entry)))
  const namesOf = (query: string, recent: readonly string[] = []) => {
    const { groups, more } = listed(entries, texts, query, recent)
    return {
      more,
      names: groups.flatMap((group) => group.entries.map(({ label, name }) => `${label} ${name ?? ''}`)),
    }
  }

  it('is the best rows only, with how many there are besides, and takes no time to find', () => {
    const watch = startFairWatch()
    const { names, more } = namesOf('tenant')
    expect([names.length, more]).toEqual([MOST_ROWS, 30_000 - MOST_ROWS])
    expect(namesOf('tenant 4321 compare').names).toEqual(['Compare Tenant 4321'])
    expect(namesOf('4321').names.slice(0, 5)).toEqual([
      'Compare Tenant 4321',
      'Applications of Tenant 4321',
      'History of Tenant 4321',
      'Test connection: Tenant 4321',
      'Edit Tenant 4321',
    ])
    expect(watch()).toBeLessThan(500)
  })

  it('is some of each group before anything is typed, what was used last first', () => {
    const { names, more } = namesOf('', ['e29999', 'gone'])
    expect(names[0]).toBe('Last result of Tenant 4999')
    expect([names.length, more]).toEqual([9, 29_991])
  })
})
