import type { Handlers } from '../../src/main/ipc/handlers'
import { appError, type AppError } from '../../src/shared/app-error'
import type { CommandId } from '../../src/shared/commands'
import type { OpenedFile, RecentView } from '../../src/shared/ipc/desktop'
import type { Channel } from '../../src/shared/ipc/contract'
import { err, ok, type Result } from '../../src/shared/result'

/** What surrounds the window, in memory. */
export class FakeDesktop {
  /** What the page said last that it can do; null: it has not said. */
  commands: readonly CommandId[] | null = null
  /** What the page said last of its forms; null: it has not said. */
  typed: boolean | null = null
  recent: readonly RecentView[] = []
  openedText: Result<OpenedFile, AppError> = err(appError('INVALID_FILE', 'This is no snapshot.'))
  shown: Result<null, AppError> = ok(null)

  readonly handlers: Pick<Handlers, Extract<Channel, `desktop:${string}`>> = {
    'desktop:setCommands': ({ commands }) => {
      this.commands = commands
      return Promise.resolve(ok(null))
    },
    'desktop:setTyped': ({ typed }) => {
      this.typed = typed
      return Promise.resolve(ok(null))
    },
    'desktop:recent': () => Promise.resolve(ok(this.recent)),
    'desktop:openRecent': ({ id }) => {
      this.recent = this.recent.filter((file) => file.id !== id)
      return Promise.resolve(err(appError('NOT_FOUND', 'The file is not there any more.')))
    },
    'desktop:clearRecent': () => {
      this.recent = []
      return Promise.resolve(ok(null))
    },
    'desktop:openText': () => Promise.resolve(this.openedText),
    'desktop:showInFolder': () => Promise.resolve(this.shown),
    'desktop:openLogFolder': () => Promise.resolve(this.shown),
  }
}
