import { describe, expect, it } from 'vitest'
import { neededResources } from '../../../src/core/causes/needed'
import type { Recipe } from '../../../src/core/comparison/recipe'
import { RESOURCES } from '../../../src/core/halo/resource'

const recipe = (needs: Partial<Recipe>): Recipe => ({
  name: 'some',
  title: 'Some',
  description: '',
  source: { title: '', url: null, date: '2026-11' },
  scopes: [],
  permissions: [],
  membership: false,
  settings: [],
  unchecked: [],
  ...needs,
})

const needed = (needs: Partial<Recipe>) => [...neededResources(recipe(needs))]

describe('neededResources', () => {
  it('takes everything that a scope of the recipe covers, whether it reads or edits', () => {
    const ofTickets = ['tickets', 'ticket-types', 'statuses', 'priorities', 'categories']
    expect(needed({ scopes: ['edit:tickets'] })).toEqual(ofTickets)
    expect(needed({ scopes: ['read:tickets'] })).toEqual(ofTickets)
  })

  it('takes what a permission of the recipe names, whatever its scopes', () => {
    expect(needed({ permissions: [{ feature: 'Assets', verbs: ['update'] }] })).toEqual(['assets'])
    // No scope is known to govern services.
    expect(needed({ permissions: [{ feature: 'Services', verbs: ['read'] }] })).toEqual(['services'])
  })

  it('takes teams for the scope that perhaps governs them', () => {
    expect(needed({ scopes: ['all:teams'] })).toEqual(['teams'])
  })

  it('takes all for all, and nothing for a scope of which nobody knows what it holds', () => {
    expect(needed({ scopes: ['all'] })).toEqual(RESOURCES)
    expect(needed({ scopes: ['all:standard'] })).toEqual([])
    expect(needed({ membership: true })).toEqual([])
  })
})
