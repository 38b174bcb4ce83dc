import { describe, expect, it } from 'vitest'
import type { FleetCheck } from '../../../src/core/fleet/fleet'
import {
  comparisonChecks,
  expectationChecks,
  inventoryChecks,
  onceByName,
  preflightChecks,
} from '../../../src/core/fleet/checks'
import { aFailure, aTicket, failedSide, listed, refused, truncated } from '../support/builders'
import { compared, READING } from '../support/fleet-builders'
import { anEntry, anInventory, aRisk } from '../support/inventory-builders'

const states = (checks: readonly FleetCheck[]) =>
  Object.fromEntries(checks.map(({ name, state, severity }) => [name, `${state} ${severity}`]))

const step = (role: string, state: 'passed' | 'failed', message = 'X') => ({ role, state, message })
const finding = (code: 'scope.not-granted' | 'connection.no-scope', side: 'app' | 'agent' = 'app') => ({
  code,
  severity: 'warning' as const,
  side,
  resource: null,
  records: [],
  confidence: 'observed' as const,
  message: 'Not granted: read:x.',
  evidence: [],
  fix: null,
})

describe('of a preflight', () => {
  it('each connection that there is, and what was granted to the app', () => {
    expect(
      states(preflightChecks({ steps: [step('app', 'passed'), step('agent', 'failed')], findings: [] })),
    ).toEqual({
      'connect app': 'holds error',
      'connect agent': 'fails error',
      'scopes granted': 'holds error',
    })
    expect(states(preflightChecks({ steps: [step('inspector', 'passed')], findings: [] }))).toEqual({
      'connect inspector': 'holds error',
    })
  })

  it('scopes are unknown of an app that did not connect, and what the agent lacks is not its fault', () => {
    const not = preflightChecks({ steps: [step('app', 'failed')], findings: [] })
    expect(states(not)['scopes granted']).toBe('unknown error')
    const lacks = (side: 'app' | 'agent') =>
      preflightChecks({ steps: [step('app', 'passed')], findings: [finding('scope.not-granted', side)] })
    expect(states(lacks('app'))['scopes granted']).toBe('fails warning')
    expect(states(lacks('agent'))['scopes granted']).toBe('holds error')
  })
})

describe('of a comparison', () => {
  const two = listed([aTicket(1), aTicket(2)])

  it('what the app sees of each resource', () => {
    const checks = comparisonChecks(
      compared(['all'], {
        observed: {
          tickets: [two, listed([aTicket(1)])],
          clients: [two, two],
          users: [refused(), refused()],
          sites: [two, refused()],
          assets: [truncated([aTicket(1)], 9), two],
        },
      }),
    )
    const of = Object.fromEntries(checks.map(({ name, state, message }) => [name, [state, message]]))
    expect(of).toMatchObject({
      'connect app': ['holds', 'It connects.'],
      'sees tickets': ['fails', 'The app sees 1 of the 2 tickets of the agent side.'],
      'sees clients': ['holds', 'The app sees all 2 clients of the agent side.'],
      'sees users': ['unknown', 'There is no verdict: the app side is refused, the agent side refused.'],
      'sees sites': ['fails', 'The app is refused it, and the agent side is not.'],
      'sees assets': [
        'unknown',
        'There is no verdict: the app side is listed, the agent side not listed whole.',
      ],
    })
  })

  it('a gap is unknown, and an error fails', () => {
    const good = comparisonChecks(compared(['all'], { observed: { tickets: [two, two] } }))
    expect(states(good)).toMatchObject({ comparison: 'holds error', purpose: 'unknown info' })
    const cut = comparisonChecks({
      ...compared(['all'], { observed: { tickets: [two, two] } }),
      complete: false,
    })
    expect(states(cut)['comparison']).toBe('unknown error')
    const failed = comparisonChecks(compared([], { app: failedSide(aFailure('connection.invalid-client')) }))
    expect(states(failed)).toMatchObject({ 'connect app': 'fails error', comparison: 'fails error' })
  })

  it.each([
    [['read:tickets', 'read:customers'], 'holds'],
    [['read:tickets'], 'fails'],
    [['all:standard'], 'unknown'],
  ] as const)('the purpose with %j: %s', (scopes, state) => {
    const checks = comparisonChecks(compared(scopes, { purpose: READING }))
    expect(states(checks)['purpose']).toBe(`${state} error`)
  })
})

describe('of an inventory', () => {
  const risk = aRisk({ code: 'application.person', severity: 'warning' })

  it('each risk by its code, whether any application has it', () => {
    const checks = inventoryChecks(
      anInventory([
        anEntry({ name: 'A' }, { risks: [risk] }),
        ...Array.from({ length: 11 }, () => anEntry({ name: 'B' }, { risks: [risk] })),
      ]),
    )
    expect(states(checks)).toMatchObject({
      applications: 'holds error',
      'risk application.person': 'fails warning',
      'risk application.administrator': 'holds info',
    })
    expect(checks.find(({ name }) => name === 'risk application.person')?.message).toMatch(
      /^12 applications: A, B.* and others\.$/,
    )
  })

  it('what could not be read is unknown', () => {
    const checks = states(inventoryChecks(anInventory([anEntry({ scopes: null })])))
    expect(checks).toMatchObject({ applications: 'unknown error', 'risk application.person': 'unknown info' })
    expect(states(inventoryChecks(anInventory([], { complete: false })))['applications']).toBe(
      'unknown error',
    )
  })
})

it('policy tests by their names, a second of one name with a number; else what was found first', () => {
  const result = (name: string, state: 'passed' | 'failed' | 'unknown') => ({
    name,
    kind: 'same' as const,
    state,
    message: 'M.',
    records: [],
  })
  const checks = expectationChecks([result('a', 'passed'), result('a', 'failed'), result('b', 'unknown')])
  const first = { name: 'connect app', state: 'fails', message: 'First.', severity: 'error' } as const
  expect(
    onceByName([first, { ...first, message: 'Second.' }, ...checks]).map(({ name, state }) => [name, state]),
  ).toEqual([
    ['connect app', 'fails'],
    ['expect a', 'holds'],
    ['expect a (2)', 'fails'],
    ['expect b', 'unknown'],
  ])
})
