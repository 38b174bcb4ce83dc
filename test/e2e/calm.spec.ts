import type { Page } from '@playwright/test'
import { emulate } from './emulated'
import { expect, test } from './fixtures'
import { walkScreens } from './screens'

/** What moves for longer than a moment. */
const moving = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    document.getAnimations().flatMap(({ effect, playState }) => {
      const { duration, iterations } = effect?.getComputedTiming() ?? {}
      const isLong = Number(duration) > 20 || iterations === Infinity
      return playState === 'running' && isLong ? [`${String(duration)} ms, ${String(iterations)} times`] : []
    }),
  )

/** Names everything that moves from now on while a page is looked at again and again. */
const watchMoving = async (page: Page): Promise<() => Promise<readonly string[]>> => {
  await page.evaluate(() => {
    const seen = new Set<string>()
    const look = () => {
      for (const { effect } of document.getAnimations()) {
        const { duration, iterations } = effect?.getComputedTiming() ?? {}
        if (Number(duration) > 20 || iterations === Infinity) seen.add(String(duration))
      }
      document.body.dataset['moved'] = [...seen].join()
      requestAnimationFrame(look)
    }
    look()
  })
  return async () => {
    const moved = await page.evaluate(() => document.body.dataset['moved'] ?? '')
    return moved === '' ? [] : moved.split(',')
  }
}

test('with reduced motion nothing moves, on any screen and while something runs', async ({ page, demo }) => {
  await emulate(page, { 'prefers-reduced-motion': 'reduce' })
  let moved = await watchMoving(page)
  const all: string[] = []
  await walkScreens(page, demo, async (name) => {
    all.push(...(await moved()), ...(await moving(page)).map((each) => `${name}: ${each}`))
    // Some screens are reached through a load of the window, after which nobody watches.
    moved = await watchMoving(page)
  })
  expect(all).toEqual([])
})

/** WCAG 2.2, 1.4.12: what a reader may set, and everything has to bear. */
const space = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`* {
      line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
    }
    p { margin-bottom: 2em !important; }`)
    document.adoptedStyleSheets = [sheet]
  })

interface Laid {
  /** Texts that their own box cuts, with no tooltip that has the rest. */
  readonly cut: readonly string[]
  /** Texts that lie over others. */
  readonly over: readonly string[]
}

const laid = (page: Page): Promise<Laid> =>
  page.evaluate(() => {
    const root = document.querySelector('dialog[open]') ?? document.body
    const texts = [...root.querySelectorAll<HTMLElement>('*')].filter(
      (element) =>
        element.closest('.visually-hidden, svg, select, [aria-hidden="true"]') === null &&
        [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '') &&
        element.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
    )
    const named = (element: Element) => `${element.tagName} ${element.textContent.trim().slice(0, 50)}`
    const cuts = (element: Element): boolean => {
      const { overflowX, overflowY } = getComputedStyle(element)
      const wide = element.scrollWidth > element.clientWidth + 1 && ['hidden', 'clip'].includes(overflowX)
      const high = element.scrollHeight > element.clientHeight + 2 && ['hidden', 'clip'].includes(overflowY)
      return element.clientWidth > 0 && (wide || high)
    }
    const cut = texts.filter((element) => cuts(element) && element.closest('[title]') === null).map(named)
    /** Where its text is, as far as those that hold it let it be seen. */
    const box = (element: Element) => {
      // Its own texts alone: words for the ear only within it are as wide as ever, and seen nowhere.
      const rects = [...element.childNodes].flatMap((node) => {
        if (!(node instanceof Text) || node.data.trim() === '') return []
        const range = document.createRange()
        range.selectNodeContents(node)
        return [range.getBoundingClientRect()]
      })
      let left = Math.min(...rects.map((rect) => rect.left))
      let right = Math.max(...rects.map((rect) => rect.right))
      let top = Math.min(...rects.map((rect) => rect.top))
      let bottom = Math.max(...rects.map((rect) => rect.bottom))
      for (let each: Element | null = element; each !== null; each = each.parentElement) {
        if (getComputedStyle(each).overflow === 'visible') continue
        const rect = each.getBoundingClientRect()
        left = Math.max(left, rect.left)
        right = Math.min(right, rect.right)
        top = Math.max(top, rect.top)
        bottom = Math.min(bottom, rect.bottom)
      }
      return { left, right, top, bottom }
    }
    const boxes = texts
      .map((element) => ({ element, ...box(element) }))
      .filter(({ left, right, top, bottom }) => right - left > 2 && bottom - top > 2)
    const over: string[] = []
    for (const [at, a] of boxes.entries())
      for (const b of boxes.slice(at + 1)) {
        if (a.element.contains(b.element) || b.element.contains(a.element)) continue
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
        if (wide <= 3 || high <= 4) continue
        // What sticks or floats lies over what scrolls beneath it, and covers it whole.
        const middle = document.elementFromPoint(
          Math.max(a.left, b.left) + wide / 2,
          Math.max(a.top, b.top) + high / 2,
        )
        const isCovered = (each: Element) =>
          middle !== null && !each.contains(middle) && !middle.contains(each)
        const layer = (each: Element) => {
          for (let of: Element | null = each; of !== null; of = of.parentElement)
            if (
              of.matches('[role=row], [role=status], thead, tr') ||
              ['sticky', 'fixed'].includes(getComputedStyle(of).position)
            )
              return of
          return null
        }
        if ((isCovered(a.element) || isCovered(b.element)) && layer(a.element) !== layer(b.element)) continue
        over.push(`${named(a.element)} over ${named(b.element)}`)
      }
    return { cut, over }
  })

test('text spacing cuts nothing off and lays nothing over another, on every screen', async ({
  page,
  demo,
}) => {
  const faults: Record<string, Laid> = {}
  await walkScreens(page, demo, async (name) => {
    const before = await laid(page)
    await space(page)
    const after = await laid(page)
    await page.evaluate(() => {
      document.adoptedStyleSheets = []
    })
    const cut = after.cut.filter((each) => !before.cut.includes(each))
    const over = after.over.filter((each) => !before.over.includes(each))
    if (cut.length + over.length > 0) faults[name] = { cut, over }
  })
  expect(faults).toEqual({})
})
