import { COMMANDS, type CommandId } from '../../../shared/commands'
import { listedResults, useComparison } from '../features/comparison/comparison-store'
import { useSearchAll } from '../features/comparison/search-all-store'
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
      useApp.getState().openSettings(true)
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
  'search-all': {
    run: () => {
      // What an application would see is looked at among the applications.
      if (useComparison.getState().view === null) show('comparison')
      useSearchAll.getState().open()
    },
    isEnabled: () => useComparison.getState().summary !== null,
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
  if (event.altKey) return null
  const mod = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
  const plain = !event.ctrlKey && !event.metaKey
  const found = COMMANDS.find(({ keys }) => {
    if (keys === null) return false
    const key = keys.split('+').at(-1) ?? ''
    if (keys.includes('Shift+') !== event.shiftKey) return false
    return keys.startsWith('Mod+')
      ? mod && event.key.toLowerCase() === key.toLowerCase()
      : plain && event.key === key
  })
  return found?.id ?? null
}
