import { COMMANDS, shortcutText, type CommandId } from '../../../../shared/commands'
import { isMac } from '../../ui/platform'

interface Shortcut {
  /** As people of the system know them. */
  readonly keys: string
  readonly does: string
}

interface ShortcutGroup {
  readonly name: string
  readonly shortcuts: readonly Shortcut[]
}

/** The keys of what is on screen, which no command has; `Mod` as in `COMMANDS`. */
const VIEW_KEYS: readonly ShortcutGroup[] = [
  {
    name: 'Anywhere',
    shortcuts: [
      { keys: '/', does: 'Search what is on screen' },
      { keys: 'F6, Shift+F6', does: 'Next or previous part of the window' },
      { keys: 'Escape', does: 'Close a dialog or a menu; empty a search' },
      { keys: 'Arrow keys', does: 'Move within tabs, menus, lists and grids' },
      { keys: 'Home, End', does: 'First or last of a list; first or last column of a grid’s row' },
    ],
  },
  {
    name: 'Records',
    shortcuts: [
      { keys: 'Page Up, Page Down', does: 'Ten rows up or down' },
      { keys: 'Mod+Home, Mod+End', does: 'First or last row' },
    ],
  },
  {
    name: 'What if',
    shortcuts: [
      { keys: 'Mod+Z', does: 'Undo a change' },
      { keys: 'Mod+Shift+Z', does: 'Do it again' },
    ],
  },
]

const inWords = (keys: string): string =>
  keys
    .split(', ')
    .map((each) => shortcutText(each, isMac))
    .join(', ')

/** All of them, in the order they are shown. */
export const shortcutGroups = (isOffered: (id: CommandId) => boolean): readonly ShortcutGroup[] => [
  {
    name: 'Commands',
    shortcuts: COMMANDS.flatMap(({ id, label, keys }) =>
      keys === null || !isOffered(id) ? [] : [{ keys: shortcutText(keys, isMac), does: label }],
    ),
  },
  ...VIEW_KEYS.map(({ name, shortcuts }) => ({
    name,
    shortcuts: shortcuts.map(({ keys, does }) => ({ keys: inWords(keys), does })),
  })),
]
