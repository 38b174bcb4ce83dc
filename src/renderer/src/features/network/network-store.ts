import { create } from 'zustand'
import type { AppError } from '../../../../shared/app-error'
import type { NetworkApi, NetworkView } from '../../../../shared/ipc/network'
import { ask } from '../../bridge'

interface NetworkState {
  /** null until it was read for the first time. */
  readonly view: NetworkView | null
  readonly error: AppError | null
  /** Something is entered and not kept yet. What it is stays in the form. */
  readonly isEntered: boolean
  readonly setEntered: (isEntered: boolean) => void
  readonly load: () => Promise<void>
  /** @returns what is wrong with what was entered; null: it is kept */
  readonly signIn: (input: Parameters<NetworkApi['signIn']>[0]) => Promise<AppError | null>
  readonly forget: (proxy: string) => Promise<void>
}

/** Which way the stored tenants are reached, and the sign-ins of the proxies on it. No secret is ever here. */
export const useNetwork = create<NetworkState>()((set) => {
  const take = async (
    request: (network: NetworkApi) => ReturnType<NetworkApi['state']>,
  ): Promise<AppError | null> => {
    const answer = await ask(({ network }) => request(network))
    if (!answer.ok) return answer.error
    set({ view: answer.value, error: null })
    return null
  }
  return {
    view: null,
    error: null,
    isEntered: false,
    setEntered: (isEntered) => {
      set({ isEntered })
    },
    load: async () => {
      set({ error: await take((network) => network.state()) })
    },
    signIn: (input) => take((network) => network.signIn(input)),
    forget: async (proxy) => {
      set({ error: await take((network) => network.forget({ proxy })) })
    },
  }
})
