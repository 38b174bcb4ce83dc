import type { AppError } from '../../shared/app-error'
import type { CrossviewApi } from '../../shared/ipc/api'
import type { Answers, Channel, Requests } from '../../shared/ipc/contract'
import type { Result } from '../../shared/result'

type Handler<C extends Channel> = (input: Requests[C]) => Promise<Result<Answers[C], AppError>>

/** One function per channel, given parsed input. Both hosts serve the window from these. */
export type Handlers = { readonly [C in Channel]: Handler<C> }

/** Everything a host (Electron or the browser window) needs to serve its window. */
export interface WindowServices {
  readonly handlers: Handlers
  /** At most 10 messages a second and run. Returns the function that stops listening. */
  readonly onProgress: CrossviewApi['comparison']['onProgress']
  /** The computer goes to sleep, or wakes: nothing is sent in between. */
  suspend(): void
  resume(): void
  /** Ends runs, closes sockets and the demo tenant. */
  close(): Promise<void>
  /** Whether the keychain still waits for somebody: then the process would not end by itself. */
  isKeychainUnderWay(): boolean
}
