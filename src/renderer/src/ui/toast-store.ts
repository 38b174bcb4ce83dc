import { create } from 'zustand'

interface Toast {
  readonly id: number
  readonly text: string
}

interface ToastState {
  readonly toasts: readonly Toast[]
  /** Says that something was done; shown until dismissed or pushed out by three newer ones. */
  readonly announce: (text: string) => void
  readonly dismiss: (id: number) => void
}

const KEPT = 3

export const useToasts = create<ToastState>()((set) => ({
  toasts: [],
  announce: (text) => {
    set(({ toasts }) => ({ toasts: [...toasts, { id: (toasts.at(-1)?.id ?? 0) + 1, text }].slice(-KEPT) }))
  },
  dismiss: (id) => {
    set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
  },
}))
