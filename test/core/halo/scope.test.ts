import { describe, expect, it } from 'vitest'
import { RESOURCES, resourceDefinition } from '../../../src/core/halo/resource'
import { covers, KNOWN_SCOPES, scopeGrant } from '../../../src/core/halo/scope'

describe('covers', () => {
  it.each([
    [['all'], 'tickets', true],
    [['all'], null, true],
    [['read:tickets'], 'tickets', true],
    [['edit:tickets'], 'tickets', true],
    [['read:customers'], 'tickets', false],
    [['admin'], 'tickets', false],
    [[], 'tickets', false],
    [['read:tickets'], null, 'unknown'],
    [['all:standard'], 'tickets', 'unknown'],
    [['all:standard'], 'reporting', false],
    [['all:standard', 'read:reporting'], 'reporting', true],
    [['all:teams'], 'tickets', false],
  ] as const)('%j over %s is %s', (scopes, area, expected) => {
    expect(covers(scopes, area)).toBe(expected)
  })
})

describe('scopeGrant', () => {
  it.each([
    [['read:tickets', 'read:assets'], ['read:tickets'], ['read:assets'], false],
    [['all'], ['read:tickets'], [], true],
    [['all', 'all:teams'], ['read:tickets'], ['all:teams'], true],
    [['all'], ['all'], [], false],
    [['read:tickets'], ['edit:tickets'], [], false],
    [['edit:tickets'], ['read:tickets'], ['edit:tickets'], false],
    [['offline_access', 'openid'], [], [], false],
    [['read:kb', 'read:kb'], [], ['read:kb'], false],
  ] as const)('%j answered by %j lacks %j', (requested, granted, notGranted, narrowed) => {
    expect(scopeGrant(requested, granted)).toEqual({ notGranted, narrowed })
  })
})

describe('KNOWN_SCOPES', () => {
  it('has the read and edit scope of every resource with a known area', () => {
    const areas = RESOURCES.map((resource) => resourceDefinition(resource).scopeArea).filter(
      (area) => area !== null,
    )
    expect(
      areas.flatMap((area) => [`read:${area}`, `edit:${area}`]).filter((name) => !KNOWN_SCOPES.has(name)),
    ).toEqual([])
  })

  it.each([
    'read:actions',
    'read:users',
    'read:agents',
    'write:tickets',
    'read:clients',
    'access:adpasswords',
  ])('does not have %s, which Halo refuses or nobody has seen', (name) => {
    expect(KNOWN_SCOPES.has(name)).toBe(false)
  })
})
