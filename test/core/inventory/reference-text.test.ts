import { describe, expect, it } from 'vitest'
import { referenceSteps } from '../../../src/core/inventory/reference-text'
import { anApplication } from '../support/inventory-builders'

const steps = (over: Parameters<typeof anApplication>[0] = {}, agent: string | null = 'API Agent') =>
  referenceSteps(anApplication(over), agent).join('\n')

describe('how to make a reference application', () => {
  it('names the agent, the scopes and where to click', () => {
    expect(steps({ scopes: ['read:tickets', 'edit:items'] })).toMatch(
      /Halo API > Applications[^]*“Crossview reference for Reporting sync”[^]*Client ID and Secret \(Services\)[^]*“Agent to log in as” to API Agent\.[^]*exactly these: read:tickets edit:items\.[^]*Compare for real[^]*delete the reference/,
    )
  })

  it.each([
    ['no scopes', { scopes: [] }, /leave everything unticked/],
    ['scopes that were not read', { scopes: null }, /tick the same there; Crossview could not read/],
    [
      'an end user',
      { login: { type: 'user', agentId: null, name: 'Litware' } },
      /login type to the one of the application/,
    ],
    ['an inactive application', { inactive: true }, /is inactive/],
    ['another method', { method: 'api-key' }, /not what its method does/],
    ['a name that nobody sees', { name: '\u200b' }, /reference for this application”/],
  ] as const)('of %s', (_name, over, sentence) => {
    expect(steps(over)).toMatch(sentence)
  })

  it.each([
    ['nobody', { login: { type: 'unset', agentId: null, name: null } }, /logs in as nobody/],
    [
      'whoever signs in',
      { method: 'authorization-code', login: { type: 'unset', agentId: null, name: null } },
      /whoever signs in/,
    ],
    ['somebody who is not known', { login: { type: 'unknown', agentId: null, name: null } }, /is not known/],
  ] as const)('there is none for one that logs in as %s', (_name, over, sentence) => {
    const text = steps(over)
    expect(text).toMatch(sentence)
    expect(text).not.toMatch(/Set its/)
  })

  it('is each a sentence', () => {
    for (const step of referenceSteps(anApplication(), null)) expect(step).toMatch(/^\p{Lu}.*[.:]$/u)
    expect(steps({}, null)).toMatch(/“Agent to log in as” to agent 42\./)
  })
})
