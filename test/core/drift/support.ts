import type { AgentPermissions, ApplicationSettings, Configuration } from '../../../src/core/halo/permission'
import { explained } from '../../../src/core/causes/explained'
import type { ComparisonFacts } from '../../../src/core/access/side-facts'
import type { Drift, DriftEnd } from '../../../src/core/drift/drift'
import { driftOf } from '../../../src/core/drift/drift-of'
import { aComparison, aTicket, anAgent, FABRIKAM, listed, type Scene } from '../support/builders'

const END: DriftEnd = { at: '2026-11-23T10:00:21.000Z', sha256: 'a'.repeat(64), complete: true }

export const between = (from: ComparisonFacts, to: ComparisonFacts): Drift =>
  driftOf(explained(from), explained(to), { from: END, to: END })

export const driftBetween = (from: Scene, to: Scene): Drift => between(aComparison(from), aComparison(to))

export const ALL = [aTicket(1), aTicket(2, FABRIKAM), aTicket(3, FABRIKAM)]
export const CLAIMS = anAgent().claims ?? {}
export const LIMITED = { ...CLAIMS, Fc: '0' }
export const CONTOSO = { clientId: '11', name: 'Contoso' }
export const BOTH = [CONTOSO, { clientId: '12', name: 'Fabrikam Ltd' }]

export const application = (over: Partial<ApplicationSettings> = {}): ApplicationSettings => ({
  id: '6a1c61e9-9b1f-4f5c-8d53-0b3a5d1f7e11',
  name: 'Reporting sync',
  inactive: false,
  loginAgentId: '42',
  loginAgentName: 'API Agent',
  scopes: ['all'],
  ...over,
})

export const scene = (configuration: Partial<Configuration>, more: Scene = {}): Scene => ({
  configuration: { application: application(), ...configuration },
  observed: { tickets: [listed(ALL), listed(ALL)] },
  ...more,
})

/** The changes between two states of the app's agent, as they are told. */
export const ofAgent = (from: Partial<AgentPermissions>, to: Partial<AgentPermissions>): Drift =>
  driftBetween(scene({ appSide: anAgent(from) }), scene({ appSide: anAgent(to) }))

export const told = ({ settings }: Drift) =>
  settings.map(({ what, change, value, before, message }) => ({ what, change, value, before, message }))
