import type { AppError } from '../app-error'
import type { Result } from '../result'
import type { CrossviewApi } from './api'

/**
 * What follows from `CrossviewApi`, the one description of what the window may ask of main. The
 * names (`channels.ts`), the request schemas (`requests.ts`), the handlers and the bridges are typed
 * by this, so that none of them can miss a method, have one too many, or mean another input or answer.
 */

type Group = keyof CrossviewApi
/** `profiles:save` and so on, for every member of the API. */
type Name = { [G in Group]: `${G}:${keyof CrossviewApi[G] & string}` }[Group]
type Member<N extends Name> = N extends `${infer G extends Group}:${infer M}`
  ? M extends keyof CrossviewApi[G]
    ? CrossviewApi[G][M]
    : never
  : never

/** The window asks and is answered. */
type RequestMethod = (input: never) => Promise<Result<unknown, AppError>>
/** The window listens; what it gets back stops it. */
type MessageOf<M> = M extends (listener: infer Listener) => () => void
  ? Listener extends (message: infer Message) => void
    ? Message
    : never
  : never

/** `never` for a member that is neither: then no entry of `CHANNELS` fits it. */
export type KindOf<M> = M extends RequestMethod ? 'request' : [MessageOf<M>] extends [never] ? never : 'event'

type NameOf<Kind> = { [N in Name]: Kind extends KindOf<Member<N>> ? N : never }[Name]

/** The closed set of requests. */
export type Channel = NameOf<'request'>
/** What main reports without being asked. */
export type EventChannel = NameOf<'event'>

/** Every member of the API, with what it is. */
export type ChannelKinds = {
  readonly [G in Group]: { readonly [M in keyof CrossviewApi[G]]: KindOf<CrossviewApi[G][M]> }
}

/** The input of each request; `undefined` where there is none. */
export type Requests = {
  readonly [C in Channel]: Parameters<Member<C>> extends readonly [infer Input] ? Input : undefined
}

/** What each request is answered with when all goes well. */
export type Answers = {
  readonly [C in Channel]: Member<C> extends (input: never) => Promise<Result<infer Value, AppError>>
    ? Value
    : never
}

/** What each event carries. */
export type Events = {
  readonly [C in EventChannel]: MessageOf<Member<C>>
}

/** Takes any event: its channel and its message. */
export type ReportEvent = <C extends EventChannel>(channel: C, message: Events[C]) => void
