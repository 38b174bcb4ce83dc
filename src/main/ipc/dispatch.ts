import { appError, type AppError } from '../../shared/app-error'
import { ALL_CHANNELS } from '../../shared/ipc/channels'
import { firstIssue, issueText } from '../../shared/files/schema-issue'
import type { Answers, Channel } from '../../shared/ipc/contract'
import { requestSchemas, type RequestSchemas } from '../../shared/ipc/requests'
import { err, type Result } from '../../shared/result'
import type { Logger } from '../ports'
import type { Handlers } from './handlers'

const isChannel = (channel: unknown): channel is Channel =>
  (ALL_CHANNELS as readonly unknown[]).includes(channel)

/** As one type for all channels, so that each goes with its handler. */
const schemas: RequestSchemas = requestSchemas

/**
 * Serves one request of the window: known channel, valid input, then the handler. The same in both
 * hosts. Always answers with a Result; a handler that throws is a bug, of which nothing is said.
 */
export const dispatch = async (
  handlers: Handlers,
  channel: unknown,
  input: unknown,
  logger: Logger,
): Promise<Result<unknown, AppError>> => {
  if (!isChannel(channel))
    return err(appError('INVALID_ARGUMENT', 'There is no such request.', { field: 'channel' }))
  return serve(handlers, channel, input, logger)
}

const serve = async <C extends Channel>(
  handlers: Handlers,
  channel: C,
  input: unknown,
  logger: Logger,
): Promise<Result<Answers[C], AppError>> => {
  const parsed = schemas[channel].safeParse(input)
  if (!parsed.success) {
    const issue = firstIssue(parsed.error, input)
    return err(
      appError('INVALID_ARGUMENT', `${issueText(issue)}.`, {
        field: issue.field === '' ? null : issue.field,
      }),
    )
  }
  try {
    return await handlers[channel](parsed.data)
  } catch {
    // SECURITY: the error itself may hold a token; which request failed is all that is kept.
    logger.error('request failed', { channel })
    return err(
      appError('INTERNAL', 'Crossview could not do this because of a fault in Crossview itself.', {
        advice: ['Try again.', 'If it happens again, report what you did.'],
      }),
    )
  }
}
