import path from 'node:path'
import { FILES } from '../../../shared/bounds'
import { UPDATES_OFF, updateSettingsSchema } from '../../../shared/files/updates'
import type { UpdateSettingsStore } from '../../ports'
import { createSettingsFile } from './settings-file'

/** What was chosen about the update check. @param folder of the user's data */
export const createUpdateSettings = (folder: string): UpdateSettingsStore =>
  createSettingsFile({
    file: path.join(folder, 'updates.json'),
    bounds: FILES.updates,
    schema: updateSettingsSchema,
    none: UPDATES_OFF,
    meaning: 'The check is off',
  })
