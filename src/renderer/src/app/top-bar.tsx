import type { ThemeChoice } from '../../../shared/files/preferences'
import { isAnyUnderWay, listedResults, useComparison } from '../features/comparison/comparison-store'
import { isFleetUnderWay, useFleet } from '../features/fleet/fleet-store'
import { useInventory } from '../features/inventory/inventory-store'
import { Button } from '../ui/button'
import { Mark } from '../ui/icon'
import { usePreferences } from '../preferences-store'
import { useApp } from './app-store'
import { openSnapshot } from './go'
import styles from './top-bar.module.css'

const THEMES: readonly { readonly value: ThemeChoice; readonly label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

const isUnderWay = ({ state }: { readonly state: string }): boolean =>
  state === 'running' || state === 'cancelling'

/** Where one is, and what is there whatever one looks at. */
export const TopBar = ({ onSettings }: { onSettings: () => void }) => {
  const screen = useApp((state) => state.view.screen)
  const theme = usePreferences(({ preferences }) => preferences.theme)
  const { show } = useApp.getState()
  const isOpen = useComparison((state) => listedResults(state).length > 0)
  const isComparing = useComparison(isAnyUnderWay)
  const hasInventory = useInventory((state) => state.inventories.length > 0)
  const isReading = useInventory((state) => state.inventories.some(({ run }) => isUnderWay(run)))
  const isFleet = useFleet(isFleetUnderWay)
  // A form may hold what was typed and not saved: it has its own way out, which asks first.
  const leavable = screen !== 'tenant-form'
  return (
    <header className={styles.bar} data-region>
      <span className={styles.brand}>
        <Mark />
        Crossview
      </span>
      <nav aria-label="Main" className={styles.nav}>
        <button
          type="button"
          aria-current={['tenants', 'tenant-form', 'history'].includes(screen) ? 'page' : undefined}
          disabled={!leavable}
          onClick={() => {
            show({ screen: 'tenants' })
          }}
        >
          Tenants
        </button>
        <button
          type="button"
          aria-current={screen === 'comparison' ? 'page' : undefined}
          disabled={!isOpen || !leavable}
          onClick={() => {
            show({ screen: 'comparison' })
          }}
        >
          Comparison
          {isComparing && <span className={styles.running}>running</span>}
        </button>
        <button
          type="button"
          aria-current={screen === 'applications' ? 'page' : undefined}
          disabled={!hasInventory || !leavable}
          onClick={() => {
            show({ screen: 'applications' })
          }}
        >
          Applications
          {isReading && <span className={styles.running}>running</span>}
        </button>
        <button
          type="button"
          aria-current={screen === 'fleet' ? 'page' : undefined}
          disabled={!leavable}
          onClick={() => {
            show({ screen: 'fleet' })
          }}
        >
          Fleet
          {isFleet && <span className={styles.running}>running</span>}
        </button>
      </nav>
      <Button kind="quiet" icon="folder" disabled={!leavable} onClick={() => void openSnapshot()}>
        Open snapshot…
      </Button>
      <Button kind="quiet" icon="settings" onClick={onSettings}>
        Settings…
      </Button>
      <label className={styles.theme}>
        <span className="visually-hidden">Appearance</span>
        <select
          value={theme}
          title="Appearance"
          onChange={(event) => {
            const chosen = THEMES.find(({ value }) => value === event.target.value)
            if (chosen !== undefined) void usePreferences.getState().change({ theme: chosen.value })
          }}
        >
          {THEMES.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </header>
  )
}
