import { isAnyUnderWay, listedResults, useComparison } from '../features/comparison/comparison-store'
import { isFleetUnderWay, useFleet } from '../features/fleet/fleet-store'
import { useInventory } from '../features/inventory/inventory-store'
import { THEMES } from '../features/settings/themes'
import { Button } from '../ui/button'
import { Mark } from '../ui/icon'
import { usePreferences } from '../preferences-store'
import { useApp } from './app-store'
import { openSnapshot } from './go'
import { shortcutProps } from './shortcut-props'
import styles from './top-bar.module.css'

const isUnderWay = ({ state }: { readonly state: string }): boolean =>
  state === 'running' || state === 'cancelling'

/** Where one is, and what is there whatever one looks at. */
export const TopBar = () => {
  const screen = useApp((state) => state.view.screen)
  const theme = usePreferences(({ preferences }) => preferences.theme)
  const { show, openSettings } = useApp.getState()
  const isOpen = useComparison((state) => listedResults(state).length > 0)
  const isComparing = useComparison(isAnyUnderWay)
  const hasInventory = useInventory((state) => state.inventories.length > 0)
  const isReading = useInventory((state) => state.inventories.some(({ run }) => isUnderWay(run)))
  const isFleet = useFleet(isFleetUnderWay)
  // A form may hold what was typed and not saved: it has its own way out, which asks first.
  const leavable = screen !== 'tenant-form'
  return (
    <header className={styles.bar}>
      <span className={styles.brand}>
        <Mark />
        Crossview
      </span>
      <nav aria-label="Main" className={styles.nav}>
        <button
          type="button"
          aria-current={['tenants', 'tenant-form', 'history'].includes(screen) ? 'page' : undefined}
          disabled={!leavable}
          {...shortcutProps('go-tenants')}
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
          {...shortcutProps('go-comparison')}
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
          {...shortcutProps('go-applications')}
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
          {...shortcutProps('go-fleet')}
          onClick={() => {
            show({ screen: 'fleet' })
          }}
        >
          Fleet
          {isFleet && <span className={styles.running}>running</span>}
        </button>
      </nav>
      <Button
        kind="quiet"
        icon="folder"
        disabled={!leavable}
        {...shortcutProps('open-snapshot')}
        onClick={() => void openSnapshot()}
      >
        Open snapshot…
      </Button>
      <Button
        kind="quiet"
        icon="settings"
        {...shortcutProps('settings')}
        onClick={() => {
          openSettings()
        }}
      >
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
