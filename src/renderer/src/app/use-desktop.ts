import { useEffect } from 'react'
import { assertNever } from '../../../core/assert-never'
import { ask, onDesktopMessage } from '../bridge'
import { isMac } from '../ui/platform'
import { onTyped } from '../ui/typed'
import { useApp } from './app-store'
import { commandOfKeys, enabledCommands, isCommandEnabled, runCommand } from './commands'
import { showFromOutside, showResult } from './go'

/** Takes what the menu, the shortcuts and files from outside ask of the window. */
export const useDesktop = (): void => {
  useEffect(
    () =>
      onDesktopMessage((message) => {
        switch (message.kind) {
          case 'command':
            runCommand(message.command)
            return
          case 'opened':
          case 'import':
            void showFromOutside(message)
            return
          case 'show':
            void showResult(message.result)
            return
          case 'failed':
            useApp.getState().setError(message.error)
            return
          default:
            assertNever(message)
        }
      }),
    [],
  )
  useCommandsTold()
  useEffect(() => onTyped((typed) => void ask(({ desktop }) => desktop.setTyped({ typed }))), [])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const command = commandOfKeys(event, isMac)
      if (event.defaultPrevented || command === null || !isCommandEnabled(command)) return
      // The menu of Electron has the same shortcut, and gets what the page leaves.
      event.preventDefault()
      runCommand(command)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
    }
  }, [])
}

/** The page changes in many small steps. */
const TOLD_AFTER_MS = 60

/**
 * Main is told what can be done now, for its menu; the first time, that this page listens. What can be done hangs on what is on
 * screen, dialogs and buttons among it, so that the page itself is watched.
 */
const useCommandsTold = (): void => {
  const attached = useApp((state) => state.attached)
  useEffect(() => {
    // What is opened before would be taken for what a page before this one had open.
    if (!attached) return undefined
    let told: string | null = null
    let timer: ReturnType<typeof setTimeout> | null = null
    const tell = () => {
      timer = null
      const commands = enabledCommands()
      if (commands.join() === told) return
      told = commands.join()
      void ask(({ desktop }) => desktop.setCommands({ commands }))
    }
    const soon = () => {
      timer ??= setTimeout(tell, TOLD_AFTER_MS)
    }
    tell()
    const observer = new MutationObserver(soon)
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['open', 'disabled'] })
    return () => {
      observer.disconnect()
      if (timer !== null) clearTimeout(timer)
    }
  }, [attached])
}
