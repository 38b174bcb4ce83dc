import { setTimeout as after } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { AppError } from '../../../src/shared/app-error'
import type { Channel } from '../../../src/shared/ipc/contract'
import type { Result } from '../../../src/shared/result'
import { createProfileFile } from '../../../src/main/adapters/profile-store/profile-store'
import { systemClock } from '../../../src/main/adapters/system/system-clock'
import { dispatch } from '../../../src/main/ipc/dispatch'
import { limitedHandlers } from '../../../src/main/ipc/limited-handlers'
import type { Handlers } from '../../../src/main/ipc/handlers'
import { RunRegistry } from '../../../src/main/services/runs/run-registry'
import { ok } from '../../../src/shared/result'
import { COUNTS } from '../../support/counts'
import { mayBeLate, watchLoop } from '../../support/loop-lag'
import { fixedClock, storedProfile, temporaryFolder } from '../../support/profiles'
import { openWindowServices } from '../../support/window-services'

/** A page that asks ten thousand times a second (security-measurements.md L4), and a run that reports as often. */

const MESSAGES_A_SECOND = 10_000
const EACH_MS = 50
const quiet = { info: () => undefined, error: () => undefined }

const services = async () => {
  const folder = temporaryFolder()
  await createProfileFile(folder, fixedClock).save({
    profiles: Array.from({ length: 200 }, (_, index) => storedProfile(index + 1)),
  })
  const made = openWindowServices(folder, { logger: quiet })
  onTestFinished(() => made.close())
  return made
}

/** What a broken or hostile page could ask again and again without a dialog or a keychain in between. */
const ASKED: readonly (readonly [Channel, unknown])[] = [
  ['app:demoScenarios', undefined],
  ['profiles:list', undefined],
  ['comparison:rows', { runId: 'x', resource: 'tickets', offset: 0, limit: 100 }],
  [
    'comparison:start',
    { target: { kind: 'profile', profileId: 'gone' }, title: 'x', resources: ['tickets'] },
  ],
  ['comparison:reattach', undefined],
  ['profiles:save', { id: null, profile: { name: 'x'.repeat(10_000) }, secrets: {} }],
  ['comparison:summary', { runId: 'x', __proto__: { y: 1 } }],
]

describe('ten thousand requests a second', () => {
  it('are each answered, most of them with BUSY, and main goes on', async () => {
    const { handlers } = await services()
    const idleWatch = watchLoop()
    await after(500)
    const idle = idleWatch()

    const answers: Promise<Result<unknown, AppError>>[] = []
    const before = process.memoryUsage().heapUsed
    const watch = watchLoop()
    const ends = performance.now() + COUNTS.floodSeconds * 1000
    while (performance.now() < ends) {
      for (let message = 0; message < (MESSAGES_A_SECOND * EACH_MS) / 1000; message++) {
        const [channel, input] = ASKED[message % ASKED.length] ?? ['app:info', undefined]
        answers.push(dispatch(handlers, channel, input, quiet))
      }
      await after(EACH_MS)
    }
    const lag = watch()
    const codes = new Map<string, number>()
    for (const answer of await Promise.all(answers)) {
      const code = answer.ok ? 'ok' : answer.error.code
      codes.set(code, (codes.get(code) ?? 0) + 1)
    }
    expect([...codes.keys()].sort()).toEqual(expect.arrayContaining(['BUSY', 'INVALID_ARGUMENT', 'ok']))
    expect(codes.get('INTERNAL')).toBeUndefined()
    // What its schema refuses is answered so; of the rest, what the limit lets through is answered well.
    expect(codes.get('ok')).toBeLessThan(1_000 + 1_000 * COUNTS.floodSeconds)
    expect(lag.p99).toBeLessThan(mayBeLate(idle))
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(300e6)
    // And a second later it is as if nothing had been.
    await after(1_000)
    expect(await dispatch(handlers, 'profiles:list', undefined, quiet)).toMatchObject({ ok: true })
  })

  it('enter no handler beyond so many a second and so many under way', async () => {
    let now = 0
    let entered = 0
    const finish: (() => void)[] = []
    const handlers = limitedHandlers(
      {
        'app:info': () => {
          entered += 1
          return Promise.resolve(ok(null))
        },
        'comparison:check': () =>
          new Promise((resolve) =>
            finish.push(() => {
              resolve(ok(null))
            }),
          ),
      } as unknown as Handlers, // two channels are enough here
      { monotonic: () => now },
    )
    const ask = (channel: 'app:info' | 'comparison:check', count: number) =>
      Array.from({ length: count }, () =>
        dispatch(handlers, channel, { target: { kind: 'demo', scenario: 'x' } }, quiet),
      )
    await Promise.all(Array.from({ length: 5_000 }, () => dispatch(handlers, 'app:info', undefined, quiet)))
    expect(entered).toBeLessThanOrEqual(1_000)
    now = 10_000
    const checks = ask('comparison:check', 200)
    await Promise.resolve()
    expect(finish.length).toBe(64)
    expect(await dispatch(handlers, 'app:info', undefined, quiet)).toMatchObject({ error: { code: 'BUSY' } })
    for (const end of finish) end()
    await Promise.all(checks)
    expect(await dispatch(handlers, 'app:info', undefined, quiet)).toMatchObject({ ok: true })
  })
})

describe('a run that reports ten thousand times a second', () => {
  it('is reported ten times a second at most', async () => {
    const registry = new RunRegistry({ clock: systemClock, newId: () => 'run' })
    const reported: number[] = []
    registry.onProgress(() => reported.push(performance.now()))
    let reports = 0
    registry.start(async ({ onProgress }) => {
      const ends = performance.now() + 1_000
      while (performance.now() < ends) {
        for (let report = 0; report < 500; report++) {
          reports += 1
          onProgress({
            phase: 'listing',
            active: [{ resource: 'tickets', agentFetched: reports, appFetched: 0 }],
            resourcesDone: 0,
            resourcesTotal: 1,
            ended: [],
            requests: reports,
            waiting: null,
          })
        }
        await after(EACH_MS)
      }
      return new Promise(() => undefined)
    })
    await after(1_300)
    expect(reports).toBeGreaterThan(1_000)
    for (let message = 10; message < reported.length; message++)
      expect((reported[message] ?? 0) - (reported[message - 10] ?? 0)).toBeGreaterThan(900)
    expect(reported.length).toBeGreaterThan(1)
  })
})
