import path from 'node:path'
import { FILES } from '../../../shared/bounds'
import { FIRST_PREFERENCES, preferencesSchema, type Preferences } from '../../../shared/files/preferences'
import { createSettingsFile, type SettingsStore } from './settings-file'

/** How a person set the app up. @param folder of the user's data */
export const createPreferencesFile = (folder: string): SettingsStore<Preferences> =>
  createSettingsFile({
    file: path.join(folder, 'preferences.json'),
    bounds: FILES.preferences,
    schema: preferencesSchema,
    none: FIRST_PREFERENCES,
    meaning: 'The window looks as at a first start',
  })
