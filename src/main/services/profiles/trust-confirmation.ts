import type { ProfileInput } from '../../../shared/files/profile'
import { unconfirmedHost } from '../../../shared/halo-address'
import type { AuthorityView, ImportPreview } from '../../../shared/ipc/api'
import { readAuthorities } from './authorities'

const shownIn = (ca: string | null): readonly AuthorityView[] => {
  const read = readAuthorities(ca)
  return read.ok ? read.value.shown : []
}

/** The authorities and proxies that tenants of a file bring with them, each once, for a person to confirm. */
export const importedTrust = (
  profiles: readonly ProfileInput[],
): Pick<ImportPreview, 'authorities' | 'proxies'> => {
  const authorities = new Map<string, ImportPreview['authorities'][number]>()
  const proxies = new Map<string, number>()
  for (const { ca, proxy } of profiles) {
    for (const authority of shownIn(ca)) {
      const { fingerprint } = authority
      authorities.set(fingerprint, {
        ...authority,
        tenants: (authorities.get(fingerprint)?.tenants ?? 0) + 1,
      })
    }
    if (proxy != null) proxies.set(proxy, (proxies.get(proxy) ?? 0) + 1)
  }
  return {
    authorities: [...authorities.values()],
    proxies: [...proxies].map(([proxy, tenants]) => ({ proxy, tenants })),
  }
}

/** A tenant with those of its authorities and its proxy confirmed that a person confirmed. */
export const confirmedAs = (
  profile: ProfileInput,
  { authorities, proxies }: { readonly authorities: readonly string[]; readonly proxies: readonly string[] },
): ProfileInput => {
  const confirmedAuthorities = shownIn(profile.ca).flatMap(({ fingerprint }) =>
    authorities.includes(fingerprint) ? [fingerprint] : [],
  )
  return {
    ...profile,
    ...(confirmedAuthorities.length > 0 && { confirmedAuthorities }),
    ...(profile.proxy != null && proxies.includes(profile.proxy) && { confirmedProxy: profile.proxy }),
  }
}

/** The confirmations of a tenant of which a person confirmed everything. */
export const confirmedTrust = (
  profile: Pick<ProfileInput, 'url' | 'confirmedHost' | 'ca' | 'proxy'>,
): Pick<ProfileInput, 'confirmedHost' | 'confirmedAuthorities' | 'confirmedProxy'> => {
  const host = unconfirmedHost(profile)?.host ?? profile.confirmedHost
  const confirmedAuthorities = shownIn(profile.ca).map(({ fingerprint }) => fingerprint)
  return {
    ...(host !== undefined && { confirmedHost: host }),
    ...(confirmedAuthorities.length > 0 && { confirmedAuthorities }),
    ...(profile.proxy != null && { confirmedProxy: profile.proxy }),
  }
}
