import { setTimeout as wait } from 'node:timers/promises'

/** What Windows answers while another program holds a file; also where something may not be done at all. */
const HELD = new Set(['EPERM', 'EACCES', 'EBUSY'])

/** 40, 80, 160, 320, 640 ms: a scanner or an indexer lets go within a moment, Excel does not. */
const ATTEMPTS = 6

/**
 * Does something to a file, again for a moment while another program holds it: on Windows a virus
 * scanner, an indexer or Excel, whose files can be neither replaced nor deleted meanwhile.
 * Rejects as the last attempt did.
 */
export const whileHeld = async <T>(
  act: () => Promise<T>,
  platform: NodeJS.Platform = process.platform,
): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act()
    } catch (error) {
      if (platform !== 'win32' || !HELD.has(codeOf(error)) || attempt === ATTEMPTS) throw error
      await wait(20 * 2 ** attempt)
    }
  }
}

/** The system's error code, such as `ENOSPC`; `''` for anything else. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
