import { countText } from '../../../core/comparison/count-text'
import { appError, type AppError } from '../../../shared/app-error'
import { LARGEST_FILE } from '../../../shared/bounds'
import { readFault } from '../../text-file'
import { codeOf } from '../../held-file'
import { whyNotWritten } from '../files/write-fault'
import type { SealedFault } from './sealed-file'

/** What goes wrong with the history, as it is told. */

export const notThere = (): AppError =>
  appError('NOT_FOUND', 'This snapshot is not in the history any more.', {
    field: 'id',
    advice: ['Look at the list again: it may have been removed, or be beyond what is kept.'],
  })

/** @param file its whole path */
export const unusable = (file: string, { state, reason }: SealedFault): AppError =>
  appError('INVALID_FILE', `The snapshot ${file} cannot be opened: ${reason}.`, {
    advice: [
      state === 'newer'
        ? 'Use the newer Crossview.'
        : state === 'foreign'
          ? 'Open it where that key still is. Elsewhere nobody can.'
          : 'Put it back from a backup of the folder, or remove it from the history.',
    ],
  })

export const keyLost = (): AppError =>
  appError(
    'INVALID_FILE',
    'The snapshot cannot be opened: the key of the history is not in the keychain any more.',
    {
      advice: [
        'Put the keychain’s entry back from a backup of the keychain, where there is one. Without it nobody can open what was kept.',
      ],
    },
  )

export const tooLarge = (): AppError =>
  appError(
    'FILE_WRITE_FAILED',
    `The result was not kept in the history: it has more than ${countText(LARGEST_FILE / 1e6)} MB.`,
    { advice: ['Compare fewer resources at a time.'] },
  )

/** @param what did not come about, as a sentence without its end */
export const notWritten = async (what: string, file: string, error: unknown): Promise<AppError> => {
  const { reason, advice } = await whyNotWritten(file, error)
  return appError('FILE_WRITE_FAILED', `${what}: ${reason} (${file}).`, { advice: [advice] })
}

export const notRead = (file: string, error: unknown): AppError =>
  appError('FILE_READ_FAILED', `The history in ${file} could not be read: ${readFault(codeOf(error))}.`, {
    advice: ['Allow reading it, and repeat this.'],
  })

export const BUSY = appError(
  'CONFLICT',
  'Another Crossview is changing the history, so nothing was changed here.',
  { advice: ['Wait until it is done, then repeat this.'] },
)
