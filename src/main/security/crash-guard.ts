import type { Logger } from '../ports'

/** What of an error may be told: its kind, never its words, which may hold a token. */
const kindOf = (error: unknown): string =>
  error instanceof Error && /^[A-Za-z]{1,40}$/.test(error.name) ? error.name : 'unknown'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && /^[A-Z_0-9]{1,40}$/.test(String(error.code))
    ? String(error.code)
    : 'none'

/** The first line of the stack that is in our own code: where, without any value. */
const placeOf = (error: unknown): string =>
  (error instanceof Error ? /\(?([\w./-]+\.c?js:\d+:\d+)\)?/.exec(error.stack ?? '')?.[1] : undefined)
    ?.split('/')
    .pop() ?? 'unknown'

/**
 * SECURITY: an error that nobody caught ends the process with a line in the log and none on the
 * screen: Node's own would print the error, and with it what it holds.
 */
export const guardCrashes = (
  events: Pick<NodeJS.EventEmitter, 'on'>,
  logger: Logger,
  exit: (status: number) => void,
): void => {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    events.on(event, (error: unknown) => {
      logger.error('stopped by a fault', {
        event,
        kind: kindOf(error),
        code: codeOf(error),
        at: placeOf(error),
      })
      exit(70)
    })
  }
}
