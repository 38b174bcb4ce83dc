import { counted, countText } from '../core/comparison/count-text'
import { appError, type AppError } from './app-error'
import { REDACTION_KEY } from './bounds'

/** Why this cannot be the key for stand-ins; null: it can. @param key without the space around it */
export const redactionKeyFault = (key: string): AppError | null =>
  key.length >= REDACTION_KEY.least && key.length <= REDACTION_KEY.most
    ? null
    : appError(
        'INVALID_ARGUMENT',
        `The key for stand-ins has ${counted(key.length, 'character')}; it takes ${countText(REDACTION_KEY.least)} to ${countText(REDACTION_KEY.most)}.`,
        { field: 'redact-key', advice: ['Let a password manager make one, and keep it there.'] },
      )
