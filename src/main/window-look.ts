import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { FILES } from '../shared/bounds'
import { parseJson } from '../shared/files/json-text'
import type { ThemeChoice, WindowBounds } from '../shared/files/preferences'
import { decodeText } from './text-file'

/** What a window has to know before it is opened. */
export interface WindowLook {
  readonly theme: ThemeChoice
  readonly zoom: number
  /** null: as at a first start. */
  readonly window: WindowBounds | null
}

const FIRST_LOOK: WindowLook = { theme: 'system', zoom: 1, window: null }

/**
 * How the window looked last. Its file is read and checked as a whole later (`PreferencesService`): a window is not to wait for
 * that, so that what is not plainly right here counts as not said. Never rejects.
 */
export const readLook = async (userData: string): Promise<WindowLook> => {
  try {
    const file = path.join(userData, 'preferences.json')
    // Two bytes a character at most, as it is written.
    if ((await stat(file)).size > 2 * FILES.preferences.characters) return FIRST_LOOK
    const text = decodeText(await readFile(file))
    const json = text.ok ? parseJson(text.value, FILES.preferences) : text
    return json.ok ? lookOf(json.value) : FIRST_LOOK
  } catch {
    return FIRST_LOOK
  }
}

/** @param preferences what the file holds, whatever that is */
export const lookOf = (preferences: unknown): WindowLook => {
  const { theme, zoom, window } = fieldsOf(preferences)
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : FIRST_LOOK.theme,
    zoom: typeof zoom === 'number' && zoom >= 0.25 && zoom <= 5 ? zoom : FIRST_LOOK.zoom,
    window: boundsOf(fieldsOf(window)),
  }
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

const isCoordinate = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 100_000

const boundsOf = ({
  x,
  y,
  width,
  height,
  maximized,
}: Readonly<Record<string, unknown>>): WindowBounds | null =>
  isCoordinate(x) && isCoordinate(y) && isCoordinate(width) && isCoordinate(height) && width > 0 && height > 0
    ? { x, y, width, height, maximized: maximized === true }
    : null
