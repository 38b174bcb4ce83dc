import { describe, expect, it } from 'vitest'
import { effectivePermissions } from '../../../src/core/access/effective'
import type { AgentPermissions, RoleSettings } from '../../../src/core/halo/permission'
import type { Verb } from '../../../src/core/halo/feature'
import { anAgent } from '../support/builders'

const cellsOf = (
  feature: string,
  verb: Verb,
  scopes: readonly string[] | null,
  permissions: AgentPermissions | null,
  roles: readonly RoleSettings[] | null = null,
) => {
  const row = effectivePermissions({ scopes, permissions, roles }).find(
    (each) => each.feature === feature && each.verb === verb,
  )
  if (row === undefined) throw new Error(`No row for ${verb} ${feature}`)
  return row
}
const effective = (...args: Parameters<typeof cellsOf>) => cellsOf(...args).effective.allowed

describe('effective permissions', () => {
  it('need the scope and the level', () => {
    const agent = anAgent({ claims: { Tx: '2', l6: '1' } })
    expect(effective('Tickets', 'update', ['edit:tickets'], agent)).toBe(true)
    expect(effective('Tickets', 'update', ['read:tickets'], agent)).toBe(false)
    expect(effective('Tickets', 'create', ['edit:tickets'], agent)).toBe(true)
    expect(effective('Tickets', 'read', ['edit:tickets'], agent)).toBe(true)
    expect(effective('Tickets', 'update', ['all'], anAgent({ claims: { Tx: '1' } }))).toBe(false)
  })

  it('leave open what is not known, but not what one half denies anyway', () => {
    expect(effective('Tickets', 'read', ['read:tickets'], null)).toBe('unknown')
    expect(effective('Tickets', 'read', ['read:assets'], null)).toBe(false)
    expect(effective('Tickets', 'read', null, anAgent({ claims: { Tx: '0' } }))).toBe(false)
    expect(effective('Tickets', 'read', ['all:standard'], anAgent())).toBe('unknown')
    expect(effective('Services', 'read', ['read:tickets'], anAgent({ claims: { Vx: '2' } }))).toBe('unknown')
  })

  it('never call names only reading, nor modifying removing', () => {
    expect(effective('Clients/Customers', 'read', ['all'], anAgent({ claims: { Ux: '1' } }))).toBe('unknown')
    expect(effective('Clients/Customers', 'delete', ['all'], anAgent({ claims: { Ux: '3' } }))).toBe(
      'unknown',
    )
    expect(effective('Assets', 'delete', ['all'], anAgent({ claims: { Dx: '3' } }))).toBe(true)
    expect(effective('Assets', 'delete', ['all'], anAgent({ claims: { Dx: '2' } }))).toBe(false)
    expect(effective('Assets', 'delete', ['edit:assets'], anAgent({ claims: { Dx: '3' } }))).toBe('unknown')
  })

  it('deny a disabled agent everything', () => {
    const rows = effectivePermissions({
      scopes: ['all'],
      permissions: anAgent({ disabled: true }),
      roles: null,
    })
    expect(new Set(rows.map((row) => row.effective.allowed))).toEqual(new Set([false]))
  })

  it('say which role gives a level, and when it is the agent’s own', () => {
    const role = (id: string, claims: RoleSettings['claims']) => ({ id, name: `Role ${id}`, claims })
    const agent = anAgent({
      claims: { Tx: '2', Dx: '1' },
      roles: [
        { id: 'a', name: 'Role a' },
        { id: 'b', name: 'Role b' },
      ],
    })
    const roles = [role('a', { Tx: '2' }), role('b', { Tx: '1' })]
    const told = (feature: string, settings: readonly RoleSettings[] | null) =>
      cellsOf(feature, 'read', ['all'], agent, settings).agent.provenance[0]
    expect(told('Tickets', roles)).toBe('Tickets (Tx): Read and Modify, from role Role a')
    expect(told('Assets', roles)).toBe('Assets (Dx): Read Only, its own setting')
    expect(told('Assets', [role('a', null)])).toBe('Assets (Dx): Read Only, from a role or its own setting')
    expect(told('Assets', null)).toContain('roles were not read')
  })
})
