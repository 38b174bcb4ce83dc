import type { Page } from '@playwright/test'
import { emulate } from './emulated'
import { expect, test } from './fixtures'
import { walkScreens } from './screens'

/**
 * What is chosen, here or pressed and looks like what is not, and what of it cannot be read; from outside, by what the browser
 * computed. Empty for nothing.
 */
const alike = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const MARKED =
      '[aria-selected="true"], [aria-current="page"], [aria-current="true"], [aria-pressed="true"], input:checked + span'
    const isShown = (element: Element) => element.getClientRects().length > 0
    /** A tick that the system draws shows itself; one that is not seen is drawn by what stands beside it. */
    const isDrawn = (element: Element) => {
      const input = element.matches('input + span') ? element.previousElementSibling : null
      if (input === null) return true
      const { opacity, appearance } = getComputedStyle(input)
      return opacity === '0' || appearance === 'none' || input.getBoundingClientRect().width <= 1
    }
    const look = (element: Element) => {
      const { backgroundColor, color, borderTopColor, outlineStyle, outlineColor, outlineWidth } =
        getComputedStyle(element)
      return JSON.stringify([
        backgroundColor,
        color,
        borderTopColor,
        outlineStyle,
        outlineColor,
        outlineWidth,
      ])
    }
    /** The others of the same kind: those in the list, row, bar or group that it stands in. */
    const others = (element: Element): readonly Element[] => {
      const role = element.getAttribute('role')
      const group = element.closest(
        '[role=grid], [role=treegrid], [role=listbox], [role=tablist], nav, ul, fieldset, [role=toolbar], [role=group], [role=radiogroup]',
      )
      const of = role === null ? element.tagName.toLowerCase() : `[role="${role}"]`
      const kind = element.matches('input + span')
        ? 'input:not(:checked) + span'
        : `${of}:not(${MARKED}):not(:disabled)`
      return [...(group?.querySelectorAll(kind) ?? [])].filter(isShown)
    }
    const channel = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    const light = (colour: string) => {
      const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => channel(Number(part) / 255))
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const contrast = (a: string, b: string) => {
      const [one, two] = [light(a), light(b)]
      return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05)
    }
    return [...document.querySelectorAll(MARKED)]
      .filter(isShown)
      .filter(isDrawn)
      .flatMap((element) => {
        const what = `${element.tagName} ${element.getAttribute('role') ?? ''} ${element.textContent.slice(0, 40)}`
        const like = others(element).find((other) => look(other) === look(element))
        const own = getComputedStyle(element)
        const unread = [element, ...element.querySelectorAll('*')].filter(
          (part) =>
            own.backgroundColor !== 'rgba(0, 0, 0, 0)' &&
            isShown(part) &&
            contrast(getComputedStyle(part).color, own.backgroundColor) < 4.5,
        )
        return [
          ...(like === undefined ? [] : [`${what} looks like ${like.textContent.slice(0, 40)}`]),
          ...(unread.length === 0 ? [] : [`${what} cannot be read`]),
        ]
      })
  })

/** Presses Tab through the screen, and says what has the focus without showing it. */
const withoutFocus = async (page: Page): Promise<readonly string[]> => {
  const found: string[] = []
  for (let stop = 0; stop < 12; stop += 1) {
    await page.keyboard.press('Tab')
    const fault = await page.evaluate(() => {
      const element = document.activeElement
      // Behind the last stop of the page comes what the browser has around it: then no part of the page has the focus.
      if (element === null || element === document.body || !document.hasFocus()) return null
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      // A radio or tick that is drawn by what stands beside it shows its focus there.
      const beside = element.nextElementSibling
      const drawn = beside === null ? null : getComputedStyle(beside).outlineStyle
      const isSeen = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
      return isSeen || (element instanceof HTMLInputElement && drawn !== 'none')
        ? null
        : element.outerHTML.slice(0, 120)
    })
    if (fault !== null) found.push(fault)
  }
  return found
}

test('in forced colours all that is chosen, here, pressed and focused is told from the rest, on every screen', async ({
  page,
  demo,
}) => {
  await emulate(page, { 'forced-colors': 'active' })
  await expect.poll(() => page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true)
  const faults: Record<string, readonly string[]> = {}
  const looked: string[] = []
  await walkScreens(page, demo, async (name) => {
    looked.push(name)
    const found = [...(await alike(page)), ...(await withoutFocus(page))]
    if (found.length > 0) faults[name] = found
  })
  expect(faults).toEqual({})
  expect(looked.length).toBeGreaterThan(15)
})
