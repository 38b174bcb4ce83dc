import type { AppError } from '../shared/app-error'
import type { CommandId } from '../shared/commands'
import type { DesktopMessage, ResultOfWindow } from '../shared/ipc/desktop'

/** What a host needs of the services for what surrounds the window; see `DesktopService`. */
export interface DesktopFront {
  /** Tells the page, or keeps it for the page that is being loaded. */
  tell(message: DesktopMessage): void
  /** The page is gone or loaded anew. */
  pageLeft(): void
  /** Whether a form on the page holds something that is stored nowhere. */
  isTyped(): boolean
  /** Told which commands the page can do, whenever that changes. */
  onCommandsChanged(listener: (commands: readonly CommandId[]) => void): void
  /** @param paths absolute */
  openGiven(paths: readonly string[]): Promise<void>
  showRecent(id: string): Promise<void>
  clearRecent(): Promise<unknown>
}

/** What runs are called and came to, in the window's words, for what is told outside of the window. */
export interface RunNames {
  /** Asked while it is under way. */
  name(result: ResultOfWindow): Promise<string>
  /** A sentence about one that ended; null: there is nothing to be said of it. */
  end(result: ResultOfWindow, error: AppError | null): Promise<string | null>
  /** Of the run over many tenants. */
  fleet(): { readonly total: number; readonly ended: number } | null
}
