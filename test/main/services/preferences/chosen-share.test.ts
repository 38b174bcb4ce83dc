import { describe, expect, it } from 'vitest'
import { chosenShare } from '../../../../src/main/services/preferences/chosen-share'
import { PreferencesService } from '../../../../src/main/services/preferences/preferences-service'
import { memoryPreferences } from '../../../renderer/fake-preferences'
import { must } from '../../../support/must'

describe('the share of the allowance', () => {
  it('is what was chosen, as it changes, and what is proposed where nothing is', async () => {
    const preferences = new PreferencesService(memoryPreferences({ share: 0.25 }))
    const share = chosenShare(preferences)
    expect(share()).toBe(0.6)
    await preferences.current()
    expect(share()).toBe(0.25)
    must(await preferences.change({ change: { share: 0.5 } }))
    expect(share()).toBe(0.5)
    must(await preferences.change({ change: { share: null } }))
    expect(share()).toBe(0.6)
  })
})
