/**
 * Where the focus goes when what had it is gone: a tenant that was deleted, a secret that was stored, a button that
 * cannot be pressed any more. Browsers let it fall to the body, and who works by keyboard or ear begins anew at the
 * top of the window.
 */

const FOCUSABLE =
  'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"]), [role="menuitem"]'

/** What had the focus, and where it stood: each ancestor below the root with its place among its siblings. */
interface Place {
  readonly element: HTMLElement
  /** From the element itself upwards. */
  readonly steps: readonly Step[]
}

interface Step {
  readonly node: Element
  readonly parent: Element
  readonly index: number
}

/** What had the focus last, also where it is gone by now. */
let last: Place | null = null
/** The focus went where nothing takes it, as by a click on the background: it is nobody's to bring back. */
let left = false

const placesBehind = new WeakMap<Element, Place>()

const placeOf = (element: HTMLElement): Place => {
  const steps: Step[] = []
  let node: Element = element
  for (let parent = node.parentElement; parent !== null; parent = node.parentElement) {
    steps.push({ node, parent, index: [...parent.children].indexOf(node) })
    node = parent
  }
  return { element, steps }
}

const isShown = (element: Element): boolean => element.getClientRects().length > 0 || isWithoutLayout()

/** Where nothing is laid out, as in tests of single parts, all counts as shown. */
const isWithoutLayout = (): boolean => document.documentElement.getClientRects().length === 0

const isUsable = (element: HTMLElement): boolean =>
  element.isConnected && !element.matches(':disabled') && isShown(element)

const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body

const take = (element: HTMLElement): boolean => {
  element.focus({ preventScroll: true })
  if (document.activeElement !== element) return false
  element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  return true
}

/** The same control of a neighbour, found by going down as it was gone up; else its first. */
const takeWithin = (candidate: Element, below: readonly Step[]): boolean => {
  // A screen is begun at its beginning, not at its first button.
  if (candidate instanceof HTMLElement && candidate.matches('main')) return take(candidate)
  let node: Element | undefined = candidate
  for (const { index } of [...below].reverse()) node = node?.children[index]
  if (node instanceof HTMLElement && node.matches(FOCUSABLE) && isUsable(node) && take(node)) return true
  if (candidate instanceof HTMLElement && candidate.matches(FOCUSABLE) && isUsable(candidate))
    if (take(candidate)) return true
  return [...candidate.querySelectorAll<HTMLElement>(FOCUSABLE)].some(
    (each) => each.tabIndex >= 0 && isUsable(each) && take(each),
  )
}

const isLandmark = (element: Element): boolean => element.matches('main, dialog')

/**
 * Puts the focus where it was; where that is gone, on what took its place or stands beside it, and at last on the
 * screen or dialog that it was in.
 */
const returnTo = ({ element, steps }: Place): void => {
  if (isUsable(element) && take(element)) return
  for (const [depth, { node, parent, index }] of steps.entries()) {
    const behind = node.matches('dialog') && !node.isConnected ? placesBehind.get(node) : undefined
    if (behind !== undefined) {
      returnTo(behind)
      return
    }
    if (!parent.isConnected) continue
    const siblings = [...parent.children]
    const at = node.isConnected ? siblings.indexOf(node) : index
    const nearest = [...siblings.slice(at), ...siblings.slice(0, at).reverse()]
    const below = steps.slice(0, depth)
    if (nearest.some((candidate) => takeWithin(candidate, below))) return
    if (isLandmark(parent)) break
  }
  // A dialog that is open lets nothing behind it have the focus.
  const dialogs = document.querySelectorAll<HTMLElement>('dialog[open]')
  const home = dialogs[dialogs.length - 1] ?? document.querySelector('main')
  if (home !== null && !takeWithin(home, [])) take(home)
}

/** Puts the focus back where it was last, when it fell to the body. */
const restore = (): void => {
  if (last !== null && !left && isNowhere() && document.hasFocus()) returnTo(last)
}

/** Before a dialog opens: remembers what is behind it. @returns what to call once it is closed */
export const rememberBehind = (dialog: Element): (() => void) => {
  const active = document.activeElement
  const place = active instanceof HTMLElement && !isNowhere() ? placeOf(active) : last
  if (place !== null) placesBehind.set(dialog, place)
  return () => {
    // Once all that goes together is gone, and what opens in its stead is open.
    queueMicrotask(() => {
      if (place !== null && isNowhere()) returnTo(place)
    })
  }
}

/** Watches the whole page. @returns ends it */
export const keepFocus = (): (() => void) => {
  const onFocusIn = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement) || target === document.body) return
    last = placeOf(target)
    left = false
  }
  const onFocusOut = ({ target, relatedTarget }: FocusEvent) => {
    if (relatedTarget !== null || !(target instanceof HTMLElement)) return
    // Only after what is being removed is removed can the two be told apart.
    queueMicrotask(() => {
      if (!isNowhere() || last?.element !== target) return
      if (isUsable(target)) left = true
      else restore()
    })
  }
  const changes = new MutationObserver(restore)
  document.addEventListener('focusin', onFocusIn)
  document.addEventListener('focusout', onFocusOut)
  changes.observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ['disabled', 'hidden', 'inert', 'open'],
  })
  return () => {
    document.removeEventListener('focusin', onFocusIn)
    document.removeEventListener('focusout', onFocusOut)
    changes.disconnect()
    last = null
    left = false
  }
}
