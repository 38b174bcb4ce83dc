import { describe, expect, it } from 'vitest'
import { agentPermissionsOf } from '../../../../src/main/adapters/halo/agent-mapping'

const administrator = (is_admin: unknown, SA?: string) =>
  agentPermissionsOf({
    id: 42,
    name: 'API Agent',
    is_admin,
    claims: SA === undefined ? [] : [{ type: 'SA', value: SA }],
  })?.administrator

describe('whether an agent is a Halo administrator', () => {
  it.each([
    [true, undefined, true],
    [false, undefined, false],
    [undefined, 'true', true],
    [undefined, 'True', true],
    [undefined, '1', true],
    [undefined, 'false', false],
    [undefined, undefined, null],
    // Nobody is taken for less than one of the two says.
    [false, 'true', true],
    [true, 'false', true],
    [false, 'false', false],
  ])('is_admin %s and the claim SA %s: %s', (isAdmin, claim, expected) => {
    expect(administrator(isAdmin, claim)).toBe(expected)
  })
})
