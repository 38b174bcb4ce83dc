import { COMMANDS, type CommandId } from '../../../shared/commands'
import { listedResults, useComparison } from '../features/comparison/comparison-store'
import { useInventory } from '../features/inventory/inventory-store'
import { useApp } from './app-store'
import { openSnapshot } from './go'

interface Doing {
  readonly run: () => void
  /** Absent: always, but on the form of a tenant, which may hold what was typed and not saved. */
  readonly isEnabled?: () => boolean
}

const show = (screen: 'tenants' | 'comparison' | 'applications' | 'fleet'): void => {
  useApp.getState().show({ screen })
}

/** What each command does. One without an entry is not offered. */
const DOES: Readonly<Partial<Record<CommandId, Doing>>> = {
  'open-snapshot': { run: () => void openSnapshot() },
  settings: {
    run: () => {
      useApp.getState().openSettings()
    },
  },
  'go-tenants': {
    run: () => {
      show('tenants')
    },
  },
  'go-comparison': {
    run: () => {
      show('comparison')
    },
    isEnabled: () => listedResults(useComparison.getState()).length > 0,
  },
  'go-applications': {
    run: () => {
      show('applications')
    },
    isEnabled: () => useInventory.getState().inventories.length > 0,
  },
  'go-fleet': {
    run: () => {
      show('fleet')
    },
  },
}

/** The commands that this window knows, in the order of the menu. */
export const offeredCommands = () => COMMANDS.filter(({ id }) => DOES[id] !== undefined)

export const isCommandEnabled = (id: CommandId): boolean =>
  useApp.getState().view.screen !== 'tenant-form' && (DOES[id]?.isEnabled?.() ?? DOES[id] !== undefined)

/** Does a command, from wherever it was given; nothing where it cannot be done now. */
export const runCommand = (id: CommandId): void => {
  if (document.querySelector('dialog[open]') === null && isCommandEnabled(id)) DOES[id]?.run()
}

/** Which command a key means; null: none. @param event of a key that was pressed */
export const commandOfKeys = (event: KeyboardEvent, isMac: boolean): CommandId | null => {
  if (event.altKey || event.shiftKey) return null
  const mod = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
  const plain = !event.ctrlKey && !event.metaKey
  const found = COMMANDS.find(({ keys }) => {
    if (keys === null) return false
    return keys.startsWith('Mod+')
      ? mod && event.key.toLowerCase() === keys.slice('Mod+'.length).toLowerCase()
      : plain && event.key === keys
  })
  return found?.id ?? null
}
