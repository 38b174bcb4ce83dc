/**
 * What the app can be told to do from its menu, by a shortcut and by the palette: one table for all of them, so that none
 * names a command or a shortcut that another does not know. What each does is the window's (`renderer/src/app/commands.ts`).
 */

export const COMMANDS = [
  { id: 'compare', menu: 'File', label: 'Compare a tenant…', keys: 'Mod+N' },
  { id: 'open-snapshot', menu: 'File', label: 'Open snapshot…', keys: 'Mod+O' },
  { id: 'open-recent', menu: 'File', label: 'Open recent…', keys: null },
  { id: 'export', menu: 'File', label: 'Export…', keys: 'Mod+E' },
  { id: 'settings', menu: 'File', label: 'Settings…', keys: 'Mod+,' },
  { id: 'palette', menu: 'Go', label: 'Go to …', keys: 'Mod+K' },
  { id: 'go-tenants', menu: 'Go', label: 'Tenants', keys: 'Mod+1' },
  { id: 'go-comparison', menu: 'Go', label: 'Comparison', keys: 'Mod+2' },
  { id: 'go-applications', menu: 'Go', label: 'Applications', keys: 'Mod+3' },
  { id: 'go-fleet', menu: 'Go', label: 'Fleet', keys: 'Mod+4' },
  { id: 'search-all', menu: 'Go', label: 'Search all resources…', keys: 'Mod+Shift+F' },
  { id: 'documentation', menu: 'Help', label: 'Documentation', keys: 'F1' },
  { id: 'shortcuts', menu: 'Help', label: 'Keyboard shortcuts', keys: 'Mod+/' },
  { id: 'check-computer', menu: 'Help', label: 'Check this computer…', keys: null },
  { id: 'log-folder', menu: 'Help', label: 'Open the log folder', keys: null },
  { id: 'about', menu: 'Help', label: 'About Crossview', keys: null },
] as const satisfies readonly CommandEntry[]

interface CommandEntry {
  readonly id: string
  readonly menu: 'File' | 'Go' | 'Help'
  /** As the menu and the palette call it; `…` where it asks for more before it does anything. */
  readonly label: string
  /** `Mod` is Command on macOS and Ctrl elsewhere; null: it has none. */
  readonly keys: string | null
}

export type CommandId = (typeof COMMANDS)[number]['id']

/** A shortcut as people of a system know it: `Ctrl+K`, `⌘K`. @param keys as in `COMMANDS` */
export const shortcutText = (keys: string, isMac: boolean): string =>
  isMac
    ? keys
        .replace(/Mod\+/, '⌘')
        .replace(/Shift\+/, '⇧')
        .replace(/Alt\+/, '⌥')
    : keys.replace('Mod', 'Ctrl')
