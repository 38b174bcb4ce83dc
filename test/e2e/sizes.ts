/** The sizes that every screen is usable at, and what is looked for there: WCAG 2.2, 1.4.4, 1.4.10 and 2.4.11. */
import type { CDPSession, Page } from '@playwright/test'
import { problems } from './axe'

export interface Size {
  readonly name: string
  /** CSS pixels, as the page sees them. */
  readonly width: number
  readonly height: number
  /** Pixels of the screen a CSS pixel; above 1 as a page is zoomed, or a screen scaled. */
  readonly scale: number
}

/** The window as it opens at first, zoomed twice and four times; its least size; a small laptop as Windows scales it. */
export const SIZES: readonly Size[] = [
  { name: '1280x840', width: 1280, height: 840, scale: 1 },
  { name: '900x600', width: 900, height: 600, scale: 1 },
  { name: '1366x768 at 150 %', width: 911, height: 512, scale: 1.5 },
  { name: '1280x840 at 200 %', width: 640, height: 420, scale: 2 },
  { name: '1280x840 at 400 %', width: 320, height: 210, scale: 4 },
]

/** Those at which the window is smaller than it opens at first. */
export const SMALL_SIZES = SIZES.slice(1)

const sessions = new WeakMap<Page, CDPSession>()

/** Gives the page of either host a size, until it is given another one; it stays over a reload. */
export const putAtSize = async (page: Page, { width, height, scale }: Size): Promise<void> => {
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page))
  sessions.set(page, session)
  await session.send('Emulation.setDeviceMetricsOverride', {
    width,
    height,
    deviceScaleFactor: scale,
    mobile: false,
  })
  // Laid out at its new size, and what watches sizes has drawn what it draws of it.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => {
          requestAnimationFrame(() => {
            resolve()
          })
        })
      }),
  )
}

/** What is wrong with the page at the size that it has, axe's violations among it; empty for nothing. */
export const faultsAtSize = async (page: Page): Promise<readonly string[]> => [
  ...(await layoutFaults(page)),
  ...(await problems(page)),
]

/** As `faultsAtSize`, without axe: also for the Electron of the tests, which axe is not run in. */
export const layoutFaults = async (page: Page): Promise<readonly string[]> => [
  ...(await page.evaluate(sidewaysFaults)),
  ...(await page.evaluate(cutTexts)),
  ...(await page.evaluate(coveredControls)),
  ...(await page.evaluate(gridsWithoutRows)),
]

/** Each of these runs in the page, and so holds all that it needs. */
const sidewaysFaults = (): string[] => {
  /** What is two-dimensional by what it is for may scroll sideways in itself. */
  const WIDE = '[role=grid], [role=treegrid], [role=table], table, [data-sideways]'
  const nameOf = (element: Element) =>
    `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> “${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 50)}”`
  const scrolls = (element: Element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX)
  const holdsText = ({ childNodes }: Element) =>
    [...childNodes].some(
      ({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent?.trim() !== '',
    )
  const isWider = (element: Element) => element.scrollWidth > element.clientWidth + 1
  /** To be heard only, or in sight only while it has the focus. */
  const isOnlyHeard = (element: Element) => {
    for (let at: Element | null = element; at !== null; at = at.parentElement)
      if (getComputedStyle(at).clipPath !== 'none') return true
    return false
  }
  /** Only because of what may be wider. */
  const holdsWide = (element: Element) => {
    const widest = [...element.children].filter((child) => child.scrollWidth > element.clientWidth)
    return widest.length > 0 && widest.every((child) => child.matches(WIDE))
  }
  /** Sideways, in a part of the page that scrolls so. */
  const isReached = (element: Element) => {
    for (let at = element.parentElement; at !== null; at = at.parentElement) if (scrolls(at)) return true
    return false
  }
  const faultsOf = (element: Element): string[] => {
    const box = element.getBoundingClientRect()
    const inWide = element.parentElement?.closest(WIDE) != null
    if (box.width === 0 || box.height === 0 || inWide || isOnlyHeard(element)) return []
    const found: string[] = []
    const hides = element.matches('[data-scrolls]')
    if ((scrolls(element) || hides) && isWider(element) && !element.matches(WIDE) && !holdsWide(element))
      found.push(
        `scrolls sideways: ${nameOf(element)}, ${String(element.scrollWidth)} in ${String(element.clientWidth)}`,
      )
    const isSeen = holdsText(element) || element.matches('button, input, select, textarea, summary')
    const mayBeWide = element.matches(WIDE)
    const isBeyond = box.right > window.innerWidth + 1 || box.left < -1
    if (isBeyond && (mayBeWide ? !isReached(element) : isSeen))
      found.push(
        `beyond the edge: ${nameOf(element)}, from ${box.left.toFixed(0)} to ${box.right.toFixed(0)} of ${String(window.innerWidth)}`,
      )
    return found
  }
  const shown = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body
  const root = document.scrollingElement ?? document.documentElement
  return [
    ...(root.scrollWidth > root.clientWidth
      ? [`the page is ${String(root.scrollWidth)} wide in ${String(root.clientWidth)}`]
      : []),
    // Its one part scrolls: two scroll bars beside each other lead nobody anywhere.
    ...(root.scrollHeight > root.clientHeight
      ? [`the page is ${String(root.scrollHeight)} high in ${String(root.clientHeight)}`]
      : []),
    ...[...shown.querySelectorAll('*')].flatMap(faultsOf),
  ]
}

const cutTexts = (): string[] => {
  const plain = (text: string) =>
    text
      .replace(/[\u2066-\u2069]/g, '')
      .replace(/\s+/g, ' ')
      .trim()
  /** What is seen of its text. */
  const textOf = (element: Element) => {
    if (element.querySelector('.visually-hidden') === null) return plain(element.textContent)
    const copy = element.cloneNode(true) as Element // a clone of an element is one
    for (const hidden of copy.querySelectorAll('.visually-hidden')) hidden.remove()
    return plain(copy.textContent)
  }
  const shown = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body
  const isCut = (element: Element) => {
    const { overflowX, overflowY, clipPath } = getComputedStyle(element)
    if (clipPath !== 'none' || element.clientWidth === 0) return false
    const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip'
    return (
      (hides(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
      (hides(overflowY) && element.scrollHeight > element.clientHeight + 2)
    )
  }
  const cut = [...shown.querySelectorAll('*')].filter((element) => textOf(element) !== '' && isCut(element))
  /** A title of its own, or of what it is in. */
  const isTitled = (element: Element, text: string) => {
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      if (plain(at.getAttribute('title') ?? '').includes(text)) return true
    }
    return false
  }
  /** The same words elsewhere, whole. */
  const isElsewhere = (element: Element, text: string) =>
    [...shown.querySelectorAll('*')].some(
      (other) =>
        !other.contains(element) &&
        !element.contains(other) &&
        plain(other.textContent).includes(text) &&
        other.getClientRects().length > 0 &&
        !cut.some((each) => each.contains(other) || other.contains(each)) &&
        other.closest('.visually-hidden') === null,
    )
  return cut.flatMap((element) => {
    // What is cut within is told there.
    if (cut.some((inner) => inner !== element && element.contains(inner))) return []
    const text = textOf(element)
    if (isTitled(element, text) || isElsewhere(element, text)) return []
    return [
      `cut: <${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> “${text.slice(0, 80)}”`,
    ]
  })
}

const coveredControls = (): string[] => {
  const FOCUSABLE =
    'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex="0"]'
  const shown = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body
  const nameOf = (element: Element) =>
    `<${element.tagName.toLowerCase()}> “${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 50)}”`
  /** In sight only while it has the focus. */
  const isKept = (element: Element) => {
    for (let at: Element | null = element; at !== null; at = at.parentElement)
      if (getComputedStyle(at).clipPath !== 'none') return true
    return false
  }
  /** In a part that is folded, but for what unfolds it. */
  const isFolded = (element: Element) => {
    const from = element.matches('summary') ? element.parentElement?.parentElement : element
    return from?.closest('details:not([open])') != null
  }
  const faults: string[] = []
  for (const element of shown.querySelectorAll<HTMLElement>(FOCUSABLE)) {
    if (element.getClientRects().length === 0 || isFolded(element) || isKept(element)) continue
    if (element.closest('[inert]') !== null || getComputedStyle(element).visibility === 'hidden') continue
    // As the focus does.
    element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    const box = element.getBoundingClientRect()
    const left = Math.max(box.left, 0)
    const right = Math.min(box.right, window.innerWidth)
    const top = Math.max(box.top, 0)
    const bottom = Math.min(box.bottom, window.innerHeight)
    const hitBy = (x: number, y: number): Element | null =>
      document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y)
    const isHit = (hit: Element | null) =>
      hit !== null &&
      (element.contains(hit) ||
        [...((element as HTMLInputElement).labels ?? [])].some((label) => label.contains(hit)))
    // A control is hit in its middle; of a region that is higher than the window any part will do.
    const isRegion = element.querySelector(FOCUSABLE) !== null || box.height > window.innerHeight / 2
    const points = isRegion
      ? [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((y) => [0.1, 0.5, 0.9].map((x) => [x, y] as const))
      : [[0.5, 0.5] as const]
    if (right > left && bottom > top && points.some(([x, y]) => isHit(hitBy(x, y)))) continue
    const over = right > left && bottom > top ? hitBy(0.5, 0.5) : null
    faults.push(`covered: ${nameOf(element)}, ${over === null ? 'out of the window' : `by ${nameOf(over)}`}`)
  }
  return faults
}

const gridsWithoutRows = (): string[] => {
  const ENOUGH = 3
  const faults: string[] = []
  for (const grid of document.querySelectorAll('[role=grid], [role=treegrid]')) {
    if (grid.getClientRects().length === 0) continue
    const rows = [...grid.querySelectorAll('[role=row]')].filter(
      (row) => row.querySelector('[role=gridcell]') !== null,
    )
    // From its top, as somebody would see it who scrolled there.
    grid.scrollIntoView({ block: 'start' })
    rows[0]?.scrollIntoView({ block: 'nearest' })
    const inSight = rows.filter((row) => {
      const { left, right, top, bottom } = row.getBoundingClientRect()
      const middle = (Math.max(left, 0) + Math.min(right, window.innerWidth)) / 2
      const hit = document.elementFromPoint(middle, (top + bottom) / 2)
      return hit !== null && row.contains(hit)
    }).length
    // A row of many lines leaves no room for three.
    const highest = Math.max(...rows.map((row) => row.getBoundingClientRect().height))
    const room = Math.max(1, Math.floor(window.innerHeight / highest) - 1)
    if (inSight < Math.min(ENOUGH, rows.length, room))
      faults.push(`${String(inSight)} rows in sight of ${grid.getAttribute('aria-label') ?? 'a grid'}`)
  }
  return faults
}
