/** What the user chose; `system` follows the operating system. */
export type ThemeChoice = 'system' | 'light' | 'dark'

const KEY = 'crossview.theme'

const isThemeChoice = (value: string | null): value is ThemeChoice =>
  value === 'system' || value === 'light' || value === 'dark'

/** The stored choice; `system` when there is none or storage is not available. */
export const readThemeChoice = (): ThemeChoice => {
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

/** Applies a choice and remembers it where the host allows. */
export const chooseTheme = (choice: ThemeChoice): void => {
  apply(choice)
  try {
    localStorage.setItem(KEY, choice)
  } catch {
    // A host without storage still gets the theme, for this session.
  }
}

/** Applies the stored choice before the first paint and follows the system while it is `system`. */
export const followTheme = (): void => {
  apply(readThemeChoice())
  systemIsDark().addEventListener('change', () => {
    apply(readThemeChoice())
  })
}
