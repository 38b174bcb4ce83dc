/** What of an error may be told: its kind and place, never its words, which may hold a token. */
export interface Fault {
  readonly event: 'exception' | 'rejection'
  /** The class of the error, such as `TypeError`. */
  readonly kind: string
  /** The system's code, such as `ENOSPC`; `none`. */
  readonly code: string
  /** File, line and column of ours where it came from. */
  readonly at: string
}

/** EX_SOFTWARE of sysexits: an internal fault. */
export const CRASHED = 70

const kindOf = (error: unknown): string =>
  error instanceof Error && /^[A-Za-z]{1,40}$/.test(error.name) ? error.name : 'unknown'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && /^[A-Z_0-9]{1,40}$/.test(String(error.code))
    ? String(error.code)
    : 'none'

/** The first line of the stack that is in our own code: where, without any value. */
const placeOf = (error: unknown): string =>
  (error instanceof Error ? /(?<![\w./-])([\w./-]+\.c?js:\d+:\d+)/.exec(error.stack ?? '')?.[1] : undefined)
    ?.split('/')
    .pop() ?? 'unknown'

/**
 * SECURITY: an error that nobody caught is told by its kind only: Node's own way prints the error,
 * and with it what it holds. Call it before anything else can fail.
 * @param onFault tells it, and decides whether the process ends. After an exception nobody knows
 *   the state of the process; a rejection only means that what it was for has failed
 */
export const guardCrashes = (
  events: Pick<NodeJS.EventEmitter, 'on'>,
  onFault: (fault: Fault) => void,
): void => {
  const tell = (event: Fault['event'], error: unknown): void => {
    onFault({ event, kind: kindOf(error), code: codeOf(error), at: placeOf(error) })
  }
  events.on('uncaughtException', (error: unknown) => {
    tell('exception', error)
  })
  events.on('unhandledRejection', (error: unknown) => {
    tell('rejection', error)
  })
}
