import type { Fleet, FleetCheck, FleetOutlier, FleetPart } from '../../../src/core/fleet/fleet'

export const aCheck = (over: Partial<FleetCheck> = {}): FleetCheck => ({
  name: 'connect app',
  state: 'holds',
  message: 'The app side connects.',
  severity: 'error',
  ...over,
})

/** What was written down of one tenant, in which all is well unless told. */
export const aPart = (name: string, over: Partial<FleetPart> = {}): FleetPart => ({
  name,
  url: 'https://contoso.halopsa.com',
  startedAt: '2026-11-26T10:00:00.000Z',
  finishedAt: '2026-11-26T10:00:12.400Z',
  state: 'done',
  message: 'Compared 26 resources.',
  exit: 0,
  work: ['check', 'compare'],
  files: { comparison: 'comparison.json' },
  checks: [aCheck()],
  settings: [],
  counts: { errors: 0, warnings: 0, requests: 31 },
  ...over,
})

export const anOutlier = (tenant: string, over: Partial<FleetOutlier> = {}): FleetOutlier => ({
  tenant,
  what: 'scope',
  of: 'app',
  name: 'read:assets',
  value: 'not granted',
  usual: 'granted',
  usualCount: 38,
  known: 40,
  message: '38 of 40 tenants grant read:assets; this one does not.',
  ...over,
})

export const aFleet = (tenants: readonly FleetPart[], over: Partial<Fleet> = {}): Fleet => ({
  startedAt: '2026-11-26T10:00:00.000Z',
  finishedAt: '2026-11-26T10:05:00.000Z',
  tenants,
  baseline: 'majority',
  outliers: [],
  missing: [],
  ...over,
})

/** A fleet with everything in it that a report has to show, and these names for its tenants. */
export const aTroubledFleet = (names: readonly string[]): Fleet =>
  aFleet(
    names.map((name, at) =>
      aPart(name, {
        state: at % 5 === 3 ? 'failed' : at % 5 === 4 ? 'incomplete' : 'done',
        message: `Of ${name} this is told.`,
        exit: at % 5 > 2 ? 3 : 1,
        checks: [
          aCheck(),
          aCheck({ name: 'purpose', state: 'fails', message: `${name} lacks read:assets.` }),
          aCheck({
            name: `risk ${name}`,
            state: 'fails',
            severity: 'warning',
            message: `${name} logs in as a person.`,
          }),
          aCheck({ name: 'recipe', state: 'unknown', message: `Not known of ${name}.` }),
        ],
        counts: { errors: 1, warnings: 1, requests: 31 },
      }),
    ),
    {
      outliers: names.map((name) => anOutlier(name, { message: `Others have what ${name} lacks.` })),
      missing: names.map((name) => ({ part: name, reason: `Nobody wrote ${name}.` })),
    },
  )
