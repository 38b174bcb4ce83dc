import type { Handlers } from '../../src/main/ipc/handlers'
import type { PreferencesStore } from '../../src/main/ports'
import type { PreferencesService } from '../../src/main/services/preferences/preferences-service'
import { FIRST_PREFERENCES, type Preferences } from '../../src/shared/files/preferences'
import type { Channel } from '../../src/shared/ipc/contract'
import { ok } from '../../src/shared/result'

/** A file of preferences that lives as long as the test. */
export const memoryPreferences = (first: Partial<Preferences> = {}): PreferencesStore => {
  let settings: Preferences = { ...FIRST_PREFERENCES, ...first }
  return {
    load: () => Promise.resolve({ settings, notice: null }),
    save: (next) => {
      settings = next
      return Promise.resolve(ok(null))
    },
  }
}

export const preferencesHandlers = (
  service: () => PreferencesService,
): Pick<Handlers, Extract<Channel, `preferences:${string}`>> => ({
  'preferences:get': () => service().get(),
  'preferences:change': (input) => service().change(input),
  'preferences:setPanel': (input) => service().setPanel(input),
  'preferences:setGrid': (input) => service().setGrid(input),
})
