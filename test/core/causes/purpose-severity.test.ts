import { describe, expect, it } from 'vitest'
import { explained } from '../../../src/core/causes/explained'
import type { Comparison } from '../../../src/core/comparison/comparison'
import type { Finding } from '../../../src/core/comparison/finding'
import type { Recipe } from '../../../src/core/comparison/recipe'
import type { AgentPermissions } from '../../../src/core/halo/permission'
import {
  aComparison,
  aFailure,
  anAgent,
  API_AGENT,
  aRecord,
  aTicket,
  connected,
  FABRIKAM,
  failedSide,
  listed,
  refused,
  type Scene,
} from '../support/builders'

const recipe = (needs: Partial<Recipe>): Recipe => ({
  name: 'tickets',
  title: 'Tickets',
  description: '',
  source: { title: 'A guide', url: null, date: '2026' },
  scopes: [],
  permissions: [],
  membership: false,
  settings: [],
  unchecked: [],
  ...needs,
})

const WITH_LEVELS: Partial<AgentPermissions> = {
  claims: { Tx: '2', Sx: '2', l6: '1', Fc: '1', Ft: '1', Fa: '1', l8: '1', l9: '1' },
}

/** An app with these scopes whose agent may everything but what is said. */
const app = (
  scopes: readonly string[],
  over: { readonly agent?: Partial<AgentPermissions> | null; readonly requested?: readonly string[] } = {},
) => ({
  app: connected({ ...API_AGENT, scopes, requestedScopes: over.requested ?? ['all'] }),
  configuration: {
    appSide: over.agent === null ? null : anAgent({ ...WITH_LEVELS, ...over.agent }),
  },
})

const judged = (scene: Scene, needs: Partial<Recipe>): Comparison =>
  explained({ ...aComparison(scene), purpose: recipe(needs) })

const told = ({ findings }: Comparison) =>
  findings
    .filter(({ code }) => code !== 'identity.different-agent')
    .map(({ severity, code, resource }) => `${severity} ${code} ${resource ?? '-'}`)

const find = ({ findings }: Comparison, code: string, resource: Finding['resource'] = null): Finding => {
  const found = findings.find((finding) => finding.code === code && finding.resource === resource)
  if (found === undefined) throw new Error(`There is no ${code}.`)
  return found
}

const REFUSED_TWICE = {
  ...app(['read:customers']),
  observed: {
    tickets: [listed([aTicket(1)]), refused()],
    suppliers: [listed([aRecord(1)]), refused()],
  } as const,
}

describe('what is lost, with a purpose', () => {
  it('is an error where the purpose needs it, and as intended where it does not', () => {
    const after = judged(REFUSED_TWICE, { scopes: ['read:tickets'] })
    expect(told(after)).toEqual([
      'error scope.missing tickets',
      'info scope.excess -',
      'info scope.missing suppliers',
    ])
    const suppliers = find(after, 'scope.missing', 'suppliers')
    expect(suppliers.message).toMatch(/\. As intended: its purpose does not need suppliers\.$/)
    expect(suppliers.fix?.text).toMatch(
      /^Nothing to do, unless it is to see suppliers all the same: tick read:suppliers/,
    )
    expect(find(after, 'scope.missing', 'tickets').fix?.text).toMatch(/^Tick read:tickets/)
    expect(
      after.causes.map(({ severity, resources }) => `${severity} ${resources[0]?.resource ?? ''}`).sort(),
    ).toEqual(['error tickets', 'info suppliers'])
  })

  it('is an error also where the other side is refused as well', () => {
    const scene = { ...app(['read:customers']), observed: { tickets: [refused(), refused()] as const } }
    expect(find(explained(aComparison(scene)), 'scope.missing', 'tickets').severity).toBe('warning')
    expect(find(judged(scene, { scopes: ['read:tickets'] }), 'scope.missing', 'tickets').severity).toBe(
      'error',
    )
  })

  it('stays a warning where it is not known, and an error where a side could not connect', () => {
    const incomplete = listed([aTicket(1)], { total: 2, complete: false })
    const open = { ...app(['read:tickets']), observed: { tickets: [incomplete, incomplete] as const } }
    expect(find(judged(open, { scopes: ['read:tickets'] }), 'data.incomplete', 'tickets').severity).toBe(
      'warning',
    )
    expect(find(judged(open, { scopes: ['read:items'] }), 'data.incomplete', 'tickets').severity).toBe(
      'warning',
    )
    const failed = { app: failedSide(aFailure('connection.tls')) }
    expect(told(judged(failed, { scopes: ['read:items'] }))).toEqual(['error connection.tls -'])
  })

  it('of a scope asked for in vain is an error only where the purpose needs what it opens', () => {
    const scene = app(['read:tickets'], { requested: ['read:tickets', 'read:items'] })
    const severity = (needs: Partial<Recipe>) => find(judged(scene, needs), 'scope.not-granted').severity
    expect(find(explained(aComparison(scene)), 'scope.not-granted').severity).toBe('warning')
    expect(severity({ scopes: ['read:tickets'] })).toBe('info')
    expect(severity({ scopes: ['read:items'] })).toBe('error')
    expect(severity({ scopes: ['edit:items'] })).toBe('error')
    expect(severity({ permissions: [{ feature: 'Items', verbs: ['read'] }] })).toBe('error')
  })
})

describe('what the recipe asks for and no other finding tells', () => {
  it('is told of scopes with where to tick them, and once', () => {
    const after = judged(app(['read:tickets']), {
      scopes: ['edit:tickets', 'read:items'],
      permissions: [{ feature: 'Tickets', verbs: ['read', 'update'] }],
    })
    expect(told(after)).toEqual(['error scope.missing -'])
    const { message, evidence, fix, records } = find(after, 'scope.missing')
    expect(message).toContain('without edit:tickets and read:items')
    expect(evidence).toContainEqual({ what: 'recipe', value: 'tickets' })
    expect(fix?.text).toBe(
      'Tick edit:tickets and read:items for the application; tokens issued from then on have them.',
    )
    expect(fix?.path).toMatch(/^Configuration > Integrations/)
    expect(records).toEqual([])
    expect(after.causes).toEqual([])
  })

  it('asks for a scope that is ticked and was not asked for', () => {
    const scene = app(['read:tickets'], { requested: ['read:tickets'] })
    const application = {
      id: '1',
      name: 'Sync',
      inactive: false,
      loginAgentId: '42',
      loginAgentName: null,
      scopes: ['read:tickets', 'edit:tickets'],
    }
    const after = judged(
      { ...scene, configuration: { ...scene.configuration, application } },
      { scopes: ['edit:tickets'] },
    )
    expect(find(after, 'scope.missing').fix).toEqual({
      text: 'Ask for edit:tickets in the token request: ticked, but not asked for.',
      path: null,
    })
  })

  it('names the scope of a permission for which the recipe names none', () => {
    const after = judged(app(['read:tickets']), { permissions: [{ feature: 'Assets', verbs: ['read'] }] })
    expect(find(after, 'scope.missing').evidence).toContainEqual({
      what: 'scope needed',
      value: 'read:assets',
    })
  })

  it('is told of levels and settings, each code once', () => {
    const after = judged(
      app(['all'], { agent: { claims: { Tx: '1', Sx: '2', l6: '0', l7: '0', l9: '0', Fc: '0' } } }),
      {
        scopes: ['all'],
        permissions: [{ feature: 'Tickets', verbs: ['read', 'create', 'update'] }],
        settings: [
          { code: 'l7', value: '1', why: 'Can re-assign' },
          { code: 'l9', value: '1', why: 'View unassigned' },
          { code: 'Fc', value: '1', why: 'All clients' },
        ],
      },
    )
    expect(told(after)).toEqual([
      'error agent.feature-level -',
      'error agent.client -',
      'error agent.unassigned -',
    ])
    const rights = find(after, 'agent.feature-level')
    expect(rights.message).toContain('create and update Tickets; “Can re-assign” (l7)')
    expect(rights.fix?.text).toBe('Set for API Agent: Tickets to Read and Modify; “Can re-assign” (l7) to 1.')
    expect(find(after, 'agent.unassigned').fix?.text).toBe('Set “View unassigned” (l9) of API Agent to 1.')
    expect(after.causes).toEqual([])
  })

  it('names the right to add tickets where the level is enough', () => {
    const after = judged(app(['all'], { agent: { claims: { Tx: '2', l6: '0' } } }), {
      scopes: ['all'],
      permissions: [{ feature: 'Tickets', verbs: ['create'] }],
    })
    expect(find(after, 'agent.feature-level').fix?.text).toContain('Add tickets (l6) to 1')
  })

  it('is told of a membership', () => {
    const after = judged(app(['all'], { agent: { teams: [], departments: [] } }), {
      membership: true,
      scopes: ['all'],
    })
    expect(told(after)).toEqual(['error agent.no-team -'])
    expect(find(after, 'agent.no-team').fix?.path).toMatch(/Agents > API Agent$/)
  })

  it('is not told again where records that it hides are', () => {
    const scene = {
      ...app(['read:tickets'], {
        agent: { claims: { ...WITH_LEVELS.claims, Fc: '0' }, clients: [{ clientId: '11', name: 'Contoso' }] },
      }),
      observed: { tickets: [listed([aTicket(1), aTicket(2, FABRIKAM)]), listed([aTicket(1)])] as const },
    }
    const needs = { settings: [{ code: 'Fc', value: '1', why: 'All clients' }] }
    expect(told(judged(scene, { ...needs, scopes: ['read:tickets'] }))).toEqual([
      'error agent.client tickets',
    ])
    // About tickets it is as intended, so that what the recipe asks for is told by itself.
    expect(told(judged(scene, needs)).filter((line) => line.includes('agent.client'))).toEqual([
      'error agent.client -',
      'info agent.client tickets',
    ])
  })

  it('is not told of a token without any scope, of which all is told', () => {
    const scene = { ...app([]), observed: { tickets: [listed([aTicket(1)]), refused()] as const } }
    expect(told(judged(scene, { scopes: ['edit:tickets'] }))).toEqual(['error connection.no-scope -'])
  })

  it('takes a switch in a word for the number', () => {
    const settings = [{ code: 'l9', value: '1', why: 'View unassigned' }]
    const scene = app(['all'], { agent: { claims: { l9: 'True' } } })
    expect(told(judged(scene, { scopes: ['all'], settings }))).toEqual([])
  })
})

describe('what is not known, and what is more than needed', () => {
  it('is a warning that names each, and no pass', () => {
    const after = judged(app(['all:standard'], { agent: null }), {
      scopes: ['read:tickets'],
      membership: true,
    })
    expect(told(after)).toEqual(['warning data.incomplete -', 'info scope.excess -'])
    const { evidence, fix } = find(after, 'data.incomplete')
    expect(evidence.slice(1).map(({ what }) => what)).toEqual([
      'scope read:tickets',
      'member of a team or department',
    ])
    expect(fix?.text).toMatch(/^Add an inspector/)
  })

  it('is a warning where a recipe asks for nothing', () => {
    expect(told(judged(app(['read:tickets']), {}))).toContain('warning data.incomplete -')
  })

  it('is a warning for scopes of high risk and information for the others', () => {
    const after = judged(app(['all', 'edit:items', 'read:kb', 'openid']), { scopes: ['read:items'] })
    expect(told(after)).toEqual(['warning scope.excess -', 'info scope.excess -'])
    const [high, , others] = after.findings
    expect(high?.fix?.text).toBe('Untick all for the application and tick read:items instead.')
    expect(others?.message).toContain('edit:items and read:kb')
    expect(others?.evidence).toContainEqual({
      what: 'edit:items',
      value: 'medium risk: it can change records',
    })
  })
})
