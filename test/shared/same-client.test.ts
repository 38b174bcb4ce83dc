import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/shared/files/config'
import { hasSameClient } from '../../src/shared/same-client'

const ID = '5f0c7a52-6f0e-4d7c-9a53-2b1f6b1c0de0'

describe('one application', () => {
  it('is on both sides, however its client id is written', () => {
    expect(hasSameClient({ app: { clientId: ID }, agent: { clientId: `{${ID.toUpperCase()}}` } })).toBe(true)
    expect(hasSameClient({ app: { clientId: ID }, agent: { clientId: `${ID}0` } })).toBe(false)
  })

  it('is nobody’s counterpart where there is no agent side', () => {
    expect(hasSameClient({ app: { clientId: ID }, agent: null })).toBe(false)
  })
})

describe('a config file', () => {
  const config = (agent: object, inspector: object | null = null) =>
    parseConfig(
      JSON.stringify({
        name: 'Contoso',
        url: 'https://contoso.halopsa.com',
        app: { kind: 'application', clientId: ID, secretEnv: 'A_SECRET' },
        agent,
        inspector,
      }),
    )

  it.each([
    { kind: 'application', clientId: `{${ID.toUpperCase()}}`, secretEnv: 'B_SECRET' },
    { kind: 'sign-in', clientId: ID, redirectPort: 8765 },
  ])('with the application on both sides is refused, and names the field: $kind', (agent) => {
    expect(config(agent)).toMatchObject({
      ok: false,
      error: { code: 'INVALID_FILE', field: 'agent.clientId' },
    })
  })

  it('may let the inspector be either side’s application', () => {
    const agent = { kind: 'application', clientId: 'other', secretEnv: 'B_SECRET' }
    const inspector = { kind: 'application', clientId: ID, secretEnv: 'A_SECRET' }
    expect(config(agent, inspector)).toMatchObject({ ok: true })
  })
})
