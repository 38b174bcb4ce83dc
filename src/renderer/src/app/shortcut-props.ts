import { COMMANDS, shortcutText, type CommandId } from '../../../shared/commands'
import { isMac } from '../ui/platform'

interface ShortcutProps {
  /** Shown by the pointer: `Settings (Ctrl+,)`. */
  readonly title?: string
  /** For screen readers, as ARIA writes keys. */
  readonly 'aria-keyshortcuts'?: string
}

/** What a button says of the shortcut that does the same; nothing where there is none. */
export const shortcutProps = (id: CommandId): ShortcutProps => {
  const command = COMMANDS.find((each) => each.id === id)
  if (command?.keys == null) return {}
  const { label, keys } = command
  return {
    title: `${label.replace(/ ?…$/, '')} (${shortcutText(keys, isMac)})`,
    'aria-keyshortcuts': keys.replace('Mod', isMac ? 'Meta' : 'Control'),
  }
}
