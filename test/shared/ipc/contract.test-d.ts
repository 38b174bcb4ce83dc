import type { DesktopMessage } from '../../../src/shared/ipc/desktop'
import { expectTypeOf } from 'vitest'
import { z } from 'zod'
import { installBridge } from '../../../src/main/browser-window/bridge-script'
import { dispatch } from '../../../src/main/ipc/dispatch'
import type { Handlers, WindowServices } from '../../../src/main/ipc/handlers'
import { limitedHandlers } from '../../../src/main/ipc/limited-handlers'
import type { registerHandlers } from '../../../src/main/ipc/register'
import type { scrubbedHandlers } from '../../../src/main/security/scrubbed-sinks'
import type { sendEvent } from '../../../src/main/window'
import type { AppError } from '../../../src/shared/app-error'
import type { AppInfo, CrossviewApi, RunProgress } from '../../../src/shared/ipc/api'
import {
  CHANNELS,
  createBridge,
  type FLEET_PROGRESS_CHANNEL,
  INVENTORY_PROGRESS_CHANNEL,
  PROGRESS_CHANNEL,
  type Transport,
} from '../../../src/shared/ipc/channels'
import type {
  Answers,
  Channel,
  EventChannel,
  Events,
  KindOf,
  ReportEvent,
  Requests,
} from '../../../src/shared/ipc/contract'
import type { FleetProgress } from '../../../src/shared/ipc/fleet'
import type { InventoryProgress } from '../../../src/shared/ipc/inventory'
import { exactRequests, requestSchemas } from '../../../src/shared/ipc/requests'
import { err, ok, type Result } from '../../../src/shared/result'
import type { FakeBridge } from '../../renderer/fake-bridge'

/**
 * Checked by `tsc -b`, never run: each expected error is a way in which the two ends of the window's
 * bridge could differ. Where the guard that refuses it is gone, the line compiles, and the unused
 * expectation fails.
 */

declare const handlers: Handlers
declare const clock: { monotonic(): number }
declare const logger: { info(): void; error(): void }
declare const transport: Transport

export const answers = () => {
  const serve = (given: Handlers) => limitedHandlers(given, clock)
  serve(handlers)
  // @ts-expect-error app:info answers a text
  serve({ ...handlers, 'app:info': () => Promise.resolve(ok('1.0')) })
  // @ts-expect-error comparison:start answers other fields
  serve({ ...handlers, 'comparison:start': () => Promise.resolve(ok({ id: 'x', nonsense: true })) })
  // @ts-expect-error a field too few
  serve({ ...handlers, 'profiles:list': () => Promise.resolve(ok({ profiles: [], readOnly: false })) })
  // @ts-expect-error null, where the API never answers it
  serve({ ...handlers, 'profiles:list': () => Promise.resolve(ok(null)) })
  // @ts-expect-error nothing, where the API answers null
  serve({ ...handlers, 'comparison:cancel': () => Promise.resolve(ok(undefined)) })
  // @ts-expect-error a bare value instead of a Result
  serve({ ...handlers, 'comparison:cancel': () => Promise.resolve(null) })
  // @ts-expect-error an error that is no AppError
  serve({ ...handlers, 'comparison:cancel': () => Promise.resolve(err('gone')) })
  // @ts-expect-error an answer without a promise
  serve({ ...handlers, 'comparison:cancel': () => ok(null) })
}

/** The handler of a channel, but for another input. */
type Taking<C extends Channel, Input> = (input: Input) => ReturnType<Handlers[C]>

declare const taking: {
  readonly asked: Taking<'comparison:cancel', { runId: string }>
  readonly otherName: Taking<'comparison:cancel', { run: string }>
  readonly more: Taking<'comparison:cancel', { runId: string; why: string }>
  readonly something: Taking<'app:info', { runId: string }>
  readonly required: Taking<'profiles:save', { secrets: { app: string } }>
}

export const inputs = () => {
  const serve = (given: Handlers) => limitedHandlers(given, clock)
  serve({ ...handlers, 'comparison:cancel': taking.asked })
  // @ts-expect-error an input key of another name
  serve({ ...handlers, 'comparison:cancel': taking.otherName })
  // @ts-expect-error a key more than the window sends
  serve({ ...handlers, 'comparison:cancel': taking.more })
  // @ts-expect-error an input, where the window sends none
  serve({ ...handlers, 'app:info': taking.something })
  // @ts-expect-error required, and optional in the API
  serve({ ...handlers, 'profiles:save': taking.required })
}

export const handlerTable = () => {
  const { 'app:info': _info, ...others } = handlers
  // @ts-expect-error a method without a handler
  limitedHandlers(others, clock)
  // @ts-expect-error a handler without a method
  limitedHandlers({ ...handlers, 'app:noSuchThing': () => Promise.resolve(ok(null)) }, clock)
  // @ts-expect-error the same at dispatch
  void dispatch(others, 'app:info', undefined, logger)
  expectTypeOf<Parameters<typeof registerHandlers>[0]>().toEqualTypeOf<Promise<Handlers>>()
  expectTypeOf<Parameters<typeof scrubbedHandlers>[0]>().toEqualTypeOf<Handlers>()
  expectTypeOf<WindowServices['handlers']>().toEqualTypeOf<Handlers>()
}

export const names = () => {
  const { info: _info, ...app } = CHANNELS.app
  const { reports: _reports, ...groups } = CHANNELS
  const page = { binding: 'ask', report: 'report' }
  // @ts-expect-error an API method without a channel
  createBridge({ ...CHANNELS, app }, transport)
  // @ts-expect-error the same in the browser window
  installBridge({ ...page, channels: { ...CHANNELS, app } })
  // @ts-expect-error a channel without a method
  createBridge({ ...CHANNELS, app: { ...CHANNELS.app, noSuchThing: 'request' } }, transport)
  // @ts-expect-error the same in the browser window
  installBridge({ ...page, channels: { ...CHANNELS, app: { ...CHANNELS.app, noSuchThing: 'request' } } })
  // @ts-expect-error a bridge without a group
  createBridge(groups, transport)
  // @ts-expect-error the same in the browser window
  installBridge({ ...page, channels: groups })
  // @ts-expect-error a group that the API does not have
  createBridge({ ...CHANNELS, tools: {} }, transport)
  // @ts-expect-error a request as an event
  createBridge({ ...CHANNELS, reports: { export: 'event' } }, transport)
  // @ts-expect-error an event as a request
  createBridge({ ...CHANNELS, comparison: { ...CHANNELS.comparison, onProgress: 'request' } }, transport)
  expectTypeOf(createBridge(CHANNELS, transport)).toEqualTypeOf<CrossviewApi>()
  expectTypeOf<FakeBridge['api']>().toEqualTypeOf<CrossviewApi>()
}

export const requests = () => {
  const id = z.string()
  const { 'app:info': _info, ...others } = requestSchemas
  const save = requestSchemas['profiles:save']
  const optional = id.optional()
  exactRequests(requestSchemas)
  // @ts-expect-error a method without a schema
  exactRequests(others)
  // @ts-expect-error a schema without a method
  exactRequests({ ...requestSchemas, 'app:noSuchThing': z.undefined() })
  // @ts-expect-error a schema of an event
  exactRequests({ ...requestSchemas, [PROGRESS_CHANNEL]: z.undefined() })
  // @ts-expect-error an input key of another name
  exactRequests({ ...requestSchemas, 'comparison:cancel': z.strictObject({ run: id }) })
  // @ts-expect-error a key more
  exactRequests({ ...requestSchemas, 'comparison:cancel': z.strictObject({ runId: id, why: id }) })
  // @ts-expect-error a key more, which may be left out
  exactRequests({ ...requestSchemas, 'comparison:cancel': z.strictObject({ runId: id, why: optional }) })
  // @ts-expect-error a key less
  exactRequests({ ...requestSchemas, 'profiles:deleteSecret': z.strictObject({ id }) })
  // @ts-expect-error optional, and required in the API
  exactRequests({ ...requestSchemas, 'comparison:cancel': z.strictObject({ runId: optional }) })
  // @ts-expect-error required, and optional in the API
  exactRequests({ ...requestSchemas, 'profiles:save': save.extend({ secrets: z.strictObject({ app: id, agent: id, inspector: id }) }) }) // prettier-ignore
  // @ts-expect-error undefined is a value of an optional key
  exactRequests({ ...requestSchemas, 'profiles:save': save.extend({ secrets: z.partialRecord(save.shape.secrets.keyType, optional) }) }) // prettier-ignore
  // @ts-expect-error one value of the API is refused
  exactRequests({ ...requestSchemas, 'reports:export': requestSchemas['reports:export'].extend({ format: z.enum(['pdf', 'csv', 'json', 'html']) }) }) // prettier-ignore
  // @ts-expect-error any text is taken for a resource
  exactRequests({ ...requestSchemas, 'comparison:start': requestSchemas['comparison:start'].extend({ resources: z.array(id) }) }) // prettier-ignore
  // @ts-expect-error null is refused
  exactRequests({ ...requestSchemas, 'analysis:fixes': requestSchemas['analysis:fixes'].extend({ records: z.array(id) }) }) // prettier-ignore
  // @ts-expect-error an input, where the API takes none
  exactRequests({ ...requestSchemas, 'app:info': z.strictObject({}) })
  // @ts-expect-error none, where the API takes one
  exactRequests({ ...requestSchemas, 'comparison:cancel': z.undefined() })
  // @ts-expect-error anything is taken
  exactRequests({ ...requestSchemas, 'comparison:cancel': z.any() })
}

export const derived = () => {
  expectTypeOf<KindOf<CrossviewApi['app']['info']>>().toEqualTypeOf<'request'>()
  expectTypeOf<KindOf<CrossviewApi['comparison']['onProgress']>>().toEqualTypeOf<'event'>()
  // A member that is neither has no entry in CHANNELS that fits: an answer without a promise …
  expectTypeOf<KindOf<() => Result<AppInfo, AppError>>>().toBeNever()
  // … or without a Result, two inputs, an error of another kind, and an event that cannot be stopped.
  expectTypeOf<KindOf<() => Promise<AppInfo>>>().toBeNever()
  expectTypeOf<KindOf<(id: string, name: string) => Promise<Result<null, AppError>>>>().toBeNever()
  expectTypeOf<KindOf<() => Promise<Result<null, Error>>>>().toBeNever()
  expectTypeOf<KindOf<(listener: (progress: RunProgress) => void) => void>>().toBeNever()
  expectTypeOf<KindOf<string>>().toBeNever()

  expectTypeOf<EventChannel>().toEqualTypeOf<
    | typeof PROGRESS_CHANNEL
    | typeof INVENTORY_PROGRESS_CHANNEL
    | typeof FLEET_PROGRESS_CHANNEL
    | 'desktop:onMessage'
  >()
  expectTypeOf<Extract<Channel, EventChannel>>().toBeNever()
  expectTypeOf<Events>().toEqualTypeOf<{
    readonly 'comparison:onProgress': RunProgress
    readonly 'inventory:onProgress': InventoryProgress
    readonly 'fleet:onProgress': FleetProgress
    readonly 'desktop:onMessage': DesktopMessage
  }>()
  expectTypeOf<Answers['app:info']>().toEqualTypeOf<AppInfo>()
  expectTypeOf<Requests['app:info']>().toEqualTypeOf<undefined>()
  expectTypeOf<Requests['comparison:cancel']>().toEqualTypeOf<{ runId: string }>()
}

export const progress = () => {
  expectTypeOf<typeof sendEvent>().toEqualTypeOf<ReportEvent>()
  expectTypeOf<Parameters<WindowServices['onEvent']>>().toEqualTypeOf<[listener: ReportEvent]>()
  const report: ReportEvent = () => undefined
  report(PROGRESS_CHANNEL, { runId: 'a', phase: 'done' })
  report(INVENTORY_PROGRESS_CHANNEL, { inventoryId: 'a', phase: 'done' })
  // @ts-expect-error the message of another event
  report(INVENTORY_PROGRESS_CHANNEL, { runId: 'a', phase: 'done' })
}
