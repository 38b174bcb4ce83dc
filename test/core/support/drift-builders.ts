import type { Drift, Move, ResourceDrift, SettingChange } from '../../../src/core/drift/drift'

/** Parts of drifts, of which nothing is worked out. */

export const aSetting = (over: Partial<SettingChange> = {}): SettingChange => ({
  what: 'agent.client',
  side: 'app',
  of: 'API Agent',
  ofId: '42',
  change: 'removed',
  value: 'Fabrikam Ltd (12)',
  before: null,
  message: 'API Agent may see Fabrikam Ltd (12) no more.',
  ...over,
})

export const aMove = (over: Partial<Move> = {}): Move => ({
  how: 'vanished',
  ids: ['2'],
  because: [],
  record: null,
  ...over,
})

export const aResourceDrift = (over: Partial<ResourceDrift> = {}): ResourceDrift => ({
  resource: 'tickets',
  side: 'app',
  application: null,
  state: 'compared',
  reason: null,
  appeared: [],
  vanished: [],
  moves: [],
  because: [],
  created: [],
  deleted: [],
  undecided: [],
  perhaps: [],
  ...over,
})

export const aDrift = (over: Partial<Drift> = {}): Drift => ({
  kind: 'comparison',
  tenant: { name: 'Contoso', url: 'https://contoso.halopsa.com', version: '2.236.133' },
  from: { at: '2026-11-25T12:00:00.000Z', sha256: 'a'.repeat(64), complete: true },
  to: { at: '2026-11-26T12:00:00.000Z', sha256: 'b'.repeat(64), complete: true },
  settings: [],
  unread: [],
  resources: [],
  findings: { new: [], fixed: [], still: [], unknown: [] },
  exceptions: { applied: [], expired: [], unused: [] },
  ...over,
})
