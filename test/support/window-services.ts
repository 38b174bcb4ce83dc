import { openPreferences } from '../../src/main/open-preferences'
import { createScrubber } from '../../src/main/security/secret-scrubber'
import { createWindowServices, type WindowServicesDeps } from '../../src/main/window-services'

const never = () => Promise.reject(new Error('Not in this test'))

/** What a window is served by, over real adapters in a folder; without dialogs, a printer or a browser. */
export const openWindowServices = (
  userData: string,
  parts: Partial<Omit<WindowServicesDeps, 'userData'>> = {},
) =>
  createWindowServices({
    userData,
    version: 'test',
    host: 'browser-window',
    hostNotes: [],
    dialogs: { chooseSave: never, chooseOpen: never, chooseBytes: never },
    printer: { print: never },
    openBrowser: never,
    logger: { info: () => undefined, error: () => undefined },
    scrubber: createScrubber(),
    updates: { feed: null, policy: () => Promise.resolve({ managed: false }) },
    preferences: openPreferences(userData),
    shown: { inFolder: never, logFolder: never },
    ...parts,
  })
