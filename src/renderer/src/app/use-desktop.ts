import { useEffect } from 'react'
import { assertNever } from '../../../core/assert-never'
import { onDesktopMessage } from '../bridge'
import { isMac } from '../ui/platform'
import { useProfiles } from '../features/profiles/profiles-store'
import { useApp } from './app-store'
import { commandOfKeys, isCommandEnabled, runCommand } from './commands'
import { showOpened } from './go'

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
            void showOpened(message.opened)
            return
          case 'import':
            useApp.getState().show({ screen: 'tenants' })
            useProfiles.getState().offerImport(message.preview)
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
