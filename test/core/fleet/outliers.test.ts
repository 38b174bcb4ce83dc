import { describe, expect, it } from 'vitest'
import { MAJORITY, type FleetSetting } from '../../../src/core/fleet/fleet'
import { outliersOf } from '../../../src/core/fleet/outliers'
import { settingsOf } from '../../../src/core/fleet/settings-of'
import { aPart, aSetting, compared, READING } from '../support/fleet-builders'

/** Parts called T1, T2 … with one setting of these values. */
const withValues = (values: readonly (string | null)[], over: Partial<FleetSetting> = {}) =>
  values.map((value, index) => aPart(`T${String(index + 1)}`, { settings: [aSetting({ ...over, value })] }))

const tenantsIn = (...input: Parameters<typeof outliersOf>) =>
  outliersOf(...input).map(({ tenant }) => tenant)

describe('against most of them', () => {
  it('names each tenant that is not like the others, with counts and evidence', () => {
    const parts = withValues([...Array.from({ length: 38 }, () => 'all'), 'limited', 'limited'])
    const [first, second, ...more] = outliersOf(parts, MAJORITY)
    expect(first).toEqual({
      tenant: 'T39',
      what: 'agent.client',
      of: 'app',
      name: 'clients',
      value: 'limited',
      usual: 'all',
      usualCount: 38,
      known: 40,
      message:
        '38 of 40 tenants have “all” for “clients” of the app; T39 has “limited”. Agent API Agent (42): clients all.',
    })
    expect([second?.tenant, more]).toEqual(['T40', []])
  })

  it.each([
    ['two tenants tell nothing', ['all', 'limited'], []],
    ['two of three are a majority', ['all', 'all', 'limited'], ['T3']],
    ['three of five are none', ['all', 'all', 'all', 'limited', 'limited'], []],
    ['half are none', ['all', 'all', 'limited', 'limited'], []],
    ['what is not known is in no count', ['all', 'limited', null, null], []],
    ['nor is it an outlier', ['all', 'all', 'all', null], []],
    ['all alike', ['all', 'all', 'all'], []],
  ] as const)('%s', (_name, values, tenants) => {
    expect(tenantsIn(withValues(values), MAJORITY)).toEqual(tenants)
  })

  it('the same in whatever order they come, and however an owner is written', () => {
    const parts = withValues(['all', 'all', 'all', 'limited'], { of: 'Sync' })
    const mixed = parts.map((part, index) => ({
      ...part,
      settings: part.settings.map((setting) => ({ ...setting, of: index % 2 === 0 ? 'Sync' : ' SYNC ' })),
    }))
    expect(tenantsIn([...mixed].reverse(), MAJORITY)).toEqual(['T4'])
  })
})

describe('against a named tenant', () => {
  it('names every tenant that has another value, however few there are', () => {
    const outliers = outliersOf(withValues(['all', 'limited']), 't2')
    expect(outliers).toMatchObject([{ tenant: 'T1', usual: 'limited', usualCount: 1, known: 2 }])
    expect(outliers[0]?.message).toContain(
      'As in the baseline t2, 1 of 2 tenants has “limited” for “clients” of the app; T1 has “all”.',
    )
  })

  it('names none where that tenant’s own value is not known', () => {
    expect(tenantsIn(withValues(['all', null]), 'T2')).toEqual([])
    expect(tenantsIn(withValues(['all', 'all']), 'Nobody')).toEqual([])
  })
})

describe('scopes and recipes', () => {
  const parts = (...scopes: readonly (readonly string[])[]) =>
    scopes.map((held, index) =>
      aPart(`T${String(index + 1)}`, {
        settings: settingsOf({ comparison: compared(held), inventory: null }),
      }),
    )
  const told = (...scopes: readonly (readonly string[])[]) =>
    outliersOf(parts(...scopes), MAJORITY).map(({ tenant, name, value }) => [tenant, name, value])

  it('a scope that one tenant alone names is not granted by those who name all of theirs', () => {
    expect(told(['read:tickets'], ['read:tickets'], ['read:tickets', 'read:assets'])).toEqual([
      ['T3', 'read:assets', 'granted'],
    ])
    expect(told(['read:tickets'], ['read:tickets'], [])).toEqual([])
    expect(told(['read:tickets'], ['read:tickets'], ['read:assets'])).toEqual([
      ['T3', 'read:assets', 'granted'],
      ['T3', 'read:tickets', 'not granted'],
    ])
  })

  it('all is told once, and not again as every scope that the others do not grant', () => {
    const outliers = outliersOf(parts(['read:tickets'], ['read:tickets'], ['all']), MAJORITY)
    expect(outliers.map(({ message }) => message)).toEqual([
      '2 of 3 tenants do not grant all to the app; T3 does. The app holds all.',
    ])
    expect(told(['all'], ['all'], ['read:tickets'])).toEqual([['T3', 'all', 'not granted']])
  })

  it('edit:x is told once, and not again as read:x, which it includes', () => {
    expect(told(['read:kb'], ['read:kb'], ['read:kb', 'edit:tickets'])).toEqual([
      ['T3', 'edit:tickets', 'granted'],
    ])
  })

  it('what a recipe lacks is told with the recipe alone', () => {
    const whole = ['read:tickets', 'read:customers']
    const purposed = [whole, whole, whole, ['read:tickets', 'read:kb']].map((scopes, index) =>
      aPart(`T${String(index + 1)}`, {
        settings: settingsOf({ comparison: compared(scopes, { purpose: READING }), inventory: null }),
      }),
    )
    const outliers = outliersOf(purposed, MAJORITY)
    expect(outliers.map(({ name, value }) => [name, value])).toEqual([
      ['reading', 'missing'],
      ['read:kb', 'granted'],
    ])
    expect(outliers[0]?.message).toBe(
      '3 of 4 tenants grant all that “reading” needs; T4 does not. The app lacks scope read:customers.',
    )
    expect(outliers[1]?.message).toContain('do not grant read:kb to “reading”; T4 does.')
  })

  it('where most lack something of a recipe, the one that meets it is unlike them', () => {
    const recipe = (value: string) =>
      aSetting({ what: 'recipe', of: 'reading', name: 'reading', value, evidence: 'X.' })
    const outliers = outliersOf(
      ['missing', 'missing', 'meets'].map((value, index) =>
        aPart(`T${String(index)}`, { settings: [recipe(value)] }),
      ),
      MAJORITY,
    )
    expect(outliers[0]?.message).toBe('2 of 3 tenants lack something that “reading” needs; T2 does not. X.')
  })
})

it('a version is told as one', () => {
  const outliers = outliersOf(
    withValues(['2.1', '2.1', '2.0'], { what: 'version', of: 'tenant', name: 'version' }),
    MAJORITY,
  )
  expect(outliers[0]?.message).toMatch(/^2 of 3 tenants run Halo 2\.1; T3 runs 2\.0\./)
  const one = outliersOf(withValues(['2.1', '2.0'], { what: 'version' }), 'T1')
  expect(one[0]?.message).toContain('1 of 2 tenants runs Halo 2.1')
})
