import type { ThemeChoice } from '../../../shared/files/preferences'
import { isAnyUnderWay, listedResults, useComparison } from '../features/comparison/comparison-store'
import { isFleetUnderWay, useFleet } from '../features/fleet/fleet-store'
import { useInventory } from '../features/inventory/inventory-store'
import { THEMES } from '../features/settings/themes'
import { Button, IconButton } from '../ui/button'
import { Mark } from '../ui/icon'
import { Menu } from '../ui/menu'
import { NARROW, useMedia } from '../ui/use-media'
import { usePreferences } from '../preferences-store'
import { useApp } from './app-store'
import { openSnapshot } from './go'
import { shortcutProps } from './shortcut-props'
import styles from './top-bar.module.css'

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
export const TopBar = () => {
  const screen = useApp((state) => state.view.screen)
  const isNarrow = useMedia(NARROW)
  const isNarrowest = useMedia(NO_PLACES)
  // A form may hold what was typed and not saved: it has its own way out, which asks first.
  const leavable = screen !== 'tenant-form'
  const places = usePlaces(leavable)
  return (
    <header className={styles.bar}>
      <span className={styles.brand}>
        <Mark />
        Crossview
      </span>
      {!isNarrowest && <Places places={places} />}
      {isNarrow ? (
        <More places={isNarrowest ? places : []} leavable={leavable} />
      ) : (
        <>
          <IconButton icon="search" label="Go to …" {...shortcutProps('palette')} onClick={openPalette} />
          <Button
            kind="quiet"
            icon="folder"
            disabled={!leavable}
            {...shortcutProps('open-snapshot')}
            onClick={() => void openSnapshot()}
          >
            Open snapshot…
          </Button>
          <Button kind="quiet" icon="settings" {...shortcutProps('settings')} onClick={openSettings}>
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
        {...shortcutProps(`go-${screen}`)}
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

const openSettings = (): void => {
  useApp.getState().openSettings()
}

const openPalette = (): void => {
  useApp.getState().open({ kind: 'palette', of: 'everything' })
}

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
}

const More = ({ places, leavable }: MoreProps) => {
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
          { label: 'Go to …', icon: 'search', onSelect: openPalette },
          {
            label: 'Open snapshot…',
            icon: 'folder',
            disabled: !leavable,
            onSelect: () => void openSnapshot(),
          },
          { label: 'Settings…', icon: 'settings', onSelect: openSettings },
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
