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
  /** Why it cannot be done now, in a sentence; null: it can. Absent: always. */
  readonly whyNot?: () => string | null
  /** What is on screen stays there: so it is done over a form too, which may hold what was typed and not saved. */
  readonly stays?: true
}

/** Why nothing leaves the form of a tenant but its own buttons, which ask first. */
export const FORM_FIRST = 'Save or close the tenant first.'

const show = (screen: 'tenants' | 'comparison' | 'applications' | 'fleet' | 'documentation') => () => {
  useApp.getState().show({ screen })
}

const over = (what: Parameters<ReturnType<typeof useApp.getState>['open']>[0]) => () => {
  useApp.getState().open(what)
}

/** What each command does. One without an entry is not offered. */
const DOES: Readonly<Partial<Record<CommandId, Doing>>> = {
  compare: { run: over({ kind: 'palette', of: 'tenants' }) },
  'open-snapshot': { run: () => void openSnapshot() },
  'open-recent': { run: () => void useRecent.getState().open() },
  export: {
    run: () => {
      exportButton()?.click()
    },
    whyNot: () =>
      exportButton() === null ? 'Open a result first: nothing on this screen is exported.' : null,
  },
  settings: {
    run: () => {
      useApp.getState().openSettings()
    },
    stays: true,
  },
  palette: { run: over({ kind: 'palette', of: 'everything' }), stays: true },
  'go-tenants': { run: show('tenants') },
  'go-comparison': {
    run: show('comparison'),
    whyNot: () =>
      listedResults(useComparison.getState()).length > 0
        ? null
        : 'Compare a tenant first: no result is open.',
  },
  'go-applications': {
    run: show('applications'),
    whyNot: () =>
      useInventory.getState().inventories.length > 0
        ? null
        : 'Read the applications of a tenant first: none are open.',
  },
  'go-fleet': { run: show('fleet') },
  documentation: { run: show('documentation') },
  about: { run: over({ kind: 'about' }), stays: true },
  'search-all': {
    run: () => {
      // What an application would see is looked at among the applications.
      if (useComparison.getState().view === null) show('comparison')()
      useSearchAll.getState().open()
    },
    whyNot: () =>
      useComparison.getState().summary === null ? 'Compare a tenant first: no result is open.' : null,
  },
  'log-folder': { run: () => void openLogFolder() },
  shortcuts: { run: over({ kind: 'shortcuts' }), stays: true },
  'check-computer': { run: over({ kind: 'computer' }), stays: true },
}

/** What opens the menu of exports of what is on screen: each screen has its own. */
const exportButton = (): HTMLElement | null =>
  document.querySelector<HTMLElement>('[data-command="export"]:not(:disabled)')

const openLogFolder = async (): Promise<void> => {
  const opened = await ask(({ desktop }) => desktop.openLogFolder())
  if (!opened.ok) useApp.getState().setError(opened.error)
}

/** Whether this window knows what a command does. */
export const isOffered = (id: CommandId): boolean => DOES[id] !== undefined

/** Why a command that is offered cannot be done now, in a sentence; null: it can. */
export const whyNot = (id: CommandId): string | null => {
  const does = DOES[id]
  if (does?.stays !== true && useApp.getState().view.screen === 'tenant-form') return FORM_FIRST
  return does?.whyNot?.() ?? null
}

export const isCommandEnabled = (id: CommandId): boolean => isOffered(id) && whyNot(id) === null

/** Whether nothing stands before it just now: a dialog, or a form that may hold what was not saved. */
const canRunCommand = (id: CommandId): boolean =>
  document.querySelector('dialog[open]') === null && isCommandEnabled(id)

/** What can be done now, for a menu that greys the rest. */
export const enabledCommands = (): readonly CommandId[] => COMMANDS.map(({ id }) => id).filter(canRunCommand)

/** Whether a file may take the place of what is on screen. */
export const canOpenFiles = (): boolean => canRunCommand('open-snapshot')

/** Does a command, from wherever it was given; nothing where it cannot be done now. */
export const runCommand = (id: CommandId): void => {
  if (canRunCommand(id)) DOES[id]?.run()
}

/** Which command a key means; null: none. @param event of a key that was pressed */
export const commandOfKeys = (event: KeyboardEvent, isMac: boolean): CommandId | null => {
  if (event.altKey || event.isComposing) return null
  const mod = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
  const plain = !event.ctrlKey && !event.metaKey
  const found = COMMANDS.find(({ keys }) => {
    if (keys === null) return false
    const key = keys.split('+').at(-1) ?? ''
    const wantsShift = keys.includes('Shift+')
    // Where `/` and `,` are written with Shift, that is no other shortcut.
    if (wantsShift !== event.shiftKey && (wantsShift || /^(?:[\p{L}\p{N}]|F\d+)$/u.test(key))) return false
    return keys.startsWith('Mod+')
      ? mod && event.key.toLowerCase() === key.toLowerCase()
      : plain && event.key === key
  })
  return found?.id ?? null
}
