import type { ThemeChoice } from '../../../shared/files/preferences'
import { isAnyUnderWay, listedResults, useComparison } from '../features/comparison/comparison-store'
import { isFleetUnderWay, useFleet } from '../features/fleet/fleet-store'
import { useInventory } from '../features/inventory/inventory-store'
import { Button } from '../ui/button'
import { Mark } from '../ui/icon'
import { Menu } from '../ui/menu'
import { NARROW, useMedia } from '../ui/use-media'
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

/** Too narrow for the places side by side. */
const NO_PLACES = '(max-width: 480px)'

interface Place {
  readonly label: string
  readonly screen: 'tenants' | 'comparison' | 'applications' | 'fleet'
  readonly isHere: boolean
  readonly disabled: boolean
  readonly isRunning: boolean
}

const usePlaces = (leavable: boolean): readonly Place[] => {
  const screen = useApp((state) => state.view.screen)
  const isOpen = useComparison((state) => listedResults(state).length > 0)
  const isComparing = useComparison(isAnyUnderWay)
  const hasInventory = useInventory((state) => state.inventories.length > 0)
  const isReading = useInventory((state) => state.inventories.some(({ run }) => isUnderWay(run)))
  const isFleet = useFleet(isFleetUnderWay)
  const of = (
    place: Place['screen'],
    label: string,
    { there, running }: { readonly there: boolean; readonly running: boolean },
  ): Place => ({
    label,
    screen: place,
    isHere: screen === place || (place === 'tenants' && (screen === 'tenant-form' || screen === 'history')),
    disabled: !there || !leavable,
    isRunning: running,
  })
  return [
    of('tenants', 'Tenants', { there: true, running: false }),
    of('comparison', 'Comparison', { there: isOpen, running: isComparing }),
    of('applications', 'Applications', { there: hasInventory, running: isReading }),
    of('fleet', 'Fleet', { there: true, running: isFleet }),
  ]
}

/** Where one is, and what is there whatever one looks at. In a narrow window a menu has what finds no room. */
export const TopBar = ({ onSettings }: { onSettings: () => void }) => {
  const screen = useApp((state) => state.view.screen)
  const isNarrow = useMedia(NARROW)
  const isNarrowest = useMedia(NO_PLACES)
  // A form may hold what was typed and not saved: it has its own way out, which asks first.
  const leavable = screen !== 'tenant-form'
  const places = usePlaces(leavable)
  return (
    <header className={styles.bar} data-region>
      <span className={styles.brand}>
        <Mark />
        Crossview
      </span>
      {!isNarrowest && <Places places={places} />}
      {isNarrow ? (
        <More places={isNarrowest ? places : []} leavable={leavable} onSettings={onSettings} />
      ) : (
        <>
          <Button kind="quiet" icon="folder" disabled={!leavable} onClick={() => void openSnapshot()}>
            Open snapshot…
          </Button>
          <Button kind="quiet" icon="settings" onClick={onSettings}>
            Settings…
          </Button>
          <Appearance />
        </>
      )}
    </header>
  )
}

const Places = ({ places }: { places: readonly Place[] }) => (
  <nav aria-label="Main" className={styles.nav}>
    {places.map(({ label, screen, isHere, disabled, isRunning }) => (
      <button
        key={screen}
        type="button"
        aria-current={isHere ? 'page' : undefined}
        disabled={disabled}
        onClick={() => {
          useApp.getState().show({ screen })
        }}
      >
        {label}
        {isRunning && <span className={styles.running}>running</span>}
      </button>
    ))}
  </nav>
)

const chooseTheme = (theme: ThemeChoice): void => void usePreferences.getState().change({ theme })

const Appearance = () => {
  const theme = usePreferences(({ preferences }) => preferences.theme)
  return (
    <label className={styles.theme}>
      <span className="visually-hidden">Appearance</span>
      <select
        value={theme}
        title="Appearance"
        onChange={(event) => {
          const chosen = THEMES.find(({ value }) => value === event.target.value)
          if (chosen !== undefined) chooseTheme(chosen.value)
        }}
      >
        {THEMES.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}

interface MoreProps {
  readonly places: readonly Place[]
  readonly leavable: boolean
  readonly onSettings: () => void
}

const More = ({ places, leavable, onSettings }: MoreProps) => {
  const theme = usePreferences(({ preferences }) => preferences.theme)
  return (
    <div className={styles.more}>
      <Menu
        label="Crossview"
        trigger={(props) => (
          <Button kind="quiet" icon="moreRecords" {...props}>
            Menu
          </Button>
        )}
        items={[
          ...places.map(({ label, screen, isHere, disabled, isRunning }) => ({
            label,
            disabled,
            ...(isHere ? { hint: 'here' } : isRunning ? { hint: 'running' } : {}),
            onSelect: () => {
              useApp.getState().show({ screen })
            },
          })),
          {
            label: 'Open snapshot…',
            icon: 'folder',
            disabled: !leavable,
            onSelect: () => void openSnapshot(),
          },
          { label: 'Settings…', icon: 'settings', onSelect: onSettings },
          ...THEMES.map(({ value, label }) => ({
            label: `Appearance: ${label}`,
            ...(value === theme ? { hint: 'chosen' } : {}),
            onSelect: () => {
              chooseTheme(value)
            },
          })),
        ]}
      />
    </div>
  )
}
