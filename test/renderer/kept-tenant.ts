import { ok } from '../../src/shared/result'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { aDrift, anEntry, answerOf, READING_APP, TENANT } from './fake-history'
import type { FakeState } from './fake-state'

/** A stored tenant with two app connections, and what was kept of it. */
export const withHistory = (state: Partial<FakeState> = {}): FakeBridge =>
  new FakeBridge({
    profiles: [
      aProfileView({
        apps: [{ id: READING_APP, name: 'Reading app', kind: 'application', clientId: 'x', scope: 'all' }],
        lastRun: { finishedAt: anEntry(4).at, complete: true, errors: 2, warnings: 1 },
      }),
    ],
    kept: {
      [TENANT]: [
        anEntry(4, {
          change: {
            since: anEntry(3).at,
            settings: 2,
            appeared: 1,
            vanished: 14,
            newFindings: 1,
            fixedFindings: 0,
            unknown: false,
          },
        }),
        anEntry(3),
        anEntry(2, { baseline: true, counts: { ...anEntry(2).counts, complete: false } }),
        anEntry(1, { app: READING_APP }),
      ],
    },
    drift: () => ok(answerOf(aDrift())),
    ...state,
  })
