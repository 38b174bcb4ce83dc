import type { Redaction } from '../comparison/comparison'

/** What a report says of the stand-ins in it. */
export const redactionText = (redaction: Redaction): string =>
  `Names, labels, addresses and ids that are no small numbers are stand-ins (redaction rules ${redaction.rules}): the same name has the same one throughout. The redacted snapshot has the SHA-256 ${redaction.sha256}.${redaction.intact ? '' : ' It was changed after it was redacted.'}`
