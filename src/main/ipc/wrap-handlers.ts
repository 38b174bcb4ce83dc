import type { AppError } from '../../shared/app-error'
import { ALL_CHANNELS } from '../../shared/ipc/channels'
import type { Answers, Channel, Requests } from '../../shared/ipc/contract'
import type { Result } from '../../shared/result'
import type { Handlers } from './handlers'

/** Done around a handler, which it enters by `handle` or not at all. It sees the answer, never the input. */
export type AroundHandler = <C extends Channel>(
  channel: C,
  handle: () => Promise<Result<Answers[C], AppError>>,
) => Promise<Result<Answers[C], AppError>>

/** The same channels, each handler with something around it. */
export const wrapHandlers = (handlers: Handlers, around: AroundHandler): Handlers => {
  const wrapped = <C extends Channel>(channel: C) =>
    [channel, (input: Requests[C]) => around(channel, () => handlers[channel](input))] as const
  return Object.fromEntries(ALL_CHANNELS.map(wrapped)) as Handlers // one entry per channel
}
