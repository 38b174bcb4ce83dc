/** Runs in the page before its own scripts, as the preload does in Electron. */

export interface BridgeNames {
  readonly channels: Readonly<Record<string, readonly string[]>>
  /** Name of the binding that carries requests to this process. */
  readonly binding: string
  /** Name of the function through which this process tells progress. */
  readonly progress: string
}

/**
 * Builds `window.crossview`. Sent to the page as source text, so it may use nothing from outside
 * itself.
 */
export const installBridge = ({ channels, binding, progress }: BridgeNames): void => {
  const page = window as unknown as Record<string, unknown>
  const ask = page[binding] as (channel: string, input: unknown) => Promise<unknown>
  const listeners = new Set<(message: unknown) => void>()
  const hidden = { enumerable: false, configurable: false, writable: false }
  Object.defineProperty(page, progress, {
    ...hidden,
    value: (message: unknown) => {
      for (const listener of listeners) listener(message)
    },
  })
  const api: Record<string, Record<string, unknown>> = {}
  for (const [group, methods] of Object.entries(channels)) {
    api[group] = Object.fromEntries(
      methods.map((method) => [method, (input: unknown) => ask(`${group}:${method}`, input)]),
    )
  }
  api.comparison = {
    ...api.comparison,
    onProgress: (listener: (message: unknown) => void) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
  for (const methods of Object.values(api)) Object.freeze(methods)
  Object.defineProperty(page, 'crossview', { ...hidden, value: Object.freeze(api) })
}
