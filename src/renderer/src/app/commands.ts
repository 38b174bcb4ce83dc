import { COMMANDS, type CommandId } from '../../../shared/commands'
import { ask } from '../bridge'
import { listedResults, useComparison } from '../features/comparison/comparison-store'
import { useSearchAll } from '../features/comparison/search-all-store'
import { useInventory } from '../features/inventory/inventory-store'
import { useApp } from './app-store'
import { openSnapshot } from './go'
import { useRecent } from './recent-store'

interface Doing {
  readonly run: () => void
  /** Absent: always, but on the form of a tenant, which may hold what was typed and not saved. */
  readonly isEnabled?: () => boolean
}

const show = (screen: 'tenants' | 'comparison' | 'applications' | 'fleet' | 'documentation'): void => {
  useApp.getState().show({ screen })
}

/** What each command does. One without an entry is not offered. */
const DOES: Readonly<Partial<Record<CommandId, Doing>>> = {
  'open-snapshot': { run: () => void openSnapshot() },
  'open-recent': { run: () => void useRecent.getState().open() },
  export: {
    run: () => {
      exportButton()?.click()
    },
    isEnabled: () => exportButton() !== null,
  },
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
  documentation: {
    run: () => {
      show('documentation')
    },
  },
  about: {
    run: () => {
      useApp.getState().openAbout(true)
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
  'log-folder': { run: () => void openLogFolder() },
}

/** What opens the menu of exports of what is on screen: each screen has its own. */
const exportButton = (): HTMLElement | null =>
  document.querySelector<HTMLElement>('[data-command="export"]:not(:disabled)')

const openLogFolder = async (): Promise<void> => {
  const opened = await ask(({ desktop }) => desktop.openLogFolder())
  if (!opened.ok) useApp.getState().setError(opened.error)
}

/** The commands that this window knows, in the order of the menu. */
export const offeredCommands = () => COMMANDS.filter(({ id }) => DOES[id] !== undefined)

export const isCommandEnabled = (id: CommandId): boolean =>
  useApp.getState().view.screen !== 'tenant-form' && (DOES[id]?.isEnabled?.() ?? DOES[id] !== undefined)

/** Whether nothing stands before it just now: a dialog, or a form that may hold what was not saved. */
const canRunCommand = (id: CommandId): boolean =>
  document.querySelector('dialog[open]') === null && isCommandEnabled(id)

/** What can be done now, for a menu that greys the rest. */
export const enabledCommands = (): readonly CommandId[] =>
  offeredCommands()
    .map(({ id }) => id)
    .filter(canRunCommand)

/** Whether a file may take the place of what is on screen. */
export const canOpenFiles = (): boolean => canRunCommand('open-snapshot')

/** Does a command, from wherever it was given; nothing where it cannot be done now. */
export const runCommand = (id: CommandId): void => {
  if (canRunCommand(id)) DOES[id]?.run()
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
