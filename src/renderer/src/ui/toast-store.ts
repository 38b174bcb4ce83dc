import { create } from 'zustand'

export interface Toast {
  readonly id: number
  readonly text: string
  readonly action: ToastAction | null
  /** Called once when it is gone and its action was not taken. */
  readonly onGone: (() => void) | null
}

/** What can be done about what was done, as long as it is told. */
export interface ToastAction {
  readonly label: string
  readonly run: () => void
}

interface ToastState {
  readonly toasts: readonly Toast[]
  /** Says that something was done; shown until dismissed or pushed out by three newer ones. */
  readonly announce: (text: string, action?: ToastAction, onGone?: () => void) => void
  readonly dismiss: (id: number) => void
  /** Does what the toast offers, and takes it away. */
  readonly act: (id: number) => void
}

const KEPT = 3

export const useToasts = create<ToastState>()((set, get) => {
  const keep = (toasts: readonly Toast[]) => {
    const gone = get().toasts.filter((toast) => !toasts.includes(toast))
    set({ toasts })
    for (const { onGone } of gone) onGone?.()
  }
  return {
    toasts: [],
    announce: (text, action, onGone) => {
      const { toasts } = get()
      const id = (toasts.at(-1)?.id ?? 0) + 1
      keep([...toasts, { id, text, action: action ?? null, onGone: onGone ?? null }].slice(-KEPT))
    },
    dismiss: (id) => {
      keep(get().toasts.filter((toast) => toast.id !== id))
    },
    act: (id) => {
      const taken = get().toasts.find((toast) => toast.id === id)
      set({ toasts: get().toasts.filter((toast) => toast !== taken) })
      taken?.action?.run()
    },
  }
})
