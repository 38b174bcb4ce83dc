import { X509Certificate } from 'node:crypto'

const BLOCK = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g
const BEGIN = '-----BEGIN CERTIFICATE-----'

/**
 * The certificates of a PEM text, one each; anything around them is left out. Node itself passes over
 * what it cannot read in silence, and a tenant would then be refused for no visible reason.
 * @returns null where there is none, or where one of them cannot be read
 */
export const certificatesIn = (pem: string): readonly string[] | null => {
  const blocks = pem.match(BLOCK) ?? []
  // One that has no end is found by its beginning only.
  return blocks.length > 0 && blocks.length === pem.split(BEGIN).length - 1 && blocks.every(isReadable)
    ? blocks
    : null
}

const isReadable = (block: string): boolean => {
  try {
    return new X509Certificate(block).raw.length > 0
  } catch {
    return false
  }
}
