import { createPreferencesFile } from './adapters/files/preferences-file'
import { PreferencesService } from './services/preferences/preferences-service'

/** The preferences of this user. One instance a program: two would overwrite one another's file. @param userData the folder of the user's data */
export const openPreferences = (userData: string): PreferencesService =>
  new PreferencesService(createPreferencesFile(userData))
