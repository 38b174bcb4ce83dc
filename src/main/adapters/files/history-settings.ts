import path from 'node:path'
import { FILES } from '../../../shared/bounds'
import { historySettingsSchema, type HistorySettings } from '../../../shared/files/history'
import { createSettingsFile, type SettingsStore } from './settings-file'

/**
 * What was chosen about the history. Where nobody chose anything it is kept; where somebody did, and it is not known any more,
 * nothing is: they may have switched it off.
 * @param folder of the user's data
 */
export const createHistorySettings = (folder: string): SettingsStore<HistorySettings> => {
  const none = historySettingsSchema.parse({})
  const store = createSettingsFile({
    file: path.join(folder, 'history.json'),
    bounds: FILES.history,
    schema: historySettingsSchema,
    none,
    meaning: 'Until then no history is kept',
  })
  return {
    load: async () => {
      const loaded = await store.load()
      return loaded.notice === null ? loaded : { ...loaded, settings: { ...none, on: false } }
    },
    save: (settings) => store.save(settings),
  }
}
