import { describe, expect, it } from 'vitest'
import { sameTenant, type OfTenant } from '../../../src/core/drift/same-tenant'

const of = (url: string, name = 'Contoso', rules?: string): OfTenant => ({
  tenant: { name, url, version: null },
  ...(rules !== undefined && { redaction: { rules, sha256: 'a'.repeat(64), intact: true } }),
})

describe('whether two snapshots are of one tenant', () => {
  it.each([
    ['https://contoso.halopsa.com', 'https://Contoso.HaloPSA.com/'],
    ['https://contoso.halopsa.com', 'https://contoso.halopsa.com:443'],
    ['https://contoso.halopsa.com', 'http://contoso.halopsa.com.:80//'],
    ['contoso.halopsa.com', 'https://contoso.halopsa.com'],
    ['https://halo.example/Contoso', 'https://halo.example/contoso/'],
    ['http://127.0.0.1:4001', 'http://127.0.0.1:50123'],
  ])('takes %s and %s for one, whatever it is called', (a, b) => {
    expect(sameTenant(of(a), of(b))).toEqual({ same: true })
    if (!a.includes('127')) expect(sameTenant(of(a, 'Old name'), of(b))).toEqual({ same: true })
  })

  it.each([
    ['https://contoso.halopsa.com', 'https://fabrikam.halopsa.com'],
    ['https://halo.example/contoso', 'https://halo.example/fabrikam'],
    ['https://halo.example', 'https://halo.example:8443'],
    ['https://contoso.halopsa.com', 'http://127.0.0.1:4001'],
  ])('tells %s from %s', (a, b) => {
    expect(sameTenant(of(a), of(b))).toEqual({
      same: false,
      reason: `The snapshots are of different tenants: ${a} and ${b}.`,
    })
  })

  it('tells demo scenarios apart by their names, since ports are others at each start', () => {
    expect(
      sameTenant(of('http://127.0.0.1:1', 'Demo clients'), of('http://127.0.0.1:1', 'Demo scopes')),
    ).toEqual({
      same: false,
      reason: 'The snapshots are of different tenants: “Demo clients” and “Demo scopes”.',
    })
  })

  it('holds stand-ins against those alone that the same key and rules made', () => {
    const redacted = of('https://tenant-1a2b.example', 'Tenant 1a2b', '2')
    expect(sameTenant(redacted, redacted)).toEqual({ same: true })
    for (const other of [
      of('https://tenant-1a2b.example'),
      of('https://tenant-1a2b.example', 'Tenant 1a2b', '1'),
      of('https://tenant-9z8y.example', 'Tenant 9z8y', '2'),
    ])
      expect(sameTenant(redacted, other)).toMatchObject({ same: false })
  })
})
