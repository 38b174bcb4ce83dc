import { describe, expect, it } from 'vitest'
import type { AgentPermissions } from '../../../src/core/halo/permission'
import type { Drift } from '../../../src/core/drift/drift'
import {
  aComparison,
  anAgent,
  connected,
  listed,
  truncated,
  type Scene,
  API_AGENT,
} from '../support/builders'
import { ALL, LIMITED, CONTOSO, scene, between, driftBetween } from './support'

describe('findings', () => {
  const with_ = (agent: Partial<AgentPermissions> | null, seen = ALL, more: Scene = {}): Scene =>
    scene(
      { appSide: agent && anAgent(agent) },
      { observed: { tickets: [listed(ALL), listed(seen)] }, ...more },
    )
  const codes = ({ findings }: Drift) =>
    Object.fromEntries(
      Object.entries(findings).map(([what, list]: [string, Drift['findings']['new']]) => [
        what,
        list.map(({ code }) => code),
      ]),
    )

  it('are new, fixed and still there, whatever they are worded like', () => {
    const limited = { claims: LIMITED, clients: [CONTOSO] }
    const [open, shut] = [with_({}), with_(limited, ALL.slice(0, 1))]
    expect(codes(driftBetween(open, shut))).toMatchObject({ new: ['agent.client'], fixed: [], unknown: [] })
    expect(codes(driftBetween(shut, open))).toMatchObject({ new: [], fixed: ['agent.client'], unknown: [] })
    const renamed = with_(
      { ...limited, name: 'Another name', clients: [{ ...CONTOSO, name: 'Contoso plc' }] },
      ALL.slice(0, 1),
    )
    expect(codes(driftBetween(shut, renamed)).still).toContain('agent.client')
    expect(codes(driftBetween(shut, renamed))).toMatchObject({ new: [], fixed: [], unknown: [] })
  })

  it('are unknown where the other end could not read what decides them', () => {
    const shut = with_({ claims: LIMITED, clients: [CONTOSO] }, ALL.slice(0, 1))
    expect(
      codes(driftBetween(with_({}, [], { observed: { tickets: [listed(ALL), truncated([], 3)] } }), shut)),
    ).toMatchObject({ unknown: ['agent.client'] })
    expect(codes(driftBetween(with_(null), shut)).unknown).toContain('agent.client')
    expect(codes(driftBetween(shut, with_({}, [], { observed: {} }))).unknown).toContain('agent.client')
  })

  it('are unknown where one list alone was not read, and what nothing explains then as well', () => {
    const shut = with_({ claims: LIMITED, clients: [CONTOSO] }, ALL.slice(0, 1))
    // One of the client's tickets is seen, so that the lists alone explain nothing of the other.
    const [own, one] = [ALL[0] ?? expect.fail(), ALL[2] ?? expect.fail()]
    const part = with_({ claims: LIMITED, clients: null }, [own, one])
    const later = codes(driftBetween(shut, part))
    expect(later).toMatchObject({ new: [], fixed: [] })
    expect([...(later.unknown ?? [])].sort()).toEqual(['agent.client', 'data.unexplained'])
    expect(codes(driftBetween(part, shut))).toMatchObject({ new: [], fixed: [] })
    // Read alike at both ends, nothing explaining it is as new as anything.
    expect(codes(driftBetween(with_({}), with_({}, ALL.slice(0, 1)))).new).toEqual(['data.unexplained'])
  })

  it('of scopes are about those scopes', () => {
    const asked = (...requestedScopes: string[]) =>
      with_({}, ALL, { app: connected({ ...API_AGENT, scopes: ['read:tickets'], requestedScopes }) })
    expect(
      codes(driftBetween(asked('read:tickets', 'read:items'), asked('read:tickets', 'read:quotes'))),
    ).toMatchObject({ new: ['scope.not-granted'], fixed: ['scope.not-granted'] })
    expect(
      codes(driftBetween(asked('read:tickets', 'read:items'), asked('read:items', 'read:quotes'))).still,
    ).toContain('scope.not-granted')
  })

  it('leave out what came and went while one run lasted', () => {
    expect(codes(driftBetween(with_({}), { ...with_({}, ALL.slice(0, 2)), changed: ['3'] }))).toMatchObject({
      new: [],
      unknown: [],
    })
  })

  it('are judged by the later purpose: that one was chosen is no change', () => {
    const from = aComparison(with_({}))
    expect(codes(between(from, { ...from, purpose: null }))).toMatchObject({ new: [], fixed: [] })
  })
})
