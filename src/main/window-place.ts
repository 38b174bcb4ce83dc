import type { WindowBounds } from '../shared/files/preferences'

/** Of a first start. */
export const FIRST_SIZE = { width: 1280, height: 840 } as const

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What of a window's upper edge has to be on a screen, so that it can be taken hold of. */
const GRIP = { width: 120, height: 32 } as const

/**
 * Where a window opens. One whose screen is gone, or so small now that its upper edge is beyond reach, opens in the middle of the
 * first screen; none is larger than its screen.
 * @param wanted where it stood last; null: nowhere yet
 * @param screens what of each screen is free for windows, the first one first
 * @returns without a position: in the middle
 */
export const placeOf = (
  wanted: WindowBounds | null,
  screens: readonly Area[],
): Partial<Pick<Area, 'x' | 'y'>> & Pick<Area, 'width' | 'height'> => {
  const at = wanted === null ? undefined : screens.find((screen) => hasGrip(wanted, screen))
  const screen = at ?? screens[0]
  const size = {
    width: Math.min(wanted?.width ?? FIRST_SIZE.width, screen?.width ?? Infinity),
    height: Math.min(wanted?.height ?? FIRST_SIZE.height, screen?.height ?? Infinity),
  }
  return at === undefined || wanted === null ? size : { x: wanted.x, y: wanted.y, ...size }
}

const hasGrip = ({ x, y, width }: Area, screen: Area): boolean => {
  const across = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x)
  return across >= GRIP.width && y >= screen.y && y + GRIP.height <= screen.y + screen.height
}
