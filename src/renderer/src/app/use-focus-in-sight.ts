import { useEffect } from 'react'

/**
 * Brings what got the focus by keyboard into sight. A browser does so by itself, but not where a script gave the focus without
 * scrolling, as a list does that scrolls its rows itself and knows nothing of what it is in.
 */
export const useFocusInSight = (): void => {
  useEffect(() => {
    const show = ({ target }: FocusEvent) => {
      if (
        target instanceof HTMLElement &&
        target.matches('[role=row]:focus-visible, [role=gridcell]:focus-visible')
      )
        target.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    }
    document.addEventListener('focusin', show)
    return () => {
      document.removeEventListener('focusin', show)
    }
  }, [])
}
