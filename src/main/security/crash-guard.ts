import type { Logger } from '../ports'

/** EX_SOFTWARE of sysexits: an internal fault. */
export const CRASHED = 70

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
 * SECURITY: an error that nobody caught is told by its kind only, in the log: Node's own way prints
 * the error, and with it what it holds. An exception ends the process, whose state nobody knows
 * then. A rejection does not: what it was for fails, and the window stays usable.
 */
export const guardCrashes = (
  events: Pick<NodeJS.EventEmitter, 'on'>,
  logger: Logger,
  exit: (status: number) => void,
): void => {
  const tell = (event: string, error: unknown): void => {
    logger.error('a fault that nobody caught', {
      event,
      kind: kindOf(error),
      code: codeOf(error),
      at: placeOf(error),
    })
  }
  events.on('uncaughtException', (error: unknown) => {
    tell('exception', error)
    exit(CRASHED)
  })
  events.on('unhandledRejection', (error: unknown) => {
    tell('rejection', error)
  })
}
