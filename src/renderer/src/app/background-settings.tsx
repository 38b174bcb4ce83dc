import { usePreferences } from '../preferences-store'
import { ErrorNotice } from '../ui/notice'
import { useApp } from './app-store'

/** The section of the settings about what the system tells while the window is in the background; Electron alone can. */
export const BackgroundSettings = () => {
  const host = useApp((state) => state.info?.host)
  const notify = usePreferences(({ preferences }) => preferences.notify)
  const error = usePreferences((state) => state.error)
  if (host !== 'electron') return null
  return (
    <section>
      <h3>In the background</h3>
      {error !== null && <ErrorNotice error={error} />}
      <label>
        <input
          type="checkbox"
          checked={notify}
          onChange={(event) => void usePreferences.getState().change({ notify: event.target.checked })}
        />{' '}
        Tell me when a run that took longer than 15 seconds ends while I am not looking at the window
      </label>
    </section>
  )
}
