import { useState } from 'react'
import type { AppError } from '../../../../shared/app-error'
import type { PreferencesChange } from '../../../../shared/ipc/preferences'
import { usePreferences } from '../../preferences-store'

/** Changes preferences in one place, and says there why the last choice was not kept. */
export const useChosenHere = (): {
  readonly choose: (change: PreferencesChange) => void
  readonly error: AppError | null
} => {
  const error = usePreferences((state) => state.error)
  const [here, setHere] = useState(false)
  return {
    choose: (change) => {
      setHere(true)
      void usePreferences.getState().change(change)
    },
    error: here ? error : null,
  }
}
