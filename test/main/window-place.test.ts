import { describe, expect, it } from 'vitest'
import { placeOf } from '../../src/main/window-place'

const LAPTOP = { x: 0, y: 0, width: 1366, height: 728 }
const RIGHT = { x: 1366, y: -200, width: 2560, height: 1400 }
const at = (x: number, y: number, width = 1000, height = 700) => ({ x, y, width, height, maximized: false })

describe('where a window opens', () => {
  it('is the middle of the first screen at a first start, no larger than that', () => {
    expect(placeOf(null, [{ x: 0, y: 0, width: 1920, height: 1080 }])).toEqual({ width: 1280, height: 840 })
    // 1366 x 768 at 150 %.
    expect(placeOf(null, [{ x: 0, y: 0, width: 911, height: 472 }])).toEqual({ width: 911, height: 472 })
    expect(placeOf(null, [])).toEqual({ width: 1280, height: 840 })
  })

  it.each([
    ['on the first screen', at(20, 10)],
    ['on the second one', at(1400, -150)],
    ['partly on one, with its upper edge within reach', at(1366 - 120, 100)],
    ['partly beyond the left edge', at(-880, 0)],
  ])('is where it stood, %s', (_where, bounds) => {
    const { maximized: _, ...place } = bounds
    expect(placeOf(bounds, [LAPTOP, RIGHT])).toEqual(place)
  })

  it.each([
    ['its screen is gone', at(1400, -150), [LAPTOP]],
    ['too little of its upper edge is on a screen', at(1366 - 119, 100), [LAPTOP]],
    ['its upper edge is above the screen', at(100, -1), [LAPTOP]],
    ['its upper edge is below the screen', at(100, 728 - 31), [LAPTOP]],
  ] as const)('is the middle of the first screen where %s', (_why, bounds, screens) => {
    expect(placeOf(bounds, screens)).toEqual({ width: 1000, height: 700 })
  })

  it('is made to fit into a screen that is smaller now', () => {
    expect(placeOf(at(10, 10, 2500, 1300), [LAPTOP])).toEqual({ x: 10, y: 10, width: 1366, height: 728 })
  })
})
