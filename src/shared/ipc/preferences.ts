import type { AppError } from '../app-error'
import type { GridLook, Preferences } from '../files/preferences'
import type { Result } from '../result'

type Answer<T> = Promise<Result<T, AppError>>

/** What the window may know and choose: where it stands and which files were opened is main's. */
export type ViewPreferences = Omit<Preferences, 'schema' | 'window' | 'recent'> & {
  /** What went wrong with the file of preferences, in a sentence; null for nothing. */
  readonly notice: string | null
}

/** One that is absent stays as it is. */
export type PreferencesChange = Partial<Pick<Preferences, 'theme' | 'zoom' | 'notify' | 'share'>>

export interface PreferencesApi {
  get(): Answer<ViewPreferences>
  /** Takes effect at once. `FILE_WRITE_FAILED`: until the end of the program only. */
  change(input: { change: PreferencesChange }): Answer<ViewPreferences>
  /** @param input size in CSS pixels; null: as it is by itself */
  setPanel(input: { panel: string; size: number | null }): Answer<ViewPreferences>
  /** @param input null: as it is by itself */
  setGrid(input: { grid: string; look: GridLook | null }): Answer<ViewPreferences>
}
