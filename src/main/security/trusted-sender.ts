/** The part of a frame that decides whether it may ask anything. */
export interface SenderFrame {
  readonly url: string
  readonly parent: unknown
}

/**
 * SECURITY: only the main frame of our own page may call main. A frame that is gone has no sender
 * (https://www.electronjs.org/docs/latest/tutorial/security#17-validate-the-sender-of-all-ipc-messages).
 */
export const isTrustedSender = (frame: SenderFrame | null, origin: string): boolean => {
  if (frame?.parent !== null) return false
  try {
    const { protocol, host } = new URL(frame.url)
    return `${protocol}//${host}` === origin
  } catch {
    return false
  }
}
