import { useEffect } from 'react'

/** What can have the focus by the Tab key, in a part of the window. */
const STOPS =
  ':is(button, input, select, textarea, summary, a[href], [tabindex]):not(:disabled):not([tabindex="-1"])'

const isShown = (element: HTMLElement): boolean => element.getClientRects().length > 0

/** The parts of the window that are there now, in the order of the page: the main one, and of the others those that hold none. */
const regions = (): readonly HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (each) => isShown(each) && (each.tagName === 'MAIN' || each.querySelector('[data-region]') === null),
  )

/** Puts the focus into a part: on its first tab stop, or on the part itself where it has none or holds others. */
export const enterRegion = (region: HTMLElement): void => {
  const holdsOthers = region.querySelector('[data-region]') !== null
  const stop = holdsOthers
    ? undefined
    : [...region.querySelectorAll<HTMLElement>(STOPS)].find(
        (each) =>
          isShown(each) && (!(each instanceof HTMLInputElement) || each.type !== 'radio' || each.checked),
      )
  if (region.tabIndex >= 0 || stop === undefined) {
    if (!region.hasAttribute('tabindex')) region.tabIndex = -1
    region.focus()
  } else stop.focus()
}

/** The parts beside the main one that have a name of their own, for who wants to skip to one. */
export const namedRegions = (): readonly { readonly name: string; readonly region: HTMLElement }[] =>
  regions().flatMap((region) => {
    const label = region.getAttribute('aria-labelledby')
    const name = label === null ? null : document.getElementById(label)?.textContent
    return region.tagName === 'ASIDE' && name != null && name !== '' ? [{ name, region }] : []
  })

/** To the next part of the window, or the one before; from the last to the first. */
const step = (by: 1 | -1): void => {
  const all = regions()
  // The innermost that has the focus comes last.
  const at = all.findLastIndex((region) => region.contains(document.activeElement))
  const from = at < 0 && by < 0 ? 0 : at
  const next = all[(from + by + all.length) % all.length]
  if (next !== undefined) enterRegion(next)
}

/** F6 and Shift+F6 go from part to part, as in other programs; a dialog keeps the focus. */
export const useRegionKeys = (): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'F6' || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      if (document.querySelector('dialog[open]') === null) step(event.shiftKey ? -1 : 1)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
    }
  }, [])
}
