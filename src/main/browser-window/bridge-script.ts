import type { CrossviewApi } from '../../shared/ipc/api'
import type { ChannelKinds, ReportEvent } from '../../shared/ipc/contract'

/** Runs in the page before its own scripts, as the preload does in Electron. */

export interface BridgeNames {
  readonly channels: ChannelKinds
  /** Name of the binding that carries requests to this process. */
  readonly binding: string
  /** Name of the function through which this process reports events. */
  readonly report: string
}

/**
 * Builds `window.crossview`, as `createBridge` does for Electron. Sent to the page as source text,
 * so it may use nothing from outside itself.
 */
export const installBridge = ({ channels, binding, report }: BridgeNames): void => {
  const page = window as unknown as Record<string, unknown>
  const ask = page[binding] as (channel: string, input: unknown) => Promise<string>
  const listeners: Record<string, Set<(message: unknown) => void>> = {}
  const reportEvent: ReportEvent = (channel, message) => {
    for (const listener of listeners[channel] ?? []) listener(message)
  }
  const memberOf = (channel: string, kind: 'request' | 'event') => {
    if (kind === 'request')
      return async (input: unknown): Promise<unknown> => JSON.parse(await ask(channel, input))
    const own = (listeners[channel] = new Set<(message: unknown) => void>())
    return (listener: (message: unknown) => void) => {
      own.add(listener)
      return () => {
        own.delete(listener)
      }
    }
  }
  const groups = Object.entries(channels).map(([group, members]) => {
    const built = Object.fromEntries(
      Object.entries(members).map(([name, kind]) => [name, memberOf(`${group}:${name}`, kind)]),
    )
    return [group, Object.freeze(built)]
  })
  const api = Object.freeze(Object.fromEntries(groups)) as CrossviewApi // `channels` has each member of it
  const hidden = { enumerable: false, configurable: false, writable: false }
  Object.defineProperty(page, report, { ...hidden, value: reportEvent })
  Object.defineProperty(page, 'crossview', { ...hidden, value: api })
}
