import { PROPOSED_SHARE } from '../../../shared/allowance'
import type { Preferences } from '../../../shared/files/preferences'
import type { PreferencesService } from './preferences-service'

/**
 * The part of a tenant's allowance that a person chose, as it is at each moment, from 0 to 1; as proposed where nobody did, and
 * until the file was read.
 */
export const chosenShare = (
  preferences: Pick<PreferencesService, 'current' | 'onChange'>,
): (() => number) => {
  let share = PROPOSED_SHARE
  const take = (now: Pick<Preferences, 'share'>) => {
    share = now.share ?? PROPOSED_SHARE
  }
  preferences.onChange(take)
  void preferences.current().then(take)
  return () => share
}
