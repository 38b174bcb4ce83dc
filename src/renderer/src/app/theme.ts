import { useEffect } from 'react'
import type { ThemeChoice } from '../../../shared/files/preferences'
import { usePreferences } from '../preferences-store'

/** The choice is main's to keep; here it is known before main has answered, where the host allows. */
const KEY = 'crossview.theme'

const isThemeChoice = (value: string | null): value is ThemeChoice =>
  value === 'system' || value === 'light' || value === 'dark'

const lastChoice = (): ThemeChoice => {
  try {
    const stored = localStorage.getItem(KEY)
    return isThemeChoice(stored) ? stored : 'system'
  } catch {
    return 'system'
  }
}

const systemIsDark = () => window.matchMedia('(prefers-color-scheme: dark)')

const apply = (choice: ThemeChoice) => {
  const dark = choice === 'dark' || (choice === 'system' && systemIsDark().matches)
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
}

/** Applies the choice of the last start before the first paint. */
export const applyLastTheme = (): void => {
  apply(lastChoice())
}

/** Follows the choice, and the system while it is `system`. */
export const useTheme = (): void => {
  const theme = usePreferences(({ preferences }) => preferences.theme)
  const isLoaded = usePreferences(({ loaded }) => loaded)
  useEffect(() => {
    if (!isLoaded) return undefined
    const follow = () => {
      apply(theme)
    }
    follow()
    try {
      localStorage.setItem(KEY, theme)
    } catch {
      // A host without storage still gets the theme.
    }
    const system = systemIsDark()
    system.addEventListener('change', follow)
    return () => {
      system.removeEventListener('change', follow)
    }
  }, [theme, isLoaded])
}
