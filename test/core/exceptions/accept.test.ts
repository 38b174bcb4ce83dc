import { describe, expect, it } from 'vitest'
import { explained } from '../../../src/core/causes/explained'
import { acceptedComparison } from '../../../src/core/exceptions/accept'
import { acceptedInventory } from '../../../src/core/exceptions/accept-inventory'
import type { Exception } from '../../../src/core/exceptions/exception'
import { acceptedText, outcomeTexts, outcomeWords } from '../../../src/core/exceptions/exception-words'
import { exceptionsToJson } from '../../../src/core/exceptions/exceptions-json'
import { exceptionsResultSchema } from '../../../src/shared/files/exceptions-result'
import { aComparison, aFailure, aTicket, anAgent, FABRIKAM, listed, only } from '../support/builders'
import { anEntry, anInventory, aRisk, anApplication } from '../support/inventory-builders'

const TODAY = '2026-11-26'
const anException = (over: Partial<Exception> = {}): Exception => ({
  code: 'agent.client',
  tenant: null,
  side: null,
  resource: null,
  of: null,
  value: null,
  reason: 'Agreed with the client',
  by: 'Ann Lee',
  until: TODAY,
  line: 3,
  ...over,
})
const ACCEPTED = { reason: 'Agreed with the client', by: 'Ann Lee', until: TODAY }

/** Tickets of Fabrikam (12) and Litware (13), of which the app's agent sees none. */
const limited = (...clients: readonly { clientId: string; clientName: string }[]) => {
  const hidden = clients.map((client, at) => aTicket(at + 2, client))
  return explained(
    aComparison({
      configuration: {
        appSide: anAgent({
          claims: { ...anAgent().claims, Fc: '0' },
          clients: [{ clientId: '11', name: 'Contoso' }],
        }),
      },
      observed: { tickets: [listed([aTicket(1), ...hidden]), listed([aTicket(1)])] },
    }),
  )
}
const LITWARE = { clientId: '13', clientName: 'Litware' }
const one = limited(FABRIKAM)
const held = (exceptions: readonly Exception[], comparison = one) => {
  const { result, exceptions: outcome } = acceptedComparison(comparison, exceptions, TODAY)
  return { finding: only(result.findings, 'agent.client'), result, outcome }
}

describe('an exception', () => {
  it('covers what agrees in all that it names, until the end of its last day', () => {
    const all = anException({
      tenant: one.tenant.name.toUpperCase(),
      side: 'app',
      resource: 'tickets',
      of: 'api agent',
      value: 'Fabrikam Ltd',
    })
    const { finding, result, outcome } = held([all])
    expect(finding.accepted).toEqual(ACCEPTED)
    expect(result.findings).toHaveLength(one.findings.length)
    expect(result.causes.find(({ code }) => code === 'agent.client')?.accepted).toEqual(ACCEPTED)
    expect(outcome).toEqual({
      applied: [{ exception: all, findings: 1, settings: 0 }],
      expired: [],
      unused: [],
    })
  })

  it.each<Partial<Exception>>([
    { value: '12' },
    { value: 'Fabrikam Ltd (12)' },
    { of: '42' },
    { tenant: new URL(one.tenant.url).host },
    { tenant: one.tenant.url },
  ])('names things by id or address as well: %o', (over) => {
    expect(held([anException(over)]).finding.accepted).toEqual(ACCEPTED)
  })

  it.each<Partial<Exception>>([
    { code: 'agent.team' },
    { side: 'agent' },
    { resource: 'clients' },
    { of: 'Another agent' },
    { value: 'Litware' },
  ])('covers nothing where one thing differs, and is unused: %o', (over) => {
    const exception = anException(over)
    const { finding, result, outcome } = held([exception])
    expect(finding).not.toHaveProperty('accepted')
    expect(result.causes.every((cause) => cause.accepted === undefined)).toBe(true)
    expect(outcome).toEqual({ applied: [], expired: [], unused: [exception] })
  })

  it('of another tenant is neither used nor unused', () => {
    expect(held([anException({ tenant: 'Another tenant' })]).outcome).toEqual({
      applied: [],
      expired: [],
      unused: [],
    })
  })

  it('is back from the day after its last one, and is named then', () => {
    const over = anException({ until: '2026-11-25' })
    const { finding, outcome } = held([over])
    expect(finding).not.toHaveProperty('accepted')
    expect(outcome).toEqual({ applied: [], expired: [over], unused: [] })
    const again = anException({ line: 9 })
    expect(held([over, again]).outcome).toEqual({
      applied: [{ exception: again, findings: 1, settings: 0 }],
      expired: [],
      unused: [over],
    })
  })
})

describe('a finding of several values', () => {
  const two = limited(FABRIKAM, LITWARE)
  const fabrikam = anException({ value: 'Fabrikam Ltd' })
  const litware = anException({ value: '13', until: '2027-01-31', line: 9 })

  it('is covered by exceptions that name all of them, until the first of these ends', () => {
    expect(held([fabrikam], two).finding).not.toHaveProperty('accepted')
    expect(held([fabrikam], two).outcome.unused).toEqual([fabrikam])
    expect(held([litware, fabrikam], two).finding.accepted).toEqual(ACCEPTED)
    expect(held([litware, fabrikam], two).outcome.applied.map(({ findings }) => findings)).toEqual([1, 1])
    expect(held([anException()], two).finding.accepted).toEqual(ACCEPTED)
  })

  it('is back when one of these is over', () => {
    const over = { ...fabrikam, until: '2026-11-01' }
    expect(held([over, litware], two).outcome).toEqual({ applied: [], expired: [over], unused: [litware] })
  })
})

describe('risks of an inventory', () => {
  const risks = [aRisk(), aRisk({ code: 'application.all-scopes', severity: 'error' })]
  const inventory = anInventory([
    anEntry({}, { risks }),
    anEntry({ id: 'other', name: 'Wallboard', clientId: 'bbbb' }, { risks }),
  ])
  const acceptedOf = (over: Partial<Exception>) => {
    const { result } = acceptedInventory(
      inventory,
      [anException({ code: 'application.all-scopes', ...over })],
      TODAY,
    )
    return result.entries.map((entry) => entry.risks.map(({ accepted }) => accepted !== undefined))
  }

  it('are covered by the name, the id, the client id or the agent of their application', () => {
    const first = [
      [false, true],
      [false, false],
    ]
    expect(acceptedOf({})).toEqual([
      [false, true],
      [false, true],
    ])
    for (const of of ['Reporting sync', anApplication().id, anApplication().clientId?.toUpperCase() ?? ''])
      expect(acceptedOf({ of })).toEqual(first)
    expect(acceptedOf({ of: 'Wallboard' })).toEqual([
      [false, false],
      [false, true],
    ])
    expect(acceptedOf({ resource: 'tickets' }).flat()).not.toContain(true)
    expect(acceptedOf({ value: 'all' }).flat()).not.toContain(true)
  })
})

describe('what is said of exceptions', () => {
  const exception = anException({
    of: 'API',
    value: 'Fabrikam',
    side: 'app',
    resource: 'tickets',
    tenant: 'T',
  })
  const outcome = {
    applied: [{ exception, findings: 2, settings: 1 }],
    expired: [exception],
    unused: [anException()],
  }

  it('names the exception by its line and all that it covers', () => {
    expect(acceptedText(ACCEPTED)).toBe('Accepted by Ann Lee until 2026-11-26: Agreed with the client')
    expect(outcomeWords(outcome)).toBe('1 applied, 1 expired, 1 unused')
    const named = 'line 3, agent.client of API: Fabrikam, side app, tickets, tenant T'
    expect(outcomeTexts(outcome)).toEqual([
      `Expired on 2026-11-26, so that what it covered counts again: ${named}. It was accepted by Ann Lee: Agreed with the client`,
      `Applied, to 2 findings and 1 change of a setting: ${named}. Accepted by Ann Lee until 2026-11-26: Agreed with the client`,
      'Unused, it covers nothing here: line 3, agent.client.',
    ])
  })

  it('is in JSON just the same', () => {
    expect(exceptionsResultSchema.parse(exceptionsToJson(outcome))).toEqual({
      applied: [{ ...exception, findings: 2, settings: 1 }],
      expired: [exception],
      unused: [anException()],
    })
  })
})

describe('what an exception may name', () => {
  it.each<[string, Partial<Exception>]>([
    ['the type by its id', { code: 'agent.ticket-type', value: '4' }],
    ['the type by its name', { code: 'agent.ticket-type', value: 'Alert' }],
  ])('is %s', (_what, over) => {
    const typed = explained(
      aComparison({
        configuration: {
          appSide: anAgent({
            claims: { ...anAgent().claims, Ft: '0' },
            ticketTypes: [{ typeId: '1', name: 'Incident', canView: true }],
          }),
        },
        observed: {
          tickets: [
            listed([aTicket(1, { typeId: '4', typeName: 'Alert' }), aTicket(2, { typeId: '1' })]),
            listed([aTicket(2, { typeId: '1' })]),
          ],
        },
      }),
    )
    const { result } = acceptedComparison(typed, [anException(over)], TODAY)
    expect(only(result.findings, 'agent.ticket-type').accepted).toEqual(ACCEPTED)
  })

  it('is a side whose connection failed by nothing but what its configuration says', () => {
    const failed = explained(aComparison({ configuration: { appSide: null }, observed: {} }))
    const { result } = acceptedComparison(
      { ...failed, app: { state: 'failed', failure: aFailure('connection.tls'), requestedScopes: [] } },
      [anException({ of: 'API Agent' })],
      TODAY,
    )
    expect(result.findings.every(({ accepted }) => accepted === undefined)).toBe(true)
  })
})
