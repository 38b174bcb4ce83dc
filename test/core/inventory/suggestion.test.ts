import { describe, expect, it } from 'vitest'
import { suggestRecipe } from '../../../src/core/inventory/suggestion'
import type { Recipe } from '../../../src/core/comparison/recipe'
import { anApplication } from '../support/assessed'

const recipe = (name: string, title: string, scopes: readonly string[]): Recipe => ({
  name,
  title,
  description: '',
  source: { title: 'A guide', url: null, date: '2026' },
  scopes,
  permissions: [],
  membership: false,
  settings: [],
  unchecked: [],
})

const RECIPES = [
  recipe('connectsecure', 'ConnectSecure', ['edit:tickets', 'edit:customers']),
  recipe('halo-tickets', 'Read and create or update tickets', ['edit:tickets']),
  recipe('acme', 'Acme', ['read:assets']),
  recipe('acme-cloud', 'Acme Cloud', ['read:kb']),
]

const suggest = (over: Parameters<typeof anApplication>[0], recipes = RECIPES) =>
  suggestRecipe(anApplication({ scopes: null, ...over }), recipes)

describe('the suggestion of a purpose', () => {
  it('is the recipe that the name says, however it is spelt', () => {
    for (const name of ['ConnectSecure', 'connect secure – prod', 'API: CONNECTSECURE (new)'])
      expect(suggest({ name })).toEqual({ recipe: 'connectsecure', why: 'Its name says “ConnectSecure”.' })
  })

  it('is no recipe whose name is only part of a word, or whose words stand apart', () => {
    for (const name of ['DisConnectSecure', 'Connect to Secure', 'ConnectSecurely', ''])
      expect(suggest({ name })).toBe(null)
  })

  it('is the one that says more where two are in the name', () => {
    expect(suggest({ name: 'Acme Cloud sync' })?.recipe).toBe('acme-cloud')
    expect(suggest({ name: 'Acme sync' })?.recipe).toBe('acme')
  })

  it('says how the scopes agree with the name', () => {
    expect(suggest({ name: 'ConnectSecure', scopes: ['all'] })?.why).toBe(
      'Its name says “ConnectSecure”, and it holds the scopes that this needs.',
    )
    expect(suggest({ name: 'ConnectSecure', scopes: ['edit:tickets'] })?.why).toBe(
      'Its name says “ConnectSecure”, though it does not hold edit:customers, which this needs.',
    )
  })

  it('is else the only one that asks for exactly its scopes, sign-in names apart', () => {
    expect(suggest({ scopes: ['edit:customers', 'openid', 'edit:tickets'] })).toEqual({
      recipe: 'connectsecure',
      why: 'It holds exactly the scopes of “ConnectSecure”: edit:tickets, edit:customers.',
    })
  })

  it('is none where nothing fits well', () => {
    for (const scopes of [['all'], ['edit:tickets', 'read:kb'], ['read:tickets'], [], null])
      expect(suggest({ scopes })).toBe(null)
    expect(suggest({ scopes: [] }, [recipe('none', 'None', [])])).toBe(null)
  })

  it('is none where two fit alike', () => {
    const two = [recipe('one', 'One', ['edit:tickets']), recipe('two', 'Two', ['edit:tickets'])]
    expect(suggest({ scopes: ['edit:tickets'] }, two)).toBe(null)
    expect(suggest({ name: 'One and Two' }, two)).toBe(null)
  })

  it('is none for Halo’s own', () => {
    expect(suggest({ name: 'ConnectSecure', system: true })).toBe(null)
  })
})
