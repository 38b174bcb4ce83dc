/** What a window does that each system expects otherwise. */

/** @returns whether closing the last window ends the app: on macOS it stays in the Dock */
export const endsWithLastWindow = (platform: NodeJS.Platform = process.platform): boolean =>
  platform !== 'darwin'

/** A menu with editing, zooming and quitting; no reload, no developer tools. */
export const menuTemplate = (platform: NodeJS.Platform = process.platform) => [
  // macOS has the app's own menu first, with *Quit* in it.
  platform === 'darwin'
    ? { role: 'appMenu' as const }
    : { label: '&File', submenu: [{ role: 'quit' as const }] },
  { role: 'editMenu' as const },
  {
    label: '&View',
    submenu: [
      { role: 'resetZoom' as const },
      { role: 'zoomIn' as const },
      { role: 'zoomOut' as const },
      { type: 'separator' as const },
      { role: 'togglefullscreen' as const },
    ],
  },
  { role: 'windowMenu' as const },
]
