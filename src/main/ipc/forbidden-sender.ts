import { appError, type AppError } from '../../shared/app-error'
import { err, type Result } from '../../shared/result'

/** The answer to a caller that is not our window. */
export const forbiddenSender = (): Result<never, AppError> =>
  err(appError('FORBIDDEN_SENDER', 'Only the window of Crossview may ask this.'))
