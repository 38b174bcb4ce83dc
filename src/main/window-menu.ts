import { COMMANDS, type CommandId } from '../shared/commands'
import type { RecentView } from '../shared/ipc/desktop'
import { visibleLine } from '../shared/visible-text'
import type { ZoomStep } from './window-zoom'

/** What the menu shows, and does. */
export interface MenuDeps {
  /** What the page can do now; all else is greyed. */
  readonly enabled: readonly CommandId[]
  readonly recent: readonly RecentView[]
  readonly onCommand: (command: CommandId) => void
  readonly onRecent: (id: string) => void
  readonly onClearRecent: () => void
  readonly onZoom: (step: ZoomStep) => void
}

type Item = Electron.MenuItemConstructorOptions

const SEPARATOR: Item = { type: 'separator' }

/** As macOS has them: *About*, *Settings* and *Quit* in the menu of the app, not in *Help* and *File*. */
const IN_APP_MENU: readonly CommandId[] = ['about', 'settings']

/** The app's menu on each system; no reload, no developer tools. */
export const menuTemplate = (deps: MenuDeps, platform: NodeJS.Platform = process.platform): Item[] => {
  const isMac = platform === 'darwin'
  const command = (id: CommandId): Item => {
    const { label, keys } = COMMANDS.find((each) => each.id === id) ?? { label: id, keys: null }
    return {
      id,
      label,
      enabled: deps.enabled.includes(id),
      ...(keys !== null && { accelerator: keys.replace('Mod', 'CmdOrCtrl') }),
      click: () => {
        deps.onCommand(id)
      },
    }
  }
  const commandsOf = (menu: 'Go' | 'Help') =>
    COMMANDS.filter((each) => each.menu === menu && !(isMac && IN_APP_MENU.includes(each.id))).map(({ id }) =>
      command(id),
    )
  const file: Item[] = [
    command('compare'),
    command('open-snapshot'),
    recentMenu(deps, isMac),
    SEPARATOR,
    command('export'),
    SEPARATOR,
    ...(isMac ? [{ role: 'close' as const }] : [command('settings'), SEPARATOR, { role: 'quit' as const }]),
  ]
  return [
    ...(isMac ? [appMenu(command)] : []),
    { label: '&File', submenu: file },
    { role: 'editMenu' },
    { label: '&View', submenu: viewItems(deps.onZoom) },
    { label: '&Go', submenu: commandsOf('Go') },
    { role: 'windowMenu' },
    { role: 'help', label: '&Help', submenu: commandsOf('Help') },
  ]
}

const appMenu = (command: (id: CommandId) => Item): Item => ({
  label: 'Crossview',
  submenu: [
    command('about'),
    SEPARATOR,
    command('settings'),
    SEPARATOR,
    { role: 'services' },
    SEPARATOR,
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    SEPARATOR,
    { role: 'quit' },
  ],
})

const viewItems = (onZoom: MenuDeps['onZoom']): Item[] => {
  const zoom = (label: string, accelerator: string, step: ZoomStep): Item => ({
    label,
    accelerator,
    click: () => {
      onZoom(step)
    },
  })
  return [
    zoom('Actual size', 'CmdOrCtrl+0', 'reset'),
    zoom('Zoom in', 'CmdOrCtrl+Plus', 'in'),
    // The same key without Shift, where + needs it.
    { ...zoom('Zoom in', 'CmdOrCtrl+=', 'in'), visible: false, acceleratorWorksWhenHidden: true },
    zoom('Zoom out', 'CmdOrCtrl+-', 'out'),
    SEPARATOR,
    { role: 'togglefullscreen' },
  ]
}

const recentMenu = ({ recent, onRecent, onClearRecent, enabled }: MenuDeps, isMac: boolean): Item => {
  // A page that cannot open a snapshot now cannot open one of these.
  const canOpen = enabled.includes('open-snapshot')
  const entries = recent.map(({ id, name, file }): Item => {
    const text = visibleLine(`${name} – ${file}`)
    return {
      // Elsewhere than on macOS & marks a letter to press.
      label: isMac ? text : text.replaceAll('&', '&&'),
      enabled: canOpen,
      click: () => {
        onRecent(id)
      },
    }
  })
  return {
    id: 'open-recent',
    label: 'Open recent',
    enabled: recent.length > 0,
    submenu: [...entries, SEPARATOR, { label: 'Clear this list', click: onClearRecent }],
  }
}
