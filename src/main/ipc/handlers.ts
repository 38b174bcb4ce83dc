import type { AppError } from '../../shared/app-error'
import type { Answers, Channel, ReportEvent, Requests } from '../../shared/ipc/contract'
import type { Result } from '../../shared/result'
import type { DesktopFront, RunNames } from '../desktop-port'

type Handler<C extends Channel> = (input: Requests[C]) => Promise<Result<Answers[C], AppError>>

/** One function per channel, given parsed input. Both hosts serve the window from these. */
export type Handlers = { readonly [C in Channel]: Handler<C> }

/** Everything a host (Electron or the browser window) needs to serve its window. */
export interface WindowServices {
  readonly handlers: Handlers
  /** What is reported without being asked, at most 10 messages a second and run. Returns the function that stops listening. */
  onEvent(listener: ReportEvent): () => void
  /** The computer goes to sleep, or wakes: nothing is sent in between. */
  suspend(): void
  resume(): void
  /** Ends runs, closes sockets and the demo tenant. */
  close(): Promise<void>
  /** What surrounds the window, for a host that has a menu and is given files. */
  readonly desktop: DesktopFront
  /** What the runs under way and ended are called, for a host that tells of them outside of the window. */
  readonly namesOfRuns: RunNames
  /** Whether the keychain still waits for somebody: then the process would not end by itself. */
  isKeychainUnderWay(): boolean
}
