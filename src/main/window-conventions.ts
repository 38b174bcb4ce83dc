/** What a window does that each system expects otherwise. */

/** @returns whether closing the last window ends the app: on macOS it stays in the Dock */
export const endsWithLastWindow = (platform: NodeJS.Platform = process.platform): boolean =>
  platform !== 'darwin'

/** @returns whether the system keeps a list of its own of files that were opened last: in the taskbar, in the Dock */
export const hasRecentDocuments = (platform: NodeJS.Platform = process.platform): boolean =>
  platform === 'win32' || platform === 'darwin'
