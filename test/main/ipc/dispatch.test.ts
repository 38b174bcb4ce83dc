import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dispatch } from '../../../src/main/ipc/dispatch'
import type { Handlers } from '../../../src/main/ipc/handlers'
import { ALL_CHANNELS } from '../../../src/shared/ipc/channels'
import type { Channel } from '../../../src/shared/ipc/contract'
import { requestSchemas } from '../../../src/shared/ipc/requests'
import { ok } from '../../../src/shared/result'
import { COUNTS, SEED } from '../../support/counts'

/** Written down by hand: an addition is to be looked at, and then noted here. */
const RECORDED = [
  'analysis:calls',
  'analysis:causeRows',
  'analysis:choices',
  'analysis:fixes',
  'analysis:permissions',
  'analysis:recipes',
  'analysis:record',
  'analysis:records',
  'analysis:summary',
  'analysis:whatIf',
  'analysis:whatIfCopy',
  'app:demoScenarios',
  'app:info',
  'app:recheckKeychain',
  'comparison:cancel',
  'comparison:cancelChecks',
  'comparison:cancelProbe',
  'comparison:check',
  'comparison:close',
  'comparison:openInHalo',
  'comparison:openSnapshot',
  'comparison:probeScopes',
  'comparison:reattach',
  'comparison:rows',
  'comparison:search',
  'comparison:setOnScreen',
  'comparison:setPurpose',
  'comparison:start',
  'comparison:summary',
  'computer:look',
  'computer:save',
  'desktop:clearRecent',
  'desktop:openLogFolder',
  'desktop:openRecent',
  'desktop:openText',
  'desktop:recent',
  'desktop:setCommands',
  'desktop:setTyped',
  'desktop:showInFolder',
  'fleet:again',
  'fleet:cancel',
  'fleet:current',
  'fleet:export',
  'fleet:openResult',
  'fleet:pause',
  'fleet:resume',
  'fleet:setBaseline',
  'fleet:start',
  'history:drift',
  'history:exportDrift',
  'history:latest',
  'history:ofTenant',
  'history:open',
  'history:remove',
  'history:setBaseline',
  'history:setSettings',
  'history:settings',
  'inventory:blastRadius',
  'inventory:cancel',
  'inventory:closeReview',
  'inventory:decide',
  'inventory:export',
  'inventory:known',
  'inventory:openView',
  'inventory:resume',
  'inventory:saveBlastRadius',
  'inventory:setNote',
  'inventory:setReviewer',
  'inventory:start',
  'inventory:summary',
  'network:forget',
  'network:signIn',
  'network:state',
  'preferences:change',
  'preferences:get',
  'preferences:setGrid',
  'preferences:setPanel',
  'profiles:beginRemoval',
  'profiles:chooseImport',
  'profiles:confirmAuthHost',
  'profiles:confirmImport',
  'profiles:deleteSecret',
  'profiles:duplicate',
  'profiles:exportAll',
  'profiles:finishRemoval',
  'profiles:list',
  'profiles:readCertificates',
  'profiles:removeAll',
  'profiles:reorder',
  'profiles:save',
  'profiles:saveTemplate',
  'profiles:setSecret',
  'profiles:tag',
  'profiles:undoRemoval',
  'reports:branding',
  'reports:cancel',
  'reports:chooseLogo',
  'reports:export',
  'reports:options',
  'reports:removeLogo',
  'reports:setBranding',
  'updates:check',
  'updates:checkAtStart',
  'updates:openPage',
  'updates:setOn',
  'updates:skip',
  'updates:state',
]

const quiet = { info: () => undefined, error: () => undefined }

/** Handlers that only note that they were entered. */
const noting = () => {
  const entered: string[] = []
  const handlers = Object.fromEntries(
    ALL_CHANNELS.map((channel) => [
      channel,
      () => {
        entered.push(channel)
        return Promise.resolve(ok(null))
      },
    ]),
  ) as unknown as Handlers // one function for each channel, as the type asks
  return { entered, handlers }
}

const hostile = fc.oneof(
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
  }),
  fc.record({ __proto__: fc.anything(), constructor: fc.anything() }),
  fc.dictionary(fc.constantFrom('id', 'runId', 'target', 'role', 'secret', 'resource', 'x'), fc.anything()),
  fc.constant(JSON.parse('{"__proto__":{"polluted":true}}')),
  fc.constant(NaN),
)

describe('the channels of the window', () => {
  it('are the recorded ones', () => {
    expect([...ALL_CHANNELS].sort()).toEqual(RECORDED)
  })

  it.each(ALL_CHANNELS)(
    '%s enters its handler with nothing but what its schema takes',
    async (channel: Channel) => {
      await fc.assert(
        fc.asyncProperty(hostile, async (input) => {
          const { entered, handlers } = noting()
          const answer = await dispatch(handlers, channel, input, quiet)
          const takes = requestSchemas[channel].safeParse(input).success
          expect(entered).toEqual(takes ? [channel] : [])
          if (!takes) expect(answer).toMatchObject({ ok: false, error: { code: 'INVALID_ARGUMENT' } })
        }),
        { numRuns: COUNTS.payloadsPerChannel, seed: SEED },
      )
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    },
  )

  it('are no others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (channel) => {
        fc.pre(!(ALL_CHANNELS as readonly unknown[]).includes(channel))
        const { entered, handlers } = noting()
        expect(await dispatch(handlers, channel, {}, quiet)).toMatchObject({ ok: false })
        expect(entered).toEqual([])
      }),
      { numRuns: COUNTS.payloadsPerChannel, seed: SEED + 1 },
    )
    for (const channel of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) {
      expect(await dispatch(noting().handlers, channel, undefined, quiet)).toMatchObject({ ok: false })
    }
  })

  it('answer a handler that throws without its words', async () => {
    const handlers = {
      ...noting().handlers,
      'app:info': () => Promise.reject(new Error('Bearer canary-token')),
    }
    const lines: string[] = []
    const log = (event: string, fields: object = {}) => lines.push(JSON.stringify({ event, ...fields }))
    const answer = await dispatch(handlers, 'app:info', undefined, { info: log, error: log })
    expect(JSON.stringify(answer)).not.toContain('canary')
    expect(lines.join()).not.toContain('canary')
    expect(answer).toMatchObject({ ok: false, error: { code: 'INTERNAL' } })
  })
})
