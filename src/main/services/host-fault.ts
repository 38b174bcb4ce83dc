import { appError, type AppError } from '../../shared/app-error'
import { unconfirmedHost, unusualText, type HostedProfile } from '../../shared/halo-address'

/**
 * What stands against sending a secret to a profile's host: it is unusual, and nobody confirmed
 * it. A typing slip or a crafted import file could have put it there. null: nothing.
 * @param advice how to confirm it from here
 */
export const hostFault = (profile: HostedProfile, ...advice: readonly string[]): AppError | null => {
  const address = unconfirmedHost(profile)
  if (address === null) return null
  return appError(
    'HOST_NOT_CONFIRMED',
    `${unusualText(address)} No secret is sent there before you confirmed that it is your own Halo server.`,
    { field: 'confirmedHost', advice },
  )
}
