import { useCallback, useSyncExternalStore } from 'react'

/** One column: the window is small, or its page zoomed. The style sheets have the same numbers. */
export const NARROW = '(max-width: 720px)'
/** The window scrolls as a whole, and nothing in it stays in place. */
export const SMALL = '(max-width: 720px), (max-height: 640px)'

/** Whether the window is as a media query asks, also once it is another size. */
export const useMedia = (query: string): boolean => {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const media = window.matchMedia(query)
      media.addEventListener('change', onChange)
      return () => {
        media.removeEventListener('change', onChange)
      }
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches)
}
