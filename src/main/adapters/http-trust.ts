import tls from 'node:tls'

const certificateLister = (module: Partial<typeof tls>) => module.getCACertificates

let systemTrust: readonly string[] | null = null

/**
 * Which certificates are trusted: Node's own list, what the system and NODE_EXTRA_CA_CERTS add to it,
 * and those given.
 */
export const trust = (certificates: readonly string[]): { readonly ca?: string[] } => {
  // `getCACertificates` came with Node 22.15; older Nodes trust their own list and what is given.
  const list = certificateLister(tls)
  if (list === undefined)
    return certificates.length === 0 ? {} : { ca: [...tls.rootCertificates, ...certificates] }
  systemTrust ??= [...new Set([...list('default'), ...list('system')])]
  return { ca: [...systemTrust, ...certificates] }
}
