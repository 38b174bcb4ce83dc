import { explained } from '../../../src/core/causes/explained'
import type { Comparison } from '../../../src/core/comparison/comparison'
import type { Recipe } from '../../../src/core/comparison/recipe'
import type { FleetPart, FleetSetting } from '../../../src/core/fleet/fleet'
import { aComparison, anAgent, API_AGENT, connected, type Scene } from './builders'

/** Parts of fleets with plausible defaults; a test names only what it is about. */

export const aPart = (name: string, over: Partial<FleetPart> = {}): FleetPart => ({
  name,
  url: `https://${name.toLowerCase().replaceAll(' ', '-')}.halopsa.com`,
  startedAt: '2026-11-26T10:00:00.000Z',
  finishedAt: '2026-11-26T10:00:20.000Z',
  state: 'done',
  message: '0 errors, 0 warnings.',
  exit: 0,
  work: ['check', 'compare'],
  files: {},
  checks: [],
  settings: [],
  counts: { errors: 0, warnings: 0, requests: 31 },
  ...over,
})

export const aSetting = (over: Partial<FleetSetting> = {}): FleetSetting => ({
  what: 'agent.client',
  of: 'app',
  name: 'clients',
  value: 'all',
  evidence: 'Agent API Agent (42): clients all.',
  ...over,
})

export const READING: Recipe = {
  name: 'reading',
  title: 'Reading tickets',
  description: '',
  source: { title: 'A guide', url: null, date: '2026' },
  scopes: ['read:tickets', 'read:customers'],
  permissions: [{ feature: 'Tickets', verbs: ['read'] }],
  membership: true,
  settings: [{ code: 'l9', value: '1', why: 'View unassigned' }],
  unchecked: [],
}

/** A whole comparison of an app with these scopes, whose agent has these settings. */
export const compared = (
  scopes: readonly string[],
  {
    agent = {},
    purpose = null,
    ...scene
  }: Omit<Scene, 'agent'> & {
    readonly agent?: Parameters<typeof anAgent>[0] | null
    readonly purpose?: Recipe | null
  } = {},
): Comparison =>
  explained({
    ...aComparison({
      app: connected({ ...API_AGENT, scopes }),
      ...scene,
      configuration: { appSide: agent === null ? null : anAgent(agent), ...scene.configuration },
    }),
    purpose,
  })
