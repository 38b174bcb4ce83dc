import tls, { type SecureContext } from 'node:tls'

const certificateLister = (module: Partial<typeof tls>) => module.getCACertificates

let systemTrust: readonly string[] | null = null

/**
 * Node's own list, and what the system adds to it. SECURITY: said each time, so that a variable adds
 * none: NODE_EXTRA_CA_CERTS makes one file trusted for every tenant.
 */
const systemCertificates = (): readonly string[] => {
  // `getCACertificates` came with Node 22.15; older Nodes trust their own list.
  systemTrust ??= [...new Set([...tls.rootCertificates, ...ofSystem()])]
  return systemTrust
}

/** A store that cannot be read takes nothing away from Node's own list. */
const ofSystem = (): readonly string[] => {
  try {
    return certificateLister(tls)?.('system') ?? []
  } catch {
    return []
  }
}

/** The last one that was made: the sides of a tenant, and most tenants, trust the same. */
let made: { readonly by: string; readonly context: SecureContext } | null = null

/**
 * Which certificates and which TLS are good enough: what the system trusts and what is given besides.
 * It takes some 40 ms to make one, for which everything stands still: make it once, not for every connection.
 * @param certificates PEM, one each
 */
export const trusting = (certificates: readonly string[]): SecureContext => {
  const by = certificates.join('\n')
  if (made?.by !== by) {
    const ca = [...systemCertificates(), ...certificates]
    made = { by, context: tls.createSecureContext({ minVersion: 'TLSv1.2', ca }) }
  }
  return made.context
}
